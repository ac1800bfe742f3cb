import type { RandomStreams } from '../../kernel/index.ts';
import type { AttemptTable } from '../attempts.ts';
import type { ExternalStoreConfig } from '../config.ts';
import { AttemptLaw } from '../network/attempt-law.ts';
import { ROUND_TRIPS } from './proxy-requests.ts';

/** An attempt makes two requests at most: ReEncrypt decrypts and encrypts. */
const REQUESTS = 2;

/**
 * The delays of each attempt's requests, drawn when the attempt starts: always as many, whether a
 * connection turns out warm or cold and whichever TLS is spoken, so that designs stay comparable.
 * A round trip is drawn once and halved: its law is the one that the round trip was given.
 */
export class RequestDraws {
  readonly #attempts: AttemptTable;
  readonly #hopLaw: AttemptLaw;
  readonly #serviceLaw: AttemptLaw;
  readonly #backendLaw: AttemptLaw;
  #hopsNs = new Float64Array(0);
  #serviceNs = new Float64Array(0);
  #backendNs = new Float64Array(0);

  constructor(
    { hopNs, proxy, backendNs }: ExternalStoreConfig,
    attempts: AttemptTable,
    streams: RandomStreams,
  ) {
    this.#attempts = attempts;
    this.#hopLaw = new AttemptLaw(hopNs, streams, 'external/hop');
    this.#serviceLaw = new AttemptLaw(proxy.serviceNs, streams, 'external/proxy/service');
    this.#backendLaw = new AttemptLaw(backendNs, streams, 'kms/backend');
  }

  /** Draws what the first tries of `attempt`'s requests need; `requests` 1 or 2. */
  draw(attempt: number, requests: number): void {
    if (attempt * REQUESTS >= this.#serviceNs.length) this.#grow();
    const isFirst = this.#attempts.isFirst[attempt] === 1;
    for (let position = 0; position < requests; position++) {
      const row = attempt * REQUESTS + position;
      this.#drawRequest(row, isFirst);
      this.#backendNs[row] = this.#backendLaw.drawNs(isFirst);
    }
  }

  /** Draws afresh, from the streams of later attempts, for another try of one request. */
  redraw(attempt: number, position: number): void {
    this.#drawRequest(attempt * REQUESTS + position, false);
  }

  /** KMS's own work on the layer that this request's one lies over, in nanoseconds. */
  backendNs(attempt: number, position: number): number {
    return this.#backendNs[attempt * REQUESTS + position]!;
  }

  serviceNs(attempt: number, position: number): number {
    return this.#serviceNs[attempt * REQUESTS + position]!;
  }

  /** Copies the base delays of one direction of each round trip to `into`, from `at` on. */
  copyHops(attempt: number, position: number, into: Float64Array, at: number): void {
    const from = (attempt * REQUESTS + position) * ROUND_TRIPS;
    for (let trip = 0; trip < ROUND_TRIPS; trip++) into[at + trip] = this.#hopsNs[from + trip]!;
  }

  #drawRequest(row: number, isFirst: boolean): void {
    for (let trip = 0; trip < ROUND_TRIPS; trip++) {
      this.#hopsNs[row * ROUND_TRIPS + trip] = this.#hopLaw.drawNs(isFirst);
    }
    this.#serviceNs[row] = this.#serviceLaw.drawNs(isFirst);
  }

  #grow(): void {
    const rows = this.#attempts.stamp.length * REQUESTS;
    this.#hopsNs = copied(this.#hopsNs, rows * ROUND_TRIPS);
    this.#serviceNs = copied(this.#serviceNs, rows);
    this.#backendNs = copied(this.#backendNs, rows);
  }
}

function copied(column: Float64Array, length: number): Float64Array<ArrayBuffer> {
  const longer = new Float64Array(length);
  longer.set(column);
  return longer;
}
