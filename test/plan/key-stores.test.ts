import { describe, expect, it } from 'vitest';
import { compare, runInProcess } from '../../src/plan/index.ts';
import { hsmsOf, keyStoresOf } from '../../src/plan/key-stores.ts';
import { loadScenario } from '../../src/scenario/index.ts';
import { cloudHsm, direct, STANDARD } from '../model/worlds.ts';

describe('key stores and HSMs of a design', () => {
  it('are counted over all clusters', () => {
    const counts = [STANDARD, cloudHsm(), cloudHsm({ keyStores: 3 }), direct()].map((store) => [
      keyStoresOf(store),
      hsmsOf(store),
    ]);
    expect(counts).toEqual([
      [1, 0],
      [1, 2],
      [3, 6],
      [1, 2],
    ]);
  });
});

describe('a comparison with several key stores', () => {
  // 600/s over 3 key stores of 180/s each, the keys unevenly popular; a zone goes.
  const study = loadScenario({
    fileName: 'shards.yaml',
    text: `seed: shards
workloads: { app: { arrivals: { poisson: 600/s }, keys: 9, keySkew: 0.6 } }
stores: { cks: { kind: cloudhsm, hsms: 2, zones: 2, keyStores: 3, quota: 180/s } }
faults: [{ zoneDown: a, at: 4 s, for: 2 s }]
objectives: [success > 50 %]
run: { duration: 10 s, warmUp: 1 s, replications: 2 }
`,
  });
  const answer = compare(study, runInProcess, () => {}, '0.0.0');

  it('keeps every invariant', async () => {
    const { checks } = await answer;
    expect(checks.filter(({ holds }) => !holds)).toEqual([]);
    const windows = checks.find(({ name }) =>
      name.includes('windows of the quotas of 3 key stores'),
    );
    expect(windows).toMatchObject({ expected: 2 * 3 * 180, holds: true });
    // One account of the commands present for each of 6 HSMs.
    expect(checks.filter(({ name }) => name.includes('commands present at store-'))).toHaveLength(
      6,
    );
  });

  it('shows all HSMs with their key stores and zones, and bills them', async () => {
    const point = (await answer).stores[0]!.points[0]!;
    expect(point.hsms).toBe(6);
    expect(point.placement).toEqual(['a', 'b', 'a', 'b', 'a', 'b']);
    expect(Object.keys(point.stations)).toContain('store-3/hsm-5');
    const hsms = point.cost.lines.find(({ item }) => item.includes('HSM'));
    expect(hsms!.quantity).toBe(6 * point.cost.hoursPerMonth);
  });

  it('binds at the quota of the hottest key store', async () => {
    const { limits, acceptedAttemptsPerSecond } = (await answer).stores[0]!.points[0]!;
    const [first] = limits;
    expect(first).toMatchObject({ name: 'key store quota', binds: true });
    expect(first!.capacityPerSecond).toBeLessThanOrEqual(3 * 180);
    expect(first!.usedShare).toBeGreaterThan(1);
    expect(acceptedAttemptsPerSecond.value).toBeLessThan(3 * 180 * 1.1);
  });

  it('gives the availability of the key store in which a key lives', async () => {
    const [own] = (await answer).availability;
    expect(own).toMatchObject({ keyStores: 3, hsms: 2, needed: 1 });
    expect(own!.neededBecause).toContain('of the busiest of 3 key stores');
  });
});
