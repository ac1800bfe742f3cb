import { law } from './law.ts';
import { count, duration, orNone, positiveDuration, word } from './quantities.ts';
import { section } from './section.ts';

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

const connections = section(
  {
    most: count(
      'Connections of one SDK client; a call waits for a free one. Default by the fact client.node.maxSockets.',
      1,
      100_000,
    ).optional(),
    tls: word(
      ['1.2', '1.3'],
      "Version of TLS, in quotes ('1.3'): 1.3 takes one round trip for a handshake, 1.2 two. Default by the fact client.tls.",
    ).optional(),
    handshakeCpu: law(
      'Work of a handshake beside its round trips; default by the fact client.handshakeCpu.',
    ).optional(),
    firstCall: law(
      'What the first call of an SDK client takes in addition; default by the fact client.firstCall.',
    ).optional(),
    idleClose: positiveDuration(
      'Idle time after which a connection closes; default by the fact client.idleClose.',
    ).optional(),
  },
  'Connections of one SDK client to KMS.',
);

export const client = section(
  {
    instances: count(
      'SDK clients (processes), each with a retry budget, a limiter and connections of its own; default as many as principals, or 1.',
      1,
      100_000,
    ).optional(),
    retryMode: word(
      ['standard', 'standard-2025', 'adaptive', 'legacy', 'none'],
      'Retry rules of the SDK: standard (the rules since 2026-11-10; default), standard-2025 (those before), adaptive (standard with a limit on sending), legacy (Python), none.',
    ).optional(),
    maxAttempts: count(
      'Attempts of one call, the first included; default by retry mode.',
      1,
      100,
    ).optional(),
    timeout: orNone(positiveDuration('Time-out of one attempt.'), 'No time-out.')
      .optional()
      .describe(
        'Time-out of one attempt; default none, as in the AWS SDK for JavaScript. An AWS service waits for KMS no longer than its user for it.',
      ),
    callTimeout: orNone(positiveDuration('Time-out of a call.'), 'No time-out.')
      .optional()
      .describe(
        'Time-out of a call with all its attempts (of a service: of what its user asks, with all tries, and of each call of the service to KMS); default none.',
      ),
    retry: retry.optional(),
    onTimeout: word(
      ['abandon', 'cancel'],
      'abandon (default): work whose client has gone is still served, as KMS does. cancel: the waiting command leaves the queue of its HSM, textbook reneging; AWS does not do that.',
    ).optional(),
    connections: orNone(connections, 'Connections cost nothing and are never short.')
      .optional()
      .describe(
        'Connections of one SDK client to KMS, or none; default modelled by the facts client.*, and none with network: none, PKCS#11 or inside an AWS service.',
      ),
    inDeadZone: word(
      ['move', 'stay'],
      'Clients in a zone that is down: move (default; the others take over what they would do) or stay (they make no calls).',
    ).optional(),
  },
  'The SDK clients of the workload; for an AWS service those of its users.',
  {
    zones: 'write inDeadZone: stay where clients do not move to the surviving zones',
    budget: 'write budget under retry:',
    baseDelay: 'write baseDelay under retry:',
    jitter: 'write jitter under retry:',
    tls: 'write tls under connections:',
    most: 'write most under connections:',
    think: 'write think under arrivals: { closed: { clients, think } }',
  },
);
