import { attemptsPerCall, failedShare, meanLatency, meanLatencyOfAll } from '../figures.ts';
import type { KnownRun } from '../known-answer.ts';
import { callsForShare, secondsFor } from '../run-lengths.ts';
import { kmsCalls, scenarioText } from '../scenario-text.ts';

const FAMILY = 'Retries and losses';
const HOP_MS = 1;
const FRONT_MS = 4;
const BACKEND_MS = 2;
const CONSTANT_KMS = `assume: { kms.front: ${FRONT_MS} ms, kms.backend: ${BACKEND_MS} ms }`;
const CONSTANT_NETWORK = `{ zones: 1, clientToKms: ${2 * HOP_MS} ms }`;
/** Keeps attempts of different calls apart; nothing queues, so that the rate does not matter. */
const CALLS_PER_SECOND = 50;

/** What fails with a chance is tried again; what is lost is sent again. */
export function retriesAndLosses(longest: number): KnownRun[] {
  return [
    ...[
      { attempts: 2, failed: 0.2, baseMs: 100 },
      { attempts: 3, failed: 0.2, baseMs: 50 },
      { attempts: 3, failed: 0.5, baseMs: 200 },
      { attempts: 4, failed: 0.7, baseMs: 50 },
      { attempts: 6, failed: 0.5, baseMs: 100 },
    ].map((storm) => degraded(storm, longest)),
    timedOut(),
    ...[0.02, 0.1, 0.3].map((loss) => lossyNetwork(loss, longest)),
    lossyProxy(longest),
  ];
}

interface Degraded {
  readonly attempts: number;
  readonly failed: number;
  readonly baseMs: number;
}

/** Every attempt fails with the same chance, and the back-off has full jitter. */
function degraded({ attempts, failed, baseMs }: Degraded, longest: number): KnownRun {
  const name = `${attempts} attempts that fail with ${failed * 100} %, back-off from ${baseMs} ms`;
  const allFail = failed ** attempts;
  const attemptMs = 2 * HOP_MS + FRONT_MS;
  const tries = (1 - allFail) / (1 - failed);
  let backoffMs = 0;
  // The retry after attempt k comes with chance p^k, after half of base × 2^(k − 1) in the mean.
  for (let k = 1; k < attempts; k++) backoffMs += failed ** k * (baseMs / 2) * 2 ** (k - 1);
  const calls = callsForShare(allFail, 0.03);
  const common = { judged: 'equal', widest: 0.03 } as const;
  return {
    name,
    family: FAMILY,
    scenario: scenarioText({
      name,
      network: CONSTANT_NETWORK,
      workloads: [
        kmsCalls(
          `{ poisson: ${CALLS_PER_SECOND}/s }`,
          `retryMode: standard, maxAttempts: ${attempts}, retry: { baseDelay: ${baseMs} ms, maxDelay: 20 s, jitter: full, budget: none }`,
        ),
      ],
      store: '{ kind: standard }',
      more: [`faults: [{ kmsDegraded: { failed: ${failed * 100} % }, at: 0 s }]`, CONSTANT_KMS],
      seconds: Math.min(Math.max(100, longest), secondsFor(calls, CALLS_PER_SECOND)),
      warmUpSeconds: 1,
    }),
    answers: [
      {
        ...common,
        figure: 'failed share',
        unit: '',
        expected: allFail,
        source: 'p^n: attempts fail independently',
        read: failedShare,
      },
      {
        ...common,
        figure: 'attempts per call',
        unit: '',
        expected: tries,
        source: '(1 − p^n) / (1 − p): a truncated geometric law',
        read: attemptsPerCall,
      },
      {
        ...common,
        figure: 'mean latency of all calls',
        unit: 'ms',
        expected: tries * attemptMs + (1 - allFail) * BACKEND_MS + backoffMs,
        source:
          'sum of attempts and back-offs; full jitter is half of base × 2^(k − 1) in the mean',
        read: meanLatencyOfAll,
      },
    ],
  };
}

