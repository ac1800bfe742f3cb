import { beforeAll, describe, expect, it } from 'vitest';
import type { Result } from '../../src/plan/index.ts';
import { answer, pointOf } from './answer.ts';

const HOSTS = 8;

describe('02-dynamodb-1000-items', () => {
  let result: Result;

  beforeAll(async () => {
    result = await answer('02-dynamodb-1000-items', 'run.replications=1');
  });

  /** Seconds that a thousand items take, one after the other. */
  const secondsOfAThousand = (design: string): number => {
    const { count } = pointOf(result, design).operations['loop PutItem']!;
    return (1000 * 600) / count;
  };

  it('takes the 2.0 s and 3 to 4 s of the document with one KMS call for each item', () => {
    // 1 ms of its own, 0.2 + 0.6 + 0.2 ms of KMS: nothing is random.
    expect(secondsOfAThousand('standard perItem=true')).toBeCloseTo(2, 3);
    // Instead of KMS's own 0.2 ms: 0.7 ms of handling, 1/1800 s in the HSM, and a round trip of
    // 0.2 ms within the zone (one way in three) or 0.8 ms; the laws' means are 1.1 % above that.
    const cks = secondsOfAThousand('cks perItem=true');
    const expected = 1 + 0.2 + 0.6 + 0.7 + 1000 / 1800 + (1.011 * (0.2 + 2 * 0.8)) / 3;
    expect(Math.abs(cks / expected - 1)).toBeLessThan(0.005);
    expect(cks).toBeGreaterThan(3);
    expect(cks).toBeLessThan(4);
  });

  it('takes as long on either store with table keys', () => {
    for (const store of ['standard', 'cks']) {
      // 16 fetches of some milliseconds in 600 s.
      expect(secondsOfAThousand(`${store} perItem=false`)).toBeCloseTo(1, 3);
    }
  });

  it('makes a call for each item in the picture, one for each host and five minutes in the service', () => {
    for (const store of ['standard', 'cks']) {
      const drawn = pointOf(result, `${store} perItem=true`);
      expect(drawn.calls.offered).toBe(drawn.operations['loop PutItem']!.count);
      // Fetched in the warm-up, and again after 300 s and 600 s.
      expect(pointOf(result, `${store} perItem=false`).calls.offered).toBe(2 * HOSTS);
    }
  });

  it('bills a million items as a million requests in the picture, as next to none in the service', () => {
    const month = (design: string) => pointOf(result, design).cost.monthUsd;
    expect(month('standard perItem=true')).toBe(4);
    expect(month('cks perItem=true')).toBe(2 * 730 * 1.6 + 4);
    expect(month('standard perItem=false')).toBeCloseTo(1, 3);
  });

  it('has automatic rotation refused in the custom key store alone', () => {
    const rotation = (design: string) =>
      pointOf(result, design).controlEvents.map((event) => `${event.action} ${event.result}`);
    expect(rotation('standard perItem=true')).toEqual(['EnableKeyRotation ok']);
    expect(rotation('cks perItem=true')).toEqual([
      'EnableKeyRotation UnsupportedOperationException',
    ]);
  });
});
