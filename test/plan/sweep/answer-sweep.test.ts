import { describe, expect, it } from 'vitest';
import {
  answerSweep,
  compare,
  gridOf,
  runInProcess,
  StoppedTooEarly,
  type Axis,
  type PointResult,
  type Result,
  type RunMany,
} from '../../../src/plan/index.ts';
import { readScenario } from '../../../src/scenario/index.ts';

const TEXT = `
workloads: { app: { arrivals: { poisson: 60/s }, client: { retryMode: none } } }
stores: { cks: { kind: cloudhsm, hsms: 2, zones: 2, quota: 100/s } }
objectives: [throttled < 5 %]
run: { duration: 6 s, warmUp: 1 s, replications: 3 }
`;

const LOADS = axis('load', [0.5, 1, 2, 4]);
const HSMS = axis('stores.cks.hsms', [2, 3]);

function axis(path: string, values: readonly unknown[]): Axis {
  return { path: path.split('.'), values, text: `${path}=${values.join()}` };
}

function question(text = TEXT) {
  return readScenario({ text, fileName: 'sweep.yaml' });
}

function sweep(
  axes: readonly Axis[],
  { refine = 0, runMany = runInProcess, text = TEXT } = {},
): Promise<Result> {
  const grid = gridOf(question(text), axes, 100);
  return answerSweep(grid, refine, { runMany, onProgress: () => {} }, '0.0.0');
}

function pointsOf({ stores }: Result): readonly PointResult[] {
  return stores.flatMap(({ points }) => points);
}

/** As when somebody presses Ctrl-C after so many runs. */
function stoppedAfter(runs: number): RunMany {
  let left = runs;
  return (jobs, onProgress) => {
    const some = jobs.slice(0, Math.max(0, left));
    left -= jobs.length;
    return runInProcess(some, onProgress);
  };
}

describe('a sweep', () => {
  it('simulates every combination, with the figures that a comparison gives', async () => {
    const points = pointsOf(await sweep([HSMS, LOADS]));
    expect(points).toHaveLength(8);
    const { study } = question(TEXT.replace('hsms: 2', 'hsms: [2, 3]'));
    const compared = pointsOf(await compare(study, runInProcess, () => {}, '0.0.0'));
    expect(compared).toHaveLength(2);
    for (const { design, fingerprint } of compared) {
      const own = points.find((point) => point.design === design && point.load === 1);
      expect(own!.fingerprint).toBe(fingerprint);
    }
  });

  it('compares designs within a study only, and gives each study its own prices', async () => {
    const regions = axis('region', ['us-east-1', 'us-west-2']);
    const result = await sweep([regions, HSMS]);
    const points = pointsOf(result);
    expect(points.map(({ design }) => design)).toEqual([
      'cks hsms=2 region=us-east-1',
      'cks hsms=3 region=us-east-1',
      'cks hsms=2 region=us-west-2',
      'cks hsms=3 region=us-west-2',
    ]);
    expect(points[0]!.coordinates).toMatchObject({ region: 'us-east-1', load: 1 });
    // $1.60 and $1.45 an hour, two HSMs, 730 hours.
    expect(points[0]!.cost.monthUsd - points[2]!.cost.monthUsd).toBeCloseTo(0.15 * 2 * 730, 6);
    const pairs = result.differences.map(({ baseline, design }) => [baseline, design].sort());
    expect(pairs).toEqual([
      ['cks hsms=2 region=us-east-1', 'cks hsms=3 region=us-east-1'],
      ['cks hsms=2 region=us-west-2', 'cks hsms=3 region=us-west-2'],
    ]);
    expect(result.sweep!.acrossStudies).toEqual(['region']);
    expect(result.verdict.design).toBe('cks hsms=2 region=us-west-2');
  });

  it('puts loads where a design bends: a quota of 100/s takes 1.67 times 60/s', async () => {
    const result = await sweep([LOADS], { refine: 4 });
    const [knee] = result.sweep!.knees;
    const [refined] = result.sweep!.refined;
    expect(refined!.loads).toHaveLength(4);
    expect(knee!.because).toMatch(/^(probably )?misses "throttled < 5 %"$/);
    // What a second brings beyond 100 calls is refused: at 100/s some 0.4 roots of 100, or 4 %. At
    // 90/s it is 1 % and at 120/s 17 %, and 18 s tell both from 5 %.
    expect(knee!.carriesUpToLoad!).toBeGreaterThan(90 / 60);
    expect(knee!.breaksAtLoad!).toBeLessThan(2);
    const loads = pointsOf(result).map(({ load }) => load);
    expect(loads).toEqual([...loads].sort((a, b) => a - b));
    expect(loads).toHaveLength(8);
    expect(result.objectives).toHaveLength(1);
  });

  it('uses the same seeds for the loads in between: as if they had been in the grid', async () => {
    const result = await sweep([LOADS], { refine: 2 });
    const [load] = result.sweep!.refined[0]!.loads;
    const direct = await sweep([axis('load', [load])]);
    const fingerprint = (own: Result) =>
      pointsOf(own).find((point) => point.load === load)!.fingerprint;
    expect(fingerprint(result)).toBe(fingerprint(direct));
  });

  it('puts no loads in between where the load is not varied', async () => {
    const result = await sweep([HSMS], { refine: 4 });
    expect(result.sweep).toMatchObject({ refined: [], knees: [] });
    expect(result.sweep!.sentence).toMatch(
      /^All 2 designs carry the scenario's load; the cheapest/,
    );
  });

  it('takes seeds and durations for settings like others', async () => {
    const result = await sweep([axis('run.duration', ['3 s', '6 s']), axis('seed', ['a', 'b'])]);
    expect(pointsOf(result)).toHaveLength(4);
    expect(result.run.durationMs).toBe(6000);
    expect(new Set(pointsOf(result).map(({ fingerprint }) => fingerprint)).size).toBe(4);
  });
});

