import { meanTimeInSystem, singleServerMeanTime } from '../../../src/stats/index.ts';
import { constantArrivals, timeInSystemRate } from '../arrivals-theory.ts';
import {
  BUCKET,
  latencyPercentile,
  meanLatency,
  offered,
  utilisation,
  workloadLatency,
} from '../figures.ts';
import { REPLICATIONS, T_99, type KnownAnswer, type KnownRun } from '../known-answer.ts';
import { measuredSeconds, secondsFor, warmUpSeconds, widestMean } from '../run-lengths.ts';
import {
  EXPONENTIAL,
  scenarioText,
  SERVICE_MS,
  SERVICE_RATE,
  stationCalls,
  stationStore,
} from '../scenario-text.ts';

const FAMILY = 'Other arrivals';

/** Arrivals that are not one Poisson process at one rate. */
export function otherArrivals(longest: number): KnownRun[] {
  return [
    ...[0.5, 0.8, 0.9].map((rho) => constant(rho, longest)),
    superposition(longest),
    priceOfTwoClasses(longest),
    ...meanRates(longest),
  ];
}

/** D/M/1. */
function constant(rho: number, longest: number): KnownRun {
  const name = `D/M/1 at ${rho}`;
  const rate = timeInSystemRate(constantArrivals(rho / SERVICE_MS), 1 / SERVICE_MS);
  const load = { slots: 1, utilisation: rho, cv2: 1 };
  const common = {
    unit: 'ms',
    source: 'G/M/1: Gross et al., Fundamentals of Queueing Theory, 4th ed., section 5.3',
    judged: 'equal',
  } as const;
  return {
    name,
    family: FAMILY,
    scenario: scenarioText({
      name,
      workloads: [stationCalls(`{ constant: ${rho * SERVICE_RATE}/s }`)],
      store: stationStore(`slots: 1, serviceTime: ${EXPONENTIAL}`),
      seconds: Math.min(longest, measuredSeconds(load)),
      warmUpSeconds: warmUpSeconds(load),
    }),
    answers: [
      {
        ...common,
        figure: 'mean time in system',
        expected: 1 / rate,
        read: meanLatency,
        widest: widestMean(rho),
      },
      {
        ...common,
        figure: 'p99 of time in system',
        expected: Math.log(100) / rate,
        read: latencyPercentile('p99'),
        widest: 2 * widestMean(rho),
        resolution: BUCKET,
      },
    ],
  };
}

/** Three Poisson workloads at one station are one Poisson process, and each sees what all see. */
function superposition(longest: number): KnownRun {
  const name = 'three Poisson workloads at one server';
  const rho = 0.8;
  const load = { slots: 1, utilisation: rho, cv2: 1 };
  const expected = meanTimeInSystem({
    arrivalRate: rho / SERVICE_MS,
    serviceRate: 1 / SERVICE_MS,
    servers: 1,
  });
  const common = {
    unit: 'ms',
    expected,
    source: 'superposition of Poisson processes; arrivals see time averages (Wolff 1982); M/M/1',
    judged: 'equal',
  } as const;
  const rates = { small: 10, middle: 25, large: 45 };
  return {
    name,
    family: FAMILY,
    scenario: scenarioText({
      name,
      workloads: Object.entries(rates).map(
        ([workload, rate]) =>
          `${workload}: { service: pkcs11, arrivals: { poisson: ${rate}/s }, client: { retryMode: none } }`,
      ),
      store: stationStore(`slots: 1, serviceTime: ${EXPONENTIAL}`),
      seconds: Math.min(longest, measuredSeconds(load)),
      warmUpSeconds: warmUpSeconds(load),
    }),
    answers: [
      { ...common, figure: 'mean time in system', read: meanLatency, widest: 0.015 },
      ...Object.keys(rates).map((workload): KnownAnswer => ({
        ...common,
        figure: `mean time in system of workload ${workload}`,
        read: workloadLatency(workload),
        widest: 0.02,
      })),
    ],
  };
}

