import type { Estimate, PointResult, Result, StoreResult } from '../../plan/index.ts';
import { calmLatency } from '../calm.ts';
import { latencyNames, latencyRow, ranged, rangedNames, type CsvTable } from './csv-table.ts';

/** One row a design and load: every figure with its interval; latencies before the first fault. */
export const POINTS: CsvTable<Result> = {
  name: 'points',
  columns: [
    'store',
    'kind',
    'eligible',
    'design',
    'load',
    'hsms',
    'replications',
    'stable',
    ...rangedNames(
      'callsInFlightGrowthPerSecond',
      'offeredPerSecond',
      'throughputPerSecond',
      'acceptedAttemptsPerSecond',
    ),
    ...latencyNames('LatencyMs'),
    ...latencyNames('AddedLatencyMs'),
    ...rangedNames(
      'successShare',
      'throttledShare',
      'throttledAttemptsShare',
      'failedShare',
      'attemptsPerCall',
      'busiestStationUtilisationShare',
    ),
    'costMonthUsd',
    'costPerMillionCallsUsd',
  ],
  rows: ({ stores }) => stores.flatMap((store) => store.points.map((point) => rowOf(store, point))),
};

function rowOf(store: StoreResult, point: PointResult) {
  const { latencyMs, addedLatencyMs } = calmLatency(point);
  return {
    store: store.name,
    kind: store.kind,
    eligible: store.eligible,
    design: point.design,
    load: point.load,
    ...point.coordinates,
    hsms: point.hsms,
    replications: point.replications,
    stable: point.stable,
    ...ranged('callsInFlightGrowthPerSecond', point.growthPerSecond),
    ...ranged('offeredPerSecond', point.offeredPerSecond),
    ...ranged('throughputPerSecond', point.throughputPerSecond),
    ...ranged('acceptedAttemptsPerSecond', point.acceptedAttemptsPerSecond),
    ...latencyRow('LatencyMs', latencyMs),
    ...latencyRow('AddedLatencyMs', addedLatencyMs),
    ...ranged('successShare', point.successShare),
    ...ranged('throttledShare', point.throttledShare),
    ...ranged('throttledAttemptsShare', point.throttledAttemptsShare),
    ...ranged('failedShare', point.failedShare),
    ...ranged('attemptsPerCall', point.attemptsPerCall),
    ...ranged('busiestStationUtilisationShare', busiest(point)),
    costMonthUsd: point.cost.monthUsd,
    costPerMillionCallsUsd: point.cost.perMillionCallsUsd,
  };
}

function busiest({ stations }: PointResult): Estimate | null {
  const shares = Object.values(stations).map(({ utilisationShare }) => utilisationShare);
  return shares.reduce<Estimate | null>(
    (best, own) => (best === null || own.value > best.value ? own : best),
    null,
  );
}
