import { PHASE_RELEASE, type EventLoop } from '../../../kernel/index.ts';
import { SlotPool, widened } from '../../slots.ts';
import { Asked, type EntryCache } from './service-cache.ts';

const NOBODY: readonly number[] = [];

/**
 * Lambda's execution environments, each with the plaintext of its function's variables. One works
 * on one invocation at a time; the one idle for the shortest time is taken first. Environments
 * idle or alive for too long are gone, which is noticed when somebody looks for one.
 */
export class Environments implements EntryCache {
  readonly #durationNs: number;
  readonly #idleLifeNs: number;
  readonly #maxLifeNs: number;
  readonly #loop: EventLoop;
  readonly #release: number;
  readonly #slots: SlotPool;
  #function = new Int32Array(0);
  #madeNs = new Float64Array(0);
  #idleSinceNs = new Float64Array(0);
  /** Idle environments by function, the one idle for the longest time first. */
  readonly #idle: number[][];

  constructor(
    functions: number,
    lives: {
      readonly durationNs: number;
      readonly idleLifeNs: number;
      readonly maxLifeNs: number;
    },
    maxEnvironments: number,
    loop: EventLoop,
  ) {
    this.#durationNs = lives.durationNs;
    this.#idleLifeNs = lives.idleLifeNs;
    this.#maxLifeNs = lives.maxLifeNs;
    this.#loop = loop;
    this.#idle = Array.from({ length: functions }, () => []);
    this.#slots = new SlotPool('execution environments', maxEnvironments, (capacity) => {
      this.#function = widened(this.#function, capacity);
      this.#madeNs = widened(this.#madeNs, capacity);
      this.#idleSinceNs = widened(this.#idleSinceNs, capacity);
    });
    this.#release = loop.register(PHASE_RELEASE, (environment) => this.#ended(environment));
  }

  /** A hit occupies an idle environment of the function; otherwise one must be made. */
  ask(functionNumber: number, _asker: number, nowNs: number): number {
    const idle = this.#idle[functionNumber]!;
    for (let environment = idle.pop(); environment !== undefined; environment = idle.pop()) {
      const isAlive =
        nowNs - this.#idleSinceNs[environment]! < this.#idleLifeNs &&
        nowNs - this.#madeNs[environment]! < this.#maxLifeNs;
      if (isAlive) {
        this.#loop.schedule(this.#durationNs, this.#release, environment);
        return Asked.hit;
      }
      this.#slots.give(environment);
    }
    return Asked.fetch;
  }

  /** A new environment has started, with an invocation in it. */
  fetched(functionNumber: number, nowNs: number): readonly number[] {
    const environment = this.#slots.take();
    this.#function[environment] = functionNumber;
    this.#madeNs[environment] = nowNs;
    this.#loop.schedule(this.#durationNs, this.#release, environment);
    return NOBODY;
  }

  /** Nothing was made. */
  failed(): readonly number[] {
    return NOBODY;
  }

  #ended(environment: number): void {
    this.#idleSinceNs[environment] = this.#loop.now;
    this.#idle[this.#function[environment]!]!.push(environment);
  }
}
