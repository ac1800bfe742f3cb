import type { GroupResult, PointResult, Result } from '../../plan/index.ts';
import {
  latencyNames,
  latencyRow,
  ranged,
  rangedNames,
  type CsvTable,
  type Row,
} from './csv-table.ts';

/** Tables with several rows a design and load; all begin with the columns that say which. */
export const TABLES_OF_POINTS: readonly CsvTable<Result>[] = [
  ofPoints(
    'limits',
    ['limit', 'capacityPerSecond', 'usedShare', 'binds', 'confidence', 'source', 'remedy'],
    ({ limits }) => limits.map(({ name, ...own }) => ({ limit: name, ...own })),
  ),
  ofPoints(
    'stations',
    [
      'station',
      ...rangedNames(
        'utilisationShare',
        'meanQueue',
        'meanWaitMs',
        'meanServiceMs',
        'completedPerSecond',
      ),
    ],
    ({ stations }) =>
      Object.entries(stations).map(([station, own]) => ({
        station,
        ...ranged('utilisationShare', own.utilisationShare),
        ...ranged('meanQueue', own.meanQueue),
        ...ranged('meanWaitMs', own.meanWaitMs),
        ...ranged('meanServiceMs', own.meanServiceMs),
        ...ranged('completedPerSecond', own.completedPerSecond),
      })),
  ),
  ofPoints('errors', ['error', 'reason', 'calls'], ({ errorReasons }) =>
    errorReasons.map(({ error, reason, count }) => ({ error, reason, calls: count })),
  ),
  ofGroups('operations', 'operation', ({ byOperation }) => byOperation),
  ofGroups('workloads', 'workload', ({ byWorkload }) => byWorkload),
  ofGroups('phases', 'phase', ({ phases }) => phases),
  ofPoints('recovery', ['fault', ...rangedNames('recoverySeconds')], ({ recoverySeconds }) =>
    Object.entries(recoverySeconds).map(([fault, own]) => ({
      fault,
      ...ranged('recoverySeconds', own),
    })),
  ),
  ofPoints(
    'user-operations',
    [
      'workload',
      'operation',
      'count',
      'inProgress',
      ...latencyNames('LatencyMs'),
      ...rangedNames(
        'successShare',
        'throttledShare',
        'failedShare',
        'throughputPerSecond',
        'kmsCallsPerOperation',
        'triesPerOperation',
      ),
    ],
    ({ operations }) =>
      Object.values(operations).map((own) => ({
        workload: own.workload,
        operation: own.operation,
        count: own.count,
        inProgress: own.inProgress,
        ...latencyRow('LatencyMs', own.latencyMs),
        ...ranged('successShare', own.successShare),
        ...ranged('throttledShare', own.throttledShare),
        ...ranged('failedShare', own.failedShare),
        ...ranged('throughputPerSecond', own.throughputPerSecond),
        ...ranged('kmsCallsPerOperation', own.kmsCallsPerOperation),
        ...ranged('triesPerOperation', own.triesPerOperation),
      })),
  ),
  ofPoints(
    'windows',
    [
      'startMs',
      'widthMs',
      'offeredPerSecond',
      'throughputPerSecond',
      'throttledPerSecond',
      'failedPerSecond',
      'attemptsPerSecond',
      'p50Ms',
      'p99Ms',
    ],
    ({ windows: { widthMs, startMs, ...series } }) =>
      startMs.map((start, index) => ({
        startMs: start,
        widthMs,
        ...Object.fromEntries(
          Object.entries(series).map(([name, values]) => [name, values[index] ?? null]),
        ),
      })),
  ),
  ofPoints('latency-curve', ['percentileShare', 'latencyMs'], ({ latencyMs: { curve } }) =>
    curve.shares.map((share, index) => ({
      percentileShare: share,
      latencyMs: curve.ms[index] ?? null,
    })),
  ),
  ofPoints(
    'cost-lines',
    ['item', 'quantity', 'unit', 'unitPriceUsd', 'amountUsd', 'source', 'asOf'],
    ({ cost }) => cost.lines.map((line) => ({ ...line })),
  ),
  ofPoints(
    'theory',
    [
      'name',
      'kind',
      'expected',
      'low',
      'high',
      ...rangedNames('observed'),
      'unit',
      'tolerance',
      'holds',
      'source',
    ],
    ({ theory }) =>
      theory.map(({ observed, ...own }) => ({ ...own, ...ranged('observed', observed) })),
  ),
];

function ofPoints(
  name: string,
  columns: readonly string[],
  rows: (point: PointResult) => readonly Row[],
): CsvTable<Result> {
  return {
    name,
    columns: ['store', 'design', 'load', ...columns],
    rows: ({ stores }) =>
      stores.flatMap((store) =>
        store.points.flatMap((point) =>
          rows(point).map((row) => ({
            store: store.name,
            design: point.design,
            load: point.load,
            ...row,
          })),
        ),
      ),
  };
}

/** Figures of a part of the calls. */
function ofGroups(
  name: string,
  label: string,
  groups: (point: PointResult) => Readonly<Record<string, GroupResult>>,
): CsvTable<Result> {
  const counts = ['offered', 'succeeded', 'throttled', 'failed', 'inFlight', 'attempts'] as const;
  return ofPoints(
    name,
    [
      label,
      ...counts.map((count) => `${count}Calls`),
      ...rangedNames('throughputPerSecond'),
      ...latencyNames('LatencyMs'),
      ...latencyNames('AddedLatencyMs'),
      ...rangedNames('successShare', 'throttledShare', 'failedShare'),
    ],
    (point) =>
      Object.entries(groups(point)).map(([key, group]) => ({
        [label]: key,
        ...Object.fromEntries(counts.map((count) => [`${count}Calls`, group.calls[count]])),
        ...ranged('throughputPerSecond', group.throughputPerSecond),
        ...latencyRow('LatencyMs', group.latencyMs),
        ...latencyRow('AddedLatencyMs', group.addedLatencyMs),
        ...ranged('successShare', group.successShare),
        ...ranged('throttledShare', group.throttledShare),
        ...ranged('failedShare', group.failedShare),
      })),
  );
}
