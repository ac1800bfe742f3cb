import type { Estimate, Result } from '../../../src/plan/index.ts';
import { meanInterval } from '../../../src/stats/index.ts';
import { pointOf, throttledShare, workloadThrottledShare } from '../figures.ts';
import {
  CONFIDENCE,
  REPLICATIONS,
  T_99,
  type KnownAnswer,
  type KnownRun,
} from '../known-answer.ts';
import { attemptsBehindQuota, refusedInWindow } from '../quota-theory.ts';
import { kmsCalls, scenarioText } from '../scenario-text.ts';

const FAMILY = 'Request quotas';
const FIXED_WINDOW = 'E[(N − Q)⁺] / λ, N ~ Poisson(λ): model page, section 1.7';
/** All that is left of KMS is its quota. */
const NO_TIME = 'assume: { kms.front: 0 ms, kms.backend: 0 ms, kms.rejectLatency: 0 ms }';

/** Fixed windows of one second, without retries and with. */
export function quotas(longest: number): KnownRun[] {
  return [
    ...[
      { arrivals: 8, quota: 10, widest: 0.05 },
      { arrivals: 10, quota: 10, widest: 0.03 },
      { arrivals: 50, quota: 50, widest: 0.03 },
      { arrivals: 90, quota: 100, widest: 0.05 },
      { arrivals: 500, quota: 500, widest: 0.04 },
      { arrivals: 1700, quota: 1800, widest: 0.3 },
      { arrivals: 1750, quota: 1800, widest: 0.12 },
      { arrivals: 1800, quota: 1800, widest: 0.05 },
      { arrivals: 1900, quota: 1800, widest: 0.03 },
      { arrivals: 3000, quota: 1800, widest: 0.01 },
      { arrivals: 10_000, quota: 10_000, widest: 0.12 },
    ].map(({ arrivals, quota, widest }) => poisson(arrivals, quota, widest, longest)),
    constant(),
    twoAccounts(longest),
    ...[
      { arrivals: 3000, quota: 1800, attempts: 1 },
      { arrivals: 3000, quota: 1800, attempts: 3 },
      { arrivals: 3000, quota: 1800, attempts: 5 },
      { arrivals: 2400, quota: 1800, attempts: 3 },
      { arrivals: 600, quota: 200, attempts: 4 },
    ].map((storm) => retried(storm, longest)),
  ];
}

function poisson(arrivals: number, quota: number, widest: number, longest: number): KnownRun {
  const name = `${arrivals}/s at a quota of ${quota}/s`;
  const { mean, variance } = refusedInWindow(arrivals, quota);
  // Windows are independent of each other, so that their variance says how many it takes.
  const windows = 2 * (variance / mean ** 2) * (T_99 / widest) ** 2;
  const seconds = Math.max(10, Math.ceil(windows / REPLICATIONS));
  return {
    name,
    family: FAMILY,
    scenario: scenarioText({
      name,
      workloads: [kmsCalls(`{ poisson: ${arrivals}/s }`)],
      store: `{ kind: standard, accountQuota: ${quota}/s }`,
      more: [NO_TIME],
      seconds: Math.min(longest, seconds),
      warmUpSeconds: 1,
    }),
    answers: [throttled(arrivals, quota, throttledShare, widest)],
  };
}

function throttled(
  arrivals: number,
  quota: number,
  read: (result: Result) => Estimate,
  widest: number,
  whose = '',
): KnownAnswer {
  return {
    figure: `throttled share${whose}`,
    unit: '',
    expected: refusedInWindow(arrivals, quota).mean / arrivals,
    source: FIXED_WINDOW,
    judged: 'equal',
    read,
    widest,
  };
}

/** Equal distances leave nothing to chance: 2,500 in every second, wherever it begins. */
function constant(): KnownRun {
  const name = 'a constant 2500/s at a quota of 1800/s';
  return {
    name,
    family: FAMILY,
    scenario: scenarioText({
      name,
      workloads: [kmsCalls('{ constant: 2500/s }')],
      store: '{ kind: cloudhsm, hsms: 2, quota: 1800/s }',
      seconds: 20,
      warmUpSeconds: 2,
      replications: 3,
    }),
    answers: [
      {
        figure: 'throttled share',
        unit: '',
        expected: 700 / 2500,
        source: '1 − Q/λ: model page, section 1.7',
        judged: 'exact',
        read: (result) => pointOf(result).calls.throttled / pointOf(result).calls.offered,
      },
    ],
  };
}

