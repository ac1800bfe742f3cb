import {
  PHASE_SEIZE,
  createSampler,
  toDelayNs,
  type EventLoop,
  type RandomStreams,
  type Sampler,
} from '../../kernel/index.ts';
import type { ArrivalsConfig } from '../config.ts';
import type { ArrivalTarget } from './arrival-target.ts';

/** A fixed number of clients, each of which thinks, calls, and waits for the answer, over and over. */
export class ClosedArrivals {
  readonly #clients: number;
  readonly #loop: EventLoop;
  readonly #endNs: number;
  readonly #think: Sampler;
  readonly #call: number;

  constructor(
    arrivals: Extract<ArrivalsConfig, { kind: 'closed' }>,
    target: ArrivalTarget,
    loop: EventLoop,
    streams: RandomStreams,
    name: string,
    endNs: number,
  ) {
    this.#clients = arrivals.clients;
    this.#loop = loop;
    this.#endNs = endNs;
    this.#think = createSampler(arrivals.thinkNs, streams.stream(`workload/${name}/think`));
    this.#call = loop.register(PHASE_SEIZE, (client) => target.make(loop.now, client));
  }

  start(): void {
    for (let client = 0; client < this.#clients; client++) this.thinkAgain(client);
  }

  /** What `client` asked for ended; its next one follows after a think time, unless time is up. */
  thinkAgain(client: number): void {
    const delayNs = toDelayNs(this.#think.sample());
    if (this.#loop.now + delayNs < this.#endNs) this.#loop.schedule(delayNs, this.#call, client);
  }
}
