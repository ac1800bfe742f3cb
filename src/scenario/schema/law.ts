import { z } from 'zod';
import type { Law } from '../../kernel/index.ts';
import { LAW_PERCENTILES, lawOf } from '../laws.ts';
import { parseDuration } from '../units.ts';
import { duration, plainNumber } from './quantities.ts';
import { section } from './section.ts';

const shift = duration('Adds this constant to every value.').optional();
const mean = duration('Mean of the law.').optional();
const shape = plainNumber('Shape parameter, a plain number.', 0).optional();
const cv = plainNumber('Standard deviation over mean, a plain number.', 0).optional();

const exponential = section({ mean, shift }, 'Exponential law, by its mean.');

const erlang = section(
  { shape, mean, shift },
  'Sum of `shape` exponentials; `mean` is that of the sum.',
);

const hyperexponential = section(
  {
    mean,
    cv2: plainNumber(
      'Variance over squared mean, at least 1; two branches with balanced means.',
      1,
    ).optional(),
    branches: z
      .array(
        section(
          {
            probability: plainNumber('Probability of this branch, from 0 to 1.', 0, 1),
            mean: duration('Mean of this branch.'),
          },
          'One branch.',
        ),
      )
      .min(1)
      .optional()
      .describe('The branches of the mixture; their probabilities sum to 1.'),
    shift,
  },
  'Mixture of exponentials, by mean and cv2 or by its branches.',
);

const gamma = section(
  { mean, cv, shape, scale: duration('Scale parameter.').optional(), shift },
  'Gamma law, by { mean, cv }, { shape, mean } or { shape, scale }.',
);

const lognormal = section(
  {
    median: duration('Half of the values lie below.').optional(),
    ...(Object.fromEntries(
      Object.keys(LAW_PERCENTILES).map((name) => [
        name,
        duration(`${name.slice(1)} % of the values lie below.`).optional(),
      ]),
    ) as Record<'p75' | 'p90' | 'p95' | 'p99' | 'p99.9', typeof shift>),
    mean,
    cv,
    sigma: plainNumber('Standard deviation of the logarithm, a plain number.', 0).optional(),
    shift,
  },
  'Lognormal law, by { median, p99 }, { mean, cv } or { median, sigma }.',
);

const uniform = section(
  {
    low: duration('Smallest value.').optional(),
    high: duration('Largest value.').optional(),
    shift,
  },
  'Every value between low and high equally likely.',
);

const pareto = section(
  { minimum: duration('Smallest value.').optional(), shape, shift },
  'Pareto law: P(X > x) = (minimum / x)^shape; a shape above 1.',
);

const empirical = section(
  {
    values: z
      .array(duration('One value.'))
      .min(1)
      .optional()
      .describe('The values, each as likely.'),
    file: z
      .string()
      .optional()
      .describe('A text file in the folder of the scenario: one duration a line, # for comments.'),
    shift,
  },
  'Measured values, each with the same probability.',
);

const KINDS = {
  exponential,
  erlang,
  hyperexponential,
  gamma,
  lognormal,
  uniform,
  pareto,
  empirical,
};

const written = section(
  {
    exponential: exponential.optional(),
    erlang: erlang.optional(),
    hyperexponential: hyperexponential.optional(),
    gamma: gamma.optional(),
    lognormal: lognormal.optional(),
    uniform: uniform.optional(),
    pareto: pareto.optional(),
    empirical: empirical.optional(),
  },
  'A law of time: exactly one of these.',
  { shift: 'write shift inside the law, such as exponential: { mean: 2 ms, shift: 1 ms }' },
)
  .transform((laws, context): Law => {
    const names = Object.keys(laws) as (keyof typeof KINDS)[];
    const kind = names[0];
    if (kind === undefined || names.length > 1) {
      const message = `must name exactly one law: ${Object.keys(KINDS).join(', ')}`;
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    }
    const made = toLaw(kind, laws[kind]!);
    if (typeof made !== 'string') return made;
    context.addIssue({ code: 'custom', message: made, path: [kind] });
    return z.NEVER;
  })
  .meta({ id: 'law' });

function toLaw(kind: string, parameters: object): Law | string {
  const { branches, values, ...numbers } = parameters as {
    branches?: { probability: number; mean: number }[];
    values?: number[];
    file?: string;
    shift?: number;
  };
  const shifted = (plainLaw: Law): Law =>
    numbers.shift === undefined ? plainLaw : { ...plainLaw, shift: numbers.shift };
  if (kind === 'empirical') {
    if (values !== undefined && !('file' in numbers)) return shifted({ kind, values });
    return 'takes { values: [1.2 ms, …] } or { file: name }, one of the two';
  }
  if (branches === undefined) return lawOf(kind, numbers as Record<string, number>);
  const sum = branches.reduce((total, { probability }) => total + probability, 0);
  if (Math.abs(sum - 1) > 1e-9) return `needs probabilities that sum to 1, not ${sum}`;
  if (Object.keys(numbers).some((name) => name !== 'shift')) {
    return 'takes { mean, cv2 } or { branches }, not both';
  }
  if (branches.some((branch) => !(branch.mean > 0)))
    return 'needs the mean of each branch above zero';
  return shifted({ kind: 'hyperexponential', branches });
}

const plain = z
  .string({
    error: (issue) =>
      issue.input === undefined
        ? 'is missing'
        : 'must be a duration with its unit, such as 250 ms (units: ns, us, ms, s, min, h, d), or a law such as { exponential: { mean: 2 ms } }',
  })
  .transform((text, context): Law => {
    const result = parseDuration(text);
    if (result.ok) return { kind: 'constant', value: result.value };
    context.addIssue({
      code: 'custom',
      message: `must be ${result.expected}, or a law such as { exponential: { mean: 2 ms } }`,
    });
    return z.NEVER;
  })
  .describe('A plain duration: constant.');

/** A law of time in nanoseconds: a plain duration or one of the known laws. */
export function law(description: string) {
  return z.union([plain, written]).describe(description);
}
