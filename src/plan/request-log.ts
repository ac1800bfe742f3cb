import { BoundReached, NS_PER_SECOND, type EventLoop } from '../kernel/index.ts';
import {
  OPERATIONS,
  OUTCOMES,
  World,
  type AesGcm,
  type ControlEvent,
  type OperationName,
  type OutcomeKind,
  type WorldConfig,
} from '../model/index.ts';
import { RunRecorder } from './recording/run-recorder.ts';
import type { Job } from './run-once.ts';

/** A request that KMS answered, or what an operator or AWS did; times from the start of the measured time. */
export type LogEntry =
  | {
      readonly kind: 'request';
      /** When the client sent it. */
      readonly atNs: number;
      readonly operation: OperationName;
      /** Position in the world's workloads. */
      readonly workload: number;
      /** KMS key, counted over all workloads; -1 for none. */
      readonly key: number;
      readonly outcome: OutcomeKind;
    }
  | { readonly kind: 'control'; readonly atNs: number; readonly event: ControlEvent };

/**
 * Runs a job again, event by event the same, and tells of every request that was sent to KMS in the
 * measured time and answered, in the order of the answers, and of the control plane. Ends early when
 * `tell` gives false.
 */
export function logRequests(
  { config, seed }: Job,
  aesGcm: AesGcm,
  tell: (entry: LogEntry) => boolean,
): void {
  const { warmUpNs, durationNs, drainNs } = config;
  const state = { isWanted: true };
  const pass = (entry: LogEntry): void => {
    const isMeasured = entry.atNs >= 0 && entry.atNs < durationNs;
    if (state.isWanted && isMeasured) state.isWanted = tell(entry);
  };
  const { loop } = new World(config, seed, aesGcm, (own) => new Listener(config, own, pass), {
    requestAnswered: (attempts, attempt, outcome) =>
      pass({
        kind: 'request',
        atNs: attempts.startNs[attempt]! - warmUpNs,
        operation: OPERATIONS[attempts.operation[attempt]!]!,
        workload: attempts.workload[attempt]!,
        key: attempts.key[attempt]!,
        outcome: OUTCOMES[outcome]!,
      }),
  });
  const endNs = warmUpNs + durationNs + drainNs;
  try {
    for (let untilNs = warmUpNs; state.isWanted; untilNs += NS_PER_SECOND) {
      loop.runUntil(Math.min(untilNs, endNs));
      if (untilNs >= endNs) return;
    }
  } catch (error) {
    if (!(error instanceof BoundReached)) throw error;
  }
}

/** The recorder of the run, which passes on what the control plane does. */
class Listener extends RunRecorder {
  readonly #startNs: number;
  readonly #pass: (entry: LogEntry) => void;

  constructor(config: WorldConfig, loop: EventLoop, pass: (entry: LogEntry) => void) {
    super(config, loop);
    this.#startNs = config.warmUpNs;
    this.#pass = pass;
  }

  override controlEvent(event: ControlEvent): void {
    super.controlEvent(event);
    this.#pass({ kind: 'control', atNs: event.atNs - this.#startNs, event });
  }
}
