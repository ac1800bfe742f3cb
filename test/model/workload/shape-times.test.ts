import { describe, expect, it } from 'vitest';
import { RandomStreams } from '../../../src/kernel/index.ts';
import { ShapeTimes } from '../../../src/model/workload/shape-times.ts';
import { SECOND } from '../worlds.ts';
import { timesUntil } from './times-until.ts';

const RAMP = {
  points: [
    { atNs: 0, ratePerSecond: 0 },
    { atNs: 100 * SECOND, ratePerSecond: 1000 },
  ],
  periodNs: null,
};

describe('ShapeTimes', () => {
  it('without chance puts arrival k where the integral of the rate is k', () => {
    const times = timesUntil(new ShapeTimes(RAMP, null), 100 * SECOND);
    // The integral is 5 t²: arrival k is due at sqrt(k / 5) seconds.
    times.forEach((atNs, i) => {
      expect(Math.abs(atNs - Math.sqrt((i + 1) / 5) * SECOND)).toBeLessThanOrEqual(1);
    });
    // The one at the very end of the ramp is due when the run is over.
    expect(times.length).toBe(49_999);
  });

  it('with chance is Poisson in each part of the ramp, as many as the integral says', () => {
    const stream = new RandomStreams('ramp').stream('arrivals');
    const times = timesUntil(new ShapeTimes(RAMP, stream), 100 * SECOND);
    for (const [from, to] of [
      [0, 25],
      [25, 50],
      [50, 75],
      [75, 100],
    ] as const) {
      const mean = 5 * (to * to - from * from);
      const count = times.filter((atNs) => atNs >= from * SECOND && atNs < to * SECOND).length;
      // Variance = mean: four standard deviations.
      expect(Math.abs(count - mean)).toBeLessThan(4 * Math.sqrt(mean));
    }
    expect(stream.draws).toBe(times.length + 1);
  });

  it('with chance has the dispersion of a Poisson process, 1', () => {
    const stream = new RandomStreams('waves').stream('arrivals');
    const waves = {
      points: [
        { atNs: 0, ratePerSecond: 10 },
        { atNs: SECOND / 2, ratePerSecond: 90 },
        { atNs: SECOND, ratePerSecond: 10 },
      ],
      periodNs: SECOND,
    };
    const counts = Array.from({ length: 2000 }, () => 0);
    for (const atNs of timesUntil(new ShapeTimes(waves, stream), 2000 * SECOND)) {
      counts[Math.floor(atNs / SECOND)]!++;
    }
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    const variance =
      counts.reduce((sum, count) => sum + (count - mean) * (count - mean), 0) / counts.length;
    expect(Math.abs(mean - 50)).toBeLessThan(4 * Math.sqrt(50 / 2000));
    // The estimate of a variance from n counts has a relative error of about sqrt(2 / n).
    expect(Math.abs(variance / mean - 1)).toBeLessThan(4 * Math.sqrt(2 / 2000));
  });
});