/** A request is charged to the account of its caller. */
function twoAccounts(longest: number): KnownRun {
  const name = 'two accounts, each with a quota of its own';
  const own = { arrivals: 100, quota: 100 };
  const partner = { arrivals: 60, quota: 50 };
  const client = 'client: { connections: none, retryMode: none }';
  return {
    name,
    family: FAMILY,
    scenario: scenarioText({
      name,
      workloads: [
        `own: { arrivals: { poisson: ${own.arrivals}/s }, keyPolicy: [{ allow: all, to: everybody }], ${client} }`,
        `partner: { arrivals: { poisson: ${partner.arrivals}/s }, account: other, usesKeysOf: own, ${client} }`,
      ],
      store: `{ kind: standard, accountQuota: ${own.quota}/s }`,
      more: [`accounts: { other: { quota: ${partner.quota}/s } }`, NO_TIME],
      seconds: Math.min(longest, 3000),
      warmUpSeconds: 1,
    }),
    answers: [
      throttled(own.arrivals, own.quota, workloadThrottledShare('own'), 0.03, ' of the owner'),
      throttled(
        partner.arrivals,
        partner.quota,
        workloadThrottledShare('partner'),
        0.03,
        ' of the other account',
      ),
    ],
  };
}

interface Storm {
  readonly arrivals: number;
  readonly quota: number;
  readonly attempts: number;
}

/**
 * Back-offs from nothing to whole seconds, each value equally likely, end anywhere in a window:
 * "spread evenly" holds to the letter. What is read are the windows of the measured time, since the
 * retries of its last calls come when no new calls do any more.
 */
function retried({ arrivals, quota, attempts }: Storm, longest: number): KnownRun {
  const name = `${arrivals}/s at a quota of ${quota}/s, ${attempts} attempts`;
  const client =
    attempts === 1
      ? 'retryMode: none'
      : `retryMode: standard, maxAttempts: ${attempts}, retry: { throttlingBaseDelay: 1 s, maxDelay: 20 s, jitter: full, budget: none }`;
  return {
    name,
    family: FAMILY,
    scenario: scenarioText({
      name,
      workloads: [kmsCalls(`{ poisson: ${arrivals}/s }`, client)],
      store: `{ kind: standard, accountQuota: ${quota}/s }`,
      more: [NO_TIME],
      // Batches of 30 s, twice as long as the longest back-offs of one call together.
      seconds: Math.min(Math.max(200, longest), 600),
      warmUpSeconds: 40,
      replications: 2,
    }),
    answers: [
      {
        figure: 'attempts',
        unit: '/s',
        expected: attemptsBehindQuota(arrivals, quota, attempts),
        source: 'Q / (1 − q), q = (1 − Q/λ)^(1/n): model page, section 1.7',
        judged: 'equal',
        read: (result) => overBatches(pointOf(result).windows.attemptsPerSecond),
        widest: 0.01,
      },
      {
        figure: 'calls that fail in the end',
        unit: '/s',
        expected: arrivals - quota,
        source: 'λ − Q, whatever the number of attempts: model page, section 1.7',
        judged: 'equal',
        read: (result) => overBatches(pointOf(result).windows.throttledPerSecond),
        widest: 0.01,
      },
    ],
  };
}

/** The mean of windows with Student's t over as many batches as there are replications elsewhere. */
function overBatches(windows: readonly number[]): Estimate {
  const size = Math.floor(windows.length / REPLICATIONS);
  const means = Array.from({ length: REPLICATIONS }, (_, batch) => {
    const own = windows.slice(batch * size, (batch + 1) * size);
    return own.reduce((sum, value) => sum + value, 0) / size;
  });
  return meanInterval(means, CONFIDENCE);
}
