import type { TheoryRow } from '../../plan/index.ts';
import type { Reading } from '../designs.ts';
import { cell, columns, tableBlock, type Block, type Cell, type Table } from '../document.ts';
import { formatCount, formatIn, formatMeasured, formatTimes } from '../format-number.ts';
import { joinInWords, plural } from '../phrases.ts';

/** One row of theory and where it belongs. */
interface PlacedRow {
  readonly design: string;
  readonly load: number;
  readonly row: TheoryRow;
}

const KIND_NAMES = {
  exact: 'exact',
  bound: 'bound',
  approximation: 'approximation, not judged',
  none: 'no formula',
} as const;

/** What queueing theory knows beside what was simulated, and where it knows nothing. */
export function theoryBlocks({ designs }: Reading): readonly Block[] {
  const rows = designs.flatMap((design) =>
    design.points.flatMap(({ load, theory }) =>
      theory.map((row) => ({ design: design.name, load, row })),
    ),
  );
  const known = rows.filter(({ row }) => row.kind !== 'none');
  const unknown = rows.filter(({ row }) => row.kind === 'none');
  return [
    ...(known.length > 0 ? [tableBlock(knownTable(known))] : []),
    ...(unknown.length > 0 ? [tableBlock(unknownTable(unknown))] : []),
  ];
}

/** How many figures are compared with a formula, in words; empty where none is. */
export function theoryInWords({ designs }: Reading): string {
  const rows = designs.flatMap(({ points }) => points.flatMap(({ theory }) => theory));
  const judged = rows.filter(({ holds }) => holds !== null);
  const count = (kind: TheoryRow['kind']) => judged.filter((row) => row.kind === kind).length;
  const parts = [
    [count('exact'), 'with an exact formula'],
    [count('bound'), 'with bounds'],
  ] as const;
  if (judged.length === 0) {
    return rows.length === 0
      ? ''
      : 'No figure was judged by queueing theory: where there is a formula, the run is too short for it; where there is none, the reason is given.';
  }
  const text = parts.flatMap(([number, what]) =>
    number === 0 ? [] : [`${formatCount(number)} ${what}`],
  );
  return `${plural(judged.length, formatCount(judged.length), 'simulated figure')} ${judged.length === 1 ? 'was' : 'were'} compared with queueing theory: ${joinInWords(text)}.`;
}

function knownTable(rows: readonly PlacedRow[]): Table {
  return {
    id: 'theory',
    caption: 'Simulation beside queueing theory',
    columns: columns(
      'Figure',
      'Design',
      '#Load',
      'Kind',
      '#Theory says',
      '#Simulated',
      'Agrees',
      '~Formula',
    ),
    rows: rows.map(({ design, load, row }) => [
      cell(row.name),
      cell(design),
      cell(formatTimes(load)),
      cell(KIND_NAMES[row.kind]),
      cell(valueInWords(row)),
      cell(row.observed === null ? '–' : formatMeasured(row.observed, row.unit)),
      agreement(row.holds),
      cell(row.source),
    ]),
    isFolded: rows.length > 12 && rows.every(({ row }) => row.holds !== false),
  };
}

function valueInWords({ expected, low, high, unit }: TheoryRow): string {
  if (expected !== null) return formatIn(expected, unit);
  if (low !== null && high !== null) return `${formatIn(low, unit)} to ${formatIn(high, unit)}`;
  if (low !== null) return `at least ${formatIn(low, unit)}`;
  return high === null ? '–' : `at most ${formatIn(high, unit)}`;
}

function agreement(holds: boolean | null): Cell {
  if (holds === null) return cell('not judged');
  return holds ? { text: '✓ agrees', tone: 'good' } : { text: '✗ differs', tone: 'bad' };
}

/** Each reason once, with the designs that it is about. */
function unknownTable(rows: readonly PlacedRow[]): Table {
  const reasons = [...new Set(rows.map(({ row }) => row.source))];
  return {
    id: 'no-theory',
    caption: 'Where no formula holds, and why',
    columns: columns('Figure', '~Which assumption fails', '~Designs'),
    rows: reasons.map((reason) => {
      const own = rows.filter(({ row }) => row.source === reason);
      const names = [...new Set(own.map(({ row }) => row.name))];
      const designs = [...new Set(own.map(({ design }) => design))];
      return [cell(joinInWords(names)), cell(reason), cell(joinInWords(designs))];
    }),
    isFolded: false,
  };
}
