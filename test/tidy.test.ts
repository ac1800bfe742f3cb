import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');

/** What each room may import: other rooms, and packages. The arrows of the architecture map. */
const ROOMS: Readonly<Record<string, { rooms: readonly string[]; packages: readonly RegExp[] }>> = {
  kernel: { rooms: [], packages: [/^seedrandom\/lib\/alea\.js$/] },
  facts: { rooms: [], packages: [] },
  model: { rooms: ['kernel', 'facts'], packages: [/^@noble\/ciphers\/aes\.js$/] },
  stats: { rooms: ['kernel'], packages: [/^simple-statistics$/, /^@stdlib\/stats-/] },
  cost: { rooms: ['facts', 'model'], packages: [] },
  plan: { rooms: ['kernel', 'facts', 'model', 'stats', 'cost'], packages: [] },
  scenario: {
    rooms: ['kernel', 'facts', 'model', 'cost', 'plan'],
    packages: [/^zod$/, /^yaml$/, /^leven$/],
  },
  report: {
    rooms: ['plan'],
    packages: [/^vega$/, /^vega-lite$/, /^preact$/, /^preact-render-to-string$/, /^fflate$/],
  },
  /** The page's own code: runs in the reader's browser. */
  'report/browser': {
    rooms: ['plan', 'report'],
    packages: [/^preact(\/hooks)?$/, /^vega-(?!lite)[a-z-]+$/],
  },
  cli: {
    rooms: ['kernel', 'facts', 'model', 'stats', 'cost', 'plan', 'scenario', 'report'],
    packages: [/^node:/, /^yargs(\/helpers)?$/, /^picocolors$/, /^cli-table3$/, /^cli-progress$/],
  },
  ambient: { rooms: [], packages: [] },
};

/** Rooms that run unchanged in Node, in a worker and in a browser. */
const ISOMORPHIC = ['kernel', 'facts', 'model', 'stats', 'cost', 'plan'];

/** Not portable to the bit, not deterministic, or not there in a browser's worker. */
const BANNED_IN_ISOMORPHIC =
  /\bMath\.(random|log\w*|exp\w*|pow|sin\w*|cos\w*|tan\w*|a(sin|cos|tan)\w*|hypot|cbrt)\b|\bDate\b|\bperformance\b|\*\*\s*[a-zA-Z_(]/;

/** Files that may be longer than 400 lines, and why. */
const LONG_FILES: Readonly<Record<string, string>> = {};

/** Files whose whole content is tested through others, and which. */
const TESTED_ELSEWHERE: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(join(ROOT, 'test/tested-elsewhere.json'), 'utf8'),
) as Record<string, string>;

interface SourceFile {
  /** Path below src, with forward slashes. */
  readonly path: string;
  readonly room: string;
  readonly text: string;
  readonly imports: readonly string[];
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

function readSources(): SourceFile[] {
  return filesBelow(join(ROOT, 'src'))
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => {
      const below = relative(join(ROOT, 'src'), path).replaceAll('\\', '/');
      const text = readFileSync(path, 'utf8');
      return { path: below, room: roomOf(below), text, imports: importsOf(text) };
    });
}

/** The page's own code is a room inside that of the report. */
function roomOf(path: string): string {
  return path.startsWith('report/browser/') ? 'report/browser' : path.split('/')[0]!;
}

