import { lawMean } from '../kernel/index.ts';
import { meanRate, type ArrivalsConfig, type ServiceKind } from '../model/index.ts';
import { buildRates } from './build-rates.ts';
import type { DesignContext } from './design-context.ts';
import type { WorkloadInput } from './schema/scenario.ts';
import { parseDuration } from './units.ts';

type ArrivalsInput = WorkloadInput['arrivals'];
type Replay = Extract<ArrivalsConfig, { kind: 'replay' }>;

const NS_PER_SECOND = 1e9;

/**
 * How the calls of workload `name`, or what its users ask of service `kind`, arrive. What a scenario
 * counts from the start of the measured time, the model counts from the start of the simulation,
 * `warmUpNs` before.
 */
export function buildArrivals(
  name: string,
  kind: ServiceKind | null,
  input: ArrivalsInput,
  warmUpNs: number,
  context: DesignContext,
): ArrivalsConfig {
  const { constant, poisson, closed, burst, ramp, daily, weekly, replay } = input;
  if (constant !== undefined) return { kind: 'constant', ratePerSecond: constant };
  if (poisson !== undefined) return { kind: 'poisson', ratePerSecond: poisson };
  if (closed !== undefined) return closedOf(name, kind, closed, context);
  if (burst !== undefined) return { kind: 'burst', states: statesOf(burst) };
  if (ramp !== undefined) return rampOf(ramp, warmUpNs);
  if (replay !== undefined) return replayOf(name, replay, warmUpNs, context);
  const { ratesPerSecond, startHour } = buildRates(name, { daily, weekly }, context);
  return cycleOf(ratesPerSecond, startHour, warmUpNs);
}

/**
 * What a service answers from its cache takes no simulated time: a client that does not think either
 * would ask for ever at one instant.
 */
function closedOf(
  name: string,
  kind: ServiceKind | null,
  { clients, think }: NonNullable<ArrivalsInput['closed']>,
  { findings }: DesignContext,
): ArrivalsConfig {
  const thinkNs = think ?? { kind: 'constant', value: 0 };
  if (kind !== null && lawMean(thinkNs) === 0) {
    const path = ['workloads', name, 'arrivals', 'closed'];
    findings.add(
      think === undefined ? path : [...path, 'think'],
      `needs a think time above zero with service: ${kind}, where an operation that needs no KMS call takes no time`,
      'write think: 1 ms',
    );
  }
  return { kind: 'closed', clients, thinkNs };
}

/** Calm first: a burst that began with the warm-up would be over before anything is measured. */
function statesOf({ rate, base, on, off, states }: NonNullable<ArrivalsInput['burst']>) {
  if (states !== undefined) {
    return states.map((state) => ({ ratePerSecond: state.rate, stayNs: state.for }));
  }
  return [
    { ratePerSecond: base ?? 0, stayNs: off! },
    { ratePerSecond: rate!, stayNs: on! },
  ];
}

function rampOf(
  { from, to, over, at, hold }: NonNullable<ArrivalsInput['ramp']>,
  warmUpNs: number,
): ArrivalsConfig {
  const beginNs = warmUpNs + (at ?? 0);
  const points = [
    { atNs: beginNs, ratePerSecond: from },
    { atNs: beginNs + over, ratePerSecond: to },
  ];
  if (hold !== undefined) {
    const endNs = beginNs + over + hold;
    points.push({ atNs: endNs, ratePerSecond: to }, { atNs: endNs, ratePerSecond: from });
  }
  return { kind: 'shape', points, periodNs: null, isPoisson: true };
}

const HOUR_NS = 3600 * NS_PER_SECOND;

/**
 * Hourly rates, joined by straight lines and repeated for ever, from the start of the simulation
 * on, so that the warm-up is part of the day too.
 */
