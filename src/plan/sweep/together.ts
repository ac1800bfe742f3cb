import { hashTexts } from '../../kernel/index.ts';
import { assemble, settlingWarnings, type Measured } from '../compare.ts';
import { REFERENCE_LOAD } from '../point.ts';
import type { SweepResult } from '../result-sweep.ts';
import type { PointResult, Result, RunFacts, Verdict } from '../result.ts';
import type { Study } from '../study.ts';
import { reachVerdict } from '../verdict.ts';
import { isWithinStudies, pathOf, shownValue } from './axes.ts';
import type { Grid } from './grid.ts';
import { kneeOf } from './knees.ts';
import type { Look } from './look.ts';
import { sweepSentence } from './words.ts';

/** What was measured of one study of a grid: one point or more, by design, then by load. */
export interface Swept extends Measured {
  readonly study: Study;
  readonly looks: readonly Look[];
}

/**
 * One result of all studies. Differences are within a study only: others may have seen other calls.
 * What is said once for a result, such as the scenario, is that of the first study.
 */
export function together(
  grid: Grid,
  swept: readonly Swept[],
  isStopped: boolean,
  toolVersion: string,
): Result {
  const own = swept.map((part) => ({ ...part, study: withDesignsOf(part) }));
  const results = own.map((part) => assemble(part.study, part, toolVersion));
  const stores = storesOf(results);
  const points = stores.flatMap((store) => store.points);
  const objectives = results.flatMap((result) => result.objectives);
  const partial = isStopped ? [whatIsMissing(grid, points)] : [];
  return {
    ...results[0]!,
    fingerprint: hashTexts(points.map(({ fingerprint }) => fingerprint)),
    warnings: [...partial, ...warningsOf(results)],
    run: runOf(
      results.map(({ run }) => run),
      isStopped,
    ),
    verdict: verdictOf(own, objectives, points),
    stores,
    objectives,
    differences: results.flatMap(({ differences }) => differences),
    availability: results.flatMap(({ availability }) => availability),
    checks: results.flatMap(({ checks }) => checks),
    sweep: sweepOf(grid, own),
  };
}

/** The study without designs of which nothing was simulated. */
function withDesignsOf({ study, points }: Swept): Study {
  const names = new Set(points.map(({ design }) => design.name));
  return { ...study, designs: study.designs.filter(({ name }) => names.has(name)) };
}

/** Each once, and one for all studies about points that did not settle. */
function warningsOf(results: readonly Result[]): readonly string[] {
  const ofStudies = results.flatMap((result) => settlingWarnings(pointsOf(result)));
  const others = results.flatMap(({ warnings }) => warnings);
  return [
    ...new Set(others.filter((warning) => !ofStudies.includes(warning))),
    ...settlingWarnings(results.flatMap(pointsOf)),
  ];
}

function pointsOf({ stores }: Result): readonly PointResult[] {
  return stores.flatMap(({ points }) => points);
}

function storesOf(results: readonly Result[]): Result['stores'] {
  const names = new Set(results.flatMap(({ stores }) => stores.map(({ name }) => name)));
  return [...names].map((name) => {
    const parts = results.flatMap(({ stores }) => stores.filter((store) => store.name === name));
    return { ...parts[0]!, points: parts.flatMap(({ points }) => points) };
  });
}

function runOf(runs: readonly RunFacts[], isStopped: boolean): RunFacts {
  const [first] = runs;
  const stopped = runs.find(({ stoppedBecause }) => stoppedBecause === 'stopped early');
  return {
    ...first!,
    replications: Math.min(...runs.map(({ replications }) => replications)),
    mostReplications: Math.max(...runs.map(({ mostReplications }) => mostReplications)),
    stoppedBecause: (stopped ?? first!).stoppedBecause,
    warmUpMs: Math.max(...runs.map(({ warmUpMs }) => warmUpMs)),
    durationMs: Math.max(...runs.map(({ durationMs }) => durationMs)),
    events: runs.reduce((sum, { events }) => sum + events, 0),
    isPartial: isStopped || runs.some(({ isPartial }) => isPartial),
  };
}

function whatIsMissing({ studies }: Grid, points: readonly PointResult[]): string {
  const asked = studies.reduce((sum, { designs, loads }) => sum + designs.length * loads.length, 0);
  const loads = new Map(
    studies.flatMap((study) => study.designs.map(({ name }) => [name, study.loads] as const)),
  );
  const done = points.filter(({ design, load }) => loads.get(design)!.includes(load)).length;
  return done < asked
    ? `Stopped early: ${asked - done} of the ${asked} points of the grid were never simulated and are missing.`
    : 'Stopped early, before all further loads were put in between: every point of the grid was simulated.';
}

/** Designs that were not simulated at load 1 cannot be judged. */
function verdictOf(
  swept: readonly Swept[],
  objectives: Result['objectives'],
  points: readonly PointResult[],
): Verdict {
  const judged = new Set(
    points.filter(({ load }) => load === REFERENCE_LOAD).map(({ design }) => design),
  );
  const designs = swept
    .flatMap(({ study }) => study.designs)
    .filter(({ name }) => judged.has(name));
  if (designs.length > 0) return reachVerdict({ ...swept[0]!.study, designs }, objectives, points);
  return {
    outcome: 'undecided',
    design: null,
    sentence: 'Stopped before any design was simulated at the scenario’s load: nothing is judged.',
  };
}

function sweepOf({ axes }: Grid, swept: readonly Swept[]): SweepResult {
  const looks = swept.flatMap((part) => part.looks);
  const looksOf = (design: string) => looks.filter((look) => look.design === design);
  const knees = swept
    .filter(({ study }) => study.loads.length > 1)
    .flatMap(({ study }) => study.designs.map(({ name }) => kneeOf(name, looksOf(name))));
  return {
    sentence: sweepSentence(looks, knees),
    axes: axes.map((axis) => ({ path: pathOf(axis), values: axis.values.map(shownValue) })),
    acrossStudies: axes
      .filter((axis) => !isWithinStudies(axis) && axis.values.length > 1)
      .map(pathOf),
    refined: swept.flatMap(({ study }) =>
      study.designs.flatMap(({ name }) => {
        const loads = looksOf(name)
          .map(({ load }) => load)
          .filter((load) => !study.loads.includes(load));
        return loads.length === 0 ? [] : [{ design: name, loads }];
      }),
    ),
    knees,
  };
}
