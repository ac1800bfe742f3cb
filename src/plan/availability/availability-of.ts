import { lawMean } from '../../kernel/index.ts';
import type { FailureConfig, FleetConfig, WorldConfig } from '../../model/index.ts';
import { appliesTo } from '../objectives.ts';
import type { PointResult } from '../result.ts';
import type { AvailabilityResult, AvailabilityTerm } from '../result-analysis.ts';
import type { Design, FailureInput, SlaInput, Study } from '../study.ts';
import { keyStoresOf } from '../key-stores.ts';
import { longRun, SECONDS_PER_YEAR, type LongRun } from './long-run.ts';
import { neededHsms } from './needed-hsms.ts';
import { simulatedFaults } from './simulated-faults.ts';

const MINUTES_PER_HOUR = 60;
const MINUTES_PER_YEAR = SECONDS_PER_YEAR / 60;

/**
 * Long-run availability of every design with HSMs; `points` are those at load 1. Of several key
 * stores that share the keys it is that of the one in which a key lives: while its cluster is down,
 * the calls of its keys are lost and no others.
 */
export function availabilityOf(
  study: Study,
  points: readonly PointResult[],
): readonly AvailabilityResult[] {
  // Designs that differ in nothing that fails are simulated once.
  const known = new Map<string, LongRun>();
  const simulate = (fleet: FleetConfig): LongRun => {
    const key = JSON.stringify(fleet);
    const found = known.get(key);
    if (found !== undefined) return found;
    const { availability, seed, run } = study;
    const made = longRun(fleet, availability.years, seed, run.confidence);
    known.set(key, made);
    return made;
  };
  return study.designs.flatMap((design) => {
    const point = points.find((own) => own.design === design.name);
    const hsmsByZone = placementOf(design.world);
    if (point === undefined || hsmsByZone.length === 0) return [];
    return [resultOf(study, design, point, hsmsByZone, simulate)];
  });
}

function resultOf(
  study: Study,
  design: Design,
  point: PointResult,
  hsmsByZone: readonly number[],
  simulate: (fleet: FleetConfig) => LongRun,
): AvailabilityResult {
  const inputs = study.availability;
  const keyStores = keyStoresOf(design.world.store);
  const needed = neededHsms(point, inputs.needed, keyStores);
  const fleet: FleetConfig = {
    hsmsByZone,
    needed: needed.count,
    hsm: failureOf(inputs.hsm),
    zone: failureOf(inputs.zone),
    hasOneRepairer: inputs.hasOneRepairer,
  };
  const terms = [
    // Those with zones contain them.
    termOf('HSMs alone', simulate({ ...fleet, zone: null }), false),
    termOf('HSMs and zones', simulate(fleet), true),
    ...simulatedFaults(design, point, fleet, inputs),
    storeTerm(inputs.store, study.run.confidence),
  ];
  const unavailableShare = terms.reduce(
    (sum, { unavailable, closedForm, isSummed }) =>
      sum + (isSummed ? (closedForm ?? unavailable.value) : 0),
    0,
  );
  const minutesPerMonth = study.pricing.hoursPerMonth * MINUTES_PER_HOUR;
  return {
    design: design.name,
    keyStores,
    hsms: point.hsms / keyStores,
    needed: needed.count,
    neededBecause: needed.because,
    terms,
    unavailableShare,
    downtimeMinutesPerMonth: unavailableShare * minutesPerMonth,
    errorBudget: errorBudget(study, design, unavailableShare, minutesPerMonth),
    slas: inputs.slas
      .filter((sla) => isPromised(sla, design, hsmsByZone))
      .map(({ name, share, source }) => ({
        name,
        minutesPerMonth: (1 - share) * minutesPerMonth,
        source,
      })),
  };
}

/** HSMs of one cluster in each zone that holds any: they fill the zones in turn. */
function placementOf({ store }: WorldConfig): readonly number[] {
  if (!('cluster' in store)) return [];
  const { hsms, zones } = store.cluster;
  return Array.from({ length: Math.min(zones, hsms) }, (_, zone) =>
    Math.ceil((hsms - zone) / zones),
  );
}

function failureOf({ mtbfSeconds, repairSeconds }: FailureInput): FailureConfig {
  return { mtbfSeconds, repairSeconds };
}

function termOf(cause: string, run: LongRun, isSummed: boolean): AvailabilityTerm {
  const { unavailable, closedForm, holds, outagesPerYear, method } = run;
  // The better of the two says how long an outage lasts.
  const share = closedForm ?? unavailable.value;
  return {
    cause,
    unavailable,
    closedForm,
    holds,
    eventsPerYear: outagesPerYear,
    meanLengthMinutes: outagesPerYear === 0 ? 0 : (share / outagesPerYear) * MINUTES_PER_YEAR,
    method,
    isSummed,
  };
}

/** Common to all HSMs, so that no number of them helps. */
function storeTerm(
  { mtbfSeconds, repairSeconds, source }: FailureInput,
  level: number,
): AvailabilityTerm {
  const mttr = lawMean(repairSeconds);
  const value = mttr / (mtbfSeconds + mttr);
  const method = `closed form: time to repair over time between failures and repair (${source})`;
  return {
    cause: 'store as a whole',
    unavailable: { value, low: value, high: value, level, method },
    closedForm: value,
    holds: null,
    eventsPerYear: SECONDS_PER_YEAR / (mtbfSeconds + mttr),
    meanLengthMinutes: mttr / 60,
    method,
    isSummed: true,
  };
}

/**
 * By the strictest objective on the success of all calls: over the whole run, or else, since a run
 * with faults is no mean over years, in the quiet time before them.
 */
function errorBudget(
  { objectives }: Study,
  design: Design,
  unavailableShare: number,
  minutesPerMonth: number,
): AvailabilityResult['errorBudget'] {
  const strictest = (during: string | null) =>
    objectives
      .filter(
        (own) =>
          own.metric === 'success' &&
          (own.comparison === '>' || own.comparison === '>=') &&
          own.operation === null &&
          own.userOperation === null &&
          own.workload === null &&
          own.during === during &&
          own.limit < 1 &&
          appliesTo(own, design),
      )
      .sort((a, b) => b.limit - a.limit)[0];
  const objective = strictest(null) ?? strictest('before');
  if (objective === undefined) return null;
  const allowed = 1 - objective.limit;
  return {
    expect: objective.expect,
    minutesPerMonth: allowed * minutesPerMonth,
    usedShare: unavailableShare / allowed,
  };
}

function isPromised(
  { kms, zones }: SlaInput,
  { kind }: Design,
  hsmsByZone: readonly number[],
): boolean {
  const usesKms = kind !== 'cloudhsm-direct';
  const isOneZone = hsmsByZone.length === 1;
  return (
    (kms === 'either' || (kms === 'with') === usesKms) &&
    (zones === 'either' || (zones === 'one') === isOneZone)
  );
}
