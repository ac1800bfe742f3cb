import { describe, expect, it } from 'vitest';
import { meanInterval } from '../../src/stats/index.ts';
import { fastServerControls, serve } from './fast-server.ts';

/** 0.8 calls a millisecond, services of 1 ms: M/M/1 at 0.4 with a server of twice the speed. */
const RUNS = Array.from({ length: 40 }, (_, i) => ({
  seed: `fast/${i}`,
  workload: 'calls',
  arrivalsPerMs: 0.8,
  serviceMs: 1,
  warmUpMs: 200,
  measuredMs: 5000,
}));

describe('a fast server', () => {
  it('waits as theory says, and so does the square of its wait', () => {
    const calls = RUNS.map((run) => serve(run, 2).calls);
    // Poisson's law: 4,000 a run, the mean of 40 runs with a standard error of 10.
    expect(Math.abs(calls.reduce((sum, own) => sum + own, 0) / 40 - 4000)).toBeLessThan(40);
    const [wait, square] = fastServerControls(RUNS, 2, calls);
    // M/M/1: W = ρ m / (1 − ρ) with m = 0.5 ms; E[W²] = 2 ρ m² / (1 − ρ)².
    expect(wait!.mean).toBeCloseTo((0.4 * 0.5) / 0.6, 12);
    expect(square!.mean).toBeCloseTo((2 * 0.4 * 0.25) / 0.36, 12);
    for (const { values, mean } of [wait!, square!]) {
      // At 99.9 % of seeds; these are fixed.
      const { low, high } = meanInterval(values, 0.999);
      expect(low).toBeLessThan(mean);
      expect(high).toBeGreaterThan(mean);
    }
  });

  it('refuses calls other than those of the run', () => {
    expect(() => fastServerControls(RUNS.slice(0, 1), 2, [17])).toThrow(/17 calls were made/);
  });
});
