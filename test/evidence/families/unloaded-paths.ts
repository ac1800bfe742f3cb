import {
  gridPercentile,
  lognormalGrid,
  lognormalMean,
  sigmaOf,
  sumOf,
  type Lognormal,
} from '../convolution.ts';
import { BUCKET, latencyPercentile, meanLatency } from '../figures.ts';
import type { KnownRun } from '../known-answer.ts';
import { kmsCalls, scenarioText } from '../scenario-text.ts';

const FAMILY = 'Unloaded paths';
const ROUND_TRIP_MS = 0.5;
const NETWORK = `{ clientToKms: ${ROUND_TRIP_MS} ms, sameZone: ${ROUND_TRIP_MS} ms, crossZone: ${ROUND_TRIP_MS} ms }`;
const STEP_MS = 0.05;
const LIMIT_MS = 400;

/** A law by median and 99th percentile, as the model page gives them (section 2.3). */
interface Words {
  readonly p50: number;
  readonly p99: number;
}

const FRONT = { p50: 3.4, p99: 23 };
const BACKEND = { p50: 0.8, p99: 4 };
const HANDLING = { p50: 2, p99: 28 };
const PROXY = { p50: 3, p99: 15 };
const DISTANCE: Lognormal = { median: 20, sigma: 0.1 };

const lawOf = ({ p50, p99 }: Words): Lognormal => ({ median: p50, sigma: sigmaOf(p50, p99) });
const text = ({ p50, p99 }: Words) => `{ lognormal: { median: ${p50} ms, p99: ${p99} ms } }`;

/** Mean 1/1,800 s and coefficient of variation 0.5. */
const HSM_SIGMA = Math.sqrt(Math.log(1 + 0.5 ** 2));
const HSM: Lognormal = {
  median: (1000 / 1800) * Math.exp(-(HSM_SIGMA ** 2) / 2),
  sigma: HSM_SIGMA,
};

/** What an idle store takes: sums of independent parts, by convolution. */
export function unloadedPaths(longest: number): KnownRun[] {
  // At 4 calls a second, so that less than 500 s tell nothing of a p99.
  const seconds = Math.min(Math.max(500, longest), 5000);
  const path = (name: string, store: string, constantMs: number, parts: readonly Lognormal[]) => {
    const grid = sumOf(
      constantMs,
      parts.map((law) => lognormalGrid(law, STEP_MS, LIMIT_MS)),
    );
    const source = 'convolution of the laws of its parts: model page, sections 1.2 to 1.4 and 2';
    const common = { unit: 'ms', source, judged: 'equal' } as const;
    return {
      name,
      family: FAMILY,
      scenario: scenarioText({
        name,
        network: NETWORK,
        // 4 a second at equal distances: nobody waits for anybody, and connections stay open.
        workloads: [kmsCalls('{ constant: 4/s }')],
        store,
        more: [
          `assume: { kms.front: ${text(FRONT)}, kms.backend: ${text(BACKEND)}, kms.customStoreHandling: ${text(HANDLING)} }`,
        ],
        seconds,
        warmUpSeconds: 10,
      }),
      answers: [
        {
          ...common,
          figure: 'mean latency',
          expected: constantMs + parts.reduce((sum, law) => sum + lognormalMean(law), 0),
          read: meanLatency,
          widest: 0.01,
        },
        ...[50, 90, 99].map((percent) => ({
          ...common,
          figure: `p${percent} of latency`,
          expected: gridPercentile(grid, percent / 100),
          read: latencyPercentile(`p${percent}`),
          widest: 0.03,
          resolution: BUCKET,
        })),
      ],
    } satisfies KnownRun;
  };
  const [front, backend, handling, proxy] = [FRONT, BACKEND, HANDLING, PROXY].map(lawOf) as [
    Lognormal,
    Lognormal,
    Lognormal,
    Lognormal,
  ];
  return [
    path('the standard store without load', '{ kind: standard }', ROUND_TRIP_MS, [front, backend]),
    path(
      'a CloudHSM key store without load',
      '{ kind: cloudhsm, hsms: 2, hsm: { rate: 1800/s, cv: 0.5, slots: 1 } }',
      2 * ROUND_TRIP_MS,
      [front, handling, HSM],
    ),
    path(
      'an external key store without load',
      `{ kind: external, roundTrip: { lognormal: { median: ${DISTANCE.median} ms, sigma: ${DISTANCE.sigma} } }, proxy: { service: ${text(PROXY)} } }`,
      ROUND_TRIP_MS,
      [front, backend, DISTANCE, proxy],
    ),
    path(
      'an external key store without open connections',
      `{ kind: external, roundTrip: { lognormal: { median: ${DISTANCE.median} ms, sigma: ${DISTANCE.sigma} } }, connections: { reuse: false, tls: '1.3' }, proxy: { service: ${text(PROXY)}, connectCpu: 2 ms } }`,
      ROUND_TRIP_MS + 2,
      [front, backend, DISTANCE, DISTANCE, DISTANCE, proxy],
    ),
  ];
}
