import type { Assumption } from '../../plan/index.ts';
import { kindInWords, type Reading } from '../designs.ts';
import {
  cell,
  columns,
  tableBlock,
  type Block,
  type Cell,
  type Section,
  type Table,
} from '../document.ts';
import { formatCount, formatDuration, formatTimes } from '../format-number.ts';
import { joinInWords, plural } from '../phrases.ts';
import { workloadSentences } from './workload-prose.ts';

/** What was asked, and every input the answer rests on. */
export function questionSection(reading: Reading): Section {
  const { result } = reading;
  const assumed = result.assumptions.filter(isAssumed);
  const replaced = result.assumptions.filter((each) => each.setBy !== 'default');
  const total = result.assumptions.length;
  return {
    id: 'question',
    title: 'What was asked and assumed',
    sentence:
      total === 0
        ? 'The result lists no assumptions.'
        : `The answer rests on ${plural(total, formatCount(total), 'input')} from outside; ${countOf(assumed.length)} assumed, because no published figure exists, and ${countOf(replaced.length)} set by the scenario or the command line.`,
    blocks: [
      {
        kind: 'prose',
        paragraphs: [
          designSentence(reading),
          ...workloadSentences(result.scenario),
          runSentence(reading),
        ],
      },
      ...notesTable(reading),
      ...inputTables(result.assumptions),
    ],
    howToRead: [
      '“Assumed” marks a value that AWS does not publish and nobody has measured for this report. Replace it with your own measurement under assume: in the scenario, and run again.',
      'cksim explain NAME, with a name from the first column, prints what else is known about an input.',
      '“As of” is the date of the source, or of the collection where the source bears none. AWS changes quotas and prices; check old ones.',
    ],
  };
}

/** What somebody who chose a design should know, where there is something to know. */
function notesTable(reading: Reading): Block[] {
  const rows = reading.designs.flatMap((design) =>
    design.atReference.notes.map((note): readonly Cell[] => [cell(design.name), cell(note)]),
  );
  if (rows.length === 0) return [];
  const table: Table = {
    id: 'design-notes',
    caption: 'Before you choose',
    columns: columns('Design', '~Note'),
    rows,
    isFolded: false,
  };
  return [tableBlock(table)];
}

function countOf(count: number): string {
  return count === 0 ? 'none is' : count === 1 ? '1 is' : `${formatCount(count)} are`;
}

function isAssumed(assumption: Assumption): boolean {
  return assumption.confidence === 'assumption' || assumption.confidence === 'inferred';
}

function designSentence(reading: Reading): string {
  const { result, designs, loads } = reading;
  const stores = result.stores.map((store) => `${store.name} (${kindInWords(store.kind)})`);
  const steps =
    loads.length > 1 ? `, each at ${joinInWords(loads.map(formatTimes))} the scenario’s load` : '';
  return `In ${result.region}, ${plural(designs.length, formatCount(designs.length), 'design')} of ${plural(stores.length, formatCount(stores.length), 'store')} met the same arriving calls: ${joinInWords(stores)}${steps}.`;
}

function runSentence(reading: Reading): string {
  const { run } = reading.result;
  return `Each design was simulated ${run.replications === 1 ? 'once' : `${formatCount(run.replications)} times with different random numbers`}, for ${formatDuration(run.durationMs)} of measured time after a warm-up of ${run.warmUpMs === 0 ? 'nothing' : formatDuration(run.warmUpMs)}.`;
}

const CONFIDENCE: Readonly<Record<string, Cell>> = {
  documented: cell('documented'),
  'documented-old': cell('documented', 'in an older source'),
  'price-list-third-party': cell('price list', 'as copied by a third party'),
  'measured-third-party': cell('measured', 'by a third party'),
  inferred: { text: '! inferred', detail: 'from documented facts', tone: 'assumed' },
  assumption: { text: '! assumed', tone: 'assumed' },
};

/** How far a fact can be trusted, in words; what nobody publishes is marked. */
export function confidenceCell(confidence: string): Cell {
  return CONFIDENCE[confidence] ?? cell(confidence);
}

function deservesLook(assumption: Assumption): boolean {
  return isAssumed(assumption) || assumption.setBy !== 'default';
}

/** What deserves a look first, in the open: what nobody publishes, and what somebody replaced. */
function inputTables(assumptions: readonly Assumption[]): Block[] {
  const open = assumptions.filter(deservesLook);
  const settled = assumptions.filter((each) => !deservesLook(each));
  return [
    ...(open.length > 0
      ? [tableBlock(inputTable('assumptions', 'Assumed or replaced inputs', open, false))]
      : []),
    ...(settled.length > 0
      ? [tableBlock(inputTable('documented', 'Documented inputs, as published', settled, true))]
      : []),
  ];
}

function inputTable(
  id: string,
  caption: string,
  assumptions: readonly Assumption[],
  isFolded: boolean,
): Table {
  return {
    id,
    caption,
    columns: columns(
      '~Input',
      'Value',
      'Plausible range',
      'Confidence',
      '~Source',
      'As of',
      'Set by',
    ),
    rows: assumptions.map((each) => [
      cell(each.title, each.name),
      cell(each.value),
      cell(each.range ?? '–'),
      confidenceCell(each.confidence),
      cell(each.source),
      { text: each.asOf, tone: 'date' },
      each.setBy === 'default' ? cell('default') : { text: each.setBy, tone: 'open' },
    ]),
    isFolded,
  };
}
