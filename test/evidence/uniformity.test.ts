import { describe, expect, it } from 'vitest';
import { RandomStreams } from '../../src/kernel/index.ts';
import { uniformity } from './uniformity.ts';

describe('uniformity', () => {
  it('finds the largest distance, above or below', () => {
    // Steps of a quarter: after 0.6 the share is 1/4, before it 0.
    expect(uniformity([0.6, 0.7, 0.8, 0.9]).distance).toBeCloseTo(0.6, 12);
    expect(uniformity([0.1, 0.2, 0.3, 0.4]).distance).toBeCloseTo(0.6, 12);
    expect(uniformity([0.125, 0.375, 0.625, 0.875]).distance).toBeCloseTo(0.125, 12);
  });

  it.each([
    // Critical distances of the exact law: Massey (1951), table 1, and Miller (1956).
    [10, 0.409, 0.05],
    [20, 0.294, 0.05],
    [20, 0.352, 0.01],
    [50, 0.1884, 0.05],
    [100, 0.134, 0.05],
    [100, 0.1608, 0.01],
  ])('gives the tabled chance: of %d values, beyond %d', (count, distance, chance) => {
    // Evenly spread in (distance, 1): the first value alone is as far off as that.
    const values = Array.from(
      { length: count },
      (_, i) => distance + ((1 - distance) * (i + 0.5)) / count,
    );
    const found = uniformity(values);
    expect(found.distance).toBeGreaterThanOrEqual(distance);
    // Moved down by what the even spread is beyond the tabled distance, it is that distance.
    const excess = found.distance - distance;
    const { pValue } = uniformity(values.map((value) => value - excess));
    // Stephens's correction is good to a few hundredths of the chance.
    expect(Math.abs(pValue / chance - 1)).toBeLessThan(0.06);
  });

  it('accepts uniform values as often as it says, and no values that lean to one side', () => {
    const stream = new RandomStreams('uniformity').stream('values');
    const draw = () => Array.from({ length: 150 }, () => stream.next());
    const rejected = Array.from({ length: 400 }, draw).filter(
      (values) => uniformity(values).pValue < 0.05,
    ).length;
    // Binomial with 400 and 5 %: four standard deviations of 4.4 round 20.
    expect(Math.abs(rejected - 20)).toBeLessThan(4 * Math.sqrt(400 * 0.05 * 0.95));
    // Values whose squares are uniform: far off for 150 of them.
    expect(uniformity(draw().map(Math.sqrt)).pValue).toBeLessThan(1e-4);
  });
});
