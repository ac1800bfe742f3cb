import { expect, it } from 'vitest';
import type { RunGroup } from '../../src/plan/groups.ts';
import { shareOf } from '../../src/plan/summaries.ts';
import { LogLinearHistogram } from '../../src/stats/index.ts';

function group(offered: number, succeeded: number): RunGroup {
  const histogram = new LogLinearHistogram();
  return {
    counts: {
      offered,
      succeeded,
      throttled: 0,
      failed: offered - succeeded,
      attempts: offered,
      throttledAttempts: 0,
      admittedAttempts: offered,
      answered: succeeded,
    },
    success: histogram,
    failure: histogram,
    added: histogram,
    measuredNs: 1e9,
    tailDispersion: [],
    batches: [],
  };
}

it('a replication without calls says nothing about the share that succeed', () => {
  const share = shareOf(
    [group(10, 9), group(0, 0), group(10, 9)],
    0.95,
    ({ counts }) => counts.succeeded,
  );
  expect(share.value).toBeCloseTo(0.9, 12);
});