function importsOf(text: string): string[] {
  const statements = /^(?:import|export)\b(?:[^;'=]*\bfrom)?\s*'([^']+)'|\bimport\('([^']+)'\)/gm;
  return [...text.matchAll(statements)].flatMap(([, stated, loaded]) => stated ?? loaded ?? []);
}

/** Why an import of a file is forbidden; null when it is not. */
export function forbiddenArrow(
  file: Pick<SourceFile, 'path' | 'room'>,
  target: string,
): string | null {
  const rules = ROOMS[file.room];
  if (rules === undefined) return `room ${file.room} is not on the map`;
  if (!target.startsWith('.')) {
    return rules.packages.some((allowed) => allowed.test(target))
      ? null
      : `${file.room} may not import the package ${target}`;
  }
  const reached = join(dirname(file.path), target).replaceAll('\\', '/');
  const room = roomOf(reached);
  if (room === file.room) return null;
  if (!rules.rooms.includes(room)) return `${file.room} may not import ${room}`;
  // The report's door leads to the chart compiler as well, which the page must not carry.
  if (file.room === 'report/browser' && room === 'report') return null;
  return reached === `${room}/index.ts` ? null : `import ${room} through its index.ts`;
}

const sources = readSources();

describe('the walls between rooms', () => {
  it('stand: every import follows an arrow of the map', () => {
    const broken = sources.flatMap((file) =>
      file.imports.flatMap((target) => {
        const reason = forbiddenArrow(file, target);
        return reason === null ? [] : [`${file.path}: ${reason} (${target})`];
      }),
    );
    expect(broken).toEqual([]);
  });

  it('would be noticed if broken', () => {
    const inModel = { path: 'model/world.ts', room: 'model' };
    expect(forbiddenArrow(inModel, '../stats/index.ts')).toBe('model may not import stats');
    expect(forbiddenArrow(inModel, '../kernel/station.ts')).toMatch(/index\.ts/);
    expect(forbiddenArrow(inModel, 'node:fs')).toMatch(/may not import the package/);
    expect(forbiddenArrow({ path: 'kernel/x.ts', room: 'kernel' }, '../model/index.ts')).toBe(
      'kernel may not import model',
    );
    expect(
      forbiddenArrow({ path: 'model/hsm/vault.ts', room: 'model' }, '@noble/ciphers/aes.js'),
    ).toBe(null);
  });

  it('keep unportable and non-deterministic functions out of the isomorphic rooms', () => {
    const found = sources
      .filter(({ room }) => ISOMORPHIC.includes(room))
      .flatMap(({ path, text }) =>
        text
          .split('\n')
          .map((line, i) => ({ line, place: `${path}:${i + 1}` }))
          .filter(({ line }) => !/^\s*(\*|\/\/|\/\*)/.test(line))
          .filter(({ line }) => BANNED_IN_ISOMORPHIC.test(line.replace(/'[^']*'|`[^`]*`/g, "''")))
          .map(({ line, place }) => `${place}: ${line.trim()}`),
      );
    expect(found).toEqual([]);
  });

  it('have one door each, with a word on what lies behind it', () => {
    for (const room of Object.keys(ROOMS).filter(
      (name) => !['cli', 'ambient', 'report/browser'].includes(name),
    )) {
      const index = sources.find(({ path }) => path === `${room}/index.ts`);
      expect(index?.text.startsWith('/**'), `${room}/index.ts starts with a docblock`).toBe(true);
    }
  });
});

describe('the source', () => {
  it('has no file over 400 lines without a reason', () => {
    const long = sources
      .filter(({ text, path }) => text.split('\n').length > 400 && !(path in LONG_FILES))
      .map(({ path }) => path);
    expect(long).toEqual([]);
  });

  it('has a test for every file, or says which test covers it', () => {
    const untested = sources
      .filter(({ path }) => !path.endsWith('index.ts') && !path.endsWith('.d.ts'))
      .filter(({ path }) => {
        const stem = path.replace(/\.tsx?$/, '');
        return ![`${stem}.test.ts`, `${stem}.test.tsx`].some((test) =>
          existsSync(join(ROOT, 'test', test)),
        );
      })
      .filter(({ path }) => !coveredBy(path))
      .map(({ path }) => path);
    expect(untested).toEqual([]);
  });

  it('leaves no markers, default exports or vague names behind', () => {
    const found = sources.flatMap(({ path, text }) => [
      ...(/\b(TODO|FIXME|XXX)\b/.test(text) ? [`${path}: marker`] : []),
      ...(/export default/.test(text) && !path.endsWith('.d.ts')
        ? [`${path}: default export`]
        : []),
      ...(/\b(utils?|misc|helpers?|common)\b/.test(path) ? [`${path}: vague name`] : []),
    ]);
    expect(found).toEqual([]);
  });
});

/** The longest listed prefix of the path decides; the test it names must exist. */
function coveredBy(path: string): boolean {
  const entry = Object.keys(TESTED_ELSEWHERE)
    .filter((prefix) => path.startsWith(prefix))
    .sort((a, b) => b.length - a.length)[0];
  return entry !== undefined && existsSync(join(ROOT, 'test', TESTED_ELSEWHERE[entry]!));
}
