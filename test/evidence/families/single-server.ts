import { singleServerMeanTime, singleServerMeanWait } from '../../../src/stats/index.ts';
import { meanLatency, meanQueue } from '../figures.ts';
import type { KnownRun } from '../known-answer.ts';
import { measuredSeconds, warmUpSeconds, widestMean } from '../run-lengths.ts';
import {
  scenarioText,
  SERVICE_MS,
  SERVICE_RATE,
  stationCalls,
  stationStore,
} from '../scenario-text.ts';

const POLLACZEK = 'Pollaczek (1930), Khinchine (1932)';

/** Laws of service with mean 10 ms and their squared coefficients of variation. */
const LAWS = [
  { name: 'M/D/1', law: `${SERVICE_MS} ms`, cv2: 0, longer: 0.6 },
  {
    name: 'M/E4/1',
    law: `{ erlang: { shape: 4, mean: ${SERVICE_MS} ms } }`,
    cv2: 0.25,
    longer: 0.6,
  },
  // From nothing to 2m: the variance is (2m)²/12, a third of m².
  {
    name: 'M/U/1',
    law: `{ uniform: { low: 0 ms, high: ${2 * SERVICE_MS} ms } }`,
    cv2: 1 / 3,
    longer: 0.6,
  },
  {
    name: 'M/gamma/1',
    law: `{ gamma: { mean: ${SERVICE_MS} ms, cv: 1.25 } }`,
    cv2: 1.5625,
    longer: 1,
  },
  {
    name: 'M/H2/1',
    law: `{ hyperexponential: { mean: ${SERVICE_MS} ms, cv2: 4 } }`,
    cv2: 4,
    longer: 2,
  },
  {
    name: 'M/LN/1',
    law: `{ lognormal: { mean: ${SERVICE_MS} ms, cv: 1.5 } }`,
    cv2: 2.25,
    longer: 3.5,
  },
] as const;

/** M/G/1 with six laws of service. */
export function singleServer(longest: number): KnownRun[] {
  return LAWS.flatMap(({ name: station, law, cv2, longer }) =>
    [0.3, 0.5, 0.7, 0.8, 0.9, 0.95].map((rho): KnownRun => {
      // The longer the queue, the less a single service matters, and the formula is enough.
      const most = rho > 0.8 ? 1 : rho > 0.6 ? 1.5 : Infinity;
      const load = { slots: 1, utilisation: rho, cv2, longer: Math.min(longer, most) };
      const name = `${station} at ${rho}`;
      const theory = {
        arrivalRate: rho / SERVICE_MS,
        meanService: SERVICE_MS,
        serviceCvSquared: cv2,
      };
      return {
        name,
        family: 'M/G/1',
        scenario: scenarioText({
          name,
          workloads: [stationCalls(`{ poisson: ${rho * SERVICE_RATE}/s }`)],
          store: stationStore(`slots: 1, serviceTime: ${law}`),
          seconds: Math.min(longest, measuredSeconds(load)),
          warmUpSeconds: warmUpSeconds(load),
        }),
        answers: [
          {
            figure: 'mean time in system',
            unit: 'ms',
            expected: singleServerMeanTime(theory),
            source: POLLACZEK,
            judged: 'equal',
            read: meanLatency,
            widest: widestMean(rho),
          },
          {
            figure: 'mean queue',
            unit: 'calls',
            expected: theory.arrivalRate * singleServerMeanWait(theory),
            source: `${POLLACZEK}, with Little's law`,
            judged: 'equal',
            read: meanQueue,
            widest: rho > 0.8 ? 0.1 : 0.08,
          },
        ],
      };
    }),
  );
}
