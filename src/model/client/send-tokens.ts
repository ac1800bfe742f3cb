import { PHASE_SEIZE, type EventLoop } from '../../kernel/index.ts';
import type { AdaptiveConfig } from '../config.ts';
import { AdaptiveLimiter } from './adaptive-limiter.ts';
import { WaitingLines } from './waiting-lines.ts';

/**
 * Where calls of the adaptive mode wait until their next attempt may be sent, first come, first
 * served within a client instance (model page, section 1.1). The wait comes before the attempt
 * starts, so that no attempt's time-out covers it, as in the SDKs.
 */
export class SendTokens {
  readonly #limiter: AdaptiveLimiter;
  readonly #loop: EventLoop;
  readonly #lines: WaitingLines;
  /** When the next look at an instance's line is due; Infinity for none. */
  readonly #lookNs: Float64Array;
  readonly #look: number;
  readonly #onToken: (call: number) => void;

  /** `onToken` is told when a call that had to wait may send its attempt. */
  constructor(
    config: AdaptiveConfig,
    instances: number,
    loop: EventLoop,
    onToken: (call: number) => void,
  ) {
    this.#limiter = new AdaptiveLimiter(config, instances);
    this.#loop = loop;
    this.#lines = new WaitingLines(instances);
    this.#lookNs = new Float64Array(instances).fill(Infinity);
    this.#look = loop.register(PHASE_SEIZE, (instance) => this.#serve(instance));
    this.#onToken = onToken;
  }

  /** True: `call` may send now. False: it waits for a token. */
  take(call: number, instance: number): boolean {
    const isAlone = this.#lines.first(instance) < 0;
    if (isAlone && this.#limiter.take(instance, this.#loop.now)) return true;
    this.#lines.join(instance, call);
    this.#lookAgain(instance);
    return false;
  }

  /** `call` no longer waits for a token; false when it did not. */
  leave(call: number, instance: number): boolean {
    if (!this.#lines.isWaiting(call)) return false;
    this.#lines.leave(instance, call);
    return true;
  }

  /** An attempt was answered, or failed. */
  attemptEnded(instance: number, isThrottled: boolean): void {
    this.#limiter.update(instance, isThrottled, this.#loop.now);
    this.#lookAgain(instance);
  }

  #serve(instance: number): void {
    if (this.#lookNs[instance]! <= this.#loop.now) this.#lookNs[instance] = Infinity;
    for (;;) {
      const call = this.#lines.first(instance);
      if (call < 0 || !this.#limiter.take(instance, this.#loop.now)) break;
      this.#lines.leave(instance, call);
      this.#onToken(call);
    }
    this.#lookAgain(instance);
  }

  /** A look that was due later than the new rate asks for stays: it finds nothing left to do. */
  #lookAgain(instance: number): void {
    if (this.#lines.first(instance) < 0) return;
    const waitNs = this.#limiter.waitNs(instance, this.#loop.now);
    const atNs = this.#loop.now + waitNs;
    if (atNs >= this.#lookNs[instance]!) return;
    this.#lookNs[instance] = atNs;
    this.#loop.schedule(waitNs, this.#look, instance);
  }
}
