/** How a sweep went over its designs; `sweep` of a result, whose points are the stores' own. */
export interface SweepResult {
  /** What it found, in a sentence or two. */
  readonly sentence: string;
  /** What was varied, in the order given: path and values as written. */
  readonly axes: readonly {
    readonly path: string;
    readonly values: readonly (number | string)[];
  }[];
  /** Settings that make a study of their own for each combination: differences are within one only. */
  readonly acrossStudies: readonly string[];
  /** Loads put in between where figures bend, by design. */
  readonly refined: readonly { readonly design: string; readonly loads: readonly number[] }[];
  /** Where each design bends; empty where the load was not varied. */
  readonly knees: readonly Knee[];
}

/** Where a design bends: highest load that it carries, lowest that it does not. */
export interface Knee {
  readonly design: string;
  /** null: it carries none of the loads tried. */
  readonly carriesUpToLoad: number | null;
  /** null: it carries all of them. */
  readonly breaksAtLoad: number | null;
  /** What happens there: `misses "p99(latency) < 60 ms"`; null where nothing does. */
  readonly because: string | null;
}
