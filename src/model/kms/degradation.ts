import { assert, type RandomStream, type RandomStreams } from '../../kernel/index.ts';
import type { FaultKind } from '../config.ts';
import { Outcome } from '../outcomes.ts';

type KmsFault = Extract<FaultKind, { kind: 'kms-degraded' }>;

/**
 * What is wrong with KMS itself (model page, section 1.2, step 9): its processing takes longer and
 * a share of requests fails, in all zones. Faults at once compose: factors multiply, and a request
 * must pass them all. Draws only while something is wrong.
 */
export class Degradation {
  readonly #streams: RandomStreams;
  #first: RandomStream | null = null;
  #later: RandomStream | null = null;
  #faults: readonly KmsFault[] = [];
  /** Processing takes this many times as long. */
  factor = 1;
  isDegraded = false;

  constructor(streams: RandomStreams) {
    this.#streams = streams;
  }

  begin(fault: KmsFault): void {
    this.#become([...this.#faults, fault]);
  }

  /** `fault` is the object that `begin` was given. */
  end(fault: KmsFault): void {
    const at = this.#faults.indexOf(fault);
    assert(at >= 0, 'a fault of KMS ends that has not begun');
    this.#become(this.#faults.toSpliced(at, 1));
  }

  /** How the next request fails; `Outcome.success` when it does not. */
  outcome(isFirst: boolean): number {
    for (const { failShare, error } of this.#faults) {
      if (failShare > 0 && this.#next(isFirst) < failShare) {
        return error === 'KeyUnavailableException' ? Outcome.keyUnavailable : Outcome.kmsDegraded;
      }
    }
    return Outcome.success;
  }

  #next(isFirst: boolean): number {
    if (isFirst) return (this.#first ??= this.#streams.stream('kms/degraded')).next();
    return (this.#later ??= this.#streams.stream('kms/degraded/later')).next();
  }

  #become(faults: readonly KmsFault[]): void {
    this.#faults = faults;
    this.factor = faults.reduce((product, { factor }) => product * factor, 1);
    this.isDegraded = faults.length > 0;
  }
}
