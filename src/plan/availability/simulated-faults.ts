import { lawMean } from '../../kernel/index.ts';
import type { FleetConfig } from '../../model/index.ts';
import { meanInterval } from '../../stats/index.ts';
import type { FaultSpan, PointResult, WindowSeries } from '../result.ts';
import type { AvailabilityTerm } from '../result-analysis.ts';
import type { AvailabilityInputs, Design, FailureInput } from '../study.ts';
import { hsmsOf } from '../key-stores.ts';
import { SECONDS_PER_YEAR } from './long-run.ts';

/** A fault at a given time whose kind has a rate. */
interface RatedFault {
  readonly name: string;
  readonly input: FailureInput;
  /** HSMs or zones that fail at this rate. */
  readonly parts: number;
  readonly partName: 'HSM' | 'zone';
  /** Which, in words. */
  readonly partsInWords: string;
  /** HSMs that it takes away. */
  readonly takesAway: number;
}

/**
 * What the losses that the run simulated cost in the long run: calls lost in an event, weighted by
 * how often such events come (conditional estimation: model page, section 6.8). Of losses of a zone
 * and of an HSM the worst of each counts, where nothing else broke at the same time.
 */
export function simulatedFaults(
  design: Design,
  point: PointResult,
  fleet: FleetConfig,
  inputs: AvailabilityInputs,
): readonly AvailabilityTerm[] {
  const terms = ratedFaults(design, fleet, inputs).flatMap((fault) => {
    const span = point.faults.find(({ name }) => name === fault.name);
    return span === undefined || isMixed(span, point)
      ? []
      : [{ fault, term: termOf(fault, span, point, fleet) }];
  });
  return (['zone', 'HSM'] as const).flatMap((kind) =>
    terms
      .filter(({ fault }) => fault.partName === kind)
      .map(({ term }) => term)
      .sort((a, b) => b.unavailable.value - a.unavailable.value)
      .slice(0, 1),
  );
}

function ratedFaults(
  { world }: Design,
  { hsmsByZone }: FleetConfig,
  { hsm, zone }: AvailabilityInputs,
): readonly RatedFault[] {
  // An HSM of any key store; calls lost are those of all key stores.
  const hsms = hsmsOf(world.store);
  return world.faults.flatMap((fault): RatedFault[] => {
    if (fault.drawn !== null) return [];
    const { name } = fault;
    if (fault.kind === 'hsm-down') {
      const partsInWords = `${hsms} HSMs`;
      return [{ name, input: hsm, parts: hsms, partName: 'HSM', partsInWords, takesAway: 1 }];
    }
    if (fault.kind !== 'zone-down') return [];
    const takesAway = hsmsByZone[fault.zone] ?? 0;
    if (takesAway === 0) return [];
    const parts = hsmsByZone.filter((count) => count >= takesAway).length;
    const partsInWords = `${parts} ${parts === 1 ? 'zone' : 'zones'} of ${takesAway} or more HSMs`;
    return [{ name, input: zone, parts, partName: 'zone', partsInWords, takesAway }];
  });
}

/** Until when calls are lost to a fault: its end or the recovery from it, whichever is later. */
function untilMs({ name, startMs, endMs }: FaultSpan, { recoverySeconds, windows }: PointResult) {
  const recovery = recoverySeconds[name]?.value ?? 0;
  return Math.max(endMs ?? endOf(windows), startMs + recovery * 1000);
}

function endOf({ startMs, widthMs }: WindowSeries): number {
  return (startMs.at(-1) ?? 0) + widthMs;
}

/** Something else was broken before it was over. */
function isMixed(span: FaultSpan, point: PointResult): boolean {
  return point.faults.some(
    (other) =>
      other.name !== span.name &&
      other.startMs < untilMs(span, point) &&
      untilMs(other, point) > span.startMs,
  );
}

