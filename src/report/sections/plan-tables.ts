import type {
  ObjectiveResult,
  PlanCandidate,
  PlanCondition,
  PlanResult,
} from '../../plan/index.ts';
import { cell, columns, type Cell, type Table } from '../document.ts';
import { formatCount, formatUsd } from '../format-number.ts';
import { candidateNamed, capital, chosenOf, ruledOutBy, priceDifference } from '../plan-words.ts';
import { estimateCell } from './estimates.ts';
import { addedCell, candidateCell, measuredCell, overallCell } from './plan-cells.ts';

/** The objectives of one design in each condition, and its figures under them. */
export function conditionsTable({ name, conditions }: PlanCandidate): Table {
  const figure = (title: string, write: (condition: PlanCondition) => Cell): readonly Cell[] => [
    cell(title),
    ...conditions.map(write),
  ];
  return {
    id: 'plan-conditions',
    caption: `${name} against the objectives`,
    columns: columns('Rule', ...conditions.map(({ name: own }) => `#${capital(own)}`)),
    rows: [
      ...ruleRows(conditions),
      figure('All rules together', ({ verdict }) => overallCell(verdict)),
      figure('p99 of latency', ({ p99Ms }) =>
        p99Ms === null ? cell('–') : estimateCell(p99Ms, 'ms'),
      ),
      figure('p99 of added latency', addedCell),
      figure('Success', ({ successShare }) => estimateCell(successShare, '%')),
      figure('Busiest HSM', ({ busiestShare }) =>
        busiestShare === null ? cell('–') : estimateCell(busiestShare, '%'),
      ),
    ],
    isFolded: false,
  };
}

/** A row for each rule; what is asked before the scenario's faults is asked all the while of a loss. */
function ruleRows(conditions: readonly PlanCondition[]): readonly (readonly Cell[])[] {
  const rows = new Map<string, Map<PlanCondition, ObjectiveResult>>();
  for (const condition of conditions) {
    const seen = new Map<string, number>();
    for (const objective of condition.objectives) {
      const rule = objective.expect.replace(/, (?:before|during|after) .*$/, '');
      const count = (seen.get(rule) ?? 0) + 1;
      seen.set(rule, count);
      const key = `${rule} ${count}`;
      rows.set(key, (rows.get(key) ?? new Map()).set(condition, objective));
    }
  }
  return [...rows.values()].map((own) => {
    const [{ expect, level } = { expect: '', level: 'fail' }] = own.values();
    return [
      level === 'warn' ? cell(expect, 'a warning only') : cell(expect),
      ...conditions.map((condition): Cell => {
        const objective = own.get(condition);
        return objective === undefined ? cell('–') : measuredCell(objective);
      }),
    ];
  });
}

/** Why not smaller: each neighbour with what it fails. */
export function smallerTable(plan: PlanResult): Table {
  const own = chosenOf(plan)?.monthUsd ?? null;
  return {
    id: 'plan-smaller',
    caption: 'Why not smaller',
    columns: columns('Design', '#$/month', '~Why it fails'),
    rows: plan.smaller.map(({ name, monthUsd, fails }) => [
      candidateCell(name, candidateNamed(plan, name)),
      own === null
        ? cell(formatUsd(monthUsd))
        : cell(formatUsd(monthUsd), priceDifference(monthUsd - own)),
      { text: `✗ ${fails}`, tone: 'bad' },
    ]),
    isFolded: false,
  };
}

/** More than these are no alternatives any more; the table of all designs has them. */
const MOST_NEXT_BEST = 5;

/** Designs that would do as well, and what they cost more. */
export function nextBestTable(plan: PlanResult): Table {
  const own = chosenOf(plan)?.monthUsd ?? 0;
  return {
    id: 'plan-next-best',
    caption: 'The next best designs: they meet the objectives too',
    columns: columns('Design', '#$/month', '#Added p99, as asked', '#Worst of all conditions'),
    rows: plan.nextBest.slice(0, MOST_NEXT_BEST).flatMap((name) => {
      const candidate = candidateNamed(plan, name);
      if (candidate === null) return [];
      return [
        [
          candidateCell(name, candidate),
          cell(formatUsd(candidate.monthUsd), priceDifference(candidate.monthUsd - own)),
          addedCell(candidate.conditions[0]),
          addedCell(slowest(candidate)),
        ],
      ];
    }),
    isFolded: false,
  };
}

/** The condition with the highest added p99; one that has none is beyond them all. */
function slowest({ conditions }: PlanCandidate): PlanCondition | undefined {
  return [...conditions].sort((a, b) => addedMs(b) - addedMs(a))[0];
}

function addedMs({ p99AddedMs }: PlanCondition): number {
  return p99AddedMs?.value ?? Infinity;
}

export function increasesTable({ increases }: PlanResult): Table {
  return {
    id: 'plan-increases',
    caption: 'To ask AWS for before it can be built',
    columns: columns('Quota', '#Now', '#Needed', '~Source'),
    rows: increases.map(({ quota, from, to, source }) => [
      cell(quota),
      cell(formatCount(from)),
      { text: `! ${formatCount(to)}`, tone: 'open' },
      cell(source),
    ]),
    isFolded: false,
  };
}

export function screenedTable({ screened }: PlanResult): Table {
  return {
    id: 'plan-screened',
    caption: 'Ruled out by arithmetic',
    columns: columns('Designs', '#How many', '~Why', 'Rests on'),
    rows: screened.map(({ designs, count, reason, limit }) => [
      cell(designs),
      cell(formatCount(count)),
      cell(reason),
      cell(ruledOutBy(limit)),
    ]),
    isFolded: true,
  };
}
