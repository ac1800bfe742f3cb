import { describe, expect, it } from 'vitest';
import type { PointResult, Result } from '../../../src/plan/index.ts';
import { CSV_FILES } from '../../../src/report/index.ts';
import { fixtureResult } from '../fixture.ts';

const result = fixtureResult({ loads: [0.5, 1], hsmCounts: [2, 3] });

function csvOf(name: string, of: Result): string {
  return CSV_FILES.find((file) => file.name === `${name}.csv`)!.render(of);
}

/** Reads a whole document by the grammar of RFC 4180: quoted fields hold anything. */
function parse(text: string): readonly (readonly string[])[] {
  const all: string[][] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  let record: string[] = [];
  while (field.lastIndex < text.length) {
    const found = field.exec(text);
    if (found === null) throw new Error(`no field in what begins after ${record.join(',')}`);
    const [, quoted, plain, end] = found;
    record.push(quoted?.replaceAll('""', '"') ?? plain!);
    if (end === ',') continue;
    all.push(record);
    record = [];
  }
  return all;
}

/** Records under their header's names. */
function records(text: string): readonly Record<string, string>[] {
  const [names, ...rows] = parse(text);
  return rows.map((row) => Object.fromEntries(row.map((value, i) => [names![i]!, value])));
}

function withPoints(change: (point: PointResult) => Partial<PointResult>): Result {
  return {
    ...result,
    stores: result.stores.map((store) => ({
      ...store,
      points: store.points.map((point) => ({ ...point, ...change(point) })),
    })),
  };
}

describe('points.csv', () => {
  it('has a header, then one record a point, all with as many fields', () => {
    const lines = parse(csvOf('points', result));
    const points = result.stores.flatMap((store) => store.points);
    expect(lines).toHaveLength(1 + points.length);
    expect(new Set(lines.map((line) => line.length)).size).toBe(1);
    expect(new Set(lines[0]).size).toBe(lines[0]!.length);
  });

  it('gives the value of a figure with both ends of its interval, under a name with its unit', () => {
    const [first] = records(csvOf('points', result));
    const point = result.stores[0]!.points[0]!;
    expect(first).toMatchObject({
      design: point.design,
      load: '0.5',
      successShare: String(point.successShare.value),
      successShareLow: String(point.successShare.low),
      successShareHigh: String(point.successShare.high),
      costMonthUsd: String(point.cost.monthUsd),
    });
    expect(Number(first!['p99LatencyMs'])).toBeGreaterThan(0);
  });

  it('has a column for each setting that was varied, empty where a design has none', () => {
    const varied = withPoints(({ hsms }) =>
      hsms === 3 ? { coordinates: { load: 1, 'stores.cks.hsms': 3, region: 'us-east-1' } } : {},
    );
    const rows = records(csvOf('points', varied));
    expect(rows.find(({ hsms }) => hsms === '3')).toMatchObject({
      'stores.cks.hsms': '3',
      region: 'us-east-1',
    });
    expect(rows.find(({ hsms }) => hsms === '2')).toMatchObject({ region: '' });
  });

  it('leaves empty what has no value: an interval of one replication, a design without latency', () => {
    const lone = withPoints(({ latencyMs, throttledShare }) => ({
      latencyMs: { ...latencyMs, mean: null },
      phases: {},
      throttledShare: { ...throttledShare, low: null, high: null },
    }));
    const [first] = records(csvOf('points', lone));
    expect(first).toMatchObject({
      meanLatencyMs: '',
      throttledShareLow: '',
      throttledShareHigh: '',
    });
  });

  it('quotes what holds commas, quotes or line ends, and disarms formulas', () => {
    const hostile = fixtureResult({ cksName: '=1+1,"x"\r\ny', loads: [1], hsmCounts: [2] });
    const rows = records(csvOf('points', hostile));
    expect(rows.map(({ store }) => store)).toContain(`'=1+1,"x"\r\ny`);
    expect(rows).toHaveLength(hostile.stores.flatMap((store) => store.points).length);
  });
});

describe('objectives.csv', () => {
  it('has one record for each objective and design', () => {
    const rows = records(csvOf('objectives', result));
    expect(rows).toHaveLength(result.objectives.length);
    expect(rows[0]).toMatchObject({ unit: 'ms', limit: '60', level: 'fail' });
  });

  it('keeps its header where there are no objectives', () => {
    const [names, ...rows] = parse(csvOf('objectives', { ...result, objectives: [] }));
    expect(names).toContain('verdict');
    expect(rows).toEqual([]);
  });

  it('has no figure for what could not be measured', () => {
    const [first] = result.objectives;
    const measured = { ...first!.measured, value: Number.MAX_VALUE, high: Number.MAX_VALUE };
    const unmeasured = { ...result, objectives: [{ ...first!, measured }] };
    const [row] = records(csvOf('objectives', unmeasured));
    expect(row).toMatchObject({ measured: '', measuredHigh: '' });
  });
});

/** A result of no command in particular: everything that is a list is empty. */
const EMPTY: Result = {
  ...result,
  stores: [],
  objectives: [],
  differences: [],
  sensitivity: [],
  assumptions: [],
  checks: [],
};

describe('the tables', () => {
  it.each(CSV_FILES.map(({ name, render }) => [name, render] as const))(
    '%s has the same first columns with and without rows, and as many fields in each record',
    (_, render) => {
      const [names, ...none] = parse(render(EMPTY));
      expect(none).toEqual([]);
      expect(names!.length).toBeGreaterThan(2);
      const lines = parse(render(result));
      expect(lines[0]!.slice(0, names!.length)).toEqual(names);
      // More columns are settings that were varied: their names are paths, or ours with a percentile.
      expect(new Set(lines.map((line) => line.length)).size).toBe(1);
      expect(new Set(lines[0]).size).toBe(lines[0]!.length);
    },
  );

  it.each(
    CSV_FILES.filter(
      ({ name }) => !/^(?:variants|candidates|knees|sensitivity)\.csv/.test(name),
    ).map(({ name, render }) => [name, render] as const),
  )('%s names no column without its unit beside those that it always has', (name, render) => {
    const [always] = parse(render(EMPTY));
    const [names] = parse(render(result));
    const more = names!.filter((own) => !always!.includes(own));
    expect(more.filter((own) => !/^stores\.|^load$/.test(own))).toEqual([]);
    expect(name).toMatch(/^[a-z-]+\.csv$/);
  });

  it('windows.csv is long: one row a design, load and second', () => {
    const rows = records(csvOf('windows', result));
    const points = result.stores.flatMap(({ points: own }) => own);
    const seconds = points.reduce((sum, { windows }) => sum + windows.startMs.length, 0);
    expect(rows).toHaveLength(seconds);
    const { design, load, windows } = points[0]!;
    expect(rows[1]).toMatchObject({
      design,
      load: String(load),
      startMs: String(windows.startMs[1]),
      throughputPerSecond: String(windows.throughputPerSecond[1]),
      p99Ms: String(windows.p99Ms[1] ?? ''),
    });
  });

  it('cost-lines.csv sums up to the bill', () => {
    const rows = records(csvOf('cost-lines', result));
    const point = result.stores[0]!.points[0]!;
    const own = rows.filter(
      ({ design, load }) => design === point.design && load === String(point.load),
    );
    const sum = own.reduce((total, { amountUsd }) => total + Number(amountUsd), 0);
    expect(own).toHaveLength(point.cost.lines.length);
    expect(sum).toBeCloseTo(
      point.cost.lines.reduce((total, { amountUsd }) => total + amountUsd, 0),
      6,
    );
  });
});
