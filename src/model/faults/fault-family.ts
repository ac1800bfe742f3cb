import type { FaultKind } from '../config.ts';

/**
 * What faults of some kinds do to the world (model page, section 4). The world changes at once,
 * belief after detection; overlapping faults on one thing compose, and it heals when the last ends.
 */
export interface FaultFamily<F extends FaultKind = FaultKind> {
  /**
   * `onReplaced` is null for a fault that will be ended. Otherwise what breaks is gone for good:
   * where AWS replaces it, `onReplaced` is to be called when that is done.
   */
  begin(fault: F, onReplaced: (() => void) | null): void;
  /** `fault` is the object that `begin` was given. `over` is to be called when all is well again. */
  end(fault: F, over: () => void): void;
}

/** The faults of these kinds. */
export type FaultOf<Kind extends FaultKind['kind']> = Extract<FaultKind, { kind: Kind }>;
