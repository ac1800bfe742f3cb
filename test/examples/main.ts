import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { EXAMPLES, type Example } from './examples.ts';

/**
 * Makes the committed reports of the shipped scenarios again, through the built command line:
 * `npm run examples` writes them; with `--check` it compares instead, and ends with 1 where one is
 * stale. Words after that pick examples by the beginnings of their names.
 */
const ROOT = resolve(import.meta.dirname, '../..');
const words = process.argv.slice(2);
const isCheck = words.includes('--check');
const picked = words.filter((word) => !word.startsWith('--'));
const wanted = EXAMPLES.filter(
  ({ name }) => picked.length === 0 || picked.some((word) => name.startsWith(word)),
);

const folder = mkdtempSync(join(tmpdir(), 'cksim-examples-'));
const stale: string[] = [];
try {
  for (const example of wanted) {
    const begun = Date.now();
    const text = reportOf(example);
    const path = join(ROOT, 'reports', `${example.name}.md`);
    const isSame = isCheck && readFileSync(path, 'utf8') === text;
    if (isCheck && !isSame) stale.push(example.name);
    if (!isCheck) writeFileSync(path, text);
    const outcome = isCheck ? (isSame ? 'as committed' : 'STALE') : 'written';
    console.log(`${example.name}: ${outcome}, ${((Date.now() - begun) / 1000).toFixed(1)} s`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
if (stale.length > 0) {
  console.log(`Stale: ${stale.join(', ')}. Run npm run examples, look at the differences, commit.`);
  process.exitCode = 1;
}

function reportOf({ name, command, flags }: Example): string {
  const scenario = `scenarios/${name.replace(/-(?:plan|whatif)$/, '')}.yaml`;
  const aside = (ending: string) => join(folder, `${name}.${ending}`);
  const outputs = ['--md', aside('md'), '--html', aside('html'), '--json', aside('json')];
  const args = ['dist/cli/main.js', command, scenario, '--quiet', ...flags, ...outputs];
  const limit = ['--md-limit', '80000'];
  const { status, stderr } = spawnSync(process.execPath, [...args, ...limit], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  // 1: the scenario's objectives are missed, as some scenarios mean to show.
  if (status !== 0 && status !== 1) throw new Error(`${name} ended with ${status}: ${stderr}`);
  return readFileSync(aside('md'), 'utf8');
}
