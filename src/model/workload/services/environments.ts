import { PHASE_RELEASE, type EventLoop } from '../../../kernel/index.ts';
import { SlotPool, widened } from '../../slots.ts';
import type { StationaryStart } from './first-lives.ts';
import { Asked, type EntryCache } from './service-cache.ts';

const NOBODY: readonly number[] = [];

/**
 * Lambda's execution environments, each with the plaintext of its function's variables. One works
 * on one invocation at a time; the one idle for the shortest time is taken first. Environments
 * idle or alive for too long are gone, which is noticed when somebody looks for one. Those of the
 * warm-up that take nobody's place have been alive for a time uniform in their longest life.
 */
export class Environments implements EntryCache {
  readonly #durationNs: number;
  readonly #idleLifeNs: number;
  readonly #maxLifeNs: number;
  readonly #loop: EventLoop;
  readonly #start: StationaryStart | null;
  /** By function, environments that are gone and not yet replaced. */
  readonly #worn: Float64Array;
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
    start: StationaryStart | null,
  ) {
    this.#start = start;
    this.#worn = new Float64Array(functions);
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
      this.#worn[functionNumber]!++;
    }
    return Asked.fetch;
  }

  /** A new environment has started, with an invocation in it. */
  fetched(functionNumber: number, nowNs: number): readonly number[] {
    const environment = this.#slots.take();
    this.#function[environment] = functionNumber;
    this.#madeNs[environment] = nowNs - this.#ageNs(functionNumber, nowNs);
    this.#loop.schedule(this.#durationNs, this.#release, environment);
    return NOBODY;
  }

  /** Nothing was made. */
  failed(): readonly number[] {
    return NOBODY;
  }

  #ageNs(functionNumber: number, nowNs: number): number {
    if (this.#start === null || nowNs >= this.#start.untilNs) return 0;
    if (this.#worn[functionNumber]! > 0) {
      this.#worn[functionNumber]!--;
      return 0;
    }
    return this.#start.shares.next() * this.#maxLifeNs;
  }

  #ended(environment: number): void {
    this.#idleSinceNs[environment] = this.#loop.now;
    this.#idle[this.#function[environment]!]!.push(environment);
  }
}
