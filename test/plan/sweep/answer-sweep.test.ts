import { describe, expect, it } from 'vitest';
import {
  answerSweep,
  compare,
  gridOf,
  runInProcess,
  SenselessSweep,
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
  refine = 0,
  runMany: RunMany = runInProcess,
): Promise<Result> {
  const grid = gridOf(question(), axes, 100);
  return answerSweep(grid, refine, { runMany, onProgress: () => {} }, '0.0.0');
}

function pointsOf({ stores }: Result): readonly PointResult[] {
  return stores.flatMap(({ points }) => points);
}

describe('a sweep', () => {
  it('simulates every combination, with the figures that a comparison gives', async () => {
    const result = await sweep([HSMS, LOADS]);
    const points = pointsOf(result);
    expect(points).toHaveLength(8);
    const { study } = question(TEXT.replace('hsms: 2', 'hsms: [2, 3]'));
    const compared = pointsOf(await compare(study, runInProcess, () => {}, '0.0.0'));
    for (const { design, fingerprint } of compared) {
      const own = points.find((point) => point.design === design && point.load === 1);
      expect(own!.fingerprint).toBe(fingerprint);
    }
  });

  it('makes a study for each value of what is no setting of designs, and tells the designs apart', async () => {
    const regions = axis('region', ['us-east-1', 'us-west-2']);
    const result = await sweep([regions]);
    const points = pointsOf(result);
    expect(points.map(({ design }) => design)).toEqual([
      'cks region=us-east-1',
      'cks region=us-west-2',
    ]);
    expect(points[0]!.coordinates).toMatchObject({ region: 'us-east-1' });
    // $1.60 and $1.45 an hour, two HSMs, 730 hours.
    expect(points[0]!.cost.monthUsd - points[1]!.cost.monthUsd).toBeCloseTo(0.15 * 2 * 730, 6);
  });

  it('puts loads where a design bends: 5 % of the calls are refused at 100 / 0.95 of 60/s', async () => {
    const result = await sweep([LOADS], 4);
    const [knee] = result.sweep!.knees;
    const { loads } = result.sweep!.refined[0]!;
    expect(loads.length).toBeGreaterThan(1);
    expect(loads.length).toBeLessThanOrEqual(4);
    const exact = 100 / 0.95 / 60;
    // Three replications of 6 s: the calls of a second deviate by a tenth, their mean by 2.4 %, and
    // Student's t with 2 degrees of freedom takes 4.3 of that.
    const noise = 4.3 * 0.024;
    expect(knee!.carriesUpToLoad!).toBeLessThan(exact * (1 + noise));
    expect(knee!.breaksAtLoad!).toBeGreaterThan(exact * (1 - noise));
    const all = pointsOf(result).map(({ load }) => load);
    expect(all).toEqual([...all].sort((a, b) => a - b));
  });

  it('stopped early keeps the designs that are done, and says what is missing', async () => {
    let left = 9; // the first design at its two loads, three times, and then some
    const stopping: RunMany = async (jobs, onProgress) => {
      const some = jobs.slice(0, Math.max(0, left));
      left -= some.length;
      return runInProcess(some, onProgress);
    };
    const result = await sweep([HSMS, axis('load', [1, 2])], 0, stopping);
    expect(result.run.isPartial).toBe(true);
    const designs = new Set(pointsOf(result).map(({ design }) => design));
    expect([...designs]).toContain('cks hsms=2');
    expect(result.warnings.join(' ')).toContain('Stopped early');
  });

  it('refuses what the scenario makes no sense with, and grids that are too large', () => {
    const grid =
      (own: readonly Axis[], most = 100) =>
      () =>
        gridOf(question(), own, most);
    expect(grid([axis('stores.other.hsms', [2])])).toThrow(SenselessSweep);
    expect(grid([axis('region', ['atlantis'])])).toThrow(/atlantis/);
    expect(grid([LOADS, LOADS])).toThrow(/varied twice/);
    expect(grid([HSMS, LOADS], 7)).toThrow(/8 points/);
  });
});
