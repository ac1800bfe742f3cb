import { describe, expect, it } from 'vitest';
import type { PointResult, Result } from '../../../src/plan/index.ts';
import { buildDocument } from '../../../src/report/build-document.ts';
import { readResult } from '../../../src/report/designs.ts';
import { figuresOf, tablesOf, type Section } from '../../../src/report/document.ts';
import { sweepSection } from '../../../src/report/sections/sweep.ts';
import { fixtureResult } from '../fixture.ts';
import { REFINED, SWEEP, sweptResult } from '../sweep-fixture.ts';

function section(result: Result = sweptResult()): Section {
  return sweepSection(readResult(result))!;
}

function proseOf({ blocks }: Section): string {
  return blocks.flatMap((block) => (block.kind === 'prose' ? block.paragraphs : [])).join('\n');
}

function wordsOf(own: Section, table: string): string[][] {
  const found = tablesOf(own).find(({ id }) => id === table)!;
  return found.rows.map((row) => row.map(({ text }) => text));
}

describe('the section on a sweep', () => {
  it('is not there where nothing was swept', () => {
    expect(sweepSection(readResult(fixtureResult()))).toBeNull();
  });

  it('says first what the sweep found, then what was varied, then shows it over the load and over HSMs', () => {
    const own = section();
    expect(own.sentence).toBe(SWEEP.sentence);
    expect(proseOf(own)).toContain(
      'Varied: stores.cks.hsms (2, 3, 4, 5, 6) and load (0.5, 1, 2). That makes 8 designs at 3 loads, and 1 load in between where designs bend: 25 points in all.',
    );
    expect(figuresOf(own).map(({ id }) => id)).toEqual([
      'throttled-by-load',
      'p99-by-load',
      'cost-by-load',
      'throttled-over-stores-cks-hsms',
      'failed-over-stores-cks-hsms',
      'p99-over-stores-cks-hsms',
      'cost-over-stores-cks-hsms',
    ]);
  });

  it('says in words what would be a level line', () => {
    const none = { value: 0, low: 0, high: 0, level: 0.95, method: 'test' };
    const own = section(sweptResult({}, () => ({ throttledShare: none, failedShare: none })));
    expect(figuresOf(own).map(({ id }) => id)).not.toContain('failed-over-stores-cks-hsms');
    expect(proseOf(own)).toContain(
      'Over stores.cks.hsms, hardly a call ends throttled; hardly a call fails.',
    );
  });

  it('shows these figures once on the page', () => {
    const ids = buildDocument(sweptResult()).sections.flatMap((own) =>
      figuresOf(own).map(({ id }) => id),
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain('attempts-by-load');
  });

  it('keeps loads that single designs have out of the tables of all, and in that of all points', () => {
    const [throttled] = figuresOf(section());
    expect(throttled!.data.columns.map(({ title }) => title)).toEqual([
      'Design',
      '0.5×',
      '1×',
      '2×',
    ]);
    const rows = wordsOf(section(), 'sweep-points');
    expect(rows).toHaveLength(25);
    expect(rows.filter(([, load]) => load === `${REFINED.load}×`)).toHaveLength(1);
  });

  it('tells each knee: the loads on both sides of it, and what happens there', () => {
    expect(wordsOf(section(), 'knees')).toEqual([
      ['cks hsms=2', 'none', '0.5×', 'is unstable', '0'],
      ['cks hsms=3', '1.41×', '2×', 'throttles 3 % of its calls', '1'],
      ['cks hsms=6', '2×', '–', 'carries every load that was tried', '0'],
    ]);
  });

  it('has neither figures over the load nor knees where the load was not varied', () => {
    const own = section(sweptResult({ refined: [], knees: [] }, undefined, { loads: [1] }));
    expect(figuresOf(own).map(({ id }) => id)).toEqual([
      'throttled-over-stores-cks-hsms',
      'failed-over-stores-cks-hsms',
      'p99-over-stores-cks-hsms',
      'cost-over-stores-cks-hsms',
    ]);
    expect(tablesOf(own).map(({ id }) => id)).toEqual(['sweep-points']);
  });

  it('draws failures where calls fail, and a line for each choice of another setting', () => {
    const failing = ({ hsms, coordinates }: PointResult): Partial<PointResult> => ({
      failedShare: { value: 0.2 / hsms, low: null, high: null, level: 0.95, method: 'test' },
      coordinates: { ...coordinates, region: hsms > 3 ? 'us-east-1' : 'us-west-2' },
    });
    const own = section(sweptResult({ acrossStudies: ['region'] }, failing));
    const figure = figuresOf(own).find(({ id }) => id === 'failed-over-stores-cks-hsms')!;
    expect(figure.caption).toBe(
      'Calls failed over stores.cks.hsms: 5.00 % with cks hsms=4, 3.33 % with cks hsms=6.',
    );
    const drawn = JSON.stringify(figure.spec);
    expect(drawn).toContain('cks region=us-east-1');
    expect(drawn).toContain('cks region=us-west-2');
    expect(own.howToRead.join(' ')).toContain('Each value of region makes a study of its own');
  });
});
