import { meanTimeInSystem } from '../../../src/stats/index.ts';
import { erlangArrivals, timeInSystemRate } from '../arrivals-theory.ts';
import { BUCKET, latencyPercentile, meanLatency, utilisation } from '../figures.ts';
import type { KnownAnswer, KnownRun } from '../known-answer.ts';
import { measuredSeconds, warmUpSeconds, widestMean, widestPercentile } from '../run-lengths.ts';
import {
  EXPONENTIAL,
  scenarioText,
  SERVICE_MS,
  SERVICE_RATE,
  stationCalls,
  stationStore,
} from '../scenario-text.ts';

const FAMILY = 'Several HSMs';
const GROSS = 'Gross et al., Fundamentals of Queueing Theory, 4th ed.';
const SERVICE_PER_MS = 1 / SERVICE_MS;

interface Split {
  readonly hsms: number;
  readonly rho: number;
}

/** N HSMs of one slot each behind one balancer. */
export function severalHsms(longest: number): KnownRun[] {
  const random = [
    { hsms: 2, rho: 0.5 },
    { hsms: 2, rho: 0.8 },
    { hsms: 3, rho: 0.7 },
    { hsms: 6, rho: 0.8 },
  ].map((split) => run('random', split, randomSplit(split), longest));
  const roundRobin = [
    { hsms: 2, rho: 0.5 },
    { hsms: 2, rho: 0.8 },
    { hsms: 3, rho: 0.9 },
    { hsms: 4, rho: 0.7 },
  ].map((split) => run('round-robin', split, everyNth(split), longest));
  const least = [
    { hsms: 2, rho: 0.5 },
    { hsms: 2, rho: 0.8 },
    { hsms: 2, rho: 0.9 },
    { hsms: 3, rho: 0.8 },
    { hsms: 4, rho: 0.7 },
    { hsms: 6, rho: 0.8 },
  ].map((split) => run('least-outstanding', split, between(split), longest));
  return [...random, ...roundRobin, ...least];
}

function run(
  balancing: string,
  { hsms, rho }: Split,
  answers: readonly KnownAnswer[],
  longest: number,
): KnownRun {
  const name = `${hsms} HSMs at ${rho}, ${balancing}`;
  const load = { slots: 1, utilisation: rho, cv2: 1 };
  // With random and round-robin each HSM is a station of its own, and its p99 takes twice the time.
  const tail = balancing === 'least-outstanding' ? 1 : 2;
  const seconds = Math.ceil((tail * measuredSeconds(load)) / hsms);
  return {
    name,
    family: FAMILY,
    scenario: scenarioText({
      name,
      workloads: [stationCalls(`{ poisson: ${rho * hsms * SERVICE_RATE}/s }`)],
      store: stationStore(
        `slots: 1, serviceTime: ${EXPONENTIAL}`,
        hsms,
        `, balancing: ${balancing}`,
      ),
      seconds: Math.min(longest, seconds),
      warmUpSeconds: warmUpSeconds(load),
    }),
    answers: [...answers, utilisationLaw(rho)],
  };
}

function utilisationLaw(rho: number): KnownAnswer {
  return {
    figure: 'utilisation of the first HSM',
    unit: '',
    expected: rho,
    source: 'utilisation law: λ × mean service / N, for any fair balancing',
    judged: 'equal',
    read: utilisation,
    widest: 0.02,
  };
}

function mean(
  expected: number,
  rho: number,
  source: string,
  judged: 'equal' | 'at least' | 'at most' = 'equal',
): KnownAnswer {
  return {
    figure: 'mean time in system',
    unit: 'ms',
    expected,
    source,
    judged,
    read: meanLatency,
    widest: widestMean(rho),
  };
}

function p99(expected: number, rho: number, source: string): KnownAnswer {
  return {
    figure: 'p99 of time in system',
    unit: 'ms',
    expected,
    source,
    judged: 'equal',
    read: latencyPercentile('p99'),
    widest: widestPercentile(rho),
    resolution: BUCKET,
  };
}

/** A Poisson process that is split at random is N Poisson processes: N times M/M/1. */
function randomSplit({ rho }: Split): KnownAnswer[] {
  const expected = SERVICE_MS / (1 - rho);
  const source = `random split of a Poisson process; M/M/1: ${GROSS}, section 2.2`;
  return [mean(expected, rho, source), p99(expected * Math.log(100), rho, source)];
}

/** In turn, each HSM gets every Nth arrival: Erlang distances, G/M/1. */
function everyNth({ hsms, rho }: Split): KnownAnswer[] {
  const arrivals = erlangArrivals(rho * SERVICE_PER_MS, hsms);
  const rate = timeInSystemRate(arrivals, SERVICE_PER_MS);
  const source = `every Nth arrival of a Poisson process; G/M/1: ${GROSS}, section 5.3`;
  return [mean(1 / rate, rho, source), p99(Math.log(100) / rate, rho, source)];
}

/** Least-outstanding lies between one queue for all and a random split. */
function between({ hsms, rho }: Split): KnownAnswer[] {
  const central = meanTimeInSystem({
    arrivalRate: rho * hsms * SERVICE_PER_MS,
    serviceRate: SERVICE_PER_MS,
    servers: hsms,
  });
  const apart = SERVICE_MS / (1 - rho);
  return [
    mean(central, rho, 'not below one queue for all, M/M/N: model page, section 6', 'at least'),
    mean(apart, rho, 'not above a random split, N × M/M/1: model page, section 6', 'at most'),
  ];
}
