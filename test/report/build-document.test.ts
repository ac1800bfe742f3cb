import { describe, expect, it } from 'vitest';
import { buildDocument } from '../../src/report/build-document.ts';
import { figuresOf, tablesOf, type Table } from '../../src/report/document.ts';
import { fixtureResult } from './fixture.ts';

const document = buildDocument(fixtureResult());
const section = (id: string) => {
  const found = document.sections.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`no section ${id}`);
  return found;
};
const allTables = (): Table[] =>
  document.sections.flatMap((each) => [
    ...tablesOf(each),
    ...figuresOf(each).map((figure) => figure.data),
  ]);
const textOf = (table: Table): string =>
  table.rows
    .map((row) => row.map((cell) => `${cell.text} ${cell.detail ?? ''}`).join('|'))
    .join('\n');
const table = (id: string): Table => {
  const found = allTables().find((candidate) => candidate.id === id);
  if (!found) throw new Error(`no table ${id}`);
  return found;
};

describe('the document', () => {
  it('argues in order, from the verdict over load, faults and loss to money, trust and provenance', () => {
    expect(document.sections.map((each) => each.id)).toEqual([
      'verdict',
      'question',
      'capacity',
      'latency',
      'user-operations',
      'throttling',
      'faults',
      'control',
      'durability',
      'money',
      'audit',
      'trust',
      'provenance',
    ]);
  });

  it('gives every section a finding and a way to read it', () => {
    for (const each of document.sections) {
      expect(each.sentence).toMatch(/\.$/);
      expect(each.howToRead.length).toBeGreaterThan(0);
    }
  });

  it('puts a caption, a description and the numbers with every figure', () => {
    for (const figure of document.sections.flatMap(figuresOf)) {
      expect(figure.caption).toMatch(/\.$/);
      expect(figure.description.length).toBeGreaterThan(20);
      expect(figure.data.rows.length).toBeGreaterThan(0);
    }
  });

  it('uses every identifier once', () => {
    const ids = [
      ...document.sections.map((each) => each.id),
      ...document.sections.flatMap(figuresOf).map((figure) => figure.id),
      ...allTables().map((each) => each.id),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('fills every row to the width of its header', () => {
    for (const each of allTables()) {
      for (const row of each.rows) expect(row).toHaveLength(each.columns.length);
    }
  });

  it('shows no undefined, NaN or null to a reader', () => {
    const words = JSON.stringify(
      document.sections.map(({ title, sentence, howToRead }) => [title, sentence, howToRead]),
    );
    expect(`${words}${allTables().map(textOf).join('')}`).not.toMatch(
      /undefined|NaN|\bnull\b|Infinity|\[object/,
    );
  });
});

describe('the verdict', () => {
  it('lists every design at the scenario’s load', () => {
    expect(table('comparison').rows).toHaveLength(8);
    expect(textOf(table('comparison'))).toContain('ruled out');
  });

  it('shows four numbers of the design it names', () => {
    const numbers = section('verdict').blocks.find((block) => block.kind === 'numbers');
    expect(numbers?.caption).toContain('cks hsms=4');
    expect(numbers?.numbers.map((number) => number.value)).toEqual([
      '900/s',
      '25.8 ms',
      '37.7 %',
      '$11,804',
    ]);
  });

  it('doubles every colour by a sign and a word', () => {
    const coloured = allTables()
      .flatMap((each) => each.rows.flat())
      .filter((cell) => cell.tone !== undefined && cell.tone !== 'date');
    expect(coloured.length).toBeGreaterThan(20);
    for (const cell of coloured) {
      expect(cell.text).toMatch(/^[✓✗?!≥] |^scenario$|^command line$/);
    }
  });

  it('says how many replications would decide an open objective', () => {
    const result = fixtureResult();
    const objectives = result.objectives.map((objective) => ({
      ...objective,
      verdict: 'undecided' as const,
      replicationsToDecide: 40,
    }));
    const open = buildDocument({ ...result, objectives });
    const rows = tablesOf(open.sections[0]!).find((each) => each.id === 'objectives');
    expect(textOf(rows!)).toContain('about 40 replications would decide it');
  });
});

describe('the assumptions', () => {
  it('mark what nobody has published', () => {
    const rows = table('assumptions').rows;
    const marked = rows.filter((row) => row.some((cell) => cell.tone === 'assumed'));
    expect(marked.map((row) => row[0]?.detail)).toEqual(['hsm.rate.aes']);
    expect(section('question').sentence).toContain('1 is assumed');
  });

  it('are repeated where a limit rests on one', () => {
    const result = fixtureResult({ hsmCounts: [2] });
    const capacity = buildDocument({
      ...result,
      verdict: { ...result.verdict, design: 'pkcs11 hsms=2' },
    }).sections.find((each) => each.id === 'capacity');
    expect(capacity?.sentence).toContain('assumed, not published');
  });
});

describe('other results', () => {
  it('leave out the faults when nothing broke', () => {
    const ids = buildDocument(fixtureResult({ hasFaults: false })).sections.map((each) => each.id);
    expect(ids).not.toContain('faults');
  });

  it('leave out figures over load when there is one load', () => {
    const figures = buildDocument(fixtureResult({ loads: [1] })).sections.flatMap(figuresOf);
    expect(figures.map((figure) => figure.id).filter((id) => id.endsWith('by-load'))).toEqual([]);
  });

  it('say that one replication gives no interval', () => {
    const words = JSON.stringify(buildDocument(fixtureResult({ replications: 1 })));
    expect(words).toContain('One replication of');
  });

  it('mark tails that are lower bounds', () => {
    const p99 = table('p99-data');
    expect(textOf(p99)).toContain('≥ ');
    expect(section('latency').howToRead.join(' ')).toContain('lower bound');
  });

  it('give no latency of an unstable design, but how it grows', () => {
    // Two HSMs of 600/s at 2.5 times 900/s.
    const [, twoHsms] = table('p99-data').rows;
    const last = twoHsms!.at(-1)!;
    expect(last).toMatchObject({ text: '✗ unstable', detail: 'grows by 1,050 ± 3 calls/s' });
    const overloaded = buildDocument(fixtureResult({ loads: [2.5], hsmCounts: [2] }));
    const words = JSON.stringify(overloaded.sections.find(({ id }) => id === 'latency'));
    expect(words).toContain(
      'pkcs11 hsms=2 is unstable at 2.5× the scenario’s load: calls in flight grow by 1,050 ± 3 calls/s, so there is no latency to report.',
    );
  });

  it('warn first of all when the run was stopped early', () => {
    const result = fixtureResult();
    const partial = buildDocument({ ...result, run: { ...result.run, isPartial: true } });
    expect(partial.warnings[0]).toContain('stopped early');
  });

  it('say not to rely on a result whose checks fail, and list the failed check first', () => {
    const result = fixtureResult();
    const failing = result.checks.map((check, index) => ({ ...check, holds: index !== 3 }));
    const trust = buildDocument({ ...result, checks: failing }).sections.find(
      (each) => each.id === 'trust',
    );
    expect(trust?.sentence).toContain('do not rely on this result');
    const checks = tablesOf(trust!).find((each) => each.id === 'checks');
    expect(checks?.rows[0]?.[1]?.text).toBe('✗ fails');
    expect(checks?.isFolded).toBe(false);
  });

  it('can be without stores at all', () => {
    const empty = buildDocument({ ...fixtureResult(), stores: [], objectives: [], checks: [] });
    expect(empty.sections.map((each) => each.id)).toEqual([
      'verdict',
      'question',
      'trust',
      'provenance',
    ]);
  });

  it('can have a design whose calls all failed', () => {
    const result = fixtureResult({ loads: [1], hsmCounts: [2] });
    const dead = {
      count: 0,
      growthPerSecond: null,
      mean: null,
      percentiles: {},
      max: null,
      tailIsLowerBound: false,
      curve: { shares: [], ms: [] },
    };
    const stores = result.stores.map((store) => ({
      ...store,
      points: store.points.map((point) => ({
        ...point,
        latencyMs: dead,
        addedLatencyMs: dead,
        latencyAllMs: dead,
        phases: {},
      })),
    }));
    const words = JSON.stringify(buildDocument({ ...result, stores }).sections);
    expect(words).toContain('No call succeeded');
  });
});
