import type { Check, CryptoResult, RunFacts } from '../../plan/index.ts';
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
import { formatCount, formatDuration, formatIn, formatRoundShare } from '../format-number.ts';
import { plural } from '../phrases.ts';
import { settlingBlocks } from './settling.ts';
import { theoryBlocks, theoryInWords } from './theory.ts';

/** The evidence that the simulation itself is sound, and what it does not prove. */
export function trustSection(reading: Reading): Section {
  const { result } = reading;
  const blocks: Block[] = [
    { kind: 'prose', paragraphs: [runInWords(reading), cryptoInWords(reading)] },
    ...theoryBlocks(reading),
  ];
  if (result.checks.length > 0) blocks.push(tableBlock(checksTable(result.checks)));
  blocks.push(...settlingBlocks(reading));
  return {
    id: 'trust',
    title: 'Can this be trusted?',
    sentence: [trustSentence(result.checks), theoryInWords(reading)]
      .filter((part) => part !== '')
      .join(' '),
    blocks,
    howToRead: [
      'Checks compare two ways of counting the same thing inside the simulation. Little’s law says that the number of commands in a queue is their rate times their time in it; both sides are measured separately.',
      'Queueing theory has formulas for simple systems. An exact formula must be met, a bound must not be broken: a figure fails only where chance would do it less than once in ten thousand runs, and then the fault is this tool’s. An approximation is shown for comparison and judged by nobody.',
      'Passing checks show that the simulation computes what it was told to compute. Whether it was told the right thing depends on the inputs marked “assumed”.',
    ],
  };
}

function trustSentence(checks: readonly Check[]): string {
  const all = checks.length;
  if (all === 0) return 'The result carries no checks.';
  const failed = checks.filter((check) => !check.holds).length;
  return failed === 0
    ? `All ${plural(all, formatCount(all), 'check')} of the simulation hold.`
    : `${formatCount(failed)} of ${plural(all, formatCount(all), 'check')} fail: do not rely on this result before the cause is known.`;
}

function runInWords(reading: Reading): string {
  const { run } = reading.result;
  const method = reading.spotlight?.atReference.latencyMs.mean?.method ?? '';
  return [
    run.mostReplications === 1
      ? `One replication of ${formatDuration(run.durationMs)}: where its parts can be compared, ${formatRoundShare(run.confidence)} intervals come from them${method === '' ? '' : ` (${method})`}; other figures have none.`
      : `${replicationsInWords(run)} of ${formatDuration(run.durationMs)}; ${formatRoundShare(run.confidence)} intervals${method === '' ? '' : ` (${method})`}.`,
    `Warm-up, not counted: ${run.warmUpMs === 0 ? 'none' : formatDuration(run.warmUpMs)} (${run.warmUpRule}).`,
    `${formatCount(run.events)} events were simulated.`,
  ].join(' ');
}

const REASONS: Readonly<Record<string, string>> = {
  'precise enough': ', until the intervals were as narrow as asked,',
  decided: ', until the objectives were decided,',
  'bound reached': ', up to the bound that was set,',
};

/** `4 replications`, `10 to 37 replications, until the objectives were decided,`. */
function replicationsInWords({ replications, mostReplications, stoppedBecause }: RunFacts): string {
  const count =
    replications === mostReplications
      ? formatCount(replications)
      : `${formatCount(replications)} to ${formatCount(mostReplications)}`;
  return `${count} replications${REASONS[stoppedBecause] ?? ''}`;
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
  const verified = sum((crypto) => crypto.verified);
  const refused = sum((crypto) => crypto.refused);
  return [
    `Cryptography: ${scope} was really carried out with AES-256-GCM under keys held by the simulated HSMs: ${formatCount(sum((crypto) => crypto.operations))} in all. ${verified === 0 ? 'None of them decrypted anything that could be compared.' : `${plural(verified, formatCount(verified), 'decrypted plaintext')} ${verified === 1 ? 'was' : 'were'} compared with what had been encrypted.`}`,
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
