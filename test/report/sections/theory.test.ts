import { describe, expect, it } from 'vitest';
import type { TheoryRow } from '../../../src/plan/index.ts';
import { readResult } from '../../../src/report/designs.ts';
import type { Block, Table } from '../../../src/report/document.ts';
import { theoryBlocks, theoryInWords } from '../../../src/report/sections/theory.ts';
import { fixtureResult } from '../fixture.ts';
import { estimate } from '../fixture-point.ts';

const EXACT: TheoryRow = {
  name: 'mean wait',
  kind: 'exact',
  expected: 1.92,
  low: null,
  high: null,
  observed: estimate(1.93, 0.04),
  unit: 'ms',
  source: 'Erlang C',
  holds: true,
  tolerance: 0.1,
};
const BOUND: TheoryRow = { ...EXACT, kind: 'bound', expected: null, low: 1.5, high: 2.5 };
const GUESS: TheoryRow = { ...EXACT, kind: 'approximation', holds: null, tolerance: null };
const NONE: TheoryRow = {
  ...GUESS,
  name: 'latency',
  kind: 'none',
  expected: null,
  observed: null,
  unit: '',
  source: 'Calls are repeated.',
};

/** The fixture with these rows at every point. */
function reading(theory: readonly TheoryRow[]) {
  const base = fixtureResult();
  const stores = base.stores.map((store) => ({
    ...store,
    points: store.points.map((point) => ({ ...point, theory })),
  }));
  return readResult({ ...base, stores });
}

function table(blocks: readonly Block[], id: string): Table | undefined {
  return blocks
    .flatMap((block) => (block.kind === 'table' ? [block.table] : []))
    .find((own) => own.id === id);
}

describe('theory in the report', () => {
  it('shows what each kind of formula says, and which are not judged', () => {
    const rows = table(theoryBlocks(reading([EXACT, BOUND, GUESS])), 'theory')!.rows;
    const texts = rows.slice(0, 3).map((row) => row.map(({ text }) => text));
    expect(texts.map((row) => [row[3], row[4], row[6]])).toEqual([
      ['exact', '1.92 ms', '✓ agrees'],
      ['bound', '1.50 ms to 2.50 ms', '✓ agrees'],
      ['approximation, not judged', '1.92 ms', 'not judged'],
    ]);
    expect(texts[0]![5]).toBe('1.93 ± 0.04 ms');
  });

  it('names bounds on one side, and unfolds where something differs', () => {
    const blocks = theoryBlocks(
      reading([
        { ...BOUND, high: null },
        { ...BOUND, low: null, holds: false },
      ]),
    );
    const found = table(blocks, 'theory')!;
    expect(found.rows[0]![4]!.text).toBe('at least 1.50 ms');
    expect(found.rows[1]![4]!.text).toBe('at most 2.50 ms');
    expect(found.rows[1]![6]).toEqual({ text: '✗ differs', tone: 'bad' });
    expect(found.isFolded).toBe(false);
  });

  it('gives each reason for having no formula once, with its designs', () => {
    const blocks = theoryBlocks(reading([NONE]));
    expect(table(blocks, 'theory')).toBeUndefined();
    const { rows } = table(blocks, 'no-theory')!;
    expect(rows).toHaveLength(1);
    expect(rows[0]!.map(({ text }) => text).slice(0, 2)).toEqual([
      'latency',
      'Calls are repeated.',
    ]);
    for (const { name } of reading([NONE]).designs) expect(rows[0]![2]!.text).toContain(name);
  });

  it('counts in words what was judged', () => {
    const points = reading([EXACT]).designs.flatMap((design) => design.points).length;
    expect(theoryInWords(reading([EXACT, BOUND, GUESS, NONE]))).toBe(
      `${2 * points} simulated figures were compared with queueing theory: ${points} with an exact formula and ${points} with bounds.`,
    );
    expect(theoryInWords(reading([GUESS]))).toContain('No figure was judged');
    expect(theoryInWords(reading([]))).toBe('');
  });
});
