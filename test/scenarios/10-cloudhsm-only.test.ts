import { beforeAll, describe, expect, it } from 'vitest';
import type { Result } from '../../src/plan/index.ts';
import { answer, pointOf } from './answer.ts';

describe('10-cloudhsm-only', () => {
  let result: Result;

  beforeAll(async () => {
    result = await answer('10-cloudhsm-only', 'vary.load=[1, 1.6]', 'run.replications=2');
  });

  const DIRECT = ['hsm hsms=2', 'hsm hsms=3', 'one-session'];
  const STORES = ['cks hsms=2', 'cks hsms=3'];

  it('meets no quota without KMS, and that of the key store with it, whatever the number of HSMs', () => {
    for (const design of DIRECT) {
      const { throttledShare, limits } = pointOf(result, design, 1.6);
      expect(throttledShare.value).toBe(0);
      expect(limits.map(({ name }) => name).filter((name) => name.includes('quota'))).toEqual([]);
    }
    for (const design of STORES) {
      const { phases, limits } = pointOf(result, design, 1.6);
      // Retries move no success: of 2,400 calls a second 1,800 are carried. A tenth of the rest is
      // allowed for chance, and for calls of the last seconds that are repeated into the next phase.
      expect(Math.abs(phases['before']!.successShare.value - 1800 / 2400)).toBeLessThan(0.025);
      expect(limits.find(({ binds }) => binds)?.name).toBe('key store quota');
    }
  });

  it('is faster by what KMS does with a request', () => {
    const mean = (design: string) =>
      pointOf(result, design).phases['before']!.latencyMs.mean!.value;
    // Means of the front (p50 3.4, p99 23 ms: 4.77) and of the handling of a custom key store
    // (p50 2.0, p99 28 ms: 3.81), and the round trip to KMS, less the client library's own 0.3 ms.
    const expected = 4.77 + 3.81 + 0.51 - 0.3;
    // 30,000 calls with a standard deviation of 7.7 ms: three standard errors, and first calls.
    expect(Math.abs(mean('cks hsms=2') - mean('hsm hsms=2') - expected)).toBeLessThan(0.3);
  });

  it('pays for HSMs alone, a key store for HSMs and requests, a standard key for requests', () => {
    const month = (design: string) => pointOf(result, design).cost.monthUsd;
    const hsms = 2 * 730 * 1.6;
    expect(month('hsm hsms=2')).toBe(hsms);
    // A thousand million requests and the key; not a thousandth of the requests is a repeated one.
    expect(month('standard') / 3001).toBeCloseTo(1, 3);
    expect(month('cks hsms=2') / (hsms + 3001)).toBeCloseTo(1, 3);
    expect(result.verdict).toMatchObject({ outcome: 'met', design: 'hsm hsms=2' });
  });

  it('has the application repeat what a lost HSM never answered, and leaves no audit event', () => {
    for (const design of DIRECT) {
      const { errors, audit } = pointOf(result, design);
      expect(errors['CKR_DEVICE_ERROR']).toBeGreaterThan(0);
      expect(audit.isLogged).toBe(false);
    }
    for (const design of STORES) {
      const { calls, audit } = pointOf(result, design);
      expect(calls.failed).toBe(0);
      expect(audit.isLogged).toBe(true);
    }
  });

  it('silences all that wait for a session which a lost HSM holds', () => {
    const p99 = (design: string) =>
      pointOf(result, design).phases['hsm-loss']!.latencyMs.percentiles['p99']!.value;
    // The loss is noticed after a second.
    expect(p99('one-session')).toBeGreaterThan(500);
    expect(p99('hsm hsms=2')).toBeLessThan(50);
  });
});
