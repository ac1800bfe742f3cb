import { z } from 'zod';
import { text, word } from './quantities.ts';
import { nameOf, section } from './section.ts';

const GRAMMAR =
  'metric(of, filter=value, …) < limit. Metrics: p50 … p99.99, mean, max (of latency or addedLatency), success, throttled, failed, throughput, cost, utilisation, recovery. Filters: op, workload, phase (as under during).';

const full = section(
  {
    expect: text(`What must hold, such as p99(latency, op=Decrypt) < 50 ms. ${GRAMMAR}`),
    name: text('A name for people.').optional(),
    during: text(
      'before, faults, after, the name of a fault, or two times from the start of the measured time: 30 s..90 s. A call belongs where it was due.',
    ).optional(),
    level: word(
      ['fail', 'warn'],
      'fail (default): a miss fails the run; warn: it is only shown.',
    ).optional(),
    stores: z
      .array(nameOf('store'))
      .min(1)
      .optional()
      .describe('Stores it applies to; default all.'),
  },
  'An objective with its conditions.',
);

export const objective = z
  .union([text(`What must hold. ${GRAMMAR}`), full])
  .describe('What the design must achieve, judged at load 1.');
