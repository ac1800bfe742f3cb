import { operationCode, type OperationName } from '../../operations.ts';
import type { EntryCache } from './service-cache.ts';
import type { Operation } from './operation.ts';

/** One thing that a user operation needs before it can go on. */
export interface Step {
  /** Positions in OPERATIONS: the KMS calls that get it, one after the other. */
  readonly calls: readonly number[];
  /** Where it may be already; null: it is always asked for. */
  readonly cache: EntryCache | null;
  readonly entryOf: (operation: Operation) => number;
  /** Told when the calls have succeeded. */
  readonly onFetched: ((operation: Operation, nowNs: number) => void) | null;
  /** How often the entry that the calls fetch may be used, this time included. */
  readonly uses: number;
  /** Each call uses the KMS key after that of the call before, not the same one. */
  readonly isKeyPerCall: boolean;
}

/** A step that always calls KMS. */
export function always(calls: readonly OperationName[]): Step {
  return {
    calls: calls.map(operationCode),
    cache: null,
    entryOf: () => 0,
    onFetched: null,
    uses: 1,
    isKeyPerCall: false,
  };
}

/** A step that calls KMS when `cache` has no entry. */
export function cached(
  cache: EntryCache,
  entryOf: Step['entryOf'],
  calls: readonly OperationName[],
  onFetched: Step['onFetched'] = null,
): Step {
  return { ...always(calls), cache, entryOf, onFetched, uses: Infinity };
}

/** The steps of each user operation of a service, in the order of its names; none where none are given. */
export function stepsByKind<Name extends string>(
  names: readonly Name[],
  steps: Readonly<Partial<Record<Name, readonly Step[]>>>,
): readonly (readonly Step[])[] {
  return names.map((name) => steps[name] ?? []);
}
