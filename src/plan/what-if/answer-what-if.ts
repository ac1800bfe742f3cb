import type { Tools } from '../answer.ts';
import { assemble, measure, type Measured } from '../compare.ts';
import { REFERENCE_LOAD } from '../point.ts';
import type { Check, Result, Verdict } from '../result.ts';
import type { SettingChange, VariantResult } from '../result-what-if.ts';
import type { Question, Study } from '../study.ts';
import { compareDesigns } from './compare-designs.ts';
import type { Answered } from './objective-changes.ts';
import { measuredOf, pointsOfStudies, worldKey } from './shared-runs.ts';

/** A variant of a scenario as it was asked for: the same seed and run control as the baseline's. */
export interface AskedVariant {
  readonly name: string;
  readonly changes: readonly SettingChange[];
  readonly question: Question;
}

/** A study, what was measured for it, and what came of it. */
interface Side {
  readonly study: Study;
  readonly measured: Measured;
  readonly result: Result;
}

/**
 * The baseline's result at load 1, with what each variant does differently: all designs of all of
 * them see the same calls and the same draws, after the same warm-up. A world that several share is
 * simulated once. Throws StoppedTooEarly.
 */
export async function answerWhatIf(
  baseline: Question,
  variants: readonly AskedVariant[],
  { runMany, onProgress }: Pick<Tools, 'runMany' | 'onProgress'>,
  toolVersion: string,
): Promise<Result> {
  const study = atReference(baseline.study);
  const others = variants.map(({ question }) => atReference(question.study));
  const points = pointsOfStudies([study, ...others]);
  const measured = await measure(study, points, runMany, onProgress);
  const sideOf = (own: Study): Side => {
    const part = measuredOf(own, measured);
    return { study: own, measured: part, result: assemble(own, part, toolVersion) };
  };
  const base = sideOf(study);
  const sides = others.map(sideOf);
  const results = sides.map((side, index) => compareSides(base, side, variants[index]!));
  const { result } = base;
  return {
    ...result,
    warnings: [
      ...result.warnings,
      ...sides.flatMap((side, index) =>
        side.result.warnings
          .filter((warning) => !result.warnings.includes(warning))
          .map((warning) => `${variants[index]!.name}: ${warning}`),
      ),
    ],
    run: {
      ...result.run,
      events: measured.runs.flat().reduce((sum, run) => sum + run.events, 0),
      isPartial: [base, ...sides].some((side) => side.result.run.isPartial),
    },
    checks: [
      ...result.checks,
      ...sides.flatMap((side, index) => checksOf(base, side, variants[index]!)),
    ],
    whatIf: {
      pairing: pairingOf(measured, study),
      replications: Math.min(...measured.runs.map((runs) => runs.length)),
      variants: results,
    },
  };
}

function atReference(study: Study): Study {
  return { ...study, loads: [REFERENCE_LOAD] };
}

function compareSides(base: Side, side: Side, { name, changes }: AskedVariant): VariantResult {
  const names = new Set([...base.study.designs, ...side.study.designs].map((own) => own.name));
  const level = base.study.run.confidence;
  const compared = [...names].map((design) => ({
    design,
    found: compareDesigns(answeredOf(base, design), answeredOf(side, design), level),
  }));
  const { verdict, fingerprint } = side.result;
  return {
    name,
    changes,
    designs: compared.flatMap(({ found }) => found ?? []),
    unchanged: compared.filter(({ found }) => found === null).map(({ design }) => design),
    verdict,
    sentence: sentenceOf(base.result.verdict, verdict),
    fingerprint,
  };
}

function answeredOf({ study, measured, result }: Side, name: string): Answered | null {
  const index = study.designs.findIndex((design) => design.name === name);
  if (index < 0) return null;
  const point = result.stores
    .flatMap((store) => store.points)
    .find(({ design }) => design === name)!;
  return { study, result, design: study.designs[index]!, point, runs: measured.runs[index]! };
}

function sentenceOf(before: Verdict, after: Verdict): string {
  return before.sentence === after.sentence
    ? `The answer stays: ${after.sentence}`
    : after.sentence;
}

/** Those of designs that only the variant has, under its name. */
function checksOf(base: Side, side: Side, { name }: AskedVariant): readonly Check[] {
  const known = new Set(base.study.designs.map(worldKey));
  const own = side.study.designs.filter((design) => !known.has(worldKey(design)));
  return side.result.checks
    .filter(({ design }) => own.some((made) => made.name === design))
    .map((check) => ({ ...check, design: `${check.design} (${name})` }));
}

function pairingOf({ runs, points }: Measured, { run }: Study): string {
  const counts = runs.map((own) => own.length);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  const count = least === most ? `${least}` : `${least} to ${most}`;
  if (most === 1) {
    return 'One replication of each, with the same random numbers: there is nothing to tell a difference from chance by. Give run.replications, 5 or more.';
  }
  const warmUp = run.warmUp === 'given' || points.length === 0 ? '' : ', after the same warm-up';
  return `${count} paired replications: the baseline and its variants see the same calls and the same luck (common random numbers)${warmUp}, at load 1.`;
}
