import { lawMean } from '../../kernel/index.ts';
import { meanRate, type WorldConfig } from '../../model/index.ts';
import type { PointResult, Result } from '../result.ts';
import type { Change, Design, Question } from '../study.ts';

/** The design that a page simulates on. */
export interface ChosenDesign {
  /** The scenario with this one design of its store. */
  readonly question: Question;
  readonly design: Design;
  /** As the result names it. */
  readonly name: string;
  /** Its figures at the load nearest to 1. */
  readonly point: PointResult;
  /** What makes the scenario one of this design; to be followed by other changes. */
  readonly changes: readonly Change[];
}

/**
 * The design of the verdict, or else the first that is eligible, read anew from the scenario: a plan
 * or a sweep may have made it. null where the scenario does not give it again.
 */
export function chosenDesign(question: Question, result: Result): ChosenDesign | null {
  const name =
    result.verdict.design ?? result.stores.find(({ eligible }) => eligible)?.points[0]?.design;
  const points = result.stores
    .flatMap((store) => store.points.map((point) => ({ store: store.name, point })))
    .filter(({ point }) => point.design === name)
    .sort((a, b) => Math.abs(a.point.load - 1) - Math.abs(b.point.load - 1));
  const [found] = points;
  if (found === undefined) return null;
  const { store, point } = found;
  for (const read of [(value: unknown) => value, plainValue]) {
    const changes = changesTo(point, read);
    const rewritten = question.rewrite(changes);
    if ('problem' in rewritten) continue;
    const own = rewritten.study.designs.filter((design) => design.store === store);
    if (own.length !== 1) continue;
    return { question: rewritten, design: own[0]!, name: point.design, point, changes };
  }
  return null;
}

function changesTo(
  { coordinates }: PointResult,
  read: (value: unknown) => unknown,
): readonly Change[] {
  const settings = Object.entries(coordinates).filter(([path]) => path !== 'load');
  return [
    { path: ['vary'], value: undefined },
    ...settings.map(([path, value]) => ({ path: stepsOf(path), value: read(value) })),
  ];
}

/** Facts have dots in their names. */
function stepsOf(path: string): readonly string[] {
  const [section = '', ...steps] = path.split('.');
  return section === 'assume' ? [section, steps.join('.')] : [section, ...steps];
}

/** Coordinates are words where the setting is a switch. */
function plainValue(value: unknown): unknown {
  if (value === 'true' || value === 'false') return value === 'true';
  return typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : value;
}

/** Calls and user operations a second at load 1: whichever of them are more. */
export function workPerSecond({ world }: Design, point: PointResult): number {
  const endNs = world.warmUpNs + world.durationNs;
  const due = world.workloads.reduce(
    (sum, { arrivals }) => sum + (meanRate(arrivals, world.warmUpNs, endNs) ?? 0),
    0,
  );
  return Math.max(1, due, point.offeredPerSecond.value / point.load);
}

/** Share by which the load of a piece of the run may differ from that of all of it. */
const MOST_UNSTEADY = 0.1;
/** A piece of bursts has so many rounds of them, or says nothing. */
const LEAST_ROUNDS = 5;

/** Whether the first `durationNs` of the measured time stand for all of it. */
export function isSteady(
  { workloads, warmUpNs, durationNs: all }: WorldConfig,
  durationNs: number,
): boolean {
  return workloads.every(({ arrivals }) => {
    if (arrivals.kind === 'burst') {
      const roundNs = arrivals.states.reduce((sum, { stayNs }) => sum + lawMean(stayNs), 0);
      return roundNs * LEAST_ROUNDS <= durationNs;
    }
    const piece = meanRate(arrivals, warmUpNs, warmUpNs + durationNs);
    const whole = meanRate(arrivals, warmUpNs, warmUpNs + all);
    return piece === null || whole === null || Math.abs(piece / whole - 1) <= MOST_UNSTEADY;
  });
}
