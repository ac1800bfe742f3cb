import {
  FixedWindowLimiter,
  NS_PER_SECOND,
  TokenBucketLimiter,
  type Limiter,
  type RandomStream,
} from '../../kernel/index.ts';
import type { LimiterConfig } from '../config.ts';

/**
 * A request quota of KMS (model page, section 1.7), which can be lowered for a while: of several
 * lowered rates at once the lowest holds.
 */
export class RequestQuota {
  readonly #configuredRate: number;
  readonly #limiter: Limiter;
  #lowered: readonly number[] = [];

  /** `phaseNs` aligns fixed windows. */
  constructor(config: LimiterConfig, phaseNs: number) {
    this.#configuredRate = config.ratePerSecond;
    this.#limiter = createLimiter(config, phaseNs);
  }

  admit(nowNs: number): boolean {
    return this.#limiter.admit(nowNs);
  }

  lower(ratePerSecond: number, nowNs: number): void {
    this.#lowered = [...this.#lowered, ratePerSecond];
    this.#review(nowNs);
  }

  /** Ends one lowering to `ratePerSecond`. */
  restore(ratePerSecond: number, nowNs: number): void {
    this.#lowered = this.#lowered.toSpliced(this.#lowered.indexOf(ratePerSecond), 1);
    this.#review(nowNs);
  }

  #review(nowNs: number): void {
    this.#limiter.changeRate(Math.min(this.#configuredRate, ...this.#lowered), nowNs);
  }
}

/** Windows do not align with the start of the run, or constant arrivals would meet them in step. */
export function drawWindowPhaseNs(stream: RandomStream): number {
  return Math.floor(stream.next() * NS_PER_SECOND);
}

function createLimiter({ kind, ratePerSecond }: LimiterConfig, phaseNs: number): Limiter {
  // No second ever holds a whole request of a quota below one a second: only a bucket saves up.
  return kind === 'fixed-window' && ratePerSecond >= 1
    ? new FixedWindowLimiter(ratePerSecond, phaseNs)
    : new TokenBucketLimiter(ratePerSecond, Math.max(1, ratePerSecond));
}
