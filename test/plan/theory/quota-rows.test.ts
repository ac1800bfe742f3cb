import { describe, expect, it } from 'vitest';
import { poissonThrottledShare } from '../../../src/stats/index.ts';
import { keyStore, rowNamed, rowsOf, rowsOfWrong } from './scenes.ts';

const quota = (rate: number, load = '200/s') =>
  keyStore(load, 'hsms: 2', `assume: { quota.customKeyStore: ${rate}/s }`);

describe('a fixed-window quota', () => {
  it('refuses what the Poisson law says, after random hops', () => {
    const rows = rowsOf(quota(180));
    const row = rowNamed(rows, 'calls that the key store quota refuses');
    expect(row.kind).toBe('exact');
    expect(row.expected).toBeCloseTo(poissonThrottledShare(200, 180), 12);
    expect(row.holds).toBe(true);
  });

  it('would fail if it let one call in twenty more pass', () => {
    const rows = rowsOfWrong(quota(180), quota(189), 30);
    expect(rowNamed(rows, 'calls that the key store quota refuses').holds).toBe(false);
  });

  it('of an account adds up over the workloads that share it', () => {
    const rows = rowsOf(`workloads:
  one: { arrivals: { poisson: 120/s }, client: { retryMode: none, connections: none } }
  two: { arrivals: { poisson: 80/s }, client: { retryMode: none, connections: none } }
stores: { standard: { kind: standard } }
assume: { quota.symmetricCrypto: 180/s }
run: { duration: 12 s, warmUp: 1 s, replications: 10 }
`);
    const row = rowNamed(rows, 'calls that the account quota');
    expect(row.expected).toBeCloseTo(poissonThrottledShare(200, 180), 12);
    expect(row.holds).toBe(true);
    // What is refused takes no part in the latency of what succeeds, which is a sum of delays.
    expect(rowNamed(rows, 'mean latency, no queue')).toMatchObject({ kind: 'exact', holds: true });
  });

  it('is not judged where clients keep connections, or where hardly anything is refused', () => {
    const pooled = rowsOf(quota(180).replace(', connections: none', ''), 3);
    expect(rowNamed(pooled, 'calls that').kind).toBe('approximation');
    const rare = rowNamed(rowsOf(quota(250), 3), 'calls that');
    expect(rare.holds).toBeNull();
    expect(rare.source).toContain('under 100 independent refusals');
  });

  it('far above the load has no row at all, and leaves the HSMs their formulas', () => {
    const rows = rowsOf(quota(1800), 1);
    expect(rows.some(({ name }) => name.includes('quota'))).toBe(false);
    expect(rowNamed(rows, 'mean wait').kind).toBe('bound');
  });
});

describe('the quotas of several key stores', () => {
  const shared = (keyStores: number, keys: string, rate = '200/s') => `workloads:
  calls: { arrivals: { poisson: ${rate} }, ${keys}, client: { retryMode: none, connections: none } }
stores: { cks: { kind: cloudhsm, hsms: 2, keyStores: ${keyStores} } }
assume: { quota.customKeyStore: 45/s }
run: { duration: 12 s, warmUp: 1 s, replications: 10 }
`;
  const DRAWN = 'keys: 8, keySkew: 0.5';

  it('refuse what the Poisson law says of each where the key of a call is drawn', () => {
    const row = rowNamed(rowsOf(shared(4, DRAWN)), 'calls that the quotas of 4');
    expect(row.kind).toBe('exact');
    // Chance splits a Poisson process into Poisson processes, here uneven ones.
    expect(row.expected).toBeGreaterThan(poissonThrottledShare(50, 45));
    expect(row.holds).toBe(true);
  });

  it('would fail the law if there were another key store', () => {
    const rows = rowsOfWrong(shared(4, DRAWN), shared(5, DRAWN));
    expect(rowNamed(rows, 'calls that the quotas').holds).toBe(false);
  });

  it('refuse less where keys take turns, and not less than what is too much on average', () => {
    const row = rowNamed(rowsOf(shared(4, 'keys: 8')), 'calls that the quotas of 4');
    expect(row).toMatchObject({ kind: 'bound', holds: true });
    expect(row.low).toBeCloseTo(0.1, 12);
    expect(row.high).toBeCloseTo(poissonThrottledShare(50, 45), 12);
    // The same arrivals, keys drawn by chance: three standard deviations more is refused.
    const chance = rowNamed(
      rowsOf(shared(4, 'keys: 8, keySkew: 0.00001')),
      'calls that the quotas',
    );
    expect(chance.kind).toBe('exact');
    expect(row.observed!.value).toBeLessThan(chance.observed!.value);
  });

  it('leave the HSMs without a formula, for a reason in words', () => {
    const rows = rowsOf(shared(4, 'keys: 8', '20/s'), 3);
    const none = rows.find(({ kind }) => kind === 'none');
    expect(none!.source).toContain('Several key stores share the calls by their keys');
    expect(rowNamed(rows, 'utilisation of the HSMs').holds).not.toBe(false);
  });
});
