import { z } from 'zod';
import { lawMean } from '../../kernel/index.ts';
import { law } from './law.ts';
import { count, duration, plainNumber, rate, rateFromZero, word } from './quantities.ts';
import { section } from './section.ts';

const HOURS_OF_A_DAY = 24;
const HOURS_OF_A_WEEK = 168;
const DAYS_OF_A_WEEK = 7;

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const closed = section(
  {
    clients: count('Clients, each with one call at a time.', 1, 1_000_000),
    think: law(
      'How long a client waits between an answer and its next call; default 0 s.',
    ).optional(),
  },
  'A fixed number of clients; each thinks, calls, waits for the answer, and so on.',
);

const stay = (description: string) =>
  law(description).refine((value) => lawMean(value) > 0, { error: 'must last longer than zero' });

const burst = section(
  {
    rate: rate('Mean rate during a burst; calls come at random.').optional(),
    base: rateFromZero('Mean rate between bursts; default 0/s.').optional(),
    on: stay('How long a burst lasts, a law of time.').optional(),
    off: stay('How long it is calm between bursts, a law of time.').optional(),
    states: z
      .array(
        section(
          {
            rate: rateFromZero('Mean rate in this state.'),
            for: stay('How long the state lasts, a law of time.'),
          },
          'One state.',
        ),
      )
      .min(2, { error: 'needs at least two states' })
      .max(100, { error: 'can hold at most 100 states' })
      .optional()
      .describe(
        'Instead of the four above: states in turn, the last followed by the first. With exponential laws a Markov-modulated Poisson process.',
      ),
  },
  'Bursts: a Poisson process whose rate changes, by { rate, on, off } or by states.',
)
  .refine(
    ({ rate: high, base, on, off, states }) =>
      states === undefined
        ? high !== undefined && on !== undefined && off !== undefined
        : [high, base, on, off].every((each) => each === undefined),
    { error: 'takes { rate, on, off } and maybe base, or else states alone' },
  )
  .refine(({ states }) => states === undefined || states.some((state) => state.rate > 0), {
    error: 'needs a state with a rate above zero',
  });

const ramp = section(
  {
    from: rateFromZero('Rate before the ramp.'),
    to: rateFromZero('Rate after it.'),
    over: duration('How long the rate takes, in a straight line; 0 s: a step.'),
    at: duration(
      'When the ramp begins, from the start of the measured time; default 0 s.',
    ).optional(),
    hold: duration(
      'How long the rate then stays, before it falls back to the first one at once; default to the end.',
    ).optional(),
  },
  'Calls at random, at a rate that goes from one value to another.',
).refine(({ from, to }) => from > 0 || to > 0, { error: 'needs a rate above zero' });

const relative = plainNumber('Rate of one hour, relative to the others.', 0, 1e9);
const NEITHER = 'must be office, flat, or a list';

/** A word, relative plain numbers, or rates of their own. */
const shape = (lengths: readonly number[], description: string) =>
  z
    .union([
      z.enum(['office', 'flat'], { error: NEITHER }),
      z
        .array(relative, { error: NEITHER })
        .transform((values) => ({ values: values as readonly number[], areRates: false })),
      z
        .array(rateFromZero('Rate of one hour.'), { error: NEITHER })
        .transform((values) => ({ values: values as readonly number[], areRates: true })),
    ])
    .refine((value) => typeof value === 'string' || lengths.includes(value.values.length), {
      error: `must be office, flat, or a list of ${lengths.join(' or ')} numbers or rates, one for each hour`,
    })
    .refine((value) => typeof value === 'string' || value.values.some((each) => each > 0), {
      error: 'needs an hour with a rate above zero',
    })
    .describe(description);

const cycle = {
  mean: rate('Mean rate over the whole cycle.').optional(),
  peak: rate('Largest rate of the cycle; instead of mean.').optional(),
  startHour: plainNumber(
    'Hour of the day at the start of the measured time, 0 to 24; default 0.',
    0,
    HOURS_OF_A_DAY,
  ).optional(),
};

const daily = section(
  {
    ...cycle,
    shape: shape(
      [HOURS_OF_A_DAY],
      'Course of the day: office (default; the fact arrivals.officeDay), flat, 24 plain numbers relative to each other, or 24 rates; straight lines from hour to hour.',
    ).optional(),
  },
  'Calls at random, at a rate that repeats every 24 hours.',
);

const weekly = section(
  {
    ...cycle,
    shape: shape(
      [HOURS_OF_A_DAY, HOURS_OF_A_WEEK],
      'Course of each day, as for daily; or of the whole week, 168 numbers or rates from Monday 0:00.',
    ).optional(),
    days: z
      .array(plainNumber('Rate of one day, relative to the others.', 0, 1e9))
      .length(DAYS_OF_A_WEEK, { error: 'must be a list of 7 plain numbers, Monday first' })
      .optional()
      .describe(
        'Days relative to each other, Monday first; default by the fact arrivals.officeWeek.',
      ),
    startDay: word(WEEKDAYS, 'Day at the start of the measured time; default mon.').optional(),
  },
  'Calls at random, at a rate that repeats every 7 days.',
);

const replay = section(
  {
    file: z
      .string()
      .optional()
      .describe(
        'A CSV file in the folder of the scenario, one call a line; the first call is at the start of the measured time.',
      ),
    times: z
      .array(z.string())
      .min(1)
      .optional()
      .describe('Instead of a file: when calls come, each a duration from any beginning.'),
    column: z
      .union([z.int().min(1), z.string()])
      .optional()
      .describe('Column of the file with the times, by its heading or its number; default 1.'),
    unit: word(
      ['ns', 'us', 'ms', 's', 'min', 'h', 'd'],
      'Unit of bare numbers in the file; default s. Times with a unit and dates such as 2026-11-22T08:00:00Z need none.',
    ).optional(),
    speed: plainNumber('How many times as fast as recorded; default 1.', 1e-6, 1e6).optional(),
    loop: z
      .union([z.literal(true), duration('A duration.')], {
        error: 'must be true, or a duration such as 1 h',
      })
      .optional()
      .describe(
        'Begin again: true, one mean distance after the last call, or so long after the first call of the recording.',
      ),
    limit: count('Only the first so many calls.', 1).optional(),
  },
  'Calls at recorded times.',
  { rate: 'the recording has its own rate; write speed: to change it' },
);

export const arrivals = section(
  {
    constant: rate('Calls at equal distances, at this rate.').optional(),
    poisson: rate('Calls at random (a Poisson process), at this mean rate.').optional(),
    closed: closed.optional(),
    burst: burst.optional(),
    ramp: ramp.optional(),
    daily: daily.optional(),
    weekly: weekly.optional(),
    replay: replay.optional(),
  },
  'How calls (of a service: what its users ask of it) arrive: exactly one of constant, poisson, closed, burst, ramp, daily, weekly, replay.',
  {
    clients: 'write closed: { clients: … }',
    rate: 'write the rate after the kind of arrivals, such as poisson: 900/s',
    file: 'write replay: { file: … }',
  },
).refine((value) => Object.values(value).filter((each) => each !== undefined).length === 1, {
  error: 'must name exactly one kind of arrivals, such as { poisson: 900/s }',
});
