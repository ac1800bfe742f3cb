import { beforeAll, describe, expect, it } from 'vitest';
import type { Result } from '../../src/plan/index.ts';
import { answer, pointOf } from './answer.ts';

const REQUESTERS = 40;
const LIFE_SECONDS = 300;
const SECONDS = 3600;
const PUTS_PER_SECOND = 18.6;

describe('05-bucket-keys', () => {
  let result: Result;

  beforeAll(async () => {
    result = await answer('05-bucket-keys', 'run.replications=1');
  });

  const point = (store: string, puts: boolean, gets: boolean) =>
    pointOf(result, `${store} puts.bucketKeys=${puts} gets.bucketKeys=${gets}`);
  const requestsUsd = (store: string, workload: string, isOn: boolean): number =>
    point(store, isOn, isOn).cost.lines.find(({ item }) => item.includes(workload))!.amountUsd;

  it('bills 49 million PUTs at $147.00 without Bucket Keys, on either store', () => {
    expect(requestsUsd('standard', 'puts', false)).toBe((49e6 / 10_000) * 0.03);
    expect(requestsUsd('cks', 'puts', false)).toBe(147);
    expect(requestsUsd('standard', 'gets', false)).toBe(15);
  });

  it('asks KMS for a key once in a life of it for each requester, 99 % less', () => {
    for (const store of ['standard', 'cks']) {
      const { offered } = point(store, true, true).byOperation['GenerateDataKey']!.calls;
      // A requester's next PUT comes up to 40 / 18.6 s after the end of the last key's life.
      const most = (REQUESTERS * SECONDS) / LIFE_SECONDS;
      const least = (REQUESTERS * SECONDS) / (LIFE_SECONDS + REQUESTERS / PUTS_PER_SECOND);
      expect(offered).toBeLessThanOrEqual(most);
      // Whole periods only fall into the hour: one less for some, at most.
      expect(offered).toBeGreaterThan(least - REQUESTERS / 2);
      expect(
        offered / point(store, false, false).byOperation['GenerateDataKey']!.calls.offered,
      ).toBeLessThan(0.01);
      expect(requestsUsd(store, 'puts', true)).toBeLessThan(1.47);
    }
  });

  it('saves less on reads: an hour of objects stems from 12 bucket keys of each of 40 writers', () => {
    const { value } = point('standard', true, true).operations['gets GetObject']!
      .kmsCallsPerOperation;
    // A reader asks for each of some 480 keys at the rate r, and keeps one for a life T after it has
    // had it opened: of 1 + rT reads one asks KMS. Keys that go out of reach change that a little.
    const keys = (REQUESTERS * SECONDS) / LIFE_SECONDS;
    const perKey = 1.9 / REQUESTERS / keys;
    expect(Math.abs(value - 1 / (1 + perKey * LIFE_SECONDS))).toBeLessThan(0.01);
  });

  it('leaves an audit event for each object without Bucket Keys, for each key fetched with them', () => {
    expect(point('cks', false, false).audit.eventsPerMonth).toBe(54e6);
    const { byOperation } = point('cks', true, true).audit;
    expect(byOperation.GenerateDataKey! / 49e6).toBeLessThan(0.01);
    // Just switched on: objects from before are read as before.
    expect(point('cks', true, false).audit.byOperation.Decrypt).toBe(5e6);
  });
});
