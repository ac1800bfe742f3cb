import type { CONNECTION_ERROR_CODES, CONNECTION_STATES } from '../../facts/index.ts';

export type ConnectionState = (typeof CONNECTION_STATES)[number];
export type ConnectionErrorCode = (typeof CONNECTION_ERROR_CODES)[number];

/**
 * The connection state of the design's custom key store. CONNECTED says that the last connect
 * succeeded, not that the cluster is healthy. The control plane changes it; the data path reads it.
 */
export class StoreConnection {
  #state: ConnectionState = 'CONNECTED';
  #errorCode: ConnectionErrorCode | null = null;
  readonly #listeners: (() => void)[] = [];

  get state(): ConnectionState {
    return this.#state;
  }

  /** Why the last connect failed; null unless the state is FAILED. */
  get errorCode(): ConnectionErrorCode | null {
    return this.#errorCode;
  }

  get isConnected(): boolean {
    return this.#state === 'CONNECTED';
  }

  become(state: ConnectionState, errorCode: ConnectionErrorCode | null = null): void {
    this.#state = state;
    this.#errorCode = errorCode;
    for (const listener of this.#listeners) listener();
  }

  /** `listener` is told of every change from now on, in the order of coming here. */
  listen(listener: () => void): void {
    this.#listeners.push(listener);
  }
}
