import type { ObjectiveResult, PointResult, Result } from '../result.ts';
import type { BeforeAfter, SettingChange, VariantDesign, WhatIfResult } from '../result-what-if.ts';
import { REFERENCE_LOAD } from '../point.ts';
import { bottleneckOf } from '../what-if/compare-designs.ts';
import { metricsBetween } from './metrics-between.ts';
import { changesOfScenario } from './scenario-changes.ts';

/** Two results side by side, in the form of a baseline and a variant. */
export interface DiffResult extends WhatIfResult {
  readonly isPaired: boolean;
}

/**
 * What the second result does differently from the first, design by design at load 1. Paired only
 * where both saw the same calls: otherwise their intervals are taken for independent ones, and the
 * pairing says why.
 */
export function diffResults(before: Result, after: Result, name: string): DiffResult {
  const reason = whyNotPaired(before, after);
  const isPaired = reason === null;
  const [old, now] = [pointsOf(before), pointsOf(after)];
  const names = [...new Set([...old.keys(), ...now.keys()])];
  const level = before.run.confidence;
  const designs = names.map((design): VariantDesign => {
    const [a, b] = [old.get(design) ?? null, now.get(design) ?? null];
    const both = <T>(of: (point: PointResult) => T): BeforeAfter<T> => ({
      before: a && of(a),
      after: b && of(b),
    });
    return {
      design,
      presence: a === null ? 'added' : b === null ? 'removed' : 'both',
      isSimulatedAnew: true,
      eligible: { before: eligibleIn(before, design), after: eligibleIn(after, design) },
      metrics: a === null || b === null ? [] : metricsBetween(a, b, isPaired, level),
      objectives: rulesOf(before, after, design),
      bottleneck: both(bottleneckOf),
      monthUsd: both(({ cost }) => cost.monthUsd),
    };
  });
  const isSame = ({ design, presence }: VariantDesign) =>
    presence === 'both' && JSON.stringify(old.get(design)) === JSON.stringify(now.get(design));
  return {
    isPaired,
    pairing: isPaired
      ? 'Paired by replication: both results saw the same calls and the same luck (same version, seed, length, warm-up and workloads).'
      : `Not paired, since ${reason}: the intervals of both are taken for independent ones, which makes those of the differences wide.`,
    replications: Math.min(before.run.replications, after.run.replications),
    variants: [
      {
        name,
        changes: [...provenance(before, after), ...changesOfScenario(before, after)],
        designs: designs.filter((design) => !isSame(design)),
        unchanged: designs.filter(isSame).map(({ design }) => design),
        verdict: after.verdict,
        sentence:
          before.verdict.sentence === after.verdict.sentence
            ? `The answer stays: ${after.verdict.sentence}`
            : after.verdict.sentence,
        fingerprint: after.fingerprint,
      },
    ],
  };
}

/** What makes the runs of two results incomparable pair by pair; null where they can be paired. */
function whyNotPaired(before: Result, after: Result): string | null {
  if (before.tool !== after.tool) {
    return `version ${before.tool} made the one and ${after.tool} the other`;
  }
  if (before.seed !== after.seed) return `their seeds differ (${before.seed}, ${after.seed})`;
  if (before.run.durationMs !== after.run.durationMs)
    return 'their measured times differ in length';
  if (before.run.warmUpMs !== after.run.warmUpMs) return 'their warm-ups differ in length';
  if (workloadsIn(before) !== workloadsIn(after)) return 'their workloads differ';
  const [a, b] = [before.run.replications, after.run.replications];
  return Math.min(a, b) < 2 ? 'one of them has a single replication' : null;
}

function workloadsIn({ scenario }: Result): string {
  const isMap = typeof scenario === 'object' && scenario !== null;
  return isMap && 'workloads' in scenario ? JSON.stringify(scenario.workloads) : '';
}

function pointsOf({ stores }: Result): ReadonlyMap<string, PointResult> {
  const points = stores.flatMap((store) => store.points);
  return new Map(
    points.filter(({ load }) => load === REFERENCE_LOAD).map((point) => [point.design, point]),
  );
}

function eligibleIn({ stores }: Result, design: string): boolean | null {
  const store = stores.find(({ points }) => points.some((point) => point.design === design));
  return store === undefined ? null : store.eligible;
}

function rulesOf(before: Result, after: Result, design: string): VariantDesign['objectives'] {
  const of = ({ objectives }: Result) => objectives.filter((own) => own.design === design);
  const [old, now] = [of(before), of(after)];
  return [...new Set([...now, ...old].map(({ expect }) => expect))].map((expect) => {
    const [a, b] = [old, now].map((list) => list.find((own) => own.expect === expect));
    const { level, unit } = (b ?? a)!;
    return { expect, level, unit, before: told(a), after: told(b), difference: null };
  });
}

function told(own: ObjectiveResult | undefined) {
  return own === undefined ? null : { verdict: own.verdict, measured: own.measured };
}

function provenance(before: Result, after: Result): readonly SettingChange[] {
  const rows: readonly (readonly [string, string, string])[] = [
    ['version of cksim', before.tool, after.tool],
    ['seed', before.seed, after.seed],
    ['replications', String(before.run.replications), String(after.run.replications)],
  ];
  return rows
    .filter(([, old, now]) => old !== now)
    .map(([path, old, now]) => ({ sign: '~', path, before: old, after: now }));
}
