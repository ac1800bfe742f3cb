import { describe, expect, it } from 'vitest';
import { CiphertextArchive } from '../../../src/model/keys/ciphertext-archive.ts';

const kept = (madeBy: number) => ({ envelope: new Uint8Array(0), madeBy });

describe('CiphertextArchive', () => {
  it('keeps all when told so, up to 200,000 together, and then the newer in place of older', () => {
    const archive = new CiphertextArchive(2, true);
    for (let number = 0; number < 200_000; number++) archive.keep(0, kept(number));
    expect(archive.of(0)).toHaveLength(200_000);
    archive.keep(0, kept(200_005));
    expect(archive.of(0)).toHaveLength(200_000);
    expect(archive.of(0)[5]!.madeBy).toBe(200_005);
  });

  it('always has room for the first of a key, one added in the run included', () => {
    const archive = new CiphertextArchive(1, true);
    for (let number = 0; number < 200_000; number++) archive.keep(0, kept(number));
    archive.addKey();
    archive.keep(1, kept(7));
    archive.keep(1, kept(8));
    expect(archive.of(1).map(({ madeBy }) => madeBy)).toEqual([8]);
  });

  it('otherwise keeps 64 of each key, those from before the run among them', () => {
    const archive = new CiphertextArchive(2, false);
    for (let number = -100; number < 500; number++) archive.keep(1, kept(number));
    expect(archive.of(1)).toHaveLength(64);
    expect(archive.of(1).every(({ madeBy }) => madeBy >= 436)).toBe(true);
    expect(archive.of(0)).toHaveLength(0);
  });

  it('chooses each of them for some number', () => {
    const archive = new CiphertextArchive(1, false);
    for (let number = 0; number < 10; number++) archive.keep(0, kept(number));
    const chosen = Array.from({ length: 10 }, (_, choice) => archive.choose(0, 90 + choice).madeBy);
    expect(chosen).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });
});
