import type { MetricDifference, Result, SensitivityEnd } from '../../plan/index.ts';
import { planOf } from '../plan-words.ts';
import { TABLES_OF_POINTS } from './csv-of-points.ts';
import { POINTS } from './csv-points.ts';
import { ranged, rangedNames, renderTable, type CsvTable, type Row } from './csv-table.ts';

/** One row an objective and design, at the scenario's load. */
const OBJECTIVES: CsvTable<Result> = {
  name: 'objectives',
  columns: [
    'store',
    'design',
    'load',
    'expect',
    'level',
    'verdict',
    ...rangedNames('measured'),
    'limit',
    'unit',
    'marginShare',
  ],
  rows: ({ objectives }) =>
    objectives.map(({ store, design, load, expect, level, verdict, ...own }) => ({
      store,
      design,
      load,
      expect,
      level,
      verdict,
      ...ranged('measured', own.measured),
      limit: own.limit,
      unit: own.unit,
      marginShare: own.margin,
    })),
};

const METRIC_COLUMNS = [
  'metric',
  'unit',
  'baselineValue',
  'value',
  ...rangedNames('difference'),
  'verdict',
  'varianceReduction',
];

function metricRow({ difference, ...own }: MetricDifference): Row {
  return { ...own, ...ranged('difference', difference) };
}

/** Of every other design against one. */
const DIFFERENCES: CsvTable<Result> = {
  name: 'differences',
  columns: ['design', 'baseline', 'load', ...METRIC_COLUMNS],
  rows: ({ differences }) =>
    differences.flatMap(({ design, baseline, load, metrics }) =>
      metrics.map((metric) => ({ design, baseline, load, ...metricRow(metric) })),
    ),
};

/** Of `cksim whatif`: each variant against the scenario as it is. */
const VARIANTS: CsvTable<Result> = {
  name: 'variants',
  columns: ['variant', 'design', ...METRIC_COLUMNS],
  rows: ({ whatIf }) =>
    (whatIf?.variants ?? []).flatMap(({ name, designs }) =>
      designs.flatMap(({ design, metrics }) =>
        metrics.map((metric) => ({ variant: name, design, ...metricRow(metric) })),
      ),
    ),
};

/** One row a fact and end of its range. */
const SENSITIVITY: CsvTable<Result> = {
  name: 'sensitivity',
  columns: [
    'design',
    'fact',
    'title',
    'confidence',
    'base',
    'end',
    'value',
    'outcome',
    'marginShare',
    'expect',
    ...rangedNames('measured'),
    'unit',
  ],
  rows: ({ sensitivity, sensitivitySummary }) =>
    sensitivity.flatMap(({ fact, title, confidence, base, low, high }) =>
      Object.entries({ low, high }).map(([end, own]) => ({
        design: sensitivitySummary?.design ?? null,
        fact,
        title,
        confidence,
        base,
        end,
        ...endRow(own),
      })),
    ),
};

function endRow({ value, outcome, margin, expect, measured, unit }: SensitivityEnd): Row {
  return { value, outcome, marginShare: margin, expect, ...ranged('measured', measured), unit };
}

/** Of `cksim plan`: one row a design that was simulated and condition it was tried under. */
const CANDIDATES: CsvTable<Result> = {
  name: 'candidates',
  columns: [
    'candidate',
    'kind',
    'keyStores',
    'hsms',
    'zones',
    'costMonthUsd',
    'verdict',
    'isChosen',
    'condition',
    'conditionVerdict',
    ...rangedNames('p99LatencyMs', 'p99AddedLatencyMs', 'successShare', 'busiestHsmShare'),
  ],
  rows: (result) => {
    const plan = planOf(result);
    return (plan?.candidates ?? []).flatMap(({ conditions, levers, ...own }) =>
      conditions.map((condition) => ({
        candidate: own.name,
        kind: own.kind,
        keyStores: own.keyStores,
        hsms: own.hsms,
        zones: own.zones,
        ...levers,
        costMonthUsd: own.monthUsd,
        verdict: own.verdict,
        isChosen: own.name === plan?.chosen,
        condition: condition.name,
        conditionVerdict: condition.verdict,
        ...ranged('p99LatencyMs', condition.p99Ms),
        ...ranged('p99AddedLatencyMs', condition.p99AddedMs),
        ...ranged('successShare', condition.successShare),
        ...ranged('busiestHsmShare', condition.busiestShare),
      })),
    );
  },
};

/** Of `cksim sweep`: up to which load each design goes. */
const KNEES: CsvTable<Result> = {
  name: 'knees',
  columns: ['design', 'carriesUpToLoad', 'breaksAtLoad', 'because'],
  rows: ({ sweep }) => (sweep?.knees ?? []).map((knee) => ({ ...knee })),
};

const ASSUMPTIONS: CsvTable<Result> = {
  name: 'assumptions',
  columns: [
    'name',
    'title',
    'value',
    'unit',
    'range',
    'confidence',
    'setBy',
    'source',
    'asOf',
    'note',
  ],
  rows: ({ assumptions }) => assumptions.map((assumption) => ({ ...assumption })),
};

const CHECKS: CsvTable<Result> = {
  name: 'checks',
  columns: ['name', 'design', 'expected', 'observed', 'unit', 'tolerance', 'holds', 'rule'],
  rows: ({ checks }) => checks.map((check) => ({ ...check })),
};

const TABLES = [
  POINTS,
  OBJECTIVES,
  ...TABLES_OF_POINTS,
  DIFFERENCES,
  VARIANTS,
  SENSITIVITY,
  CANDIDATES,
  KNEES,
  ASSUMPTIONS,
  CHECKS,
];

/**
 * The tables of a result by the name of their file. All of them are there for any result, with
 * their header alone where a command gives no such thing, so that scripts find what they expect.
 */
export const CSV_FILES: readonly {
  readonly name: string;
  readonly render: (result: Result) => string;
}[] = TABLES.map((table) => ({
  name: `${table.name}.csv`,
  render: (result: Result) => renderTable(table, result),
}));
