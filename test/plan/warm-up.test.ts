import { describe, expect, it } from 'vitest';
import { runOnce } from '../../src/plan/index.ts';
import { withWarmUp } from '../../src/plan/warm-up.ts';
import { SECOND, withWorkload, world } from '../model/worlds.ts';

describe('withWarmUp', () => {
  const crash = {
    name: 'crash',
    kind: 'hsm-down',
    hsm: 0,
    atNs: 3 * SECOND,
    forNs: SECOND,
    drawn: null,
  } as const;

  it('keeps faults where they are in the measured time', () => {
    const given = world({ warmUpNs: SECOND, durationNs: 6 * SECOND, faults: [crash] });
    const starts = [0, 1, 5].map((seconds) => {
      const { faults } = runOnce({ config: withWarmUp(given, seconds * SECOND), seed: 'w' });
      return faults[0]!.startNs;
    });
    expect(starts).toEqual([2 * SECOND, 2 * SECOND, 2 * SECOND]);
  });

  it('keeps time ranges where they are in the measured time', () => {
    const ranges = [{ name: '2 s..3 s', fromNs: 3 * SECOND, toNs: 4 * SECOND }];
    const moved = withWarmUp(world({ warmUpNs: SECOND, ranges }), 6 * SECOND);
    expect(moved.ranges).toEqual([{ name: '2 s..3 s', fromNs: 8 * SECOND, toNs: 9 * SECOND }]);
  });

  it('keeps a recording and a ramp where they are in the measured time', () => {
    const replay = { kind: 'replay', timesNs: [1.5 * SECOND, 2.5 * SECOND], loopNs: null } as const;
    const given = withWorkload(world({ warmUpNs: SECOND, durationNs: 3 * SECOND }), {
      arrivals: replay,
    });
    const { windows } = runOnce({ config: withWarmUp(given, 4 * SECOND), seed: 'w' });
    expect(windows.offered).toEqual([1, 1, 0]);
    const ramp = {
      kind: 'shape',
      points: [
        { atNs: 3 * SECOND, ratePerSecond: 0 },
        { atNs: 3 * SECOND, ratePerSecond: 100 },
      ],
      periodNs: null,
      isPoisson: false,
    } as const;
    const stepped = withWorkload(world({ warmUpNs: SECOND, durationNs: 4 * SECOND }), {
      arrivals: ramp,
    });
    const later = runOnce({ config: withWarmUp(stepped, 3 * SECOND), seed: 'w' });
    expect(later.windows.offered.slice(0, 2)).toEqual([0, 0]);
    expect(later.windows.offered[3]).toBe(100);
  });

  it('carries a cycle on into a longer warm-up', () => {
    // A second of silence, a second of 40 calls, and so on.
    const square = {
      kind: 'shape',
      points: [
        { atNs: 0, ratePerSecond: 0 },
        { atNs: SECOND, ratePerSecond: 0 },
        { atNs: SECOND, ratePerSecond: 40 },
        { atNs: 2 * SECOND, ratePerSecond: 40 },
      ],
      periodNs: 2 * SECOND,
      isPoisson: false,
    } as const;
    const given = withWorkload(world({ warmUpNs: 0, durationNs: 3.9 * SECOND }), {
      arrivals: square,
    });
    const moved = withWarmUp(given, 3 * SECOND);
    const { offered } = runOnce({ config: moved, seed: 'w' }).windows;
    // The call prescribed for the very end of a second may fall on either side of it.
    [0, 40, 0, 40 * 0.9].forEach((calls, second) => {
      expect(Math.abs(offered[second]! - calls)).toBeLessThanOrEqual(1);
    });
    // The warm-up is part of the cycle: it does not wait for the measured time.
    expect(moved.workloads[0]!.arrivals).toMatchObject({
      points: [{ atNs: -SECOND }, { atNs: 0 }, { atNs: 0 }, { atNs: SECOND }],
    });
  });

  it('leaves a world with that warm-up as it is', () => {
    const given = world({ warmUpNs: SECOND });
    expect(withWarmUp(given, SECOND)).toBe(given);
  });
});
