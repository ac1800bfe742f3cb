import {
  erlangC,
  meanTimeInSystem,
  meanWait,
  timePercentile,
  type MultiServerStation,
} from '../../../src/stats/index.ts';
import { BUCKET, latencyPercentile, meanLatency, meanQueue, utilisation } from '../figures.ts';
import type { KnownAnswer, KnownRun } from '../known-answer.ts';
import {
  measuredSecondsForTail,
  warmUpSeconds,
  widestMean,
  widestPercentile,
  type StationLoad,
} from '../run-lengths.ts';
import {
  EXPONENTIAL,
  scenarioText,
  SERVICE_MS,
  SERVICE_RATE,
  stationCalls,
  stationStore,
} from '../scenario-text.ts';

const GROSS = 'Gross et al., Fundamentals of Queueing Theory, 4th ed., section 2.3';
/** A queue that is hardly ever there tells little of a run of any length. */
const LEAST_WAITING_SHARE = 0.2;

/** M/M/c: one HSM with `slots: c`. */
export function manyServers(longest: number): KnownRun[] {
  return [1, 2, 4, 8, 16].flatMap((slots) =>
    [0.3, 0.5, 0.7, 0.8, 0.9, 0.95].map((rho) => {
      const load = { slots, utilisation: rho, cv2: 1 };
      const name = `M/M/${slots} at ${rho}`;
      const arrivals = `{ poisson: ${rho * slots * SERVICE_RATE}/s }`;
      return {
        name,
        family: 'M/M/c',
        scenario: scenarioText({
          name,
          workloads: [stationCalls(arrivals)],
          store: stationStore(`slots: ${slots}, serviceTime: ${EXPONENTIAL}`),
          seconds: Math.min(longest, measuredSecondsForTail(load)),
          warmUpSeconds: warmUpSeconds(load),
        }),
        answers: answersOf(load),
      };
    }),
  );
}

function answersOf({ slots, utilisation: rho }: StationLoad): KnownAnswer[] {
  const station: MultiServerStation = {
    arrivalRate: (rho * slots) / SERVICE_MS,
    serviceRate: 1 / SERVICE_MS,
    servers: slots,
  };
  const mean: KnownAnswer = {
    figure: 'mean time in system',
    unit: 'ms',
    expected: meanTimeInSystem(station),
    source: GROSS,
    judged: 'equal',
    read: meanLatency,
    widest: widestMean(rho),
  };
  const percentiles = [50, 90, 99].map((percent): KnownAnswer => ({
    figure: `p${percent} of time in system`,
    unit: 'ms',
    expected: timePercentile(station, percent / 100),
    source: `${GROSS}, distribution of the time in system`,
    judged: 'equal',
    read: latencyPercentile(`p${percent}`),
    widest: widestPercentile(rho),
    resolution: BUCKET,
  }));
  const busy: KnownAnswer = {
    figure: 'utilisation',
    unit: '',
    expected: rho,
    source: 'utilisation law: λ × mean service / c',
    judged: 'equal',
    read: utilisation,
    widest: 0.015,
  };
  const queue: KnownAnswer = {
    figure: 'mean queue',
    unit: 'calls',
    expected: station.arrivalRate * meanWait(station),
    source: `${GROSS}, with Little's law`,
    judged: 'equal',
    read: meanQueue,
    widest: rho > 0.8 ? 0.1 : 0.08,
  };
  const isSeldom = erlangC(slots, rho * slots) < LEAST_WAITING_SHARE;
  return [mean, ...percentiles, busy, ...(isSeldom ? [] : [queue])];
}
