import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runThroughCommandLine, stopAll } from './command-line.ts';
import { COVERAGE_CASES, coverageOf, coverageTable, type Coverage } from './coverage.ts';
import { SECTIONS, withSections, type SectionName } from './evidence-document.ts';
import { rowsOf, type Rows } from './judge.ts';
import type { KnownRun } from './known-answer.ts';
import { calibrationRuns, knownRuns, shortRuns } from './known-runs.ts';
import { judge, knownSection, summaryLines, type Effort } from './known-section.ts';
import { pairingRow, pairingRows, pairingTable } from './pairing.ts';
import { inPool } from './pool.ts';

/**
 * `npm run evidence`: known answers through the public command line, paired differences, and
 * coverage of the intervals; writes reports/evidence.md. `--only known` (or pairing, or coverage,
 * several times) makes one part anew and keeps the others; `--short` takes a minute and writes
 * nothing. Ends with 1 if anything known is contradicted or too little precise to be evidence.
 */
const ROOT = resolve(import.meta.dirname, '../..');
const DOCUMENT = join(ROOT, 'reports/evidence.md');
const CORES = availableParallelism();
/** Runs that take next to no time share a process. */
const BATCH = 10;
/** Where the factor for the mean must be 3 or more. */
const SHORT_UTILISATION = 0.2;
const EXPERIMENTS = { long: 1000, short: 200 } as const;

const { values } = parseArgs({
  options: { only: { type: 'string', multiple: true }, short: { type: 'boolean', default: false } },
});
const unknown = values.only?.find((name) => !SECTIONS.includes(name as SectionName));
if (unknown !== undefined) {
  console.error(`--only takes ${SECTIONS.join(', ')}, not ${unknown}`);
  process.exit(2);
}
const wanted = SECTIONS.filter((name) => values.only?.includes(name) ?? true);
process.on('exit', stopAll);

const build = spawnSync('npm', ['run', '-s', 'build'], { cwd: ROOT, stdio: 'inherit' });
if (build.status !== 0) process.exit(70);

const made = new Map<SectionName, string>();
const builders = { known, pairing, coverage };
for (const name of wanted) {
  made.set(name, await builders[name]());
  if (!values.short) writeFileSync(DOCUMENT, withSections(readDocument(), made));
}

async function known(): Promise<string> {
  const runs = values.short ? shortRuns() : knownRuns(Infinity);
  const begin = process.hrtime.bigint();
  const results = await runAll([...runs, ...calibrationRuns()]);
  const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
  const of = (some: readonly KnownRun[]): Rows => {
    const rows = some.map((run) => results.get(run)!.rows);
    return {
      statistical: rows.flatMap(({ statistical }) => statistical),
      exact: rows.flatMap(({ exact }) => exact),
    };
  };
  const verdict = judge(of(runs));
  const calibrations = of([...results.keys()].filter((run) => !runs.includes(run)));
  const events = [...results.values()].reduce((sum, own) => sum + own.events, 0);
  const effort: Effort = { runs: runs.length, events, seconds, cores: CORES };
  console.log(`\n${summaryLines(verdict, effort).join('\n')}\n`);
  // Short runs are known to be too rough to be evidence.
  const isPrecise = values.short || verdict.wide.length === 0;
  if (!verdict.isSound || !isPrecise) process.exitCode = 1;
  return knownSection(verdict, calibrations.statistical, effort);
}

interface Ran {
  readonly rows: Rows;
  readonly events: number;
}

/** As many processes at a time as there are cores. */
async function runAll(runs: readonly KnownRun[]): Promise<ReadonlyMap<KnownRun, Ran>> {
  const all = new Map<KnownRun, Ran>();
  await inPool(batches(runs), CORES, async (batch) => {
    const results = await runThroughCommandLine(batch);
    batch.forEach((run, i) => {
      const result = results[i]!;
      const rows = rowsOf(run, result);
      all.set(run, { rows, events: result.run.events });
      console.log(`[${all.size}/${runs.length}] ${run.name}: ${shortly(rows)}`);
    });
  });
  return all;
}

function batches(runs: readonly KnownRun[]): readonly (readonly KnownRun[])[] {
  const isQuick = ({ answers }: KnownRun) => answers.every(({ judged }) => judged === 'exact');
  const quick = runs.filter(isQuick);
  const slow = runs.filter((run) => !isQuick(run));
  return [
    ...slow.map((run) => [run]),
    ...Array.from({ length: Math.ceil(quick.length / BATCH) }, (_, i) =>
      quick.slice(i * BATCH, (i + 1) * BATCH),
    ),
  ];
}

function shortly({ statistical, exact }: Rows): string {
  const wrong = exact.filter(({ holds }) => !holds).length;
  return [
    ...statistical.map(
      ({ answer, observed, width, pValue }) =>
        `${answer.figure} ${observed.value.toPrecision(4)} of ${answer.expected.toPrecision(4)} ± ${(width * 100).toFixed(1)} %, p = ${pValue.toFixed(3)}`,
    ),
    ...(exact.length === 0 ? [] : [wrong === 0 ? 'exact' : `${wrong} WRONG`]),
  ].join('; ');
}

function pairing(): Promise<string> {
  const rows = values.short ? [pairingRow('plain', SHORT_UTILISATION)] : pairingRows();
  for (const { setup, utilisation, mean, p99 } of rows) {
    const factors = [mean, p99].map(({ paired }) => paired.value.toFixed(2));
    console.log(
      `${setup}, ${utilisation}: intervals of 2 against 3 HSMs ${factors[0]} times narrower for the mean, ${factors[1]} times for p99`,
    );
  }
  return Promise.resolve(`## Paired differences\n\n${pairingTable(rows)}`);
}

async function coverage(): Promise<string> {
  const begin = process.hrtime.bigint();
  const rows: Coverage[] = [];
  for (const of of COVERAGE_CASES) {
    const row = await coverageOf(of, values.short ? EXPERIMENTS.short : EXPERIMENTS.long);
    rows.push(row);
    console.log(
      `${row.name}: of ${row.experiments} intervals ${row.meanHits} contain the mean, ${row.p99Hits} the p99`,
    );
  }
  const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
  return `## Coverage

95 % intervals of independent experiments, each a whole study with a seed of its own and the length
of run that the tool asks for, against the exact value. It took ${Math.round(seconds)} s on ${CORES} cores.

${coverageTable(rows)}`;
}

function readDocument(): string {
  try {
    return readFileSync(DOCUMENT, 'utf8');
  } catch {
    return '';
  }
}
