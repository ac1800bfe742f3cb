import { gzipSync, strToU8 } from 'fflate';

/** How many bytes become one string at a time: `fromCharCode` takes its arguments on the stack. */
const CHUNK = 0x8000;

/**
 * Text compressed with gzip, in base 64: nothing in it could end a script element. The same text
 * gives the same bytes on every machine, since the compressor is not the platform's.
 */
export function pack(text: string): string {
  const bytes = gzipSync(strToU8(text), { level: 9, mtime: 0 });
  let letters = '';
  for (let start = 0; start < bytes.length; start += CHUNK) {
    letters += String.fromCharCode(...bytes.subarray(start, start + CHUNK));
  }
  return btoa(letters);
}
