import { describe, expect, it } from 'vitest';
import { checkLaw } from '../../src/kernel/check-law.ts';
import type { Law } from '../../src/kernel/law.ts';

describe('an invalid law', () => {
  const INVALID: readonly (readonly [Law, RegExp])[] = [
    [{ kind: 'constant', value: NaN }, /constant.*value.*NaN/],
    [{ kind: 'constant', value: 1, shift: Infinity }, /shift.*Infinity/],
    [{ kind: 'uniform', low: 3, high: 2 }, /uniform.*high.*2/],
    [{ kind: 'exponential', mean: 0 }, /exponential.*mean.*0/],
    [{ kind: 'exponential', mean: -1 }, /mean.*-1/],
    [{ kind: 'erlang', shape: 1.5, mean: 1 }, /erlang.*shape.*1\.5/],
    [{ kind: 'gamma', shape: 0, mean: 1 }, /gamma.*shape.*0/],
    [{ kind: 'lognormal', mu: 0, sigma: -0.1 }, /lognormal.*sigma.*-0\.1/],
    [{ kind: 'pareto', minimum: 0, shape: 1 }, /pareto.*minimum.*0/],
    [{ kind: 'empirical', values: [] }, /empirical.*values.*0/],
    [{ kind: 'empirical', values: [1, NaN] }, /empirical.*NaN/],
    [{ kind: 'hyperexponential', branches: [] }, /hyperexponential.*probabilities.*0/],
    [
      { kind: 'hyperexponential', branches: [{ probability: 0.9, mean: 1 }] },
      /probabilities.*0\.9/,
    ],
  ];

  it.each(INVALID)('is refused with the parameter and its value: %o', (law, message) => {
    expect(() => checkLaw(law)).toThrow(RangeError);
    expect(() => checkLaw(law)).toThrow(message);
  });
});

describe('a law at the edge of its range', () => {
  const VALID: readonly Law[] = [
    { kind: 'constant', value: 0, shift: -1 },
    { kind: 'uniform', low: 2, high: 2 },
    { kind: 'erlang', shape: 1, mean: 1e-300 },
    { kind: 'lognormal', mu: -5, sigma: 0 },
    {
      kind: 'hyperexponential',
      // Ten times 0.1 is 0.9999999999999999.
      branches: Array.from({ length: 10 }, () => ({ probability: 0.1, mean: 1 })),
    },
    { kind: 'empirical', values: [0] },
  ];

  it.each(VALID)('is accepted: %o', (law) => {
    expect(() => checkLaw(law)).not.toThrow();
  });
});