/** Nothing passes: every attempt takes its time-out. */
function timedOut(): KnownRun {
  const attempts = 3;
  const timeoutMs = 50;
  const baseMs = 100;
  const name = `a cut link, ${attempts} attempts of ${timeoutMs} ms`;
  return {
    name,
    family: FAMILY,
    scenario: scenarioText({
      name,
      network: CONSTANT_NETWORK,
      workloads: [
        kmsCalls(
          `{ poisson: ${CALLS_PER_SECOND}/s }`,
          `timeout: ${timeoutMs} ms, retryMode: standard, maxAttempts: ${attempts}, retry: { baseDelay: ${baseMs} ms, jitter: full, budget: none }`,
        ),
      ],
      store: '{ kind: standard }',
      more: ['faults: [{ linkCut: { link: client-kms }, at: 0 s }]', CONSTANT_KMS],
      seconds: 100,
      warmUpSeconds: 1,
    }),
    answers: [
      {
        figure: 'mean latency of all calls',
        unit: 'ms',
        expected: attempts * timeoutMs + (baseMs / 2) * (2 ** (attempts - 1) - 1),
        source: 'n time-outs and the mean of n − 1 back-offs with full jitter',
        judged: 'equal',
        read: meanLatencyOfAll,
        widest: 0.01,
      },
    ],
  };
}

/** A lost hop is sent again after 200 ms, then after twice as long, and given up after five. */
function lossyNetwork(loss: number, longest: number): KnownRun {
  const name = `${loss * 100} % of the hops lost`;
  const sendings = 5;
  const gone = loss ** sendings;
  let extraMs = 0;
  // k losses cost 200 (2^k − 1) ms; of hops that arrive.
  for (let k = 1; k < sendings; k++) {
    extraMs += (loss ** k * (1 - loss) * 200 * (2 ** k - 1)) / (1 - gone);
  }
  const failed = 1 - (1 - gone) ** 2;
  // The variance of what losses add is near that of a rare event of 200 ms and more.
  const calls = callsForShare(loss, 0.01);
  return {
    name,
    family: FAMILY,
    scenario: scenarioText({
      name,
      network: `{ zones: 1, clientToKms: ${2 * HOP_MS} ms, loss: ${loss * 100} % }`,
      workloads: [kmsCalls(`{ poisson: ${CALLS_PER_SECOND}/s }`)],
      store: '{ kind: standard }',
      more: [CONSTANT_KMS],
      seconds: Math.min(Math.max(100, longest), secondsFor(calls, CALLS_PER_SECOND)),
      warmUpSeconds: 1,
    }),
    answers: [
      {
        figure: 'mean latency',
        unit: 'ms',
        expected: 2 * (HOP_MS + extraMs) + FRONT_MS + BACKEND_MS,
        source: 'sum over a geometric number of losses, 200 ms doubling: model page, section 2.4',
        judged: 'equal',
        read: meanLatency,
        widest: 0.03,
      },
      // Below one call in a thousand there is nothing to see.
      ...(failed < 1e-3
        ? []
        : [
            {
              figure: 'failed share',
              unit: '',
              expected: failed,
              source: '1 − (1 − p⁵)²: five losses in a row on either hop',
              judged: 'equal' as const,
              read: failedShare,
              widest: 0.1,
            },
          ]),
    ],
  };
}

/**
 * On the way to an external key store one lost hop spends the 250 ms. A failure closes its
 * connection, so that the next request needs six hops instead of two: a chain of two states.
 */
function lossyProxy(longest: number): KnownRun {
  const name = '2 % of the hops to the proxy lost';
  const loss = 0.02;
  const warm = 1 - (1 - loss) ** 2;
  const cold = 1 - (1 - loss) ** 6;
  const failed = warm / (1 + warm - cold);
  const calls = 2 * callsForShare(failed, 0.05);
  const perSecond = 2;
  return {
    name,
    family: FAMILY,
    scenario: scenarioText({
      name,
      network: CONSTANT_NETWORK,
      // One at a time: half a second apart, 250 ms at most.
      workloads: [kmsCalls(`{ constant: ${perSecond}/s }`)],
      store:
        '{ kind: external, roundTrip: 50 ms, retryTimeouts: false, proxy: { service: 4 ms, connectCpu: 2 ms } }',
      more: [
        `faults: [{ linkLossy: { link: kms-proxy, loss: ${loss * 100} % }, at: 0 s }]`,
        CONSTANT_KMS,
      ],
      seconds: Math.min(Math.max(500, longest), secondsFor(calls, perSecond)),
      warmUpSeconds: 10,
    }),
    answers: [
      {
        figure: 'failed share',
        unit: '',
        expected: failed,
        source: 'two-state chain w / (1 + w − c), w = 1 − (1 − p)², c = 1 − (1 − p)⁶',
        judged: 'equal',
        read: failedShare,
        widest: 0.05,
      },
    ],
  };
}
