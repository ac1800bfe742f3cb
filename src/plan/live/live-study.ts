import type { Design, Study } from '../study.ts';
import type { LivePace } from './pace.ts';
import type { Patch } from './patch.ts';

/** What a page needs to simulate a design again and again, a little changed: plain data. */
export interface LiveStudy {
  /** Without designs and without what only reports show. */
  readonly study: Study;
  /** The design as it was chosen, in a short world: measured time without faults. */
  readonly design: Design;
  /** How long that world lasts, and how long at other loads. */
  readonly pace: LivePace;
  readonly knobs: readonly Knob[];
  /** Objectives that a short world without the scenario's faults cannot judge, as written. */
  readonly leftOut: readonly string[];
}

/** What a result carries for its page. */
export interface LivePart {
  readonly live: LiveStudy;
  /** Of the first replication of the design as it was chosen, where the report was made. */
  readonly fingerprint: string;
}

/** One thing that the page can change. The load is none of them: it is continuous. */
export interface Knob {
  /** `hsms`, `zones`, `roundTrip`, `zoneDown`, `bucketKeys`, `app.cache`, `retryMode`, or the name of a fact. */
  readonly id: string;
  readonly title: string;
  readonly stops: readonly KnobStop[];
  /** Position of the design as it was chosen. */
  readonly at: number;
}

export interface KnobStop {
  /** `3`, `900/s`, `down`; unique among the stops of a knob. */
  readonly label: string;
  /** What it does to the design. */
  readonly patches: readonly Patch[];
  /** The scenario's words for it, by path; empty for what is no setting of a store or workload. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** Where the knobs stand. */
export interface LivePosition {
  /** Multiple of the scenario's own load, above 0. */
  readonly load: number;
  /** Stop by knob; those left out stand where they were. */
  readonly stops: Readonly<Record<string, number>>;
}

/** Dollars a month of the design as it was chosen and as changed, from the calls of the baseline. */
export interface LivePrice {
  readonly baselineUsd: number;
  readonly changedUsd: number;
}
