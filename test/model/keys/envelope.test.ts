import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deriveBytes } from '../../../src/model/keys/derived-bytes.ts';
import { decodeEnvelope, encodeEnvelope } from '../../../src/model/keys/envelope.ts';

describe('envelope', () => {
  it('comes back as it was made, and names its key', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 32 - 1 }),
        fc.uint8Array({ minLength: 12, maxLength: 12 }),
        fc.uint8Array({ maxLength: 100 }),
        (key, nonce, sealed) => {
          expect(decodeEnvelope(encodeEnvelope({ key, nonce, sealed }))).toEqual({
            key,
            nonce,
            sealed,
          });
        },
      ),
      { seed: 20261123 },
    );
  });

  it('of another version, or too short, is none', () => {
    const bytes = encodeEnvelope({ key: 1, nonce: new Uint8Array(12), sealed: new Uint8Array(3) });
    expect(decodeEnvelope(Uint8Array.from([2, ...bytes.subarray(1)]))).toBe(null);
    expect(decodeEnvelope(bytes.subarray(0, 16))).toBe(null);
    expect(decodeEnvelope(new Uint8Array(0))).toBe(null);
  });
});

describe('deriveBytes', () => {
  it('gives the same bytes for the same numbers, and no pair of nonces twice in 100,000', () => {
    expect(deriveBytes(12, 1, 5)).toEqual(deriveBytes(12, 1, 5));
    const seen = new Set<string>();
    for (let number = -50_000; number < 50_000; number++) {
      seen.add(Buffer.from(deriveBytes(12, 2, number)).toString('hex'));
    }
    expect(seen.size).toBe(100_000);
  });

  it('spreads: every bit of the first 16 bytes is set about half the time', () => {
    const ones = Array.from({ length: 128 }, () => 0);
    const trials = 4000;
    for (let number = 0; number < trials; number++) {
      deriveBytes(16, 3, number).forEach((byte, i) => {
        for (let bit = 0; bit < 8; bit++) ones[i * 8 + bit]! += (byte >> bit) & 1;
      });
    }
    // Binomial(4000, 1/2): standard deviation 32; five of them for each of 128 bits.
    for (const count of ones) expect(Math.abs(count - trials / 2)).toBeLessThan(160);
  });
});
