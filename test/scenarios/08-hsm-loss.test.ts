import { beforeAll, describe, expect, it } from 'vitest';
import type { Result } from '../../src/plan/index.ts';
import { answer, pointOf } from './answer.ts';

const KEYS = 40;
const YOUNG_KEYS = 12;

describe('08-hsm-loss-no-backup', () => {
  let result: Result;

  beforeAll(async () => {
    result = await answer('08-hsm-loss-no-backup', 'run.replications=1');
  }, 60_000);

  /** What the audits before the end found: kept ciphertexts, those that failed, their keys. */
  const auditsOf = (design: string) =>
    pointOf(result, design)
      .controlEvents.filter(({ action }) => action === 'AuditCiphertexts')
      .map(({ detail }) => detail.match(/\d+/g)!.map(Number));

  it('loses the 12 keys made since the backup, and what they sealed until the HSMs were lost', () => {
    const { durability, crypto } = pointOf(result, 'stale');
    expect(durability.keys).toMatchObject({ lost: YOUNG_KEYS, readable: KEYS - YOUNG_KEYS });
    expect(crypto).toMatchObject({
      mode: 'every',
      keysLost: YOUNG_KEYS,
      ciphertextsLost: durability.ciphertexts.lost,
    });
    // Two data keys a second for 1 min of warm-up and 30 min, 12 keys of 40: a Poisson number.
    const expected = (YOUNG_KEYS / KEYS) * 2 * 31 * 60;
    const reach = 4 * Math.sqrt(expected);
    expect(Math.abs(durability.ciphertexts.lost - expected)).toBeLessThan(reach);
  });

  it('loses as many ciphertexts as decrypts really fail', () => {
    const { durability } = pointOf(result, 'stale');
    const made = Object.values(durability.ciphertexts).reduce((sum, count) => sum + count, 0);
    expect(durability).toMatchObject({
      tried: made,
      failed: durability.ciphertexts.lost,
      keysFailed: YOUNG_KEYS,
    });
    const [during, after] = auditsOf('stale');
    expect(during).toEqual([during![0], during![0], KEYS]);
    expect(after!.slice(1)).toEqual([durability.ciphertexts.lost, YOUNG_KEYS]);
  });

  it('loses nothing once a fresh backup is restored, though nothing could be read before', () => {
    const { durability } = pointOf(result, 'fresh');
    expect(durability).toMatchObject({ failed: 0, keysFailed: 0 });
    expect(durability.keys).toMatchObject({ lost: 0, readable: KEYS });
    expect(durability.ciphertexts).toMatchObject({ lost: 0, waiting: 0 });
    const [during, after] = auditsOf('fresh');
    expect(during).toEqual([during![0], during![0], KEYS]);
    expect(after).toEqual([after![0], 0, 0]);
    expect(after![0]).toBeGreaterThan(during![0]!);
  });

  it('loses nothing, at no time, where a third HSM survives', () => {
    const { durability, successShare } = pointOf(result, 'third-survives');
    expect(durability).toMatchObject({ failed: 0 });
    expect(durability.keys).toMatchObject({ lost: 0, waiting: 0 });
    expect(auditsOf('third-survives').map(([, failed]) => failed)).toEqual([0, 0]);
    // What was on the way when two of three HSMs died.
    expect(successShare.value).toBeGreaterThan(0.999);
  });

  it('tells apart calls that found no HSM and calls whose key was gone', () => {
    const reasons = (design: string) =>
      pointOf(result, design)
        .errorReasons.map(({ reason }) => reason)
        .toSorted();
    expect(reasons('stale')).toEqual(['key material absent', 'no HSM reachable']);
    expect(reasons('fresh')).toEqual(['no HSM reachable']);
  });

  it('restores 28 keys of the old backup, all 40 of the one after deleting an HSM', () => {
    const restored = (design: string) =>
      pointOf(result, design)
        .controlEvents.filter(({ action }) => action === 'HsmReplaced')
        .map(({ detail }) => /with (\d+) keys of (backup-\d)/.exec(detail)!.slice(1));
    const old = [String(KEYS - YOUNG_KEYS), 'backup-1'];
    expect(restored('stale')).toEqual([old, old]);
    const fresh = [String(KEYS), 'backup-3'];
    expect(restored('fresh')).toEqual([fresh, fresh]);
  });
});
