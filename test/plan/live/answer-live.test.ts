import { beforeAll, describe, expect, it } from 'vitest';
import { LiveRun, type LiveAnswer } from '../../../src/plan/live/answer-live.ts';
import type { LivePosition, LiveStudy } from '../../../src/plan/live/live-study.ts';
import { liveOf } from './shipped-live.ts';

const UNTURNED: LivePosition = { load: 1, stops: {} };

let live: LiveStudy;

beforeAll(async () => {
  ({ live } = await liveOf('01-snowybank-s3-lambda', 'cks hsms=2'));
}, 60_000);

/** Steps until `replications` are answered; with the number of steps. */
function answered(run: LiveRun, replications: number): { answer: LiveAnswer; steps: number } {
  for (let steps = 1; steps < 100; steps++) {
    const answer = run.step();
    if (answer !== null && (answer.isFinal || answer.replications >= replications)) {
      return { answer, steps };
    }
  }
  throw new Error('no answer in a hundred steps');
}

function at(id: string, label: string): LivePosition {
  const knob = live.knobs.find((own) => own.id === id)!;
  const stop = knob.stops.findIndex((own) => own.label === label);
  if (stop < 0) throw new Error(`${id} has no stop ${label}`);
  return { load: 1, stops: { [id]: stop } };
}

describe('LiveRun where nothing is turned', () => {
  it('simulates nothing but the baseline, whose first replication gives the first answer', () => {
    const run = new LiveRun(live);
    const fingerprint = run.fingerprint();
    run.turn({ load: 1, stops: { hsms: live.knobs[0]!.at } });
    const answer = run.step()!;
    expect(answer.isUnchanged).toBe(true);
    expect(answer.replications).toBe(1);
    expect(answer.changed).toBe(answer.baseline);
    expect(answered(run, 3).steps).toBe(2);
    expect(run.fingerprint()).toBe(fingerprint);
  });

  it('gives differences of exactly 0, with intervals of no width', () => {
    const run = new LiveRun(live);
    run.turn(UNTURNED);
    const { answer } = answered(run, 3);
    expect(answer.difference.metrics.map(({ metric }) => metric)).toContain('p99 latency');
    for (const { difference, verdict, value, baselineValue } of answer.difference.metrics) {
      expect(difference).toMatchObject({ value: 0, low: 0, high: 0 });
      expect(verdict).toBe('none');
      expect(value).toBe(baselineValue);
    }
  });
});

describe('LiveRun at another position', () => {
  it('answers after one replication, then takes one of each side', () => {
    const run = new LiveRun(live);
    run.fingerprint();
    run.turn(at('hsms', '4'));
    expect(run.step()?.replications).toBe(1);
    expect(run.step()).toBeNull();
    expect(run.step()?.replications).toBe(2);
  });

  it('forgets the position before, and keeps what it knows of the baseline', () => {
    const run = new LiveRun(live);
    run.turn(at('hsms', '4'));
    const { answer: first } = answered(run, 3);
    run.turn(at('hsms', '3'));
    const { answer: other, steps } = answered(run, 3);
    run.turn(at('hsms', '4'));
    const { answer: again } = answered(run, 3);
    expect(steps).toBe(3);
    expect(other.changed.point.hsms).toBe(3);
    expect(other.baseline).toEqual(first.baseline);
    expect(again).toEqual(first);
  });

  it('sees fewer calls with Bucket Keys, and the busiest HSM idle', () => {
    const run = new LiveRun(live);
    run.turn(at('bucketKeys', 'on'));
    const { answer } = answered(run, 1);
    const { baseline, changed } = answer;
    expect(changed.point.calls.offered).toBeLessThan(baseline.point.calls.offered / 10);
    expect(baseline.busiest!.station).toMatch(/^hsm-/);
    expect(changed.busiest!.utilisationShare.value).toBeLessThan(
      baseline.busiest!.utilisationShare.value / 10,
    );
  });

  it('turns objectives that the load breaks', () => {
    const run = new LiveRun(live);
    run.turn({ load: 5, stops: {} });
    const { answer } = answered(run, 3);
    const verdict = (side: 'baseline' | 'changed') =>
      answer[side].objectives.find(({ expect: rule }) => rule.startsWith('throttled'))!.verdict;
    expect([verdict('baseline'), verdict('changed')]).toEqual(['met', 'missed']);
  });

  it('ends refining when the difference is narrow and every objective decided', () => {
    const run = new LiveRun(live);
    run.turn(at('hsms', '4'));
    const { answer } = answered(run, Infinity);
    expect(answer.isFinal).toBe(true);
    expect(answer.replications).toBeGreaterThanOrEqual(5);
    const p99 = answer.difference.metrics.find(({ metric }) => metric === 'p99 latency')!;
    const half = (p99.difference.high! - p99.difference.low!) / 2;
    const isNarrow = half <= 0.02 * p99.baselineValue;
    expect(isNarrow || answer.replications === 20).toBe(true);
  });

  it('is cut off at a bound, says so, and stops', () => {
    const { world } = live.design;
    const tight = {
      ...live.design,
      world: { ...world, bounds: { ...world.bounds, maxEvents: 50_000 } },
    };
    const run = new LiveRun({ ...live, design: tight });
    run.turn({ load: 2, stops: {} });
    const { answer } = answered(run, 20);
    expect(answer.changed.stoppedBy).toContain('events');
    expect(answer.isFinal).toBe(true);
    expect(answer.replications).toBe(1);
  });
});

describe('a queue that more load makes longer', () => {
  it('has a p99 that does not fall with the load, and says when calls pile up', async () => {
    // HSMs without KMS: Poisson arrivals, a station for each HSM, no quota and no bound on the queue.
    const direct = await liveOf('10-cloudhsm-only', 'hsm hsms=2');
    const run = new LiveRun(direct.live);
    const p99 = [0.5, 1, 1.5, 2].map((load) => {
      run.turn({ load, stops: {} });
      return answered(run, 3).answer.changed.point.latencyMs.percentiles['p99']!.value;
    });
    expect(p99).toEqual(p99.toSorted((a, b) => a - b));
    expect(p99[3]!).toBeGreaterThan(1.5 * p99[0]!);
    // 1,500 calls a second fill 42 % of two HSMs: four times as many are 1.7 times what they carry.
    run.turn({ load: 4, stops: {} });
    const { changed, difference } = answered(run, 3).answer;
    expect(changed.tellsGrowth).toBe(true);
    expect(changed.point.growthPerSecond!.value).toBeGreaterThan(1000);
    expect(changed.point.stable).toBe(false);
    expect(difference.metrics.map(({ metric }) => metric)).toEqual([
      'success',
      'throttled',
      'throughput',
      'cost',
    ]);
  });
});
