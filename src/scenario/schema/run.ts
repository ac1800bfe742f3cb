import { z } from 'zod';
import { count, duration, positiveDuration, share, word } from './quantities.ts';
import { section } from './section.ts';

const PERCENTILE = 'must be a percentile from p1 to p99.99, such as p99';

const percentile = z
  .string({ error: PERCENTILE })
  .regex(/^p([1-9]|[1-9]\d(\.\d{1,3})?)$/, { error: PERCENTILE })
  .transform((text) => Number((Number(text.slice(1)) / 100).toFixed(8)));

export const run = section(
  {
    duration: positiveDuration('Measured time; default 60 s.').optional(),
    warmUp: z
      .union([
        z.literal('auto', { error: 'must be auto, or a duration with its unit, such as 10 s' }),
        duration('Time before the measured time.'),
      ])
      .optional()
      .describe(
        'Time before the measured time; auto (default): as long as three pilot runs of each design and load need to settle (MSER-5), the longest for all designs at a load.',
      ),
    replications: count(
      'Runs with different random numbers; default 5. 1: one long run, with intervals from its 20 batches where nothing fails. With precision or until: of the first round, default 10.',
      1,
      10_000,
    ).optional(),
    precision: share(
      'Replicate until the half-width of the interval of each percentile in precisionOf is at most this share of it, such as 2 %.',
    ).optional(),
    precisionOf: z
      .array(percentile, { error: 'must be a list of percentiles, such as [p50, p99]' })
      .min(1)
      .optional()
      .describe('Percentiles of latency that precision is about; default [p99].'),
    until: word(
      ['decided'],
      'decided: replicate until every objective of a design is met or one is missed for certain. Each look at the results takes its share of the chance of error.',
    ).optional(),
    maxReplications: count(
      'Bound on the replications of precision and until; default 100.',
      2,
      10_000,
    ).optional(),
    inputDraws: count(
      'How often facts that assume: gives as a range or law of belief are drawn, all together; default 20.',
      5,
      1000,
    ).optional(),
    crypto: word(
      ['sampled', 'every', 'off'],
      'Real AES-256-GCM in the simulated HSMs: for one operation in sampleOneIn (default), for every one, or off.',
    ).optional(),
    sampleOneIn: count('Really run one operation in so many; default 1000.', 1).optional(),
    confidence: share('Level of the confidence intervals; default 95 %.').optional(),
    maxEvents: count(
      'Bound on the events of one replication; reaching it stops the run early, marked so. Default 2,000 million.',
      1,
    ).optional(),
    drain: duration(
      'How long calls may still end after the measured time; default 60 s.',
    ).optional(),
  },
  'How long and how often to simulate.',
  {
    seed: 'write seed at the top of the scenario',
  },
)
  .refine(({ precision, until }) => precision === undefined || until === undefined, {
    error: 'takes precision or until, not both',
  })
  .refine(
    ({ precision, until, maxReplications, precisionOf }) =>
      precision !== undefined ||
      (precisionOf === undefined && (until !== undefined || maxReplications === undefined)),
    { error: 'takes precisionOf only with precision, maxReplications with precision or until' },
  )
  .refine(
    ({ precision, until, replications }) =>
      replications !== 1 || (precision === undefined && until === undefined),
    { error: 'needs at least 2 replications in the first round of precision or until' },
  );
