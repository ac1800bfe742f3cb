import type { Estimate, LatencySummary } from '../../plan/index.ts';
import { csvRecord, type CsvValue } from './csv-record.ts';

export type Row = Readonly<Record<string, CsvValue>>;

/** One kind of thing a row, one figure a column; units stand in the columns' names. */
export interface CsvTable<Of> {
  /** Of its file, without `.csv`. */
  readonly name: string;
  /** That it always has, in this order. Rows may have more: settings that were varied, levers. */
  readonly columns: readonly string[];
  readonly rows: (of: Of) => readonly Row[];
}

/**
 * A header, then one record a line, as RFC 4180 has it; an empty field where there is no value.
 * Without rows the header alone, so that whatever reads the file finds its columns.
 */
export function renderTable<Of>({ columns, rows }: CsvTable<Of>, of: Of): string {
  const all = rows(of);
  const names = [...new Set([...columns, ...all.flatMap((row) => Object.keys(row))])];
  const records = [names, ...all.map((row) => names.map((name) => row[name] ?? null))];
  return records.map(csvRecord).join('');
}

/** A value and both ends of its interval. */
export function ranged(name: string, estimate: Estimate | null | undefined): Row {
  return {
    [name]: estimate?.value ?? null,
    [`${name}Low`]: estimate?.low ?? null,
    [`${name}High`]: estimate?.high ?? null,
  };
}

/** Names of the three columns of each figure. */
export function rangedNames(...names: readonly string[]): readonly string[] {
  return names.flatMap((name) => [name, `${name}Low`, `${name}High`]);
}

/** Those that every latency has; objectives may ask for more. */
const PERCENTILES = ['p50', 'p90', 'p95', 'p99', 'p99.9'];

/** Mean and percentiles under names such as `meanLatencyMs` and `p99LatencyMs`. */
export function latencyRow(name: string, { mean, percentiles }: LatencySummary): Row {
  return Object.assign(
    ranged(`mean${name}`, mean),
    ...Object.entries(percentiles).map(([percentile, own]) => ranged(`${percentile}${name}`, own)),
  ) as Row;
}

/** Names of its columns, where only the usual percentiles were asked for. */
export function latencyNames(name: string): readonly string[] {
  return rangedNames(`mean${name}`, ...PERCENTILES.map((percentile) => `${percentile}${name}`));
}
