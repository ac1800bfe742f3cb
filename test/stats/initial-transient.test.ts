import { describe, expect, it } from 'vitest';
import { RandomStreams } from '../../src/kernel/index.ts';
import { initialTransient } from '../../src/stats/index.ts';

/** Uniform noise of mean 0 and half-width 1. */
function noise(count: number, seed: string): number[] {
  const stream = new RandomStreams(seed).stream('noise');
  return Array.from({ length: count }, () => 2 * stream.next() - 1);
}

describe('initialTransient', () => {
  it('cuts a step off a noisy series within one batch of where it ends', () => {
    const series = noise(500, 'step').map((value, i) => value + (i < 73 ? 20 : 0));
    const { cut, isSettled } = initialTransient(series);
    expect(isSettled).toBe(true);
    // The first batch of five that holds none of the 73 begins at 75.
    expect(cut).toBeGreaterThanOrEqual(75);
    // Noise may cost a few more: one of the 10 batches after the step being by chance far off.
    expect(cut).toBeLessThanOrEqual(125);
  });

  it('cuts an exponential approach where little of it is left', () => {
    // 10 · e^(-i/20): at the cut the rest of the transient is below the noise of a batch, 0.26.
    let level = 10;
    const series = noise(500, 'decay').map((value) => {
      level *= 0.951229;
      return value + level;
    });
    const { cut } = initialTransient(series);
    const left = 10 * Array.from({ length: cut }).reduce<number>((value) => value * 0.951229, 1);
    expect(left).toBeLessThan(1);
    expect(cut).toBeLessThan(200);
  });

  it('cuts nothing off a constant series, and nothing off an empty system', () => {
    expect(initialTransient(Array.from({ length: 100 }, () => 7))).toEqual({
      cut: 0,
      isSettled: true,
    });
  });

  it('says that a series which grows to its end has not settled', () => {
    const series = noise(250, 'growth').map((value, i) => value + i);
    expect(initialTransient(series).isSettled).toBe(false);
  });

  it('says so too of a slow climb that noise hides from the rule', () => {
    // 0.02 a value over 250: 5 in all beside noise of ±1; t of the slope is about 30.
    const series = noise(250, 'climb').map((value, i) => value + 0.02 * i);
    expect(initialTransient(series).isSettled).toBe(false);
  });

  it('calls nearly all flat noisy series settled', () => {
    // One in 200 looks like a trend: of 200, more than 6 would come once in 20,000 times.
    const unsettled = Array.from({ length: 200 }, (_, i) => noise(250, `flat ${i}`)).filter(
      (series) => !initialTransient(series).isSettled,
    );
    expect(unsettled.length).toBeLessThanOrEqual(6);
  });

  it('agrees with the definition, computed cut by cut', () => {
    const series = noise(200, 'definition').map((value, i) => value + 30 / (1 + i));
    const means = Array.from({ length: 40 }, (_, batch) =>
      series.slice(batch * 5, batch * 5 + 5).reduce((sum, value) => sum + value / 5, 0),
    );
    const statistics = Array.from({ length: 21 }, (_, cut) => {
      const left = means.slice(cut);
      const mean = left.reduce((sum, value) => sum + value, 0) / left.length;
      return left.reduce((sum, value) => sum + (value - mean) ** 2, 0) / left.length ** 2;
    });
    const best = statistics.indexOf(Math.min(...statistics));
    expect(initialTransient(series).cut).toBe(best * 5);
  });

  it('refuses a series too short to tell a transient from noise', () => {
    expect(() => initialTransient([1, 2, 3])).toThrow(RangeError);
  });
});