describe('a sweep that is stopped early', () => {
  const AXES = [HSMS, axis('load', [1, 2])];

  it.each([
    [1, 1, 1, '3 of the 4 points of the grid were never simulated'],
    [3, 3, 1, '1 of the 4 points of the grid were never simulated'],
    [7, 4, 1, 'every point of the grid was simulated'],
    [11, 4, 2, 'every point of the grid was simulated'],
  ])('after %d runs keeps %d points of %d replications', async (runs, kept, count, words) => {
    const result = await sweep(AXES, { refine: 4, runMany: stoppedAfter(runs) });
    expect(pointsOf(result)).toHaveLength(kept);
    expect(pointsOf(result).map(({ replications }) => replications)).toEqual(
      Array.from({ length: kept }, () => count),
    );
    expect(result.run).toMatchObject({ isPartial: true, replications: count });
    expect(result.warnings.join(' ')).toContain(words);
    expect(result.warnings.join(' ')).toContain(`${count} of 3 replications`);
  });

  it('keeps the grid where it was stopped among the loads in between, and says so', async () => {
    const whole = await sweep(AXES);
    const result = await sweep(AXES, { refine: 4, runMany: stoppedAfter(12) });
    expect(result.run.isPartial).toBe(true);
    expect(result.stores).toEqual(whole.stores);
    expect(result.warnings.join(' ')).toContain('before all further loads were put in between');
  });

  it('judges nothing where no design was simulated at load 1', async () => {
    const result = await sweep([axis('load', [0.5, 1])], { runMany: stoppedAfter(1) });
    expect(pointsOf(result).map(({ load }) => load)).toEqual([0.5]);
    expect(result.verdict).toMatchObject({ outcome: 'undecided', design: null });
  });

  it('leaves out studies that were not begun', async () => {
    const axes = [axis('seed', ['a', 'b'])];
    const result = await sweep(axes, { runMany: stoppedAfter(3) });
    expect(pointsOf(result).map(({ design }) => design)).toEqual(['cks seed=a']);
    expect(result.warnings.join(' ')).toContain('1 of the 2 points');
  });

  it('has nothing to give before the first run', async () => {
    await expect(sweep(AXES, { runMany: stoppedAfter(0) })).rejects.toThrow(StoppedTooEarly);
    // The warm-up is looked for first.
    const text = TEXT.replace('warmUp: 1 s, ', '');
    await expect(sweep(AXES, { text, runMany: stoppedAfter(5) })).rejects.toThrow(StoppedTooEarly);
  });
});
