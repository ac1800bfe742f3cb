import type { Check, CryptoResult, TheoryCheck } from '../../plan/index.ts';
import type { Reading } from '../designs.ts';
import {
  cell,
  columns,
  tableBlock,
  type Block,
  type Cell,
  type Section,
  type Table,
} from '../document.ts';
import {
  formatCount,
  formatDuration,
  formatIn,
  formatMeasured,
  formatRoundShare,
  formatTimes,
} from '../format-number.ts';
import { plural } from '../phrases.ts';

/** The evidence that the simulation itself is sound, and what it does not prove. */
export function trustSection(reading: Reading): Section {
  const { result } = reading;
  const theory = reading.designs.flatMap((design) =>
    design.points.flatMap((point) =>
      point.theory.map((row) => ({ design: design.name, load: point.load, row })),
    ),
  );
  const blocks: Block[] = [
    { kind: 'prose', paragraphs: [runInWords(reading), cryptoInWords(reading)] },
  ];
  if (theory.length > 0) blocks.push(tableBlock(theoryTable(theory)));
  if (result.checks.length > 0) blocks.push(tableBlock(checksTable(result.checks)));
  return {
    id: 'trust',
    title: 'Can this be trusted?',
    sentence: trustSentence(
      result.checks,
      theory.map(({ row }) => row),
    ),
    blocks,
    howToRead: [
      'Checks compare two ways of counting the same thing inside the simulation. Little’s law says that the number of commands in a queue is their rate times their time in it; both sides are measured separately.',
      'Passing checks show that the simulation computes what it was told to compute. Whether it was told the right thing depends on the inputs marked “assumed”.',
    ],
  };
}

function trustSentence(checks: readonly Check[], theory: readonly TheoryCheck[]): string {
  const all = checks.length + theory.length;
  if (all === 0) return 'The result carries no checks.';
  const failed =
    checks.filter((check) => !check.holds).length + theory.filter((row) => !row.holds).length;
  const withTheory =
    theory.length > 0
      ? `, ${plural(theory.length, formatCount(theory.length), 'comparison')} with queueing theory among them`
      : '';
  return failed === 0
    ? `All ${plural(all, formatCount(all), 'check')} of the simulation against itself hold${withTheory}.`
    : `${formatCount(failed)} of ${plural(all, formatCount(all), 'check')} fail: do not rely on this result before the cause is known.`;
}

function runInWords(reading: Reading): string {
  const { run } = reading.result;
  const method = reading.spotlight?.atReference.latencyMs.mean.method ?? '';
  return [
    run.replications === 1
      ? 'One replication: there are no intervals, and a different seed would give somewhat different numbers.'
      : `${formatCount(run.replications)} replications of ${formatDuration(run.durationMs)}; ${formatRoundShare(run.confidence)} intervals${method === '' ? '' : ` (${method})`}.`,
    `Warm-up, not counted: ${run.warmUpMs === 0 ? 'none' : formatDuration(run.warmUpMs)} (${run.warmUpRule}).`,
    `${formatCount(run.events)} events were simulated.`,
  ].join(' ');
}

function cryptoInWords(reading: Reading): string {
  const results = reading.designs.flatMap((design) => design.points.map((point) => point.crypto));
  const sum = (read: (crypto: CryptoResult) => number): number =>
    results.reduce((total, crypto) => total + read(crypto), 0);
  const first = results[0];
  if (!first) return '';
  if (first.mode === 'off' && sum((crypto) => crypto.operations) === 0) {
    return 'Cryptography: no AES operation was really carried out (crypto: off); timing does not depend on it.';
  }
  const scope =
    first.mode === 'every'
      ? 'every operation'
      : `one operation in ${formatCount(first.sampleOneIn)}`;
  const refused = sum((crypto) => crypto.refused);
  return [
    `Cryptography: ${scope} was really carried out with AES-256-GCM under keys held by the simulated HSMs: ${formatCount(sum((crypto) => crypto.operations))} in all. ${formatCount(sum((crypto) => crypto.verified))} decrypted plaintexts were compared with what had been encrypted.`,
    refused > 0
      ? `${plural(refused, formatCount(refused), 'decrypt')} with a wrong encryption context ${refused === 1 ? 'was' : 'were'} really refused.`
      : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function holdsCell(holds: boolean): Cell {
  return holds ? { text: '✓ holds', tone: 'good' } : { text: '✗ fails', tone: 'bad' };
}

function theoryTable(
  rows: readonly { readonly design: string; readonly load: number; readonly row: TheoryCheck }[],
): Table {
  return {
    id: 'theory',
    caption: 'Simulation against queueing theory, where a formula exists',
    columns: columns('Formula', 'Design', '#Load', '#Formula says', '#Simulated', 'Agrees'),
    rows: rows.map(({ design, load, row }) => [
      cell(row.name),
      cell(design),
      cell(formatTimes(load)),
      cell(formatIn(row.expected, row.unit)),
      cell(formatMeasured(row.observed, row.unit)),
      holdsCell(row.holds),
    ]),
    isFolded: rows.length > 12,
  };
}

/** Failed checks one by one; of those that hold, one row a name with the closest call. */
function checksTable(checks: readonly Check[]): Table {
  const failed = checks.filter((check) => !check.holds);
  const names = [...new Set(checks.filter((check) => check.holds).map((check) => check.name))];
  return {
    id: 'checks',
    caption: 'Checks of the simulation against itself',
    columns: columns(
      'Check',
      'Result',
      'Closest call',
      '#Expected',
      '#Found',
      '#Allowed difference',
    ),
    rows: [
      ...failed.map((check) => [cell(check.name), holdsCell(false), ...numbersOf(check)]),
      ...names.flatMap((name) => {
        const held = checks.filter((check) => check.name === name && check.holds);
        const closest = [...held].sort((a, b) => strain(b) - strain(a))[0];
        return closest
          ? [
              [
                cell(name),
                {
                  ...holdsCell(true),
                  detail: plural(held.length, formatCount(held.length), 'time'),
                },
                ...numbersOf(closest),
              ],
            ]
          : [];
      }),
    ],
    isFolded: failed.length === 0,
  };
}

/** How much of the allowed difference a check uses. */
function strain(check: Check): number {
  const difference = Math.abs(check.observed - check.expected);
  return difference === 0 ? 0 : difference / check.tolerance;
}

function numbersOf(check: Check): readonly Cell[] {
  return [
    cell(check.design),
    cell(formatIn(check.expected, check.unit)),
    cell(formatIn(check.observed, check.unit)),
    cell(check.tolerance === 0 ? 'none' : formatIn(check.tolerance, check.unit), check.rule),
  ];
}
