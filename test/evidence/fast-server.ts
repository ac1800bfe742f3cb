import { createSampler, RandomStreams } from '../../src/kernel/index.ts';
import { singleServerMeanWait, type Control } from '../../src/stats/index.ts';

/** A run of Poisson calls to exponential services, of which all draws can be drawn again. */
export interface DrawnRun {
  readonly seed: string;
  /** Name of its only workload. */
  readonly workload: string;
  readonly arrivalsPerMs: number;
  readonly serviceMs: number;
  readonly warmUpMs: number;
  readonly measuredMs: number;
}

/** What one server does with these calls, over those due in the measured time. */
interface Figures {
  readonly calls: number;
  readonly meanWaitMs: number;
  readonly meanSquaredWait: number;
}

/**
 * A single server `speed` times as fast as an HSM, given the very calls and services of the run. It
 * holds nearly as much work as so many HSMs do, most of all where they are busy, and its waits are
 * known exactly: what chance made of it tells what chance made of the HSMs.
 */
export function serve(run: DrawnRun, speed: number): Figures {
  const { arrivalsPerMs, serviceMs, warmUpMs, measuredMs } = run;
  const streams = new RandomStreams(run.seed);
  const gaps = createSampler(
    { kind: 'exponential', mean: 1e6 / arrivalsPerMs },
    streams.stream(`workload/${run.workload}/arrivals`),
  );
  const services = createSampler(
    { kind: 'exponential', mean: serviceMs * 1e6 },
    streams.stream('hsm/service'),
  );
  const sum = { calls: 0, wait: 0, square: 0 };
  let atMs = 0;
  let waitMs = 0;
  for (;;) {
    const gapMs = gaps.sample() / 1e6;
    atMs += gapMs;
    if (atMs >= warmUpMs + measuredMs) break;
    waitMs = Math.max(0, waitMs - gapMs);
    if (atMs >= warmUpMs) {
      sum.calls++;
      sum.wait += waitMs;
      sum.square += waitMs * waitMs;
    }
    waitMs += services.sample() / 1e6 / speed;
  }
  return {
    calls: sum.calls,
    meanWaitMs: sum.wait / sum.calls,
    meanSquaredWait: sum.square / sum.calls,
  };
}

/**
 * Waits and squared waits of one fast server, one a run, with their expected values: Pollaczek and
 * Khinchine's mean, and for the square 2 W² + λ E[S³] / (3 (1 − ρ)) (L. Takács, "A single-server
 * queue with Poisson input", Operations Research 10, 1962), with E[S³] = 6 m³. `offered`: calls of
 * the runs, which must come out again. Throws where they do not: then other draws were made.
 */
export function fastServerControls(
  runs: readonly DrawnRun[],
  speed: number,
  offered: readonly number[],
): readonly Control[] {
  const figures = runs.map((run) => serve(run, speed));
  figures.forEach(({ calls }, i) => {
    // A call due within a nanosecond of an end may fall on its other side.
    if (Math.abs(calls - offered[i]!) > 1) {
      throw new Error(`${runs[i]!.seed}: ${offered[i]} calls were made, and ${calls} drawn again`);
    }
  });
  const { arrivalsPerMs, serviceMs } = runs[0]!;
  const meanService = serviceMs / speed;
  const wait = singleServerMeanWait({
    arrivalRate: arrivalsPerMs,
    meanService,
    serviceCvSquared: 1,
  });
  const third = (2 * arrivalsPerMs * meanService ** 3) / (1 - arrivalsPerMs * meanService);
  return [
    { values: figures.map(({ meanWaitMs }) => meanWaitMs), mean: wait },
    { values: figures.map((own) => own.meanSquaredWait), mean: 2 * wait * wait + third },
  ];
}
