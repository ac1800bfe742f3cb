import type { CryptoConfig, WorldConfig } from '../model/index.ts';
import type { RunControl, Stopping } from '../plan/index.ts';
import type { ScenarioInput } from './schema/scenario.ts';

const NS_PER_SECOND = 1e9;
const DEFAULT_DURATION_NS = 60 * NS_PER_SECOND;
const DEFAULT_DRAIN_NS = 60 * NS_PER_SECOND;
const DEFAULT_REPLICATIONS = 5;
/** Of a run that stops by itself: with fewer, the spread that it stops by is too rough. */
const FIRST_ROUND = 10;
const DEFAULT_MAX_REPLICATIONS = 100;
const DEFAULT_CONFIDENCE = 0.95;
const DEFAULT_INPUT_DRAWS = 20;
/** Real cryptography takes some 15 µs: one operation in a thousand costs a few per cent of a run. */
const DEFAULT_SAMPLE_ONE_IN = 1000;
const AUTO_WARM_UP_SHARE = 0.05;
const AUTO_WARM_UP_LEAST_NS = NS_PER_SECOND;
const AUTO_WARM_UP_MOST_NS = 60 * NS_PER_SECOND;

/** Bounds that stop a run which would never end, or fill the memory. */
const BOUNDS = { maxEvents: 2e9, maxCallsInFlight: 4e6 } as const;

/** Shares of the percentiles that every report shows. */
const PERCENTILES: readonly number[] = [0.5, 0.9, 0.95, 0.99, 0.999];

export type RunTimes = Pick<
  WorldConfig,
  'warmUpNs' | 'durationNs' | 'drainNs' | 'bounds' | 'crypto'
>;

/** Times, bounds and cryptography of every run. */
export function buildRunTimes(input: ScenarioInput['run']): RunTimes {
  const durationNs = input?.duration ?? DEFAULT_DURATION_NS;
  const crypto: CryptoConfig = {
    mode: input?.crypto ?? 'sampled',
    sampleOneIn: input?.sampleOneIn ?? DEFAULT_SAMPLE_ONE_IN,
  };
  return {
    warmUpNs: givenWarmUpNs(input) ?? autoWarmUpNs(durationNs),
    durationNs,
    drainNs: input?.drain ?? DEFAULT_DRAIN_NS,
    crypto,
    bounds: { ...BOUNDS, maxEvents: input?.maxEvents ?? BOUNDS.maxEvents },
  };
}

/** Until pilot runs say better: 5 % of the duration, at least 1 s, at most 60 s. */
function autoWarmUpNs(durationNs: number): number {
  const wanted = Math.round(durationNs * AUTO_WARM_UP_SHARE);
  return Math.min(Math.max(wanted, AUTO_WARM_UP_LEAST_NS), AUTO_WARM_UP_MOST_NS);
}

/** null for the automatic warm-up. */
function givenWarmUpNs(input: ScenarioInput['run']): number | null {
  const warmUp = input?.warmUp;
  return warmUp === undefined || warmUp === 'auto' ? null : warmUp;
}

export function buildRunControl(input: ScenarioInput['run']): RunControl {
  const stopping = stoppingOf(input);
  return {
    replications: input?.replications ?? (stopping === null ? DEFAULT_REPLICATIONS : FIRST_ROUND),
    confidence: input?.confidence ?? DEFAULT_CONFIDENCE,
    percentiles: PERCENTILES,
    warmUp: givenWarmUpNs(input) === null ? 'auto' : 'given',
    stopping,
    inputDraws: input?.inputDraws ?? DEFAULT_INPUT_DRAWS,
    cryptography: input?.crypto === undefined ? 'default' : 'given',
  };
}

function stoppingOf(input: ScenarioInput['run']): Stopping | null {
  const maxReplications = input?.maxReplications ?? DEFAULT_MAX_REPLICATIONS;
  if (input?.precision !== undefined) {
    const percentiles = input.precisionOf ?? [0.99];
    return {
      until: { kind: 'precision', halfWidthShare: input.precision, percentiles },
      maxReplications,
    };
  }
  return input?.until === undefined ? null : { until: { kind: 'decided' }, maxReplications };
}
