import type { Estimate, ObjectiveResult } from './result.ts';

/** What `cksim plan` found; `plan` of a result. Loads are multiples of the scenario's own. */
export interface PlanResult {
  /** `impossible`: nothing that AWS admits can meet the objectives, whatever it costs. */
  readonly outcome: 'found' | 'undecided' | 'impossible';
  /** The answer in a sentence. */
  readonly sentence: string;
  /** Why this one and not a cheaper one, sentence by sentence. */
  readonly reasons: readonly string[];
  /** Name of the chosen candidate; null where there is none. */
  readonly chosen: string | null;
  /** KMS calls that the designs have to carry, by setting of the levers. */
  readonly demands: readonly PlanDemand[];
  /** Everything that was simulated, cheapest first. */
  readonly candidates: readonly PlanCandidate[];
  /** What arithmetic ruled out, so that it was not simulated. */
  readonly screened: readonly ScreenedOut[];
  /** What the chosen one is better than: the next smaller ones, and why each of them fails. */
  readonly smaller: readonly FailingNeighbour[];
  /** The next best designs that meet the objectives too: names of candidates, cheapest first. */
  readonly nextBest: readonly string[];
  /** Candidates that no other beats in both: names, cheapest first. */
  readonly frontier: {
    readonly costAndP99: readonly string[];
    readonly costAndSuccess: readonly string[];
  };
  /** Quotas that the chosen design needs raised. */
  readonly increases: readonly QuotaIncrease[];
  /** What would make it possible after all; empty unless impossible. */
  readonly waysOut: readonly string[];
  /**
   * Limits of AWS on the chosen design or, where there is none, on the largest that comes nearest;
   * as `limitsPyramid` gives them. null where AWS runs everything and nothing was simulated.
   */
  readonly pyramid: LimitsPyramid | null;
  /** Of the chosen design, and of the best of each other kind. */
  readonly headroom: readonly Headroom[];
  readonly economics: Economics | null;
}

export interface PlanDemand {
  /** Settings of the levers, such as `maxMessages=20`; empty where there are none. */
  readonly levers: Readonly<Record<string, string>>;
  /** KMS calls per second offered at load 1. */
  readonly callsPerSecond: number;
}

export interface PlanCandidate {
  /** Unique: `cks keyStores=2 hsms=3 zones=3 maxMessages=20`. */
  readonly name: string;
  readonly kind: string;
  /** Key stores over which the keys are spread; 1 but for custom key stores. */
  readonly keyStores: number;
  /** HSMs of one key store; 0 where KMS or somebody else runs them. */
  readonly hsms: number;
  readonly zones: number;
  readonly levers: Readonly<Record<string, string>>;
  readonly monthUsd: number;
  /** Over all conditions. */
  readonly verdict: 'met' | 'missed' | 'undecided';
  /** As asked first. */
  readonly conditions: readonly PlanCondition[];
}

/** A candidate as the scenario has it, or with something down from the start. */
export interface PlanCondition {
  readonly name: 'as asked' | 'one HSM down' | 'one zone down';
  readonly verdict: 'met' | 'missed' | 'undecided';
  /** How long the condition lasts until AWS has put a replacement in, in words; null as asked. */
  readonly lasts: string | null;
  readonly objectives: readonly ObjectiveResult[];
  /** Of successful calls; null where calls pile up or none succeeds. */
  readonly p99Ms: Estimate | null;
  readonly p99AddedMs: Estimate | null;
  readonly successShare: Estimate;
  /** Of the busiest HSM; null without HSMs. */
  readonly busiestShare: Estimate | null;
}

/** Designs that were not simulated, since arithmetic shows that they cannot do it. */
export interface ScreenedOut {
  /** Names, or how they are alike: `cks hsms=2..3 zones=2`. */
  readonly designs: string;
  readonly count: number;
  /** `1 key store takes 1,800/s of 3,000/s`. */
  readonly reason: string;
  /** Whether AWS might raise the limit that rules them out. */
  readonly limit: 'hard' | 'adjustable' | 'physical';
}

export interface FailingNeighbour {
  readonly name: string;
  readonly monthUsd: number;
  /** Condition and objective that it fails, with the value measured, or the limit that rules it out. */
  readonly fails: string;
}

export interface QuotaIncrease {
  /** `CloudHSM clusters in the account`. */
  readonly quota: string;
  readonly from: number;
  readonly to: number;
  readonly source: string;
}

/** A design against every limit of AWS that stands above it, the account's own first. */
export interface LimitsPyramid {
  readonly design: string;
  readonly limits: readonly PyramidLimit[];
}

export interface PyramidLimit {
  /** `HSMs of one cluster`. */
  readonly name: string;
  readonly unit: 'count' | '1/s';
  /** More than `limit` where the design is not possible without an increase, or at all. */
  readonly used: number;
  readonly limit: number;
  /** `hard`: AWS does not raise it. */
  readonly kind: 'hard' | 'adjustable';
  readonly confidence: string;
  readonly source: string;
}

/** Up to which load a design goes. */
export interface Headroom {
  readonly design: string;
  /** As the load grows everything else staying the same; the nearest first. */
  readonly limits: readonly {
    readonly name: string;
    readonly capacityPerSecond: number;
    readonly usedShare: number;
    readonly bindsAtLoad: number;
    /** Month in which growth gets there, from 0; null without growth, or never. */
    readonly month: number | null;
    readonly confidence: string;
  }[];
  /** By simulation, the nearest first. */
  readonly objectives: readonly {
    readonly expect: string;
    readonly level: 'fail' | 'warn';
    /** Highest simulated load at which it is met; null: at none. */
    readonly metUpToLoad: number | null;
    /** Lowest simulated load above that at which it is missed; null: at none that was tried. */
    readonly missedFromLoad: number | null;
    readonly month: number | null;
  }[];
  /** 0.04 for 4 % a month; null where the scenario gives none. */
  readonly growthPerMonth: number | null;
  /** The finding in a sentence. */
  readonly sentence: string;
}

/** What money buys. */
export interface Economics {
  /** One HSM more in each key store, step by step. */
  readonly nextHsm: readonly {
    readonly from: string;
    readonly to: string;
    readonly moreUsd: number;
    /** What it buys, in words, with intervals. */
    readonly buys: string;
  }[];
  /** Where one design becomes cheaper than another as the load grows; in words. */
  readonly breakEvens: readonly {
    readonly cheapBelow: string;
    readonly cheapAbove: string;
    /** null: at no load up to where either's limits bind. */
    readonly load: number | null;
    readonly callsPerSecond: number | null;
    readonly sentence: string;
  }[];
  /** The chosen design's bill in every Region with known prices, cheapest first. */
  readonly regions: readonly {
    readonly region: string;
    readonly monthUsd: number;
    readonly hsmHourUsd: number | null;
    readonly isChosen: boolean;
  }[];
  /** Availability over years against money. */
  readonly nines: readonly {
    readonly design: string;
    readonly unavailableShare: number;
    readonly downtimeMinutesPerMonth: number;
    readonly nines: number;
    readonly monthUsd: number;
    /** Dollars a month for each further nine against the design before; null for the first, or without gain. */
    readonly usdPerNine: number | null;
  }[];
}
