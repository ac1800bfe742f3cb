import { describe, expect, it } from 'vitest';
import { RandomStreams } from '../../../src/kernel/index.ts';
import { RetryRules } from '../../../src/model/client/retry-rules.ts';
import { Outcome, type RetryConfig } from '../../../src/model/index.ts';
import { MS, SECOND } from '../worlds.ts';

/** The rules of the JavaScript SDK since 2026-11-10 (smithy-typescript, core/retry). */
const STANDARD_2026: RetryConfig = {
  maxAttempts: 3,
  baseDelayNs: 50 * MS,
  throttlingBaseDelayNs: 1000 * MS,
  maxDelayNs: 20 * SECOND,
  jitter: 'full',
  budget: { capacity: 500, retryCost: 14, throttlingCost: 5, timeoutCost: 14, successRefund: 1 },
  adaptive: null,
};

/** The same before that date. */
const CLASSIC: Partial<RetryConfig> = {
  baseDelayNs: 100 * MS,
  throttlingBaseDelayNs: 500 * MS,
  budget: { capacity: 500, retryCost: 5, throttlingCost: 5, timeoutCost: 10, successRefund: 1 },
};

/** Python's historical default: a random share of a second, doubled each time, and no budget. */
const LEGACY: Partial<RetryConfig> = {
  maxAttempts: 5,
  baseDelayNs: 1000 * MS,
  throttlingBaseDelayNs: 1000 * MS,
  budget: null,
};

function rules(overrides: Partial<RetryConfig> = {}) {
  const jitter = new RandomStreams('test').stream('jitter');
  return new RetryRules({ ...STANDARD_2026, ...overrides }, 2, jitter);
}

describe('takeRetry', () => {
  it('never retries KMSInvalidStateException, whatever attempts are left', () => {
    expect(rules().takeRetry(Outcome.invalidState, 1, 0)).toBe(-1);
  });

  it('ends a call when its attempts are used up', () => {
    expect(rules().takeRetry(Outcome.throttledByStore, 2, 0)).toBe(5);
    expect(rules().takeRetry(Outcome.throttledByStore, 3, 0)).toBe(-1);
  });

  it('drains one instance after 100 throttling or 35 transient retries, and no other instance', () => {
    const drain = (outcome: number) => {
      const own = rules();
      let retries = 0;
      while (own.takeRetry(outcome, 1, 0) >= 0) retries++;
      expect(own.takeRetry(outcome, 1, 1)).toBeGreaterThan(0);
      return retries;
    };
    expect(drain(Outcome.throttledByAccount)).toBe(100);
    expect(drain(Outcome.dependencyTimeout)).toBe(35);
    expect(drain(Outcome.attemptTimeout)).toBe(35);
  });

  it('drains one instance after 100 retries or 50 time-outs under the classic constants', () => {
    const drain = (outcome: number) => {
      const own = rules(CLASSIC);
      let retries = 0;
      while (own.takeRetry(outcome, 1, 0) >= 0) retries++;
      return retries;
    };
    expect(drain(Outcome.throttledByAccount)).toBe(100);
    expect(drain(Outcome.dependencyTimeout)).toBe(100);
    expect(drain(Outcome.attemptTimeout)).toBe(50);
  });

  it('gets back what the last retry cost when the call succeeds, one token without retries', () => {
    const own = rules();
    while (own.takeRetry(Outcome.internal, 1, 0) >= 0);
    own.refund(0, 14);
    expect(own.takeRetry(Outcome.internal, 1, 0)).toBe(14);
    for (let i = 0; i < 3; i++) own.refund(0, 0);
    expect(own.takeRetry(Outcome.throttledByStore, 1, 0)).toBe(5);
  });

  it('without a budget never refuses', () => {
    const own = rules({ budget: null });
    for (let i = 0; i < 1000; i++) expect(own.takeRetry(Outcome.internal, 1, 0)).toBe(0);
  });
});

describe('backoffNs', () => {
  it('a throttled call waits with the throttling base, doubled each time, under full jitter', () => {
    const own = rules({ maxAttempts: 10 });
    const drawn = (made: number) =>
      Array.from({ length: 4000 }, () => own.backoffNs(Outcome.throttledByStore, made));
    for (const made of [1, 2, 3]) {
      const ceiling = 1000 * MS * 2 ** (made - 1);
      const waits = drawn(made);
      expect(Math.max(...waits)).toBeLessThan(ceiling);
      const mean = waits.reduce((a, b) => a + b, 0) / waits.length;
      // Uniform on (0, ceiling): standard error ceiling / sqrt(12 * 4000); five of them.
      expect(Math.abs(mean - ceiling / 2)).toBeLessThan((5 * ceiling) / Math.sqrt(12 * 4000));
    }
  });

  it('waits rand x 2^n seconds in the legacy mode, whatever the error', () => {
    const own = rules(LEGACY);
    const uniform = new RandomStreams('test').stream('jitter');
    for (const made of [1, 2, 3, 4]) {
      const waitNs = own.backoffNs(made % 2 ? Outcome.internal : Outcome.throttledByAccount, made);
      expect(waitNs).toBe(Math.floor(uniform.next() * 2 ** (made - 1) * SECOND));
    }
    expect(own.takeRetry(Outcome.internal, 4, 0)).toBe(0);
    expect(own.takeRetry(Outcome.internal, 5, 0)).toBe(-1);
  });

  it('waits exactly the ceiling without jitter, and never more than the maximum', () => {
    const own = rules({ jitter: 'none', maxAttempts: 20 });
    expect(own.backoffNs(Outcome.internal, 1)).toBe(50 * MS);
    expect(own.backoffNs(Outcome.internal, 3)).toBe(200 * MS);
    expect(own.backoffNs(Outcome.internal, 19)).toBe(20 * SECOND);
  });
});
