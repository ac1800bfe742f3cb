import type { StationAccount } from '../../kernel/index.ts';
import type { StoreConfig } from '../config.ts';

/**
 * What a client sees of a key store. Four kinds exist; each takes an attempt and answers it
 * through `Answers`, at once or never sooner than its hops allow.
 */
export interface KeyStore {
  readonly kind: StoreConfig['kind'];
  /** The client sends the attempt now. */
  submit(attempt: number): void;
  /**
   * The client of `attempt` no longer waits (its `call` is -1 already). `cancel` withdraws a
   * command that waits at an HSM; otherwise the work goes on for nobody.
   */
  clientGone(attempt: number, cancel: boolean): void;
  /** Starts the accounts of all stations anew: the end of the warm-up. */
  restartAccounts(): void;
  accounts(): readonly StationAccount[];
}

/** How a store reaches back to the clients. */
export interface Answers {
  /** The outcome stands in the attempt's row. */
  answered(attempt: number): void;
  /** The attempt will never be answered. */
  silenced(attempt: number): void;
}
