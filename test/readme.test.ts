import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FACTS } from '../src/facts/index.ts';
import { scenarioReference } from '../src/scenario/index.ts';

const ROOT = resolve(import.meta.dirname, '..');
const README = join(ROOT, 'README.md');

function help(...args: readonly string[]): string {
  const { stdout } = spawnSync(process.execPath, [join(ROOT, 'dist/cli/main.js'), ...args], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', LANG: 'C.UTF-8', COLUMNS: '100' },
  });
  return stdout.trimEnd();
}

const COMMANDS = [
  'run',
  'plan',
  'sweep',
  'whatif',
  'diff',
  'report',
  'validate',
  'explain',
  'init',
  'schema',
];

/** The parts of the README that are made, not written. */
const GENERATED: Readonly<Record<string, () => string>> = {
  cli: () =>
    [help('--help'), ...COMMANDS.map((command) => help(command, '--help'))]
      .map((text) => `\`\`\`text\n${text}\n\`\`\``)
      .join('\n\n'),
  scenario: () =>
    `<details>\n<summary>Every word of a scenario</summary>\n\n${scenarioReference()}\n\n</details>`,
};

function pattern(name: string): RegExp {
  return new RegExp(`(<!-- generated: ${name} -->\\n)[\\s\\S]*?(\\n<!-- end -->)`);
}

describe('README', () => {
  // `UPDATE_README=1 npx vitest run test/readme.test.ts` writes the parts anew.
  it.each(Object.keys(GENERATED))('has the %s reference as the program gives it', (name) => {
    const text = readFileSync(README, 'utf8');
    const wanted = GENERATED[name]!();
    if (process.env['UPDATE_README'] === '1') {
      writeFileSync(
        README,
        text.replace(pattern(name), (_, open, end) => `${open}\n${wanted}\n${end}`),
      );
    }
    const [, part] =
      /-->\n([\s\S]*)\n<!-- end/.exec(
        pattern(name).exec(readFileSync(README, 'utf8'))?.[0] ?? '',
      ) ?? [];
    expect(part?.trim()).toBe(wanted);
  });

  it('names the number of facts there are', () => {
    expect(readFileSync(README, 'utf8')).toContain(`${FACTS.length} facts`);
  });
});
