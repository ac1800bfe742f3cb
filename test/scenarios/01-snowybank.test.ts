import { beforeAll, describe, expect, it } from 'vitest';
import type { Result } from '../../src/plan/index.ts';
import { answer, pointOf } from './answer.ts';

const DAYS_OF_A_MONTH = 730 / 24;

describe('01-snowybank-s3-lambda', () => {
  let result: Result;

  beforeAll(async () => {
    result = await answer('01-snowybank-s3-lambda', 'vary.load=[1]');
  });

  const verdictsOf = (design: string) =>
    Object.fromEntries(
      result.objectives
        .filter((own) => own.design === design)
        .map(({ expect: rule, verdict }) => [rule, verdict]),
    );
  const SUCCESS = 'success(op=PutObject) > 99.9 %, during zone-loss';

  it('is carried by two HSMs at the assumed rate', () => {
    expect(result.verdict).toMatchObject({ outcome: 'met', design: 'cks hsms=2' });
    expect(new Set(Object.values(verdictsOf('cks hsms=2')))).toEqual(new Set(['met']));
    expect(result.checks.filter(({ holds }) => !holds)).toEqual([]);
  });

  it('needs more where an HSM does 900/s, or a data key costs the threefold', () => {
    // One HSM of two survives: 900/s of uploads and reviews meet 900/s, or (3 x 600 + 300)/s of
    // weight meet 1,800/s. Of four two survive.
    expect(verdictsOf('cks-slow hsms=2')[SUCCESS]).toBe('missed');
    expect(verdictsOf('cks-weight-3 hsms=2')[SUCCESS]).toBe('missed');
    expect(verdictsOf('cks-slow hsms=4')[SUCCESS]).toBe('met');
    expect(verdictsOf('cks-weight-3 hsms=4')[SUCCESS]).toBe('met');
    expect(verdictsOf('cks-fast')[SUCCESS]).toBe('met');
  });

  it('admits the custom key stores on CloudHSM alone: S3 cannot speak to the HSMs itself', () => {
    const admitted = result.stores.filter(({ eligible }) => eligible).map(({ name }) => name);
    expect(admitted).toEqual(['cks', 'cks-slow', 'cks-fast', 'cks-weight-3']);
  });

  it('lets more HSMs than four cost too much: two of 1,168 dollars more each', () => {
    const cost = 'cost < 8000 USD/month';
    expect(verdictsOf('cks hsms=4')[cost]).toBe('met');
    expect(verdictsOf('cks hsms=5')[cost]).toBe('missed');
    const lineOf = (design: string, item: string) =>
      pointOf(result, design).cost.lines.find((line) => line.item.includes(item))!.amountUsd;
    expect(lineOf('cks hsms=2', 'HSM-hours')).toBe(2 * 1.6 * 730);
    // 540 million PUTs at $0.03 for 10,000; repeated ones, while the zone is lost, come on top.
    expect(lineOf('standard', 'uploads')).toBeGreaterThanOrEqual(1620);
    expect(lineOf('standard', 'uploads')).toBeLessThan(1620 * 1.01);
  });

  it('writes one audit event for each upload and review, few for invocations, none without KMS', () => {
    const { audit } = pointOf(result, 'cks hsms=2');
    const perDay = audit.eventsPerMonth / DAYS_OF_A_MONTH;
    expect(perDay).toBeGreaterThanOrEqual(810e6 / DAYS_OF_A_MONTH);
    expect(perDay).toBeLessThan((810e6 / DAYS_OF_A_MONTH) * 1.01);
    expect(pointOf(result, 'direct').audit).toMatchObject({ isLogged: false, eventsPerMonth: 0 });
  });

  it('asks KMS for a Decrypt at cold starts only', () => {
    const invocations = pointOf(result, 'cks hsms=2').operations['functions Invoke']!;
    const cold = invocations.kmsCallsPerOperation.value;
    expect(cold).toBeGreaterThan(0);
    expect(cold).toBeLessThan(0.01);
  });

  it('lets one PUT in a hundred wait for three silent attempts of a second while the zone is lost', () => {
    // The front zone of an attempt is drawn among three: three silent ones in a row have 1/27, four
    // 1/81, and the loss is unnoticed for 5 of its 7 seconds. So p99 lies between 3 and 4 attempts.
    const { phases } = pointOf(result, 'cks hsms=6').operations['uploads PutObject']!;
    const p99 = phases['zone-loss']!.latencyMs.percentiles['p99']!.value;
    expect(p99).toBeGreaterThan(3000);
    expect(p99).toBeLessThan(4000);
  });
});
