import type { RandomStream } from '../../kernel/index.ts';
import type { RetryConfig } from '../config.ts';
import { OUTCOMES } from '../outcomes.ts';

/**
 * SDK retries of the standard mode: exponential back-off with full jitter, and a token bucket per
 * client instance that stops retrying when too much fails (smithy-typescript, core/retry). Python's
 * legacy mode, a random share of a second doubled with each retry, is full jitter on a base of 1 s.
 */
export class RetryRules {
  readonly #config: RetryConfig;
  readonly #jitter: RandomStream;
  readonly #tokens: Float64Array;

  constructor(config: RetryConfig, instances: number, jitter: RandomStream) {
    this.#config = config;
    this.#jitter = jitter;
    this.#tokens = new Float64Array(instances).fill(config.budget?.capacity ?? 0);
  }

  /**
   * What the retry after `attemptsMade` attempts takes from the budget of `instance`, or -1 when
   * the call must end: not retryable, attempts used up, or budget too low. Takes it at once.
   */
  takeRetry(outcome: number, attemptsMade: number, instance: number): number {
    const retry = OUTCOMES[outcome]!.retry;
    if (retry === 'never' || attemptsMade >= this.#config.maxAttempts) return -1;
    const budget = this.#config.budget;
    if (budget === null) return 0;
    const cost =
      retry === 'throttling'
        ? budget.throttlingCost
        : retry === 'timeout'
          ? budget.timeoutCost
          : budget.retryCost;
    const tokens = this.#tokens[instance]!;
    if (tokens < cost) return -1;
    this.#tokens[instance] = tokens - cost;
    return cost;
  }

  /** A success gives back what its call's last retry took, or the small refund without retries. */
  refund(instance: number, retryCost: number): void {
    const budget = this.#config.budget;
    if (budget === null) return;
    const refund = retryCost > 0 ? retryCost : budget.successRefund;
    this.#tokens[instance] = Math.min(budget.capacity, this.#tokens[instance]! + refund);
  }

  /** Wait before the next attempt, in nanoseconds; `attemptsMade` is 1 before the first retry. */
  backoffNs(outcome: number, attemptsMade: number): number {
    const { baseDelayNs, throttlingBaseDelayNs, maxDelayNs, jitter } = this.#config;
    const base = OUTCOMES[outcome]!.retry === 'throttling' ? throttlingBaseDelayNs : baseDelayNs;
    const ceiling = Math.min(base * (1 << Math.min(attemptsMade - 1, 30)), maxDelayNs);
    return Math.floor(jitter === 'none' ? ceiling : ceiling * this.#jitter.next());
  }
}
