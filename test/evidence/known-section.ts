import { CONFIDENCE, REPLICATIONS } from './known-answer.ts';
import {
  FAMILY_WISE,
  rejectedByHolm,
  type ExactRow,
  type Rows,
  type StatisticalRow,
} from './judge.ts';
import { uniformity, type Uniformity } from './uniformity.ts';

/** Level at which p-values that are not uniform are called so. */
const UNIFORMITY_LEVEL = 0.01;

/** What all known answers together say. */
export interface Verdict {
  readonly rows: Rows;
  readonly rejected: ReadonlySet<StatisticalRow>;
  readonly wide: readonly StatisticalRow[];
  readonly wrong: readonly ExactRow[];
  readonly uniformity: Uniformity;
  /** Nothing is contradicted, and the p-values are uniform; how precise it is, is another question. */
  readonly isSound: boolean;
}

export function judge(rows: Rows): Verdict {
  const rejected = new Set(rejectedByHolm(rows.statistical, FAMILY_WISE));
  const wide = rows.statistical.filter(({ width, answer }) => width > answer.widest);
  const wrong = rows.exact.filter(({ holds }) => !holds);
  const leads = rows.statistical.filter(({ isLead }) => isLead);
  const uniform = uniformity(leads.map(({ pValue }) => pValue));
  const isSound = rejected.size + wrong.length === 0 && uniform.pValue > UNIFORMITY_LEVEL;
  return { rows, rejected, wide, wrong, uniformity: uniform, isSound };
}

/** How long it took, and on what. */
export interface Effort {
  readonly runs: number;
  readonly events: number;
  readonly seconds: number;
  readonly cores: number;
}

const LEVEL = `${CONFIDENCE * 100} %`;

/** The lines that say it all, for the terminal and the head of the section. */
export function summaryLines(verdict: Verdict, effort: Effort): readonly string[] {
  const { rows, rejected, wide, wrong, uniformity: uniform } = verdict;
  const families = new Set([...rows.statistical, ...rows.exact].map(({ run }) => run.family));
  const { statistical, exact } = rows;
  const bounds = statistical.filter(({ answer }) => answer.judged !== 'equal').length;
  const level = `${(1 - FAMILY_WISE) * 100} %`;
  return [
    `${statistical.length + exact.length} known answers in ${families.size} families from ${effort.runs} runs: ${statistical.length} judged by statistics (${bounds} of them bounds), ${exact.length} exact.`,
    `${count(rejected.size, statistical.length)} ${isOrAre(rejected.size)} contradicted at a family-wise level of ${level} (Holm, over all ${statistical.length}). Smallest p-value: ${pText(Math.min(...statistical.map(({ pValue }) => pValue)))}.`,
    `Of the exact answers ${count(wrong.length, exact.length).toLowerCase()} ${isOrAre(wrong.length)} wrong.`,
    `Uniformity of the p-values (Kolmogorov and Smirnov): ${uniform.count} independent ones, one a run; largest distance ${uniform.distance.toFixed(4)}, p = ${pText(uniform.pValue)}, judged at ${UNIFORMITY_LEVEL * 100} %.`,
    `Of the intervals ${count(wide.length, statistical.length).toLowerCase()} ${isOrAre(wide.length)} wider than evidence may be.`,
    `${Math.round(effort.seconds)} s on ${effort.cores} cores, ${Math.round(effort.events / 1e6)} million events.`,
  ];
}

function count(some: number, all: number): string {
  return some === 0 ? 'None' : `${some} of ${all}`;
}

function isOrAre(some: number): string {
  return some > 1 ? 'are' : 'is';
}

