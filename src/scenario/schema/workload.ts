import { law } from './law.ts';
import { byOperation } from './operations.ts';
import { count, duration, orNone, positiveDuration, rate, share, word } from './quantities.ts';
import { section } from './section.ts';

const LATER_SERVICE =
  'is not available in this version: write the KMS calls that the service makes as operations, with service: kms (available: kms, pkcs11)';

/** AWS services whose calls a later version derives by itself. */
const SERVICES = [
  's3',
  'dynamodb',
  'ebs',
  'rds',
  'lambda',
  'secrets-manager',
  'parameter-store',
  'sqs',
  'kinesis',
  'encryption-sdk',
];

const LATER_ARRIVALS = 'is not available in this version; use constant, poisson or closed';

const arrivals = section(
  {
    constant: rate('Calls at equal distances, at this rate.').optional(),
    poisson: rate('Calls at random (a Poisson process), at this mean rate.').optional(),
    closed: section(
      {
        clients: count('Clients, each with one call at a time.', 1, 1_000_000),
        think: law(
          'How long a client waits between an answer and its next call; default 0 s.',
        ).optional(),
      },
      'A fixed number of clients; each thinks, calls, waits for the answer, and so on.',
    ).optional(),
  },
  'How calls arrive: exactly one of constant, poisson, closed.',
  {
    burst: LATER_ARRIVALS,
    ramp: LATER_ARRIVALS,
    daily: LATER_ARRIVALS,
    replay: LATER_ARRIVALS,
  },
).refine((value) => Object.values(value).filter((each) => each !== undefined).length === 1, {
  error: 'must name exactly one kind of arrivals, such as { poisson: 900/s }',
});

const budget = section(
  {
    capacity: count('Tokens of one SDK client at the start, and at most.').optional(),
    retryCost: count('Tokens one retry takes.').optional(),
    throttlingCost: count('Tokens one retry after throttling takes.').optional(),
    timeoutCost: count('Tokens one retry after a time-out takes.').optional(),
    successRefund: count('Tokens a success without retries gives back.').optional(),
  },
  'Retry token bucket of one SDK client: when it is empty, failed calls are not retried.',
);

const retry = section(
  {
    baseDelay: duration(
      'Back-off before the first retry; doubles with each further one.',
    ).optional(),
    throttlingBaseDelay: duration('The same after throttling.').optional(),
    maxDelay: duration('Longest back-off.').optional(),
    jitter: word(
      ['full', 'none'],
      'full: a uniform share of the back-off, from nothing to all of it; none: all of it.',
    ).optional(),
    budget: orNone(budget, 'No budget: retries are never refused.')
      .optional()
      .describe('Retry token bucket of one SDK client, or none; default by retry mode.'),
  },
  'Constants of the back-off, where they differ from those of the retry mode.',
  { maxAttempts: 'write maxAttempts under client:, beside retry:' },
);

const client = section(
  {
    instances: count(
      'SDK clients (processes), each with a retry budget of its own; default 1.',
      1,
      100_000,
    ).optional(),
    retryMode: word(
      ['standard', 'standard-2025', 'legacy', 'none'],
      'Retry rules of the SDK: standard (the rules since 2026-11-10; default), standard-2025 (those before), legacy (Python), none.',
      {
        adaptive:
          'adaptive is not available in this version; use standard, standard-2025, legacy or none',
      },
    ).optional(),
    maxAttempts: count(
      'Attempts of one call, the first included; default by retry mode.',
      1,
      100,
    ).optional(),
    timeout: orNone(positiveDuration('Time-out of one attempt.'), 'No time-out.')
      .optional()
      .describe('Time-out of one attempt; default none, as in the AWS SDK for JavaScript.'),
    callTimeout: orNone(positiveDuration('Time-out of a call.'), 'No time-out.')
      .optional()
      .describe('Time-out of a call with all its attempts; default none.'),
    retry: retry.optional(),
    onTimeout: word(
      ['abandon', 'cancel'],
      'abandon (default): work whose client has gone is still served, as KMS does. cancel: the waiting command leaves the queue of its HSM, textbook reneging; AWS does not do that.',
    ).optional(),
  },
  'The SDK clients of the workload.',
  {
    zones:
      'not available in this version: clients live in all zones and move to the surviving ones',
    budget: 'write budget under retry:',
    baseDelay: 'write baseDelay under retry:',
    jitter: 'write jitter under retry:',
    think: 'write think under arrivals: { closed: { clients, think } }',
  },
);

const LATER = 'not available in this version';

export const workload = section(
  {
    service: word(
      ['kms', 'pkcs11'],
      'What the application speaks: kms (plain KMS calls, the default) or pkcs11 (to CloudHSM used directly).',
      Object.fromEntries(SERVICES.map((name) => [name, LATER_SERVICE])),
    ).optional(),
    arrivals,
    perMonth: count(
      'Calls a month, for the bill; without it the simulated mean rate is taken for the whole month.',
    ).optional(),
    operations: byOperation(
      share('Share of the calls.'),
      'Shares of the operations, together 100 %; default Decrypt 100 %.',
    ).optional(),
    keys: count('KMS keys the calls are spread over, evenly; default 1.', 1, 100_000).optional(),
    client: client.optional(),
  },
  'One source of calls.',
  {
    bucketKeys: LATER,
    principals: `${LATER}; give client: { instances: … }`,
    retryMode: 'write retryMode under client:',
    maxAttempts: 'write maxAttempts under client:',
    timeout: 'write timeout under client:',
    instances: 'write instances under client:',
    rate: 'write the rate under arrivals:, such as arrivals: { poisson: 900/s }',
    poisson: 'write it under arrivals:, such as arrivals: { poisson: 900/s }',
  },
);
