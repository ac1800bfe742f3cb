import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXAMPLES } from './examples.ts';

const ROOT = resolve(import.meta.dirname, '../..');

describe('the committed reports', () => {
  it('are there for every shipped scenario', () => {
    const scenarios = readdirSync(join(ROOT, 'scenarios'))
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => name.slice(0, -'.yaml'.length));
    const covered = EXAMPLES.map(({ name }) => name.replace(/-plan$/, ''));
    expect(covered).toEqual(scenarios.sort());
    const missing = EXAMPLES.filter(({ name }) => !existsSync(join(ROOT, 'reports', `${name}.md`)));
    expect(missing).toEqual([]);
  });

  it.each(EXAMPLES.map(({ name }) => [name]))('%s fits, and has its answer first', (name) => {
    const text = readFileSync(join(ROOT, 'reports', `${name}.md`), 'utf8');
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(80_000);
    expect(text).toMatch(/^## .*\n\n> .*\n\n\*\*[✓✗?–] /);
    expect(text.match(/<details>/g)).toHaveLength(text.match(/<\/details>/g)!.length);
  });
});