/** The section of known answers: summary, tables by family, calibrations. */
export function knownSection(
  verdict: Verdict,
  calibrations: readonly StatisticalRow[],
  effort: Effort,
): string {
  const { rows } = verdict;
  const families = [...new Set([...rows.statistical, ...rows.exact].map(({ run }) => run.family))];
  return `## Known answers

${summaryLines(verdict, effort)
  .map((line) => `- ${line}`)
  .join('\n')}

Every run is a scenario for the public command line. Seeds are the names of the runs and were fixed
before the first one; none was chosen for its result. Lengths come from formulas for the variance.
Intervals are ${LEVEL} (Student's t over ${REPLICATIONS} replications; over batches or segments
where the source says so). A percentile read from a histogram may be off by half a bucket, 0.2 %,
before that counts against it. Figures of one run depend on each other: Holm's method allows for
that, and the test of uniformity takes only the first of each run. Bounds are judged on one side.

${families.map((family) => familyTables(family, verdict)).join('\n\n')}

## Calibrations

What the model was fitted to. That it is met shows that the fit was made well, and is no evidence
for the model; none of it is counted above.

${calibrationTable(calibrations)}`;
}

function familyTables(family: string, { rows, rejected }: Verdict): string {
  const statistical = rows.statistical.filter(({ run }) => run.family === family);
  const exact = rows.exact.filter(({ run }) => run.family === family);
  const tables = [
    ...(statistical.length === 0 ? [] : [statisticalTable(statistical, rejected)]),
    ...(exact.length === 0 ? [] : [exactTable(exact)]),
  ];
  return `### ${family}\n\n${tables.join('\n\n')}`;
}

function statisticalTable(
  rows: readonly StatisticalRow[],
  rejected: ReadonlySet<StatisticalRow>,
): string {
  const lines = rows.map((row) => {
    const { run, answer, observed, width, pValue } = row;
    const verdict = rejected.has(row)
      ? 'CONTRADICTED'
      : width > answer.widest
        ? 'TOO WIDE'
        : 'holds';
    const side = { equal: '', 'at least': '≥ ', 'at most': '≤ ' }[answer.judged];
    return tableRow([
      run.name,
      answer.figure,
      `${side}${amount(answer.expected, answer.unit)}`,
      amount(observed.value, answer.unit),
      `± ${percent(width)}`,
      pText(pValue),
      verdict,
      answer.source,
    ]);
  });
  return [
    `| run | figure | expected | observed | ${LEVEL} interval | p | verdict | source |`,
    '| --- | --- | ---: | ---: | ---: | ---: | --- | --- |',
    ...lines,
  ].join('\n');
}

function exactTable(rows: readonly ExactRow[]): string {
  const lines = rows.map(({ run, answer, observed, holds }) =>
    tableRow([
      run.name,
      answer.figure,
      exactAmount(answer.expected, answer.unit),
      exactAmount(observed, answer.unit),
      holds ? 'equal' : 'WRONG',
      answer.source,
    ]),
  );
  return [
    '| run | figure | expected | observed | verdict | source |',
    '| --- | --- | ---: | ---: | --- | --- |',
    ...lines,
  ].join('\n');
}

function calibrationTable(rows: readonly StatisticalRow[]): string {
  const lines = rows.map(({ run, answer, observed, width }) =>
    tableRow([
      run.name,
      answer.figure,
      amount(answer.expected, answer.unit),
      amount(observed.value, answer.unit),
      `± ${percent(width)}`,
      percent(observed.value / answer.expected - 1),
      answer.source,
    ]),
  );
  return [
    `| run | figure | published | observed | ${LEVEL} interval | difference | source |`,
    '| --- | --- | ---: | ---: | ---: | ---: | --- |',
    ...lines,
  ].join('\n');
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function amount(value: number, unit: string): string {
  const digits =
    value !== 0 && Math.abs(value) < 1e-4 ? value.toExponential(4) : value.toPrecision(6);
  return withUnit(digits, unit);
}

function exactAmount(value: number, unit: string): string {
  return unit === 'USD' ? `$${value.toFixed(2)}` : withUnit(String(value), unit);
}

function withUnit(digits: string, unit: string): string {
  return unit === '' || unit.startsWith('/') ? `${digits}${unit}` : `${digits} ${unit}`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`;
}

function pText(p: number): string {
  return p > 0 && p < 0.001 ? p.toExponential(1) : p.toFixed(3);
}
