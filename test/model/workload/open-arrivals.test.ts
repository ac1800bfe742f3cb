import { describe, expect, it } from 'vitest';
import type { ArrivalsConfig } from '../../../src/model/index.ts';
import { meanRate } from '../../../src/model/index.ts';
import { watch } from '../watch.ts';
import { constant, SECOND, STANDARD, withWorkload, world } from '../worlds.ts';

function dueOf(arrivals: ArrivalsConfig): number[] {
  const config = world({ store: STANDARD, crypto: { mode: 'off', sampleOneIn: 1 } });
  const { watcher } = watch(withWorkload(config, { arrivals }));
  return watcher.ended.map(({ dueNs }) => dueNs).sort((a, b) => a - b);
}

/** The worlds here run 11 s, the warm-up included. */
const END_NS = 11 * SECOND;

describe('open arrivals', () => {
  it('at a constant rate are placed by their number, up to the end of the measured time', () => {
    const due = dueOf({ kind: 'constant', ratePerSecond: 3 });
    expect(due).toEqual(Array.from({ length: 32 }, (_, i) => Math.round(((i + 1) * SECOND) / 3)));
  });

  it('of Poisson are as many as the rate says', () => {
    const due = dueOf({ kind: 'poisson', ratePerSecond: 500 });
    expect(Math.abs(due.length - 5500)).toBeLessThan(4 * Math.sqrt(5500));
  });

  it('of a replay come at the very instants', () => {
    const timesNs = [0, 1.5, 1.5, 9].map((s) => s * SECOND);
    expect(dueOf({ kind: 'replay', timesNs: [...timesNs, 30 * SECOND], loopNs: null })).toEqual(
      timesNs,
    );
    expect(dueOf({ kind: 'replay', timesNs, loopNs: 10 * SECOND })).toEqual([
      ...timesNs,
      10 * SECOND,
    ]);
  });

  it('of bursts and shapes are as many as their mean rate says', () => {
    const ramp: ArrivalsConfig = {
      kind: 'shape',
      points: [
        { atNs: 1 * SECOND, ratePerSecond: 0 },
        { atNs: 11 * SECOND, ratePerSecond: 1000 },
      ],
      periodNs: null,
      isPoisson: true,
    };
    const bursts: ArrivalsConfig = {
      kind: 'burst',
      states: [
        { ratePerSecond: 900, stayNs: constant(0.5 * SECOND) },
        { ratePerSecond: 100, stayNs: constant(0.6 * SECOND) },
      ],
    };
    for (const arrivals of [ramp, bursts]) {
      const mean = (meanRate(arrivals, 0, END_NS)! * END_NS) / SECOND;
      // Given the stays, both are Poisson: variance = mean.
      expect(Math.abs(dueOf(arrivals).length - mean)).toBeLessThan(4 * Math.sqrt(mean));
    }
    expect(meanRate(ramp, 1 * SECOND, END_NS)).toBeCloseTo(500, 6);
  });
});
