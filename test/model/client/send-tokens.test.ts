import { describe, expect, it } from 'vitest';
import { Outcome, type RetryConfig } from '../../../src/model/index.ts';
import { MS, PATIENT_CLIENT, SECOND } from '../worlds.ts';
import { drive, SDK_ADAPTIVE } from './clients.ts';

const ADAPTIVE: RetryConfig = { ...PATIENT_CLIENT.retry, adaptive: SDK_ADAPTIVE };
const every = (periodNs: number, untilNs: number, fromNs = 0) =>
  Array.from(
    { length: Math.floor((untilNs - fromNs) / periodNs) },
    (_, i) => fromNs + i * periodNs,
  );

describe('the adaptive mode', () => {
  it('sends at once until the first throttled answer, and then no more than the service admits', () => {
    const QUOTA = 50;
    const refusedOf = (retry: RetryConfig) => {
      const admitted = new Map<number, number>();
      const { ended, sent } = drive({ retry }, every(10 * MS, 60 * SECOND), ({ atNs }) => {
        const second = Math.floor(atNs / SECOND);
        const count = (admitted.get(second) ?? 0) + 1;
        admitted.set(second, count);
        return {
          afterNs: 5 * MS,
          outcome: count > QUOTA ? Outcome.throttledByAccount : Outcome.success,
        };
      });
      const refused = ended.filter(({ outcome }) => outcome !== Outcome.success);
      const atOnce = sent.filter(({ atNs, call }) => atNs === call * 10 * MS).length;
      return { refused: refused.length, atOnce, last: sent.at(-1)!.atNs };
    };
    // The standard mode sends all: of 100 a second 50 are refused.
    expect(refusedOf(PATIENT_CLIENT.retry)).toMatchObject({ refused: 3000, atOnce: 6000 });
    const adaptive = refusedOf(ADAPTIVE);
    // The first refusal comes with the 51st call of the first second; its answer is 5 ms away.
    expect(adaptive.atOnce).toBeGreaterThanOrEqual(QUOTA + 1);
    expect(adaptive.refused).toBeLessThan(0.1 * 3000);
    // 6,000 calls at the 50 a second that are admitted take 120 s. The mode sends less than that:
    // several refusals in a row each take beta, and the cubic comes back slowly.
    expect(adaptive.last).toBeGreaterThan(119 * SECOND);
    expect(adaptive.last).toBeLessThan(300 * SECOND);
  });

  it('lets calls wait for their tokens first come, first served', () => {
    const { sent } = drive({ retry: ADAPTIVE }, every(10 * MS, 3 * SECOND), ({ atNs }) => ({
      afterNs: 5 * MS,
      outcome: atNs === 1 * SECOND ? Outcome.throttledByAccount : Outcome.success,
    }));
    const order = sent.map(({ call }) => call);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(order).toHaveLength(300);
  });

  it('takes a call out of the line at its time-out; the wait is no part of an attempt', () => {
    // Throttled before anything is measured: half a token a second, from 5 ms on.
    const { ended, started, calls } = drive(
      { retry: ADAPTIVE, callTimeoutNs: 2.5 * SECOND, attemptTimeoutNs: 10 * MS },
      [0, 10 * MS, 20 * MS, 2.5 * SECOND],
      ({ call }) => ({
        afterNs: 5 * MS,
        outcome: call === 0 ? Outcome.throttledByAccount : Outcome.success,
      }),
    );
    // Call 1 gets the first whole token 2 s later. Its answer makes the rate twice the measured one
    // (0.8 of 2 answers in 2 s), with 5 ms of half a token a second in the bucket.
    const tokenMs = 2010 + ((1 - 0.0025) / 1.6) * 1000;
    expect(ended.map(({ call, endNs, outcome }) => [call, endNs / MS, outcome])).toEqual([
      [0, 5, Outcome.throttledByAccount],
      [1, 2010, Outcome.success],
      [2, 2520, Outcome.callTimeout],
      [3, tokenMs + 5, Outcome.success],
    ]);
    expect(started).toBe(3);
    expect(calls.inFlight).toBe(0);
  });

  it('slows its retries too, and is the standard mode otherwise', () => {
    const retry: RetryConfig = { ...ADAPTIVE, maxAttempts: 3, jitter: 'none' };
    const { sent, ended } = drive({ retry }, [0], () => ({
      afterNs: 5 * MS,
      outcome: Outcome.throttledByAccount,
    }));
    // Back-offs of 1 s and 2 s. The first retry finds half a token and waits a second for the rest.
    expect(sent.map(({ atNs }) => atNs / MS)).toEqual([0, 2005, 4010]);
    expect(ended).toMatchObject([{ attempts: 3, outcome: Outcome.throttledByAccount }]);
  });
});
