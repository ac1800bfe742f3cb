import { describe, expect, it } from 'vitest';
import type { BeliefLaw, UncertainFact } from '../../../src/plan/index.ts';
import { beliefQuantile } from '../../../src/plan/uncertainty/belief-quantile.ts';
import { latinHypercube } from '../../../src/plan/uncertainty/latin-hypercube.ts';

const fact = (name: string, law: BeliefLaw): UncertainFact => ({
  name,
  title: name,
  unit: 'ms',
  text: 'test',
  law,
});
const FLAT = fact('flat', { kind: 'uniform', low: 10, high: 30 });
const SKEWED = fact('skewed', { kind: 'lognormal', mu: 1, sigma: 0.5 });
const LISTED = fact('listed', { kind: 'empirical', values: [2, 3, 4, 5] });

const column = (facts: readonly UncertainFact[], name: string, draws = 20, seed = 'test') =>
  latinHypercube(facts, draws, seed).map((moves) => moves.find((own) => own.fact === name)!.value);

const ascending = (values: readonly number[]) => [...values].sort((a, b) => a - b);

describe('Latin hypercube sampling', () => {
  it('takes one value from each stratum of a law', () => {
    const values = column([FLAT], 'flat');
    expect(ascending(values).map((value) => Math.floor(value - 10))).toEqual(
      Array.from({ length: 20 }, (_, stratum) => stratum),
    );
    expect(values).not.toEqual(ascending(values));
  });

  it('covers the tails of a lognormal law as its quantiles say', () => {
    const values = ascending(column([SKEWED], 'skewed'));
    values.forEach((value, stratum) => {
      expect(value).toBeGreaterThan(stratum === 0 ? 0 : beliefQuantile(SKEWED.law, stratum / 20));
      if (stratum < 19) expect(value).toBeLessThan(beliefQuantile(SKEWED.law, (stratum + 1) / 20));
    });
  });

  it('draws each listed value equally often', () => {
    expect(ascending(column([LISTED], 'listed', 8))).toEqual([2, 2, 3, 3, 4, 4, 5, 5]);
  });

  it('gives a fact the same values whatever is drawn beside it, and others by another seed', () => {
    const alone = column([FLAT], 'flat');
    expect(column([SKEWED, FLAT], 'flat')).toEqual(alone);
    expect(column([FLAT], 'flat', 20, 'other')).not.toEqual(alone);
  });
});

describe('a quantile of a belief', () => {
  it('inverts the law', () => {
    expect(beliefQuantile(FLAT.law, 0.25)).toBe(15);
    expect(beliefQuantile(SKEWED.law, 0.5)).toBeCloseTo(Math.E, 12);
    // The 90th percentile of a standard normal variate is 1.2815515655446004.
    expect(Math.log(beliefQuantile(SKEWED.law, 0.9))).toBeCloseTo(1 + 0.5 * 1.2815515655446, 12);
    expect([0.01, 0.25, 0.26, 0.99].map((p) => beliefQuantile(LISTED.law, p))).toEqual([
      2, 2, 3, 5,
    ]);
  });
});