function termOf(
  { name, input, parts, partsInWords, takesAway }: RatedFault,
  span: FaultSpan,
  point: PointResult,
  fleet: FleetConfig,
): AvailabilityTerm {
  const realSeconds = lawMean(input.repairSeconds);
  const endMs = span.endMs ?? endOf(point.windows);
  const simulatedSeconds = (endMs - span.startMs) / 1000;
  const perSecond = parts / input.mtbfSeconds;
  const hsms = fleet.hsmsByZone.reduce((sum, count) => sum + count, 0);
  const method = [
    `calls lost in the simulated fault ${name}, weighted by its rate`,
    `counted for ${partsInWords}`,
    `${words(simulatedSeconds)} simulated, ${realSeconds > simulatedSeconds ? 'stretched' : 'cut'} to ${words(realSeconds)} by the second half`,
  ].join('; ');
  const lost = lostSeconds(span, endMs, point, realSeconds - simulatedSeconds);
  const value = lost.seconds * perSecond;
  const half = lost.half === null ? null : lost.half * perSecond;
  return {
    cause: `${name} as simulated`,
    unavailable: {
      value,
      low: half === null ? null : Math.max(0, value - half),
      high: half === null ? null : value + half,
      level: point.successShare.level,
      method,
    },
    closedForm: null,
    holds: null,
    eventsPerYear: perSecond * SECONDS_PER_YEAR,
    meanLengthMinutes: realSeconds / 60,
    method,
    // Where the loss leaves too few HSMs, "HSMs and zones" counts all of its time already.
    isSummed: hsms - takesAway >= fleet.needed,
  };
}

/**
 * What one event loses beyond what quiet times lose, in seconds of the load offered meanwhile: that
 * of the simulated event, and `stretchSeconds` more (or less) of its second half. The half-width is
 * that of the success during the fault and that of the windows of the second half, as if these
 * were independent; null where there is no interval.
 */
function lostSeconds(
  span: FaultSpan,
  endMs: number,
  point: PointResult,
  stretchSeconds: number,
): { readonly seconds: number; readonly half: number | null } {
  const { windows } = point;
  const { level } = point.successShare;
  const quiet = lostShare(windows, within(windows, 0, firstFaultMs(point)));
  // Windows that the fault cuts count whole: what they add to it is quiet.
  const touched = touching(windows, span.startMs, untilMs(span, point));
  const second = within(windows, (span.startMs + endMs) / 2, endMs).map((w) =>
    lostShare(windows, [w]),
  );
  const late = meanInterval(second.length === 0 ? [0] : second, level);
  const seconds =
    (Math.max(0, lostShare(windows, touched) - quiet) * touched.length * windows.widthMs) / 1000 +
    Math.max(0, late.value - quiet) * stretchSeconds;
  const during = point.phases[span.name]?.successShare;
  if (during === undefined || during.low === null || during.high === null) {
    return { seconds: Math.max(0, seconds), half: null };
  }
  const own = ((during.high - during.low) / 2) * ((endMs - span.startMs) / 1000);
  const stretched = (((late.high ?? 0) - (late.low ?? 0)) / 2) * stretchSeconds;
  return {
    seconds: Math.max(0, seconds),
    half: Math.sqrt(own * own + stretched * stretched),
  };
}

/** Windows that lie wholly between two times. */
function within({ startMs, widthMs }: WindowSeries, fromMs: number, toMs: number) {
  return startMs.flatMap((at, w) => (at >= fromMs && at + widthMs <= toMs ? [w] : []));
}

function touching({ startMs, widthMs }: WindowSeries, fromMs: number, toMs: number) {
  return startMs.flatMap((at, w) => (at + widthMs > fromMs && at < toMs ? [w] : []));
}

function firstFaultMs({ faults }: PointResult): number {
  return Math.min(...faults.map(({ startMs }) => startMs));
}

/** Share of the offered calls that were throttled or failed; 0 of none. */
function lostShare(
  { offeredPerSecond, throttledPerSecond, failedPerSecond }: WindowSeries,
  own: readonly number[],
): number {
  const offered = own.reduce((sum, w) => sum + offeredPerSecond[w]!, 0);
  const lost = own.reduce((sum, w) => sum + throttledPerSecond[w]! + failedPerSecond[w]!, 0);
  return offered === 0 ? 0 : lost / offered;
}

/** `3 min`, `2 h`, `12.8 min`. */
function words(seconds: number): string {
  const [size, unit] = seconds >= 7200 ? [3600, 'h'] : seconds >= 120 ? [60, 'min'] : [1, 's'];
  return `${Number((seconds / size).toPrecision(3))} ${unit}`;
}
