import { beforeAll, describe, expect, it } from 'vitest';
import type { Result } from '../../src/plan/index.ts';
import { answer, pointOf } from './answer.ts';

const HSM_MONTH = 730 * 1.6;

describe('12-pick-n-for-slo', () => {
  let result: Result;

  beforeAll(async () => {
    result = await answer('12-pick-n-for-slo', 'stores.three-zones.hsms=3', 'run.replications=2');
  }, 120_000);

  const missed = (design: string) =>
    result.objectives
      .filter((own) => own.design === design && own.verdict === 'missed')
      .map(({ expect: rule }) => rule);
  const calls = (design: string) => pointOf(result, design).offeredPerSecond.value;

  it('throttles without a cache, since 2,500 calls a second are more than a key store takes', () => {
    const { throttledShare } = pointOf(result, 'cks maxMessages=1 hsms=4');
    expect(throttledShare.value).toBeGreaterThan(0.2);
    expect(missed('cks maxMessages=1 hsms=4')).not.toEqual([]);
  });

  it('makes the KMS calls that the cache leaves, about a third', () => {
    const ratio = calls('cks maxMessages=20 hsms=4') / calls('cks maxMessages=1 hsms=4');
    // One in twenty messages encrypted; of those decrypted 1 − 1/e, in a life of 5.3 s in which a
    // process reads one message, in the mean, under each data key (see how the caches fill).
    expect(ratio).toBeGreaterThan(0.3);
    expect(ratio).toBeLessThan(0.4);
  });

  it('carries the load as asked with two HSMs, and pays for each further one', () => {
    expect(missed('cks maxMessages=20 hsms=2')).toEqual([]);
    const month = (design: string) => pointOf(result, design).cost.monthUsd;
    const more = month('cks maxMessages=20 hsms=4') - month('cks maxMessages=20 hsms=2');
    // The bill of calls differs by how often the caches are asked again in a fault: by a few per cent.
    expect(Math.abs(more / (2 * HSM_MONTH) - 1)).toBeLessThan(0.05);
  });
});
