import { StoppedTooEarly, type Measured } from '../compare.ts';
import { pointAt, pointsOf, type Point } from '../point.ts';
import type { Result } from '../result.ts';
import type { Study } from '../study.ts';
import type { Grid } from './grid.ts';
import { nextLoad } from './knees.ts';
import { lookAt, type Look } from './look.ts';
import { measureSome, type SweepTools } from './measure-some.ts';
import { together, type Swept } from './together.ts';

/** A study while it is swept. */
interface Part {
  readonly study: Study;
  points: readonly Point[];
  runs: Measured['runs'];
  looks: readonly Look[];
}

/** Studies that are simulated together: the same seeds, and the same rule when to stop. */
interface Batch {
  readonly parts: readonly Part[];
  /** null: stopped before it began. */
  because: Measured['because'] | null;
  judgeLevel: number;
}

/**
 * Simulates a grid, then further loads where designs bend, `most` of each design at most, with the
 * same seeds: one round after the other, each with a load of every design that is not known well
 * enough. Stopped early, it keeps the points that it has. Throws StoppedTooEarly where there are
 * none.
 */
export async function answerSweep(
  grid: Grid,
  most: number,
  tools: SweepTools,
  toolVersion: string,
): Promise<Result> {
  const batches = batchesOf(grid.studies);
  let isStopped = false;
  for (const batch of batches) {
    const points = batch.parts.flatMap(({ study }) => pointsOf(study));
    isStopped ||= !(await measureInto(batch, points, tools));
  }
  let rounds = 0;
  for (; rounds < most && !isStopped; rounds++) {
    for (const batch of batches) {
      const points = batch.parts.flatMap((part) => pointsBetween(part, rounds));
      if (points.length > 0) isStopped ||= !(await measureInto(batch, points, tools));
    }
  }
  const swept = batches.flatMap(({ parts, because, judgeLevel }) =>
    parts.flatMap((part): Swept[] =>
      part.points.length === 0 ? [] : [{ ...sorted(part), because: because!, judgeLevel }],
    ),
  );
  if (swept.length === 0) throw new StoppedTooEarly('stopped before anything had been simulated');
  return together(grid, swept, isStopped, toolVersion);
}

/** Studies with the same seed and the same rule when to stop; that may look at objectives. */
function batchesOf(studies: readonly Study[]): readonly Batch[] {
  const batches = new Map<string, Study[]>();
  studies.forEach((study, index) => {
    const { seed, run } = study;
    const alone = run.stopping?.until.kind === 'decided' ? index : null;
    const key = JSON.stringify([seed, run, alone]);
    batches.set(key, [...(batches.get(key) ?? []), study]);
  });
  return [...batches.values()].map((own) => ({
    parts: own.map((study) => ({ study, points: [], runs: [], looks: [] })),
    because: null,
    judgeLevel: 0,
  }));
}

/** false where it was stopped early. */
async function measureInto(
  batch: Batch,
  points: readonly Point[],
  tools: SweepTools,
): Promise<boolean> {
  const measured = await measureSome(batch.parts[0]!.study, points, tools);
  if (measured === null) return false;
  batch.because = batch.because === 'stopped early' ? batch.because : measured.because;
  batch.judgeLevel = Math.max(batch.judgeLevel, measured.judgeLevel);
  for (const part of batch.parts) {
    measured.points.forEach((point, index) => {
      if (!part.study.designs.includes(point.design)) return;
      const runs = measured.runs[index]!;
      part.points = [...part.points, point];
      part.runs = [...part.runs, runs];
      part.looks = [...part.looks, lookAt(part.study, point, runs)];
    });
  }
  return measured.because !== 'stopped early';
}

/** At the next load of each design, where the load was varied. */
function pointsBetween({ study, looks }: Part, round: number): readonly Point[] {
  if (study.loads.length < 2) return [];
  return study.designs.flatMap((design) => {
    const own = looks.filter((look) => look.design === design.name);
    const load = nextLoad(
      own.sort((a, b) => a.load - b.load),
      round,
    );
    return load === null ? [] : [pointAt(design, load)];
  });
}

/** By design, then by load. */
function sorted({ study, points, runs, looks }: Part): Part {
  const order = points.map((_, index) => index);
  const rank = new Map(study.designs.map(({ name }, position) => [name, position]));
  const at = (index: number) => rank.get(points[index]!.design.name)!;
  order.sort((a, b) => at(a) - at(b) || points[a]!.load - points[b]!.load);
  return {
    study,
    points: order.map((index) => points[index]!),
    runs: order.map((index) => runs[index]!),
    looks: order.map((index) => looks[index]!),
  };
}
