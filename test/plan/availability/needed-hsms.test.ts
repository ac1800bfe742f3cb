import { describe, expect, it } from 'vitest';
import { neededHsms } from '../../../src/plan/availability/needed-hsms.ts';
import type { PointResult } from '../../../src/plan/index.ts';
import { estimate, pointOf } from '../../report/fixture-point.ts';

/** HSMs that are busy as told, each serving 300 commands a second. */
function point(busy: readonly number[], overrides: Partial<PointResult> = {}): PointResult {
  const base = pointOf('cks', {
    name: 'cks',
    kind: 'cloudhsm',
    hsms: busy.length,
    load: 1,
    options: { hasFaults: false },
  });
  const stations = Object.fromEntries(
    busy.map((share, i) => [
      `hsm-${i + 1}`,
      {
        ...base.stations['hsm-1']!,
        utilisationShare: estimate(share, null),
        completedPerSecond: estimate(300, null),
      },
    ]),
  );
  const calls = estimate(300 * busy.length, null);
  return {
    ...base,
    stations,
    offeredPerSecond: calls,
    acceptedAttemptsPerSecond: calls,
    ...overrides,
  };
}

describe('the HSMs that a load needs', () => {
  it.each([
    [[0.2, 0.2], 1],
    // 0.9 of one HSM is what one may carry.
    [[0.45, 0.45], 1],
    [[0.46, 0.46], 2],
    [[0.5, 0.5, 0.5], 2],
    [[0.7, 0.7, 0.7], 3],
  ])('of utilisations %j are %d, at most 90 %% busy', (busy, count) => {
    expect(neededHsms(point(busy), null)).toEqual({
      count,
      because: expect.stringContaining('at most 90 % busy (a rule of thumb, assumed)'),
    });
  });

  it('are never more than there are, and say so', () => {
    expect(neededHsms(point([0.99, 0.99]), null)).toEqual({
      count: 2,
      because: expect.stringContaining('that takes 3, more than there are'),
    });
  });

  it('count calls that a fault kept from the HSMs, but not those that a quota refused', () => {
    // Half of the calls met an HSM that was away: the work is that of all of them.
    const twice = estimate(1200, null);
    const lost = { offeredPerSecond: twice, acceptedAttemptsPerSecond: twice };
    expect(neededHsms(point([0.4, 0.4], lost), null).count).toBe(2);
    expect(neededHsms(point([0.4, 0.4], { offeredPerSecond: twice }), null).count).toBe(1);
  });

  it('are one where nothing was served', () => {
    expect(neededHsms(point([0, 0], { stations: {} }), null).count).toBe(1);
  });

  it('are those of the scenario where it gives them', () => {
    expect(neededHsms(point([0.1, 0.1]), 2)).toEqual({
      count: 2,
      because: 'given by the scenario',
    });
    expect(neededHsms(point([0.1, 0.1]), 3)).toMatchObject({
      count: 2,
      because: expect.stringContaining('more than there are'),
    });
  });

  it('of several key stores are those of the busiest, in its own cluster', () => {
    const one = point([0.2, 0.2, 0.6, 0.5]);
    const [a, b, c, d] = Object.values(one.stations);
    const stations = {
      'store-1/hsm-1': a!,
      'store-1/hsm-2': b!,
      'store-2/hsm-3': c!,
      'store-2/hsm-4': d!,
    };
    expect(neededHsms({ ...one, stations }, null, 2)).toEqual({
      count: 2,
      because: expect.stringContaining('1.1 HSMs of the busiest of 2 key stores busy'),
    });
    expect(neededHsms({ ...one, stations }, 3, 2).count).toBe(2);
  });
});
