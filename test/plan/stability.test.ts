import { describe, expect, it } from 'vitest';
import { runOnce, type RunResult } from '../../src/plan/index.ts';
import { growthInWords, growthPerSecond } from '../../src/plan/stability.ts';
import { world } from '../model/worlds.ts';
import { station } from './textbook.ts';

const SECOND = 1e9;
const FAULT = {
  name: 'loss',
  kind: 'all-hsms-down',
  atNs: 20 * SECOND,
  forNs: 20 * SECOND,
  drawn: null,
} as const;
const WORLD = world({ warmUpNs: 0 });
const FAULTY = { ...WORLD, faults: [FAULT] };

/** A run of one-second windows in which `due` calls are due and `ended` calls end each second. */
function run(flow: readonly (readonly [number, number])[], own: Partial<RunResult> = {}) {
  const none = flow.map(() => 0);
  return {
    measuredNs: flow.length * SECOND,
    groupLengthsNs: [flow.length * SECOND, 0, 0],
    faults: [],
    windows: {
      offered: flow.map(([due]) => due),
      succeeded: flow.map(([, ended]) => ended),
      throttled: none,
      failed: none,
    },
    ...own,
  } as unknown as RunResult;
}

const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);
const growing = [300, 200] as const;
const steady = [300, 300] as const;
const draining = [300, 400] as const;

describe('of hand-made flows', () => {
  it.each([
    ['a queue that grows all the time', times(40, growing), 100],
    ['a queue that fills once and stays full', [...times(10, growing), ...times(30, steady)], null],
    ['a backlog that is worked off', [...times(20, growing), ...times(20, draining)], null],
    ['a queue that fills at the end', [...times(30, steady), ...times(10, growing)], null],
    ['a run too short to tell', [growing], null],
    // 8 calls in each half: without any noise, and yet fewer than 10.
    ['a growth that is not worth the name', times(40, [300, 299.6] as const), null],
  ] as const)('%s is told from the others', (_, flow, expected) => {
    const growth = growthPerSecond(WORLD, [run(flow), run(flow)], null, 0.95);
    expect(growth?.value ?? null).toBe(expected);
  });

  it('the parts of one run give an interval where there is but one', () => {
    const uneven = Array.from({ length: 40 }, (_, i) => [300, i % 4 < 2 ? 150 : 250] as const);
    const { value, low, high, method } = growthPerSecond(WORLD, [run(uneven)], null, 0.95)!;
    expect(value).toBeCloseTo(100, 9);
    expect(low!).toBeLessThan(100);
    expect(high!).toBeGreaterThan(100);
    expect(method).toBe('Student t over 20 parts of one run');
  });

  it('is written with as many digits as it deserves', () => {
    const estimate = { low: null, high: null, level: 0.95, method: '' };
    expect(growthInWords({ ...estimate, value: 120.4, low: 117.4, high: 123.4 })).toBe(
      '120 ± 3 calls/s',
    );
    expect(growthInWords({ ...estimate, value: 12_345 })).toBe('12,345 calls/s');
    expect(growthInWords({ ...estimate, value: 1.9, low: 1.5, high: 2.3 })).toBe(
      '1.90 ± 0.40 calls/s',
    );
  });
});

describe('with a fault', () => {
  /** Overloaded from the fault on, which ends at `endNs`. */
  const collapsing = (endNs: number | null) => {
    const flow = [...times(20, steady), ...times(40, growing)];
    const spans = [{ startNs: 20 * SECOND, endNs }];
    const phases = [20, endNs === null ? 40 : 20, endNs === null ? 0 : 20];
    const faults = [{ ...FAULT, startNs: 20 * SECOND, endNs, count: 1, spans }];
    return [
      run(flow, { faults, groupLengthsNs: [...phases, 20].map((seconds) => seconds * SECOND) }),
      run(flow, { faults, groupLengthsNs: [...phases, 20].map((seconds) => seconds * SECOND) }),
    ];
  };
  const growthIn = (runs: readonly RunResult[], group: number | null) =>
    growthPerSecond(FAULTY, runs, group, 0.95)?.value ?? null;

  it('what was before it has its latency, whatever becomes of the run', () => {
    expect(growthIn(collapsing(null), 0)).toBe(null);
    expect(growthIn(collapsing(40 * SECOND), 0)).toBe(null);
  });

  it('a fault that lasts is judged by itself', () => {
    expect(growthIn(collapsing(null), 1)).toBe(100);
    expect(growthIn(collapsing(null), 3)).toBe(100);
  });

  it('what comes after it is judged by itself, and the fault by the whole run', () => {
    const runs = collapsing(40 * SECOND);
    expect(growthIn(runs, 2)).toBe(100);
    expect(growthIn(runs, null)).toBeCloseTo((40 * 100) / 60, 9);
    expect(growthIn(runs, 3)).toBe(growthIn(runs, null));
  });

  it('a time range is judged by itself', () => {
    const ranges = [
      { name: '0 s..20 s', fromNs: 0, toNs: 20 * SECOND },
      { name: '30 s..60 s', fromNs: 30 * SECOND, toNs: 60 * SECOND },
    ];
    const inRange = (group: number) =>
      growthPerSecond({ ...FAULTY, ranges }, collapsing(null), group, 0.95)?.value ?? null;
    expect(inRange(4)).toBe(null);
    expect(inRange(5)).toBeCloseTo(100, 9);
  });
});

describe('of M/M/1 with 100 commands a second', () => {
  /** How often `experiments` of some replications each are called unstable. */
  function unstable(load: number, seconds: number, replications: number, experiments: number) {
    const study = station(load, `{ duration: ${seconds} s, warmUp: 1 s, crypto: off }`);
    const config = { ...study.designs[0]!.world, drainNs: 0 };
    return Array.from({ length: experiments }, (_, experiment) => {
      const runs = Array.from({ length: replications }, (__, replication) =>
        runOnce({ config, seed: `${experiment}/${replication}` }),
      );
      return growthPerSecond(config, runs, null, 0.999);
    }).filter((growth) => growth !== null);
  }

  // Each half is taken for growth in error once in 40 times at most, and it takes both: of 20 none.
  it('the excursions of a stable queue at 0.95 and at 0.98 are no growth', () => {
    expect(unstable(0.95, 60, 3, 20)).toEqual([]);
    expect(unstable(0.98, 60, 1, 20)).toEqual([]);
  });

  it('at 1.02 it grows by 2 a second, given long enough to tell', () => {
    // A drift of 2/s in noise of √202 per √s: 1,500 s a half put it over five deviations off 0.
    const found = unstable(1.02, 1000, 3, 2);
    expect(found).toHaveLength(2);
    for (const { low, high } of found) {
      expect(low!).toBeLessThan(2);
      expect(high!).toBeGreaterThan(2);
    }
  });

  it('at 2 it grows by 100 a second, and a few seconds of one run tell', () => {
    const [growth] = unstable(2, 8, 1, 1);
    expect(growth!.low!).toBeLessThan(100);
    expect(growth!.high!).toBeGreaterThan(100);
  });
});