/** Two operations, one with three times the work: M/G/1 with the mixture's moments. */
function priceOfTwoClasses(longest: number): KnownRun {
  const name = 'two operations of weight 1 and 3 at one server';
  const share = 0.25;
  const meanMs = SERVICE_MS * (1 - share + 3 * share);
  // Exponential parts: the second moment of each is twice its squared mean.
  const second = 2 * SERVICE_MS ** 2 * (1 - share + 9 * share);
  const cv2 = second / meanMs ** 2 - 1;
  const rho = 0.7;
  const arrivalRate = rho / meanMs;
  const load = { slots: 1, utilisation: rho, cv2, longer: 2 };
  return {
    name,
    family: FAMILY,
    scenario: scenarioText({
      name,
      workloads: [
        stationCalls(
          `{ poisson: ${arrivalRate * 1000}/s }`,
          ', operations: { Decrypt: 75 %, GenerateRandom: 25 % }',
        ),
      ],
      store: stationStore(`slots: 1, serviceTime: ${EXPONENTIAL}, weights: { GenerateRandom: 3 }`),
      seconds: Math.min(longest, Math.ceil((measuredSeconds(load) * meanMs) / SERVICE_MS)),
      warmUpSeconds: warmUpSeconds(load),
    }),
    answers: [
      {
        figure: 'mean time in system',
        unit: 'ms',
        expected: singleServerMeanTime({
          arrivalRate,
          meanService: meanMs,
          serviceCvSquared: cv2,
        }),
        source: 'Pollaczek (1930), Khinchine (1932), with the moments of the mixture',
        judged: 'equal',
        read: meanLatency,
        widest: 0.015,
      },
      {
        figure: 'utilisation',
        unit: '',
        expected: rho,
        source: 'utilisation law: λ × mean service',
        judged: 'equal',
        read: utilisation,
        widest: 0.015,
      },
    ],
  };
}

/** Rates that change: how many calls come. */
function meanRates(longest: number): KnownRun[] {
  const widest = 0.01;
  const run = (
    name: string,
    arrivals: string,
    expected: number,
    seconds: number,
    source: string,
  ): KnownRun => ({
    name,
    family: FAMILY,
    scenario: scenarioText({
      name,
      workloads: [stationCalls(arrivals)],
      store: stationStore(`slots: 16, serviceTime: 1 ms`),
      seconds,
      warmUpSeconds: 1,
    }),
    answers: [
      {
        figure: 'offered load',
        unit: '/s',
        expected,
        source,
        judged: 'equal',
        read: offered,
        widest,
      },
    ],
  });
  // Variance of the count over a long time, per second: that of the Poisson part and
  // 2 (r₁ − r₂)² π₁π₂ / (α + β) of the rate that switches (Fischer and Meier-Hellstern 1992).
  const [high, low, onSeconds, offSeconds] = [200, 20, 1, 3];
  const on = onSeconds / (onSeconds + offSeconds);
  const mean = on * high + (1 - on) * low;
  const switching = 1 / onSeconds + 1 / offSeconds;
  const variance = mean + (2 * (high - low) ** 2 * on * (1 - on)) / switching;
  const burstSeconds = Math.ceil((1.5 * variance * (T_99 / widest / mean) ** 2) / REPLICATIONS);
  const poissonCalls = 1.5 * (T_99 / widest) ** 2;
  return [
    run(
      'bursts of 200/s for 1 s, 20/s for 3 s',
      `{ burst: { rate: ${high}/s, base: ${low}/s, on: { exponential: { mean: ${onSeconds} s } }, off: { exponential: { mean: ${offSeconds} s } } } }`,
      mean,
      Math.min(Math.max(20, longest * 5), burstSeconds),
      'time shares of a Markov-modulated Poisson process: Fischer and Meier-Hellstern (1992)',
    ),
    run(
      'a ramp from 50/s to 250/s',
      `{ ramp: { from: 50/s, to: 250/s, over: ${secondsFor(poissonCalls, 150)} s } }`,
      150,
      secondsFor(poissonCalls, 150),
      'integral of a straight line over its time',
    ),
    run(
      'a day at 0.2/s in the mean',
      '{ daily: { mean: 0.2/s } }',
      0.2,
      86_400,
      'integral of the rate over the day that repeats',
    ),
  ];
}
