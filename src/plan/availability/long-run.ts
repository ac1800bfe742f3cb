import { lawMean, RandomStreams, type Law } from '../../kernel/index.ts';
import { Fleet, type FleetAccount, type FleetConfig } from '../../model/index.ts';
import { ratioInterval, zonedOutages, type OutageFigures } from '../../stats/index.ts';
import type { Estimate } from '../result.ts';

export const SECONDS_PER_YEAR = 365.25 * 86_400;

/** Simulated against closed form is judged at this level: one of a thousand sound runs is blamed. */
const JUDGED_AT = 0.999;
/** A plain simulation is believed from so many outages on, here and in the plan for it. */
const ENOUGH_OUTAGES = 200;
/** With fewer than these, speeded up or not, no interval is given. */
const LEAST_OUTAGES = 50;
/** The most failures of a plain simulation: beyond, its years say nothing new. */
const MOST_FAILURES = 15_000;
const PLAIN_SEGMENTS = 20;
const LONGEST_SEGMENT_YEARS = 100;
/** Repairs that a plain segment runs through before it counts. */
const WARM_UP_REPAIRS = 20;
const CYCLE_SEGMENTS = 40;
/** Cycles of a segment times parts, which is what they cost. */
const CYCLE_WORK = 1200;
const MOST_CYCLES = 200;
/** All up less often than this, a fleet hardly ever completes a cycle. */
const LEAST_ALL_UP = 0.01;

/** How much of the time a fleet is short of HSMs, by simulation and, where it exists, by formula. */
export interface LongRun {
  readonly unavailable: Estimate;
  readonly closedForm: number | null;
  readonly holds: boolean | null;
  readonly outagesPerYear: number;
  readonly method: string;
}

/**
 * Simulates a fleet over `years`, as it is where that shows enough outages, or else with failures
 * speeded up. Segments are independent of each other; same seed, same bytes.
 */
export function longRun(fleet: FleetConfig, years: number, seed: string, level: number): LongRun {
  const theory = theoryOf(fleet);
  const plainYears = Math.min(years, MOST_FAILURES / failuresPerYear(fleet));
  const expected = theory.outageRate * SECONDS_PER_YEAR * plainYears;
  const isPlain = expected >= ENOUGH_OUTAGES || theory.allUp < LEAST_ALL_UP;
  const accounts = isPlain ? plainSegments(fleet, plainYears, seed) : cycleSegments(fleet, seed);
  const seconds = accounts.map((account) => account.seconds);
  const short = accounts.map((account) => account.shortSeconds);
  const seen = total(accounts, ({ outagesSeen }) => outagesSeen);
  const closedForm = isExact(fleet) ? theory.unavailable : null;
  const isEnough = seen >= LEAST_OUTAGES;
  const shown = ratioInterval(short, seconds, level);
  const judged = ratioInterval(short, seconds, JUDGED_AT);
  const method = isPlain
    ? `plain simulation of ${count(plainYears)} ${plainYears < years ? `of the ${count(years)} ` : ''}years with ${count(seen)} outages`
    : `simulation with failures speeded up and weighted back, ${count(seen)} outages; ${count(years)} years as they are would show ${few(expected)}`;
  return {
    unavailable: isEnough
      ? { ...shown, low: Math.max(0, shown.low ?? 0), method }
      : { ...shown, low: null, high: null, method: `${method}: too few for an interval` },
    closedForm,
    holds:
      closedForm === null || !isEnough
        ? null
        : (judged.low ?? 0) <= closedForm && closedForm <= (judged.high ?? Infinity),
    outagesPerYear:
      SECONDS_PER_YEAR *
      (closedForm === null
        ? total(accounts, ({ outages }) => outages) / total(accounts, (own) => own.seconds)
        : theory.outageRate),
    method,
  };
}

/** The closed form, which is exact only where `isExact`, and else a guide. */
function theoryOf({ hsmsByZone, needed, hsm, zone, hasOneRepairer }: FleetConfig): OutageFigures {
  return zonedOutages({
    partsByZone: hsmsByZone,
    needed,
    part: { mtbf: hsm.mtbfSeconds, mttr: lawMean(hsm.repairSeconds) },
    zone: zone === null ? null : { mtbf: zone.mtbfSeconds, mttr: lawMean(zone.repairSeconds) },
    hasOneRepairer,
  });
}

/** With own repair only the mean counts; one repairer needs exponential times. */
function isExact({ hsmsByZone, hsm, hasOneRepairer }: FleetConfig): boolean {
  return !hasOneRepairer || hsmsOf(hsmsByZone) === 1 || isExponential(hsm.repairSeconds);
}

function isExponential(law: Law): boolean {
  return law.kind === 'exponential' && (law.shift ?? 0) === 0;
}

function hsmsOf(hsmsByZone: readonly number[]): number {
  return hsmsByZone.reduce((sum, hsms) => sum + hsms, 0);
}

/** At most: while all are up. */
function failuresPerYear({ hsmsByZone, hsm, zone }: FleetConfig): number {
  const zones = zone === null ? 0 : hsmsByZone.length / zone.mtbfSeconds;
  return SECONDS_PER_YEAR * (hsmsOf(hsmsByZone) / hsm.mtbfSeconds + zones);
}

function plainSegments(fleet: FleetConfig, years: number, seed: string): readonly FleetAccount[] {
  const segments = Math.max(PLAIN_SEGMENTS, Math.ceil(years / LONGEST_SEGMENT_YEARS));
  const seconds = (years / segments) * SECONDS_PER_YEAR;
  const { hsmsByZone, hsm, zone, hasOneRepairer } = fleet;
  const waits = hasOneRepairer ? hsmsOf(hsmsByZone) : 1;
  const repair = Math.max(
    lawMean(hsm.repairSeconds) * waits,
    zone === null ? 0 : lawMean(zone.repairSeconds),
  );
  const warmUp = Math.min(WARM_UP_REPAIRS * repair, LONGEST_SEGMENT_YEARS * SECONDS_PER_YEAR);
  return segmentsOf(fleet, segments, seed, (own) => own.run(warmUp, seconds));
}

function cycleSegments(fleet: FleetConfig, seed: string): readonly FleetAccount[] {
  const parts = hsmsOf(fleet.hsmsByZone) + (fleet.zone === null ? 0 : fleet.hsmsByZone.length);
  const cycles = Math.min(MOST_CYCLES, Math.ceil(CYCLE_WORK / parts));
  const most = LONGEST_SEGMENT_YEARS * SECONDS_PER_YEAR;
  return segmentsOf(fleet, CYCLE_SEGMENTS, seed, (own) => own.runCycles(cycles, most));
}

function segmentsOf(
  fleet: FleetConfig,
  segments: number,
  seed: string,
  simulate: (own: Fleet) => void,
): readonly FleetAccount[] {
  return Array.from({ length: segments }, (_, segment) => {
    const own = new Fleet(fleet, new RandomStreams(`${seed}/availability/${segment}`));
    simulate(own);
    return own.account();
  });
}

function total(accounts: readonly FleetAccount[], of: (account: FleetAccount) => number): number {
  return accounts.reduce((sum, account) => sum + of(account), 0);
}

/** `10,000`, `0.5`: two digits are enough where it is no whole number. */
function count(value: number): string {
  const rounded = value >= 100 ? Math.round(value) : Number(value.toPrecision(2));
  return String(rounded).replace(/\B(?=(\d{3})+$)/g, ',');
}

function few(expected: number): string {
  return expected < 0.01 ? 'hardly ever one' : `about ${count(expected)}`;
}
