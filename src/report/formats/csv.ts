import type {
  Estimate,
  ObjectiveResult,
  PointResult,
  Result,
  StoreResult,
} from '../../plan/index.ts';
import { calmLatency } from '../calm.ts';

type Value = string | number | boolean | null;
type Row = Readonly<Record<string, Value>>;

/** One row a design and load: every figure with its interval; latencies before the first fault. */
export function renderPointsCsv({ stores }: Result): string {
  const rows = stores.flatMap((store) => store.points.map((point) => rowOfPoint(store, point)));
  return csv([...new Set(rows.flatMap((row) => Object.keys(row)))], rows);
}

/** One row an objective and design, at the scenario's load. */
export function renderObjectivesCsv({ objectives }: Result): string {
  const { names, row } = OBJECTIVES;
  return csv(names, objectives.map(row));
}

/** A header, then one record a line, as RFC 4180 has it; an empty field where there is no value. */
function csv(names: readonly string[], rows: readonly Row[]): string {
  const records = [names, ...rows.map((row) => names.map((name) => row[name] ?? null))];
  return records.map((fields) => `${fields.map(field).join(',')}\r\n`).join('');
}

function field(value: Value): string {
  // What could not be measured has the largest number of all in its place.
  if (value === null || value === Number.MAX_VALUE) return '';
  const text = String(value);
  // A spreadsheet takes a text that begins like a formula for one.
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function rowOfPoint(store: StoreResult, point: PointResult): Row {
  const { latencyMs, addedLatencyMs } = calmLatency(point);
  const percentiles = (name: string, of: typeof latencyMs) =>
    Object.entries(of.percentiles).map(([percentile, own]) => ranged(`${percentile}${name}`, own));
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
    ...ranged('meanLatencyMs', latencyMs.mean),
    ...Object.assign({}, ...percentiles('LatencyMs', latencyMs)),
    ...ranged('meanAddedLatencyMs', addedLatencyMs.mean),
    ...Object.assign({}, ...percentiles('AddedLatencyMs', addedLatencyMs)),
    ...ranged('successShare', point.successShare),
    ...ranged('throttledShare', point.throttledShare),
    ...ranged('throttledAttemptsShare', point.throttledAttemptsShare),
    ...ranged('failedShare', point.failedShare),
    ...ranged('attemptsPerCall', point.attemptsPerCall),
    ...ranged('busiestStationUtilisationShare', busiest(point)),
    ...Object.assign(
      {},
      ...Object.entries(point.recoverySeconds).map(([fault, own]) =>
        ranged(`recoverySeconds ${fault}`, own),
      ),
    ),
    costMonthUsd: point.cost.monthUsd,
    costPerMillionCallsUsd: point.cost.perMillionCallsUsd,
  };
}

/** A value and both ends of its interval. */
function ranged(name: string, estimate: Estimate | null): Row {
  return {
    [name]: estimate?.value ?? null,
    [`${name}Low`]: estimate?.low ?? null,
    [`${name}High`]: estimate?.high ?? null,
  };
}

function busiest({ stations }: PointResult): Estimate | null {
  const shares = Object.values(stations).map(({ utilisationShare }) => utilisationShare);
  return shares.reduce<Estimate | null>(
    (best, own) => (best === null || own.value > best.value ? own : best),
    null,
  );
}

const OBJECTIVES = {
  names: [
    'design',
    'load',
    'expect',
    'level',
    'verdict',
    'measured',
    'measuredLow',
    'measuredHigh',
    'limit',
    'unit',
    'marginShare',
  ],
  row: (objective: ObjectiveResult): Row => ({
    design: objective.design,
    load: objective.load,
    expect: objective.expect,
    level: objective.level,
    verdict: objective.verdict,
    ...ranged('measured', objective.measured),
    limit: objective.limit,
    unit: objective.unit,
    marginShare: objective.margin,
  }),
} as const;
