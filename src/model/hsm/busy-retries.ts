import type { RandomStream } from '../../kernel/index.ts';
import type { AttemptTable } from '../attempts.ts';

/**
 * What follows a busy answer (code 187): the sender waits and sends again, a few times, with
 * doubling back-off under full jitter. KMS does so for a key store, the client library for a
 * direct user.
 */
export class BusyRetries {
  readonly #attempts: AttemptTable;
  readonly #baseDelayNs: number;
  readonly #jitter: RandomStream;

  constructor(attempts: AttemptTable, baseDelayNs: number, jitter: RandomStream) {
    this.#attempts = attempts;
    this.#baseDelayNs = baseDelayNs;
    this.#jitter = jitter;
  }

  /** Counts a busy answer to `attempt`; the wait before it is sent again, or -1 after `most`. */
  nextDelayNs(attempt: number, most: number): number {
    const answers = this.#attempts.busyAnswers[attempt]! + 1;
    this.#attempts.busyAnswers[attempt] = answers;
    if (answers > most) return -1;
    return Math.floor(this.#baseDelayNs * (1 << (answers - 1)) * this.#jitter.next());
  }
}
