import { erlangB, limitedQueue } from '../../../src/stats/index.ts';
import { failedShare, meanLatency, utilisation } from '../figures.ts';
import type { KnownAnswer, KnownRun } from '../known-answer.ts';
import { callsForShare, measuredSeconds, secondsFor, warmUpSeconds } from '../run-lengths.ts';
import {
  EXPONENTIAL,
  scenarioText,
  SERVICE_MS,
  SERVICE_RATE,
  stationCalls,
  stationStore,
} from '../scenario-text.ts';

const GROSS = 'Gross et al., Fundamentals of Queueing Theory, 4th ed., section 2.5';
/** A blocked call is answered at once and not tried again: it fails. */
const BLOCKED = 'blocking share';

/** M/M/c/K: as M/M/c with room for K calls. */
export function limitedQueues(longest: number): KnownRun[] {
  return [
    { slots: 1, rho: 0.8, capacity: 5 },
    { slots: 1, rho: 0.95, capacity: 10 },
    { slots: 2, rho: 1, capacity: 6 },
    { slots: 4, rho: 0.95, capacity: 10 },
    { slots: 4, rho: 1.2, capacity: 8 },
    { slots: 8, rho: 0.8, capacity: 12 },
    { slots: 16, rho: 1, capacity: 20 },
  ].map(({ slots, rho, capacity }) => {
    const arrivalRate = rho * slots * SERVICE_RATE;
    const theory = limitedQueue(
      { arrivalRate, serviceRate: SERVICE_RATE, servers: slots },
      capacity,
    );
    const name = `M/M/${slots}/${capacity} at ${rho}`;
    // Short queues are as quick as a station without a limit at 0.7; a seldom event takes its time.
    const load = { slots, utilisation: 0.7, cv2: 1 };
    const calls = callsForShare(theory.blockedShare, 0.03);
    const seconds = Math.max(measuredSeconds(load), 2 * secondsFor(calls, arrivalRate));
    const answers: readonly KnownAnswer[] = [
      {
        figure: 'mean time in system',
        unit: 'ms',
        expected: theory.meanTimeInSystem * 1000,
        source: GROSS,
        judged: 'equal',
        read: meanLatency,
        widest: 0.015,
      },
      {
        figure: BLOCKED,
        unit: '',
        expected: theory.blockedShare,
        source: GROSS,
        judged: 'equal',
        read: failedShare,
        widest: 0.05,
      },
      {
        figure: 'utilisation',
        unit: '',
        expected: theory.utilisation,
        source: GROSS,
        judged: 'equal',
        read: utilisation,
        widest: 0.015,
      },
    ];
    return {
      name,
      family: 'M/M/c/K',
      scenario: scenarioText({
        name,
        workloads: [stationCalls(`{ poisson: ${arrivalRate}/s }`)],
        store: stationStore(
          `slots: ${slots}, serviceTime: ${EXPONENTIAL}, queueLimit: ${capacity - slots}`,
        ),
        seconds: Math.min(longest, seconds),
        warmUpSeconds: warmUpSeconds(load),
      }),
      answers,
    };
  });
}

/** Erlang's loss system; its blocking depends on no more than the mean of the service. */
export function lossSystems(longest: number): KnownRun[] {
  const lognormal = `{ lognormal: { mean: ${SERVICE_MS} ms, cv: 1.5 } }`;
  return [
    { slots: 1, erlangs: 0.5, law: EXPONENTIAL, queue: 'M/M/1/1' },
    { slots: 4, erlangs: 3, law: EXPONENTIAL, queue: 'M/M/4/4' },
    { slots: 8, erlangs: 4, law: EXPONENTIAL, queue: 'M/M/8/8' },
    { slots: 8, erlangs: 6.4, law: EXPONENTIAL, queue: 'M/M/8/8' },
    { slots: 8, erlangs: 7.6, law: EXPONENTIAL, queue: 'M/M/8/8' },
    { slots: 8, erlangs: 6.4, law: `${SERVICE_MS} ms`, queue: 'M/D/8/8' },
    { slots: 8, erlangs: 6.4, law: lognormal, queue: 'M/LN/8/8' },
    { slots: 16, erlangs: 12, law: EXPONENTIAL, queue: 'M/M/16/16' },
    { slots: 16, erlangs: 20, law: EXPONENTIAL, queue: 'M/M/16/16' },
    { slots: 32, erlangs: 28, law: EXPONENTIAL, queue: 'M/M/32/32' },
  ].map(({ slots, erlangs, law, queue }) => {
    const arrivalRate = erlangs * SERVICE_RATE;
    const blocked = erlangB(slots, erlangs);
    const name = `${queue} at ${erlangs} erlang`;
    // Blocked calls come in clusters as long as a service: six times the calls of a plain share.
    const seconds = 6 * secondsFor(callsForShare(blocked, 0.03), arrivalRate);
    return {
      name,
      family: 'Erlang loss',
      scenario: scenarioText({
        name,
        workloads: [stationCalls(`{ poisson: ${arrivalRate}/s }`)],
        store: stationStore(`slots: ${slots}, serviceTime: ${law}, queueLimit: 0`),
        seconds: Math.min(longest, seconds),
        warmUpSeconds: 2,
      }),
      answers: [
        {
          figure: BLOCKED,
          unit: '',
          expected: blocked,
          source: 'Erlang (1917), formula B',
          judged: 'equal',
          read: failedShare,
          widest: 0.03,
        },
        {
          figure: 'utilisation',
          unit: '',
          expected: (erlangs * (1 - blocked)) / slots,
          source: 'Erlang (1917), formula B, carried load',
          judged: 'equal',
          read: utilisation,
          widest: 0.015,
        },
      ],
    };
  });
}
