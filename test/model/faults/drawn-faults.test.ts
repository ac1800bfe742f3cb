import { describe, expect, it } from 'vitest';
import { Outcome, type WorldConfig } from '../../../src/model/index.ts';
import { watch } from '../watch.ts';
import {
  cloudHsm,
  cluster,
  constant,
  MS,
  SECOND,
  STANDARD,
  withWorkload,
  world,
} from '../worlds.ts';
import { drawn } from './faults.ts';

const MTBF = 100 * SECOND;
const MTTR = 25 * SECOND;
const UNAVAILABILITY = 0.2;
const EXPONENTIAL_REPAIR = { kind: 'exponential', mean: MTTR } as const;

/** A long run with few calls: what is measured is the faults. */
function longRun(seconds: number, ratePerSecond: number, overrides: Partial<WorldConfig>) {
  const config = world({
    durationNs: seconds * SECOND,
    crypto: { mode: 'off', sampleOneIn: 1 },
    ...overrides,
  });
  return withWorkload(config, { arrivals: { kind: 'poisson', ratePerSecond } });
}

/** When each fault was on, in the measured time, as [from, to) in nanoseconds. */
function spans(faults: readonly [number, 'start' | 'end', number][], fault: number, endNs: number) {
  const own = faults.filter(([which]) => which === fault);
  const starts = own.filter(([, what]) => what === 'start').map(([, , atNs]) => atNs);
  const ends = own.filter(([, what]) => what === 'end').map(([, , atNs]) => atNs);
  return starts.map((start, i) => [start, Math.min(ends[i] ?? endNs, endNs)] as const);
}

function total(of: readonly (readonly [number, number])[]): number {
  return of.reduce((sum, [from, to]) => sum + to - from, 0);
}

describe('a drawn fault', () => {
  const seconds = 100_000;
  const down = drawn({ kind: 'kms-degraded', factor: 1, failShare: 1 }, MTBF, EXPONENTIAL_REPAIR);
  const config = longRun(seconds, 0.1, { store: STANDARD, faults: [down] });
  const endNs = config.warmUpNs + config.durationNs;

  it('is on for MTTR / (MTBF + MTTR) of the time, and calls see just that', () => {
    const { watcher } = watch(config);
    // Variance of the mean of an alternating process: 2 a u / (1/MTBF + 1/MTTR) / time.
    const sigma = Math.sqrt((2 * 0.8 * 0.2) / (1 / 100 + 1 / 25) / seconds);
    const share = total(spans(watcher.faults, 0, endNs)) / (seconds * SECOND);
    expect(Math.abs(share - UNAVAILABILITY)).toBeLessThan(4 * sigma);
    const { kmsDegraded = 0 } = watcher.outcomes();
    const sampling = Math.sqrt((share * (1 - share)) / watcher.due);
    expect(Math.abs(kmsDegraded / watcher.due - share)).toBeLessThan(4 * sampling);
  });

  it('comes as often as MTBF and repair let it, and alternates', () => {
    const { watcher } = watch(config);
    const whats = watcher.faults.map(([, what]) => what);
    expect(whats.every((what, i) => what === (i % 2 === 0 ? 'start' : 'end'))).toBe(true);
    const starts = whats.filter((what) => what === 'start').length;
    // A cycle lasts 125 s with variance 100² + 25²; the count of cycles has variance n c².
    const expected = seconds / 125;
    const cycleCv2 = (100 ** 2 + 25 ** 2) / 125 ** 2;
    expect(Math.abs(starts - expected)).toBeLessThan(4 * Math.sqrt(expected * cycleCv2));
  });

  it('spares the warm-up, and begins no more after the last arrival', () => {
    const often = drawn(
      { kind: 'kms-degraded', factor: 1, failShare: 0 },
      5 * MS,
      constant(5 * MS),
    );
    const short = world({ store: STANDARD, faults: [often] });
    const starts = watch(short).watcher.faults.filter(([, what]) => what === 'start');
    expect(starts[0]![2]).toBeGreaterThan(short.warmUpNs);
    expect(starts.at(-1)![2]).toBeLessThan(short.warmUpNs + short.durationNs);
    expect(starts.length).toBeGreaterThan(800);
  });

  it('draws from a stream of its own: another fault changes nothing about it', () => {
    const other = drawn({ kind: 'zone-down', zone: 0 }, MTBF, EXPONENTIAL_REPAIR);
    const only = watch(longRun(5000, 0.1, { store: STANDARD, faults: [down] })).watcher;
    const both = watch(longRun(5000, 0.1, { store: STANDARD, faults: [down, other] })).watcher;
    expect(both.faults.filter(([fault]) => fault === 0)).toEqual(only.faults);
  });
});

describe('drawn faults of two HSMs', () => {
  const seconds = 400_000;
  const faults = [0, 1].map((hsm) =>
    drawn({ kind: 'hsm-down', hsm }, MTBF, EXPONENTIAL_REPAIR, `hsm-${hsm}`),
  );
  const store = cloudHsm({
    cluster: cluster({ serviceNs: constant(MS), detectHsmNs: MS, rejoinNs: MS }),
  });

  it('are independent: both are down for the square of the share, and calls fail just then', () => {
    const config = longRun(seconds, 0.05, { store, faults });
    const endNs = config.warmUpNs + config.durationNs;
    const { watcher } = watch(config);
    const [first, second] = [0, 1].map((fault) => spans(watcher.faults, fault, endNs));
    const overlaps = first!.flatMap(([from, to]) =>
      second!.flatMap(([start, end]) => {
        const span = [Math.max(from, start), Math.min(to, end)] as const;
        return span[0] < span[1] ? [span] : [];
      }),
    );
    const share = total(overlaps) / (seconds * SECOND);
    // The product of two alternating processes: 2 (2 u² a u / k + (a u)² / 2 k) / time, k = 0.05/s.
    const sigma = Math.sqrt((2 * ((2 * 0.04 * 0.16) / 0.05 + 0.16 ** 2 / 0.1)) / seconds);
    expect(Math.abs(share - UNAVAILABILITY ** 2)).toBeLessThan(4 * sigma);
    const refused = watcher.ended.filter(({ outcome }) => outcome !== Outcome.success);
    expect(refused.every(({ outcome }) => outcome === Outcome.invalidState)).toBe(true);
    const sampling = Math.sqrt((share * (1 - share)) / watcher.due);
    expect(Math.abs(refused.length / watcher.due - share)).toBeLessThan(4 * sampling);
  });

  it('without a repair law last until AWS has replaced the HSM', () => {
    const forGood = drawn({ kind: 'hsm-down', hsm: 0 }, MTBF, null);
    const config = longRun(5000, 0.1, { store: cloudHsm(), faults: [forGood] });
    const { watcher } = watch(config);
    const lengths = spans(watcher.faults, 0, Infinity).map(([from, to]) => to - from);
    expect(lengths.length).toBeGreaterThan(20);
    // Noticed after 5 s, provisioned in 10 s, rejoined in 1 s.
    expect(new Set(lengths)).toEqual(new Set([16 * SECOND]));
  });
});
