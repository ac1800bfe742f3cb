import { z } from 'zod';
import { count, duration, positiveDuration, share, word } from './quantities.ts';
import { section } from './section.ts';

export const run = section(
  {
    duration: positiveDuration('Measured time; default 60 s.').optional(),
    warmUp: z
      .union([
        z.literal('auto', { error: 'must be auto, or a duration with its unit, such as 10 s' }),
        duration('Time before the measured time.'),
      ])
      .optional()
      .describe('Time before the measured time; auto (default): 5 % of it, from 1 s to 60 s.'),
    replications: count('Runs with different random numbers; default 5.', 1, 10_000).optional(),
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
    precision: 'not available in this version; give replications',
    seed: 'write seed at the top of the scenario',
  },
);