function cycleOf(
  ratesPerSecond: readonly number[],
  startHour: number,
  warmUpNs: number,
): ArrivalsConfig {
  const hours = ratesPerSecond.length;
  const periodNs = hours * HOUR_NS;
  const startNs = Math.round(startHour * HOUR_NS) - warmUpNs;
  /** Time of the cycle at which the simulation starts. */
  const phaseNs = startNs - Math.floor(startNs / periodNs) * periodNs;
  const rateAt = (cycleNs: number): number => {
    const hour = Math.floor(cycleNs / HOUR_NS);
    const before = ratesPerSecond[hour % hours]!;
    const after = ratesPerSecond[(hour + 1) % hours]!;
    return before + (after - before) * (cycleNs / HOUR_NS - hour);
  };
  const firstHour = Math.floor(phaseNs / HOUR_NS) + 1;
  const onTheHour = Array.from({ length: hours }, (_, index) => ({
    atNs: (firstHour + index) * HOUR_NS - phaseNs,
    ratePerSecond: ratesPerSecond[(firstHour + index) % hours]!,
  }));
  const edge = rateAt(phaseNs);
  const points = [
    { atNs: 0, ratePerSecond: edge },
    ...onTheHour.filter(({ atNs }) => atNs < periodNs),
    { atNs: periodNs, ratePerSecond: edge },
  ];
  return { kind: 'shape', points, periodNs, isPoisson: true };
}

function replayOf(
  name: string,
  { file, times, speed, loop, limit }: NonNullable<ArrivalsInput['replay']>,
  warmUpNs: number,
  { findings }: DesignContext,
): Replay {
  const path = ['workloads', name, 'arrivals', 'replay'];
  const given = (times ?? []).map((text, index) => {
    const read = parseDuration(text);
    if (!read.ok) findings.add([...path, 'times', index], `must be ${read.expected}`);
    return read.ok ? read.value : 0;
  });
  if (given.length === 0) {
    findings.add(path, 'needs the times of its calls', 'write file: calls.csv, or times: [0 s, …]');
    return { kind: 'replay', timesNs: [warmUpNs], loopNs: null };
  }
  const recorded = given.sort((a, b) => a - b).slice(0, limit);
  const firstNs = recorded[0]!;
  const spanNs = recorded.at(-1)! - firstNs;
  const faster = (ns: number): number => Math.round(ns / (speed ?? 1));
  const timesNs = recorded.map((atNs) => warmUpNs + faster(atNs - firstNs));
  if (loop === undefined) return { kind: 'replay', timesNs, loopNs: null };
  // One mean distance after the last call, so that the rate stays what it was.
  const wholeNs = loop === true ? spanNs + spanNs / Math.max(1, recorded.length - 1) : loop;
  const loopNs = faster(wholeNs);
  if (loopNs === 0) {
    const what = file === undefined ? 'times' : 'file';
    findings.add(
      [...path, 'loop'],
      `cannot repeat a recording of one instant: ${what} holds no two different times`,
      'write how long the recording is, such as loop: 1 min',
    );
    return { kind: 'replay', timesNs, loopNs: null };
  }
  return { kind: 'replay', timesNs, loopNs };
}

/** Mean arrivals per second, whatever part of it is simulated; null for closed arrivals. */
export function usualRate(arrivals: ArrivalsConfig): number | null {
  switch (arrivals.kind) {
    case 'closed':
      return null;
    case 'shape': {
      const { points, periodNs } = arrivals;
      const fromNs = points[0]!.atNs;
      const toNs = periodNs === null ? points.at(-1)!.atNs : fromNs + periodNs;
      return toNs === fromNs ? points.at(-1)!.ratePerSecond : meanRate(arrivals, fromNs, toNs);
    }
    case 'replay': {
      const { timesNs, loopNs } = arrivals;
      const firstNs = timesNs[0]!;
      // What a recording holds beyond its loop is never replayed.
      const replayed = loopNs === null ? timesNs : timesNs.filter((ns) => ns - firstNs < loopNs);
      const spanNs = loopNs ?? timesNs.at(-1)! - firstNs;
      return (replayed.length * NS_PER_SECOND) / (spanNs || NS_PER_SECOND);
    }
    default:
      return meanRate(arrivals, 0, NS_PER_SECOND);
  }
}
