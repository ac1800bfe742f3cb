import { describe, expect, it } from 'vitest';
import { RandomStreams, type Law } from '../../../src/kernel/index.ts';
import { BurstTimes } from '../../../src/model/workload/burst-times.ts';
import { constant, MS, SECOND } from '../worlds.ts';
import { timesUntil } from './times-until.ts';

function burst(
  states: readonly { ratePerSecond: number; stayNs: Law }[],
  seconds: number,
): number[] {
  const streams = new RandomStreams('burst');
  const endNs = seconds * SECOND;
  const times = new BurstTimes(states, streams.stream('arrivals'), streams.stream('stays'), endNs);
  return timesUntil(times, endNs);
}

function countsPerSecond(times: readonly number[], seconds: number): number[] {
  const counts = Array.from({ length: seconds }, () => 0);
  for (const atNs of times) counts[Math.floor(atNs / SECOND)]!++;
  return counts;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function dispersionOf(counts: readonly number[]): number {
  const mean = meanOf(counts);
  return meanOf(counts.map((count) => (count - mean) * (count - mean))) / mean;
}

describe('BurstTimes', () => {
  it('is silent in a state of rate 0 and Poisson in the others', () => {
    const times = burst(
      [
        { ratePerSecond: 100, stayNs: constant(2 * SECOND) },
        { ratePerSecond: 0, stayNs: constant(3 * SECOND) },
      ],
      2500,
    );
    // 2.0 s itself is a matter of rounding: an arrival may fall on the last nanosecond.
    expect(times.every((atNs) => atNs % (5 * SECOND) <= 2 * SECOND)).toBe(true);
    const busy = countsPerSecond(times, 2500).filter((_, second) => second % 5 < 2);
    expect(Math.abs(meanOf(busy) - 100)).toBeLessThan(4 * Math.sqrt(100 / busy.length));
    expect(Math.abs(dispersionOf(busy) - 1)).toBeLessThan(4 * Math.sqrt(2 / busy.length));
  });

  it('is a plain Poisson process where all states have the same rate', () => {
    const stayNs: Law = { kind: 'exponential', mean: 3 * MS };
    const counts = countsPerSecond(
      burst(
        [
          { ratePerSecond: 200, stayNs },
          { ratePerSecond: 200, stayNs },
        ],
        2000,
      ),
      2000,
    );
    expect(Math.abs(meanOf(counts) - 200)).toBeLessThan(4 * Math.sqrt(200 / 2000));
    expect(Math.abs(dispersionOf(counts) - 1)).toBeLessThan(4 * Math.sqrt(2 / 2000));
  });

  it('has the dispersion of a Markov-modulated Poisson process (Heffes and Lucantoni 1986)', () => {
    // On and off for 0.1 s each, exponential: r = 10/s both ways, rate 1,000/s or none.
    const [rate, r, seconds] = [1000, 10, 3000];
    const stayNs: Law = { kind: 'exponential', mean: SECOND / r };
    const counts = countsPerSecond(
      burst(
        [
          { ratePerSecond: rate, stayNs },
          { ratePerSecond: 0, stayNs },
        ],
        seconds,
      ),
      seconds,
    );
    // Index of dispersion of the counts of 1 s: 1 + 2 λ² r² / ((2r)² λ r) (1 − (1 − e^(−2r)) / 2r).
    const dispersion = 1 + (rate / (2 * r)) * (1 - 1 / (2 * r));
    expect(dispersion).toBeCloseTo(48.5, 6);
    expect(Math.abs(meanOf(counts) - 500)).toBeLessThan(4 * Math.sqrt((500 * 51) / seconds));
    expect(Math.abs(dispersionOf(counts) / dispersion - 1)).toBeLessThan(
      4 * Math.sqrt(2 / seconds),
    );
  });

  it('refuses states that never last', () => {
    expect(() => burst([{ ratePerSecond: 1, stayNs: constant(0) }], 1)).toThrow('lasts');
  });
});
