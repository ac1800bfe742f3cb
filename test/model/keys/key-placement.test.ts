import { describe, expect, it } from 'vitest';
import type { WorldConfig } from '../../../src/model/index.ts';
import { placeKeys } from '../../../src/model/keys/key-placement.ts';
import { zipfShares } from '../../../src/model/keys/key-popularity.ts';
import { world } from '../worlds.ts';

type Workload = WorldConfig['workloads'][number];

function demand(workloads: readonly Partial<Workload>[], usesKeysOf?: readonly number[]) {
  const base = world();
  return {
    ...base,
    workloads: workloads.map((own) => ({ ...base.workloads[0]!, ...own })),
    access: { usesKeysOf: usesKeysOf ?? workloads.map((_, index) => index) },
  };
}

function poisson(ratePerSecond: number): Partial<Workload> {
  return { arrivals: { kind: 'poisson', ratePerSecond } };
}

function rounded(shares: readonly (readonly number[])[]): number[][] {
  return shares.map((own) => own.map((share) => Number(share.toFixed(6))));
}

describe('keys over key stores', () => {
  it('that are asked for alike are dealt out in turn', () => {
    const { storeOfKey, shares, keysInUse } = placeKeys(demand([{ keys: 6 }]), 3);
    expect(storeOfKey).toEqual([0, 1, 2, 0, 1, 2]);
    expect(rounded(shares)).toEqual([[0.333333, 0.333333, 0.333333]]);
    expect(keysInUse).toBe(6);
  });

  it('are all in the one key store where there is one', () => {
    const { storeOfKey, shares } = placeKeys(demand([{ keys: 3 }, { keys: 2 }]), 1);
    expect(storeOfKey).toEqual([0, 0, 0, 0, 0]);
    expect(rounded(shares)).toEqual([[1], [1]]);
  });

  it('go one after the other, the most popular first, to where least is asked for', () => {
    // Shares 6, 3, 2 in 11.
    const { storeOfKey, shares } = placeKeys(demand([{ keys: 3, keySkew: 1 }]), 2);
    expect(storeOfKey).toEqual([0, 1, 1]);
    expect(rounded(shares)).toEqual([[0.545455, 0.454545]]);
  });

  it('never give one key store more than 4/3 of the best there can be', () => {
    for (const keySkew of [0.3, 0.9, 1.5]) {
      for (const keyStores of [2, 3, 6, 10]) {
        const { shares } = placeKeys(demand([{ keys: 40, keySkew }]), keyStores);
        // No placement does better than an even spread, nor than the first key alone (Graham 1969).
        const least = Math.max(1 / keyStores, zipfShares(40, keySkew)[0]!);
        expect(Math.max(...shares[0]!)).toBeLessThanOrEqual((4 / 3) * least);
      }
    }
  });

  it('do not pile the most popular keys of all workloads up in the first key store', () => {
    const two = [
      { keys: 2, keySkew: 2, ...poisson(100) },
      { keys: 2, keySkew: 2, ...poisson(100) },
    ];
    const { storeOfKey } = placeKeys(demand(two), 2);
    expect(storeOfKey).toEqual([0, 1, 1, 0]);
  });

  it('of workloads with one key each are balanced by what is asked, the busiest first', () => {
    const rates = [100, 1700, 200, 1600];
    const { storeOfKey } = placeKeys(
      demand(rates.map((rate) => ({ keys: 1, ...poisson(rate) }))),
      2,
    );
    // 1,700 and 100, 1,600 and 200.
    expect(storeOfKey).toEqual([0, 0, 1, 1]);
  });

  it('of a workload are spread although another has filled a key store', () => {
    const { shares } = placeKeys(
      demand([
        { keys: 1, ...poisson(20_000) },
        { keys: 2, ...poisson(3000) },
      ]),
      2,
    );
    expect(rounded(shares)).toEqual([
      [1, 0],
      [0.5, 0.5],
    ]);
  });

  it('that are lent count with all who use them', () => {
    const borrowed = demand([{ keys: 2 }, { keys: 9, keySkew: 1, ...poisson(600) }], [0, 0]);
    const { storeOfKey, shares } = placeKeys(borrowed, 2);
    expect(storeOfKey).toEqual([0, 1]);
    expect(rounded(shares)).toEqual([
      [0.5, 0.5],
      [0.666667, 0.333333],
    ]);
  });

  it('stay where they are when the load is multiplied', () => {
    const at = (load: number) =>
      placeKeys(
        demand([
          { keys: 5, keySkew: 0.9, ...poisson(70 * load) },
          { keys: 4, keySkew: 0.4, ...poisson(30 * load) },
          {
            keys: 3,
            arrivals: { kind: 'closed', clients: 4, thinkNs: { kind: 'constant', value: 1 } },
          },
        ]),
        3,
      ).storeOfKey;
    for (const load of [0.1, 0.3, 3, 7]) expect(at(load)).toEqual(at(1));
  });

  it('that a service of few things never asks for are not in use', () => {
    const service = {
      kind: 's3',
      buckets: 2,
      bucketKeys: null,
      parts: 1,
      partDecrypts: 0,
      mix: [{ name: 'GetObject', share: 1 }],
      principals: 1,
      userRetry: world().workloads[0]!.client.retry,
      userTimeoutNs: null,
    } as const;
    const { keysInUse, shares } = placeKeys(demand([{ keys: 5, service }]), 3);
    expect(keysInUse).toBe(2);
    expect(rounded(shares)).toEqual([[0.5, 0.5, 0]]);
  });
});
