import { describe, expect, it } from 'vitest';
import { limitsPyramid } from '../../src/plan/limits-pyramid.ts';

const rate = (name: string, capacityPerSecond: number, usedShare: number) => ({
  name,
  capacityPerSecond,
  usedShare,
  confidence: 'documented',
  source: 'test',
});

const RATES = [
  rate('HSMs', 5400, 0.9),
  // Of two key stores, of which the hottest gets 60 % of the calls.
  rate('key store quota', 3000, 0.9),
  rate('account quota', 100_000, 0.03),
];

const storeOf = (kind: string) =>
  kind === 'cloudhsm' || kind === 'external' ? { kind, quota: { ratePerSecond: 1800 } } : { kind };

const figures = (kind: string, keyStores: number, hsms: number, rates = RATES) =>
  limitsPyramid({ name: 'own', keyStores, hsms }, storeOf(kind), rates).limits.map(
    ({ name, used, limit, kind: isHow }) => [name, Math.round(used), limit, isHow],
  );

describe('the pyramid of limits', () => {
  it('goes from the account down to the hottest key store, with the quotas that AWS documents', () => {
    expect(figures('cloudhsm', 2, 3)).toEqual([
      ['requests to KMS in the account', 3000, 100_000, 'adjustable'],
      ['custom key stores in the account', 2, 10, 'hard'],
      ['CloudHSM clusters in the account', 2, 4, 'adjustable'],
      ['HSMs in the account', 6, 6, 'adjustable'],
      ['HSMs of one cluster', 3, 28, 'hard'],
      ['requests to the hottest key store', 1620, 1800, 'hard'],
    ]);
  });

  it('counts no HSMs where AWS or somebody else runs them, and no key stores where there are none', () => {
    const names = (...size: Parameters<typeof figures>) => figures(...size).map(([name]) => name);
    expect(names('standard', 1, 0, RATES.slice(2))).toEqual(['requests to KMS in the account']);
    expect(names('external', 1, 0)).toEqual([
      'requests to KMS in the account',
      'custom key stores in the account',
      'requests to the key store',
    ]);
    expect(names('cloudhsm-direct', 1, 3, RATES.slice(0, 1))).toEqual([
      'CloudHSM clusters in the account',
      'HSMs in the account',
      'HSMs of one cluster',
    ]);
  });

  it('says on whose word each limit stands', () => {
    const { limits } = limitsPyramid(
      { name: 'own', keyStores: 5, hsms: 2 },
      storeOf('cloudhsm'),
      RATES,
    );
    for (const { source, confidence } of limits) {
      expect(source).not.toBe('');
      expect(confidence).toBe('documented');
    }
  });
});
