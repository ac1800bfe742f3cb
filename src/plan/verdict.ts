import type { ObjectiveResult, PointResult, Verdict } from './result.ts';
import { growthInWords } from './stability.ts';
import type { Study } from './study.ts';

/**
 * The answer: the cheapest eligible design that meets every `fail` objective. `warn` objectives
 * never decide.
 */
export function reachVerdict(
  study: Study,
  objectives: readonly ObjectiveResult[],
  points: readonly PointResult[],
): Verdict {
  const eligible = study.designs.filter((design) => design.eligible);
  if (eligible.length === 0) {
    return {
      outcome: 'missed',
      design: null,
      sentence: 'No design of the scenario satisfies its require clause.',
    };
  }
  const deciding = objectives.filter(({ level }) => level === 'fail');
  const judged = eligible.map((design) => {
    const own = deciding.filter((objective) => objective.design === design.name);
    const point = points.find(({ design: name, load }) => name === design.name && load === 1);
    return {
      name: design.name,
      missed: own.filter(({ verdict }) => verdict === 'missed'),
      undecided: own.filter(({ verdict }) => verdict === 'undecided'),
      count: own.length,
      monthUsd: comparable(point?.cost.monthUsd ?? Infinity),
      overload: overloadOf(point),
    };
  });
  const cheapestFirst = judged.sort((a, b) => a.monthUsd - b.monthUsd);
  if (deciding.length === 0) {
    const cheapest = cheapestFirst[0]!;
    return {
      outcome: 'none',
      design: null,
      sentence: `No objectives were given, so nothing is judged; the cheapest eligible design is ${cheapest.name} at ${money(cheapest.monthUsd)} a month${cheapest.overload}.`,
    };
  }
  const met = cheapestFirst.find(
    ({ count, missed, undecided }) => count > 0 && missed.length + undecided.length === 0,
  );
  if (met !== undefined) {
    const others = cheapestFirst.filter(({ monthUsd }) => monthUsd < met.monthUsd).length;
    const reason =
      others === 0
        ? 'the cheapest eligible design'
        : `the cheapest eligible design that does; ${others === 1 ? 'the cheaper one does' : `the ${others} cheaper ones do`} not, or not for certain`;
    return {
      outcome: 'met',
      design: met.name,
      sentence: `${met.name} meets ${allObjectives(met.count)} at ${money(met.monthUsd)} a month: ${reason}${met.overload}.`,
    };
  }
  const open = cheapestFirst.find(({ count, missed }) => count > 0 && missed.length === 0);
  if (open !== undefined) {
    return {
      outcome: 'undecided',
      design: open.name,
      sentence: `Undecided: ${open.name} (${money(open.monthUsd)} a month) misses nothing for certain, but ${open.undecided.map(({ expect }) => `"${expect}"`).join(' and ')} cannot be told apart from its limit with this many replications${open.overload}.`,
    };
  }
  const closest = cheapestFirst
    .filter(({ count }) => count > 0)
    .sort((a, b) => a.missed.length - b.missed.length)[0];
  if (closest === undefined) {
    return {
      outcome: 'missed',
      design: null,
      sentence: 'No objective applies to any eligible design, so none can be recommended.',
    };
  }
  return {
    outcome: 'missed',
    design: null,
    sentence: `No eligible design meets every objective; ${closest.name} comes closest and misses ${closest.missed.map(({ expect }) => `"${expect}"`).join(' and ')}${closest.overload}.`,
  };
}

/** Calls that pile up belong into the answer, whatever the objectives say. */
function overloadOf(point: PointResult | undefined): string {
  const growth = point?.growthPerSecond ?? null;
  return growth === null
    ? ''
    : `; it is unstable, its calls in flight grow by ${growthInWords(growth)}`;
}

/** Less than a dollar of hundreds decides nothing, nor a cent of less: the scenario's own order does. */
function comparable(monthUsd: number): number {
  return monthUsd < 100 ? Math.round(monthUsd * 100) / 100 : Math.round(monthUsd);
}

function allObjectives(count: number): string {
  if (count === 1) return 'its one objective';
  return count === 2 ? 'both objectives' : `all ${count} objectives`;
}

/** Whole dollars with separators; cents below a hundred. */
function money(usd: number): string {
  if (usd < 100 && !Number.isInteger(usd)) return `$${usd.toFixed(2)}`;
  return `$${usd.toFixed(0).replace(/\B(?=(\d{3})+$)/g, ',')}`;
}
