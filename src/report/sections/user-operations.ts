import { userOperationLatency } from '../charts/user-operation-latency.ts';
import { growthInWords, type UserOperationResult } from '../../plan/index.ts';
import { calmOperation } from '../calm.ts';
import { loadInWords, type DesignView, type Reading } from '../designs.ts';
import {
  cell,
  columns,
  figureBlock,
  tableBlock,
  type Block,
  type Cell,
  type Section,
  type Table,
} from '../document.ts';
import { formatCount, formatEstimate, formatMs, formatShare } from '../format-number.ts';
import { drawnNote } from './by-load-table.ts';
import { estimateCell, latencyCell, noLatency, percentile, shareCell } from './estimates.ts';

/** A table of more rows is folded: with many designs it would be screens long. */
const MOST_OPEN_ROWS = 20;

/** What users of AWS services notice of the key store; null when no workload is a service. */
export function userOperationsSection(reading: Reading): Section | null {
  const rows = reading.designs.flatMap((design) =>
    Object.values(design.atReference.operations).map((operation) => ({ design, operation })),
  );
  if (rows.length === 0) return null;
  const blocks: Block[] = [
    figureBlock({
      id: 'user-operation-latency',
      caption: latencyCaption(rows),
      description:
        'Horizontal bars, one for each user operation of each design: the time that KMS adds to the slowest one in a hundred.',
      spec: userOperationLatency(reading),
      data: operationsTable(rows, reading),
    }),
  ];
  const inFaults = faultsTable(rows);
  if (inFaults) blocks.push(tableBlock(inFaults));
  const caches = cachesTable(reading);
  if (caches) blocks.push(tableBlock(caches));
  return {
    id: 'user-operations',
    title: 'What users notice',
    sentence: sentenceOf(reading.spotlight, rows),
    blocks,
    howToRead: [
      'A user operation is what somebody asks of an AWS service, such as PutObject. The service’s own time is not simulated, so its latency here is what KMS adds: nothing where the service has the key at hand.',
      'KMS calls each is the mean over all operations of the kind; below 1 a cache saves calls.',
      ...(caches
        ? [
            'A hit is a need that an entry of the service’s cache answered without a call to KMS. After an outage everything that expired meanwhile is asked for at once.',
          ]
        : []),
      ...drawnNote(reading),
    ],
  };
}

interface Row {
  readonly design: DesignView;
  readonly operation: UserOperationResult;
}

/** The operation that KMS delays most, of the spotlight or else of any design. */
function slowest(rows: readonly Row[]): Row | null {
  const tail = ({ operation }: Row): number =>
    percentile(calmOperation(operation).latencyMs, 'p99')?.value ?? 0;
  return [...rows].sort((a, b) => tail(b) - tail(a))[0] ?? null;
}

function sentenceOf(spotlight: DesignView | null, rows: readonly Row[]): string {
  const own = rows.filter(({ design }) => design === spotlight);
  const row = slowest(own.length > 0 ? own : rows);
  const p99 = row ? percentile(calmOperation(row.operation).latencyMs, 'p99') : null;
  const growth = row ? calmOperation(row.operation).latencyMs.growthPerSecond : null;
  if (row && growth !== null) {
    return `${row.design.name} is unstable: KMS calls in flight grow by ${growthInWords(growth)}, and what KMS adds to user operations grows with them.`;
  }
  if (!row || !p99) return 'No user operation succeeded.';
  const { operation, kmsCallsPerOperation, successShare } = row.operation;
  const failed =
    successShare.value < 1
      ? ` ${formatShare(Number((1 - successShare.value).toPrecision(3)))} of them fail.`
      : '';
  return `With ${row.design.name}, KMS adds at most ${formatMs(p99.value)} to 99 of 100 ${operation}, at ${formatEstimate(kmsCallsPerOperation, '')} KMS calls each.${failed}`;
}

function latencyCaption(rows: readonly Row[]): string {
  const row = slowest(rows);
  const p99 = row ? percentile(calmOperation(row.operation).latencyMs, 'p99') : null;
  return row && p99 && p99.value > 0
    ? `KMS adds most to ${row.operation.operation} with ${row.design.name}: ${formatMs(p99.value)} at the 99th percentile.`
    : rows.some(({ operation }) => calmOperation(operation).latencyMs.growthPerSecond !== null)
      ? 'User operations of unstable designs have no latency.'
      : 'KMS adds nothing that could be measured to any user operation.';
}

function operationsTable(rows: readonly Row[], reading: Reading): Table {
  return {
    id: 'user-operations-data',
    caption: `User operations at ${loadInWords(reading.referenceLoad)}`,
    columns: columns(
      'Design',
      'Workload',
      'Operation',
      '#Asked for',
      '#Success',
      '#p50',
      '#p99',
      '#KMS calls each',
      '#Tries each',
    ),
    rows: rows.map(({ design, operation }): readonly Cell[] => {
      const { latencyMs } = calmOperation(operation);
      return [
        cell(design.name),
        cell(operation.workload),
        cell(operation.operation),
        cell(formatCount(operation.count)),
        shareCell(operation.successShare),
        latencyCell(latencyMs, 'p50'),
        latencyCell(latencyMs, 'p99'),
        estimateCell(operation.kmsCallsPerOperation, ''),
        estimateCell(operation.triesPerOperation, ''),
      ];
    }),
    isFolded: true,
  };
}

/** Who fails when: success in each phase, fault and time range, and below it p99. */
function faultsTable(rows: readonly Row[]): Table | null {
  const all = [...new Set(rows.flatMap(({ operation }) => Object.keys(operation.phases)))];
  if (all.length === 0) return null;
  const named = all.filter((name) => !PHASES.includes(name));
  const hasFaults = all.includes('before');
  const names = hasFaults ? ['before', ...named, 'after'] : named;
  return {
    id: 'user-operations-in-faults',
    caption: hasFaults
      ? 'User operations that succeed before, during and after, and their p99'
      : 'User operations that succeed in each time range, and their p99',
    columns: columns('Design', 'Operation', ...names.map((name) => `#${name}`)),
    rows: rows.map(({ design, operation }): readonly Cell[] => [
      cell(design.name),
      cell(operation.operation, operation.workload),
      ...names.map((name): Cell => {
        const phase = Object.hasOwn(operation.phases, name) ? operation.phases[name] : undefined;
        if (phase === undefined || phase.count === 0) return cell('–');
        const p99 = percentile(phase.latencyMs, 'p99');
        return cell(
          formatEstimate(phase.successShare, '%'),
          p99 === null ? noLatency(phase.latencyMs) : formatMs(p99.value),
        );
      }),
    ]),
    isFolded: rows.length > MOST_OPEN_ROWS,
  };
}

/** The phases of every run; the others are the faults by their names. */
const PHASES: readonly string[] = ['before', 'faults', 'after'];

function cachesTable(reading: Reading): Table | null {
  const rows = reading.designs.flatMap((design) =>
    Object.entries(design.atReference.caches).map(([workload, cache]): readonly Cell[] => [
      cell(design.name),
      cell(workload),
      cell(formatCount(cache.asked)),
      shareCell(cache.hitShare),
      cell(formatCount(cache.hits)),
    ]),
  );
  if (rows.length === 0) return null;
  return {
    id: 'caches',
    caption: 'Caches between users and KMS, over all replications',
    columns: columns('Design', 'Workload', '#Needs of a key', '#Hit rate', '#KMS calls saved'),
    rows,
    isFolded: rows.length > MOST_OPEN_ROWS,
  };
}
