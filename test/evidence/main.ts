import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { evidenceCases } from './cases.ts';
import { runThroughCommandLine } from './command-line.ts';
import { FAMILY_WISE, rejectedByHolm, rowOf, type Row } from './judge.ts';
import { evidenceTable } from './table.ts';

/**
 * `npm run evidence`: known answers of queueing theory through the public command line, with the
 * seeds that stand in their scenarios, judged together. Writes reports/evidence.md; ends with 1 if
 * an answer is contradicted or an interval is too wide to be evidence.
 */
const ROOT = resolve(import.meta.dirname, '../..');

const build = spawnSync('npm', ['run', '-s', 'build'], { cwd: ROOT, stdio: 'inherit' });
if (build.status !== 0) process.exit(70);

const folder = mkdtempSync(join(tmpdir(), 'cksim-evidence-'));
const begin = process.hrtime.bigint();
const rows: Row[] = [];
let events = 0;
try {
  for (const of of evidenceCases(Infinity)) {
    const { observed, events: own } = runThroughCommandLine(of, folder);
    const row = rowOf(of, observed);
    rows.push(row);
    events += own;
    console.log(
      `${of.name}: expected ${of.expected.toPrecision(5)}, observed ${observed.value.toPrecision(5)} ± ${(row.width * 100).toFixed(2)} %, p = ${row.pValue.toFixed(3)}`,
    );
  }
} finally {
  rmSync(folder, { recursive: true });
}
const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
const rejected = rejectedByHolm(rows, FAMILY_WISE);
const wide = rows.filter(({ width, of }) => width > of.widest);
writeFileSync(join(ROOT, 'reports/evidence.md'), evidenceTable(rows, rejected));
console.log(
  `\n${rows.length} known answers, ${(events / 1e6).toFixed(0)} million events, ${seconds.toFixed(0)} s: ` +
    `${rejected.length} contradicted at a family-wise level of ${(1 - FAMILY_WISE) * 100} %, ${wide.length} intervals too wide`,
);
process.exitCode = rejected.length + wide.length === 0 ? 0 : 1;
