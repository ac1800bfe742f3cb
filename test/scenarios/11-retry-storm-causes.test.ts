import { describe, expect, it } from 'vitest';
import type { PointResult, Result } from '../../src/plan/index.ts';
import { answer } from './answer.ts';

const SCENARIO = '11-retry-storm-failover';

/** The scenario with one retry mode, its fault as in the file but sooner. */
function only(mode: string, ...overrides: string[]): Promise<Result> {
  return answer(
    SCENARIO,
    'run.replications=1',
    'run.duration=50 s',
    'faults.0.at=5 s',
    `vary={ workloads.workers.client.retryMode: [${mode}] }`,
    ...overrides,
  );
}

function pointOf(result: Result, store: string): PointResult {
  return result.stores.find(({ name }) => name === store)!.points[0]!;
}

const recoveryOf = (point: PointResult) => point.recoverySeconds['zone-loss'];

/** Whether a call still succeeds in the last five seconds, 20 s after the zone is back. */
const servesAtTheEnd = ({ windows }: PointResult) =>
  windows.throughputPerSecond.slice(-5).some((calls) => calls > 0);

describe(`${SCENARIO}: what decides`, () => {
  it('is not the number of attempts: three of legacy mode collapse in a long queue', async () => {
    const result = await only('legacy', 'workloads.workers.client.maxAttempts=3');
    expect(servesAtTheEnd(pointOf(result, 'long-queue'))).toBe(false);
    expect(servesAtTheEnd(pointOf(result, 'cks'))).toBe(true);
  });

  it('is not the jitter: standard mode recovers without it', async () => {
    const result = await only('standard', 'assume.retry.standard.jitter=none');
    for (const store of ['cks', 'long-queue']) {
      expect(recoveryOf(pointOf(result, store))!.value).toBeLessThan(45);
    }
  });

  it('is the budget, which twenty thousand clients do not use up', async () => {
    const result = await only('standard', 'workloads.workers.client.instances=20000');
    expect(recoveryOf(pointOf(result, 'long-queue'))).toBeNull();
    expect(servesAtTheEnd(pointOf(result, 'long-queue'))).toBe(false);
  });

  it('is, with short queues, the window of the quota: a token bucket ends the collapse', async () => {
    const result = await only('legacy', 'assume.quota.window=token-bucket', 'run.duration=65 s');
    expect(recoveryOf(pointOf(result, 'cks'))!.value).toBeLessThan(55);
    expect(recoveryOf(pointOf(result, 'long-queue'))).toBeNull();
  });
});
