import type { PointResult, Result } from '../result.ts';
import type { SensitivityEnd, SensitivityRow } from '../result-analysis.ts';
import type { OnProgress, RunMany } from '../run-many.ts';
import type { Design, MoveFacts, Study } from '../study.ts';
import { REFERENCE_LOAD } from '../point.ts';
import { candidatesOf } from './ends.ts';
import { narrow, turningObjective, type Bracket } from './flips.ts';
import { measureEnds, type Moved } from './measure-ends.ts';
import { pointOf, standingOf, type Standing, type Trial } from './moved-design.ts';
import { sentenceOf, valueInWords } from './sentence.ts';

const STOPPED = 'The sensitivity analysis was stopped early and is left out.';

/**
 * The result with its sensitivity analysis: every movable fact at both ends of its range, alone;
 * what moves the verdict most, and where it flips. It is about the design of the verdict, or about
 * the one that comes closest. The runs use the seeds of the comparison, and so are paired with it.
 *
 * One replication of each end tells which facts matter; only these get all of them. Without a
 * `fail` objective there is no verdict to move, and the result stays as it is.
 */
export async function moveTheFacts(
  study: Study,
  result: Result,
  moveFacts: MoveFacts,
  runMany: RunMany,
  onProgress: OnProgress,
): Promise<Result> {
  const subject = subjectOf(study, result);
  if (subject === null || result.run.isPartial) return result;
  const { design, base, warmUpMs } = subject;
  const trial: Trial = {
    study,
    design: design.name,
    warmUpMs,
    replications: Math.min(study.run.replications, result.run.replications),
    moveFacts,
    runMany,
    onProgress,
  };
  const candidates = candidatesOf(design, study.movable, moveFacts, warmUpMs);
  const moved = await measureEnds(candidates, pointOf(design, warmUpMs), base, trial);
  const flips = moved === null ? null : await narrow(moved.flatMap(bracketsOf(base)), trial);
  if (moved === null || flips === null) {
    return { ...result, warnings: [...result.warnings, STOPPED] };
  }
  return {
    ...result,
    sensitivity: moved.map((own) => rowOf(own, flips)),
    sensitivitySummary: {
      design: design.name,
      margin: base.margin,
      expect: base.expect,
      outcome: base.outcome,
      movedFacts: study.movable.length,
      sentence: sentenceOf(design.name, base, moved, flips),
      hangsOnAssumption: flips.length > 0,
    },
  };
}

interface Subject {
  readonly design: Design;
  readonly base: Standing;
  readonly warmUpMs: number;
}

/** The design of the verdict; without one the eligible design that misses least. */
function subjectOf(study: Study, result: Result): Subject | null {
  const points = result.stores.flatMap((store) => store.points);
  const subjects = study.designs
    .filter(({ eligible }) => eligible)
    .flatMap((design): (Subject & { readonly missed: number })[] => {
      const own = result.objectives.filter((objective) => objective.design === design.name);
      const base = standingOf(own);
      const point = pointAtOne(points, design.name);
      if (base === null || point === undefined) return [];
      const missed = own.filter(({ level, margin }) => level === 'fail' && margin <= 0).length;
      return [{ design, base, warmUpMs: point.settling.warmUpMs, missed }];
    })
    .sort((a, b) => a.missed - b.missed || b.base.margin - a.base.margin);
  const named = subjects.find(({ design }) => design.name === result.verdict.design);
  return named ?? subjects[0] ?? null;
}

function pointAtOne(points: readonly PointResult[], name: string): PointResult | undefined {
  return points.find(({ design, load }) => design === name && load === REFERENCE_LOAD);
}

/** Where an end lies on the other side of the verdict: the fact's value turns it in between. */
function bracketsOf(base: Standing): (moved: Moved) => readonly Bracket[] {
  return ({ candidate: { fact, low, high }, ...standing }) =>
    [
      { value: low.value, standing: standing.low },
      { value: high.value, standing: standing.high },
    ].flatMap((outside) =>
      outside.standing.margin > 0 === base.margin > 0
        ? []
        : [
            {
              fact,
              inside: { value: fact.value, standing: base },
              outside,
              end: outside.standing,
            },
          ],
    );
}

function rowOf(
  { candidate: { fact }, low, high }: Moved,
  flips: readonly Bracket[],
): SensitivityRow {
  const flip = flips.find((own) => own.fact === fact);
  const end = (value: number, standing: Standing): SensitivityEnd => ({
    value: valueInWords(fact, value),
    ...standing,
  });
  return {
    fact: fact.name,
    title: fact.title,
    confidence: fact.confidence,
    base: valueInWords(fact, fact.value),
    low: end(fact.low, low),
    high: end(fact.high, high),
    flip:
      flip === undefined
        ? null
        : {
            from: valueInWords(fact, flip.inside.value),
            to: valueInWords(fact, flip.outside.value),
            expect: turningObjective(flip),
            outcome: flip.end.outcome,
          },
  };
}
