/**
 * Bytes that follow from numbers, so that payloads, nonces and data keys need no storage. Spreads
 * its inputs well; it is no cryptographic derivation, and nothing secret rests on it: the keys of
 * a simulation protect nothing.
 */
export function deriveBytes(length: number, purpose: number, number: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let a = Math.imul(purpose + 1, 0x9e3779b1) ^ (number | 0);
  let b = Math.imul((number / 4294967296) | 0, 0x85ebca77) ^ 0x2545f491;
  for (let i = 0; i < length; i++) {
    a = Math.imul(a ^ (a >>> 15) ^ b, 0x2c1b3c6d);
    b = Math.imul(b ^ (b >>> 13) ^ (a + i), 0x297a2d39);
    a ^= a >>> 16;
    bytes[i] = a & 255;
  }
  return bytes;
}
