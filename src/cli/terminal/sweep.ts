import Table from 'cli-table3';
import {
  percentileName,
  type PointResult,
  type Result,
  type SweepResult,
} from '../../plan/index.ts';
import {
  calmLatency,
  formatNumber,
  formatRoundShare,
  formatTimes,
  formatUsd,
} from '../../report/index.ts';
import { plainBorders } from './borders.ts';
import type { SummaryStyle } from './judged.ts';
import { indented, wrapped } from './lines.ts';

/** More rows do not fit a screen: the designs that they belong to are left to the report. */
const MOST_ROWS = 24;
/** Columns that the figures leave for a design's name, of 80. */
const NAME_WIDTH = 34;

/** What a sweep found, a line for each design and load of the grid, and where the designs bend. */
export function sweepLines(result: Result, sweep: SweepResult, style: SummaryStyle): string[] {
  const points = gridPoints(result, sweep);
  const names = [...new Set(points.map(({ design }) => design))];
  const shown = firstThatFit(names, points, result.verdict.design);
  const rest = names.length - shown.length;
  return [
    ...wrapped(sweep.sentence),
    '',
    tableOf(shown, points, style),
    'Loads as multiples of the scenario’s; thrott.: calls that end throttled.',
    ...(rest > 0 ? [`And ${rest} more ${rest === 1 ? 'design' : 'designs'} in the report.`] : []),
    ...knees(sweep, shown),
  ];
}

/** Loads put in between would make the table as long as the report's. */
function gridPoints({ stores }: Result, { refined }: SweepResult): readonly PointResult[] {
  return stores
    .flatMap(({ points }) => points)
    .filter(
      ({ design, load }) =>
        !refined.some((own) => own.design === design && own.loads.includes(load)),
    );
}

/** As many designs as there is room for: that of the verdict, and the others in their order. */
function firstThatFit(
  names: readonly string[],
  points: readonly PointResult[],
  chosen: string | null,
): readonly string[] {
  const rowsOf = (name: string) => points.filter(({ design }) => design === name).length;
  let room = MOST_ROWS - (chosen === null ? 0 : rowsOf(chosen));
  const shown = names.filter((name) => {
    if (name === chosen) return true;
    room -= rowsOf(name);
    return room >= 0;
  });
  return shown.length > 0 ? shown : names.slice(0, 1);
}

function tableOf(
  names: readonly string[],
  points: readonly PointResult[],
  { hasSigns }: SummaryStyle,
): string {
  const head = ['design', 'load', 'thrott.', 'p99 ms', 'busiest', '$/month'];
  const table = new Table({
    head,
    colAligns: head.map((_, column) => (column === 0 ? 'left' : 'right')),
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 0 },
    chars: plainBorders(hasSigns),
  });
  for (const name of names) {
    points
      .filter(({ design }) => design === name)
      .forEach((point, index) => {
        const label = index === 0 ? wrapped(name, NAME_WIDTH).join('\n') : '';
        table.push([label, ...figuresOf(point)]);
      });
  }
  return table.toString();
}

function figuresOf(point: PointResult): string[] {
  const shares = Object.values(point.stations).map(({ utilisationShare }) => utilisationShare);
  const busiest = Math.max(-1, ...shares.map(({ value }) => value));
  const { growthPerSecond, percentiles } = calmLatency(point).latencyMs;
  const p99 = percentiles[percentileName(0.99)];
  return [
    formatTimes(point.load),
    formatRoundShare(point.throttledShare.value),
    growthPerSecond !== null ? 'unstable' : p99 === undefined ? '-' : formatNumber(p99.value),
    busiest < 0 ? '-' : `${(busiest * 100).toFixed(0)} %`,
    formatUsd(point.cost.monthUsd),
  ];
}

/** Of the designs in the table: between which loads each stops to carry the load, and how it fails. */
function knees({ knees: found }: SweepResult, shown: readonly string[]): string[] {
  const lines = found
    .filter(({ design }) => shown.includes(design))
    .flatMap(({ design, carriesUpToLoad, breaksAtLoad, because }) => {
      const carries =
        carriesUpToLoad === null
          ? 'carries none of the loads'
          : `carries ${formatTimes(carriesUpToLoad)}`;
      const breaks =
        breaksAtLoad === null ? ', the highest' : `; at ${formatTimes(breaksAtLoad)} it ${because}`;
      return wrapped(`${design}: ${carries}${breaks}`);
    });
  return lines.length === 0 ? [] : ['', 'Highest load that each carries:', ...indented(lines)];
}
