import { assert, NS_PER_SECOND, pow } from '../../kernel/index.ts';
import type { AdaptiveConfig } from '../config.ts';

/**
 * The sending-rate limiter of the SDKs' adaptive mode, one for each client instance: a token
 * bucket whose rate falls to `beta` of what was sent when an answer is throttled, and recovers on a
 * cubic curve that is flat where the last throttling happened (CUBIC; smithy-typescript,
 * core/retry, DefaultRateLimiter). It limits nothing before the first throttled answer.
 */
export class AdaptiveLimiter {
  readonly #config: AdaptiveConfig;
  readonly #isEnabled: Uint8Array;
  readonly #fillRate: Float64Array;
  readonly #maxCapacity: Float64Array;
  readonly #capacity: Float64Array;
  /** When the capacity was brought up to date; -1 before the first time, when there is none yet. */
  readonly #filledNs: Float64Array;
  readonly #lastMaxRate: Float64Array;
  readonly #lastThrottleNs: Float64Array;
  readonly #measuredRate: Float64Array;
  /** Answers since the measurement bucket of the last measurement began. */
  readonly #answers: Float64Array;
  readonly #measuredBucket: Float64Array;

  constructor(config: AdaptiveConfig, instances: number) {
    // A bucket that never holds a whole token would stop its client for ever.
    assert(config.minCapacity >= 1, 'the smallest bucket of the adaptive mode holds one token');
    this.#config = config;
    this.#isEnabled = new Uint8Array(instances);
    this.#fillRate = new Float64Array(instances).fill(config.minFillRate);
    this.#maxCapacity = new Float64Array(instances).fill(config.minCapacity);
    this.#capacity = new Float64Array(instances);
    this.#filledNs = new Float64Array(instances).fill(-1);
    this.#lastMaxRate = new Float64Array(instances);
    this.#lastThrottleNs = new Float64Array(instances);
    this.#measuredRate = new Float64Array(instances);
    this.#answers = new Float64Array(instances);
    this.#measuredBucket = new Float64Array(instances);
  }

  /** Tokens per second that `instance` gets; they are needed only once it has been throttled. */
  fillRate(instance: number): number {
    return this.#fillRate[instance]!;
  }

  /** Answers per second that `instance` has measured, smoothed. */
  measuredRate(instance: number): number {
    return this.#measuredRate[instance]!;
  }

  /** Takes a token for one attempt; false when there is none. */
  take(instance: number, nowNs: number): boolean {
    if (this.#isEnabled[instance] === 0) return true;
    this.#fill(instance, nowNs);
    if (this.#capacity[instance]! < 1) return false;
    this.#capacity[instance]!--;
    return true;
  }

  /** How long until there is a token, if the rate stays: 1 ns or more after `take` gave none. */
  waitNs(instance: number, nowNs: number): number {
    this.#fill(instance, nowNs);
    const missing = 1 - this.#capacity[instance]!;
    return Math.max(1, Math.ceil((missing / this.#fillRate[instance]!) * NS_PER_SECOND));
  }

  /** An attempt of `instance` was answered, or failed: the rate is set anew. */
  update(instance: number, isThrottled: boolean, nowNs: number): void {
    const { beta, capFactor, minFillRate, minCapacity } = this.#config;
    this.#measure(instance, nowNs);
    const measured = this.#measuredRate[instance]!;
    let rate: number;
    if (isThrottled) {
      const sent =
        this.#isEnabled[instance] === 0 ? measured : Math.min(measured, this.#fillRate[instance]!);
      this.#lastMaxRate[instance] = sent;
      this.#lastThrottleNs[instance] = nowNs;
      this.#isEnabled[instance] = 1;
      rate = sent * beta;
    } else {
      rate = this.#cubicRate(instance, nowNs);
    }
    rate = Math.min(rate, capFactor * measured);
    this.#fill(instance, nowNs);
    this.#fillRate[instance] = Math.max(rate, minFillRate);
    const maxCapacity = Math.max(rate, minCapacity);
    this.#maxCapacity[instance] = maxCapacity;
    this.#capacity[instance] = Math.min(this.#capacity[instance]!, maxCapacity);
  }

  /** The cubic passes through beta × lastMaxRate at the throttling, and lastMaxRate a window later. */
  #cubicRate(instance: number, nowNs: number): number {
    const { beta, scaleConstant } = this.#config;
    const lastMaxRate = this.#lastMaxRate[instance]!;
    const windowSeconds = pow((lastMaxRate * (1 - beta)) / scaleConstant, 1 / 3);
    const sinceSeconds = (nowNs - this.#lastThrottleNs[instance]!) / NS_PER_SECOND;
    const past = sinceSeconds - windowSeconds;
    return scaleConstant * past * past * past + lastMaxRate;
  }

  #measure(instance: number, nowNs: number): void {
    const { measurementBucketNs, smooth } = this.#config;
    const bucket = Math.floor(nowNs / measurementBucketNs);
    this.#answers[instance]!++;
    const buckets = bucket - this.#measuredBucket[instance]!;
    if (buckets <= 0) return;
    const seconds = (buckets * measurementBucketNs) / NS_PER_SECOND;
    const rate = this.#answers[instance]! / seconds;
    this.#measuredRate[instance] = rate * smooth + this.#measuredRate[instance]! * (1 - smooth);
    this.#answers[instance] = 0;
    this.#measuredBucket[instance] = bucket;
  }

  #fill(instance: number, nowNs: number): void {
    const filledNs = this.#filledNs[instance]!;
    this.#filledNs[instance] = nowNs;
    if (filledNs < 0) return;
    const added = ((nowNs - filledNs) / NS_PER_SECOND) * this.#fillRate[instance]!;
    this.#capacity[instance] = Math.min(
      this.#maxCapacity[instance]!,
      this.#capacity[instance]! + added,
    );
  }
}
