import { describe, expect, it } from 'vitest';
import { atPace, paceOf, tellsGrowth } from '../../../src/plan/live/pace.ts';
import { SECOND, world } from '../../model/worlds.ts';

const HOUR = 3600 * SECOND;

/** Calls of one replication, warm-up included. */
function callsAt(callsPerSecond: number, settledNs: number, load: number): number {
  const pace = paceOf(callsPerSecond, settledNs, HOUR);
  const { warmUpNs, durationNs } = atPace(world(), pace, load);
  return ((warmUpNs + durationNs) / SECOND) * callsPerSecond * load;
}

describe('the pace of the short world', () => {
  it.each([0.5, 20, 1000, 5000, 50_000])(
    'keeps a replication below 25,000 calls at any load, of %d calls a second',
    (callsPerSecond) => {
      for (const load of [0.05, 0.5, 1, 2, 5, 20]) {
        for (const settledNs of [SECOND, 20 * SECOND, 600 * SECOND]) {
          expect(callsAt(callsPerSecond, settledNs, load)).toBeLessThanOrEqual(25_001);
        }
      }
    },
  );

  it('simulates as many calls at another load, so that they are the same ones', () => {
    const pace = paceOf(1000, SECOND, HOUR);
    const [half, one, two] = [0.5, 1, 2].map(
      (load) => atPace(world(), pace, load).durationNs * load,
    );
    expect([half, two]).toEqual([one, one! - SECOND]); // whole seconds: 9 s, 18 s and 4 s
    expect(one).toBe(9 * SECOND);
  });

  it('never measures longer than the scenario', () => {
    const { durationNs } = atPace(world(), paceOf(1, SECOND, 7 * SECOND), 0.1);
    expect(durationNs).toBe(7 * SECOND);
  });

  it('gives the same world again where it is there already', () => {
    const pace = paceOf(700, 4 * SECOND, 16.5 * SECOND);
    const once = atPace(world(), pace, 1);
    expect(atPace(once, pace, 1)).toEqual(once);
    expect(once.warmUpNs).toBe(4 * SECOND);
  });

  it('has faults begin in the warm-up, whatever its length', () => {
    const faults = [
      { name: 'z', kind: 'zone-down', zone: 0, atNs: 99 * SECOND, forNs: null, drawn: null },
    ] as const;
    for (const load of [1, 5]) {
      const { warmUpNs, faults: own } = atPace(world({ faults }), paceOf(500, SECOND, HOUR), load);
      expect(own[0]!.atNs).toBeGreaterThan(0);
      expect(own[0]!.atNs).toBeLessThan(warmUpNs / 2);
    }
  });

  it('says when whole seconds are too few to see calls pile up', () => {
    const slow = paceOf(1000, SECOND, HOUR);
    const fast = paceOf(50_000, SECOND, HOUR);
    expect(tellsGrowth(atPace(world(), slow, 5))).toBe(true);
    expect(tellsGrowth(atPace(world(), fast, 1))).toBe(false);
  });
});
