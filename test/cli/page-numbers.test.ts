import { copyFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Result } from '../../src/plan/index.ts';
import { buildDocument } from '../../src/report/build-document.ts';
import { figuresOf, tablesOf, type Cell } from '../../src/report/document.ts';
import { parseResult } from '../../src/report/index.ts';
import { Desk } from './cksim.ts';
import {
  isRoundingOfOne,
  numbersIn,
  textsIn,
  writtenNumbers,
  type Written,
} from './written-numbers.ts';

/**
 * Whether the numbers of a page are those of the result, and not of some computation on the way:
 * every number of three digits or more in a table, in a caption or among the large numbers must be
 * a rounding of a number of the JSON file. In the row of a design only that design's numbers count,
 * so that few are met by chance; a control counts how many.
 *
 * Not covered: numbers of one or two digits and the half widths behind ±, which test/report covers;
 * sentences; what the drawings show, which comes from the same tables; the time lines, which take
 * the mean or the worst of a few seconds.
 */
const SCENARIOS = [
  [
    '04-az-loss-2-vs-3-hsms',
    ['run.replications=2', 'run.duration=120 s', 'faults.0.at=30 s', 'faults.0.for=50 s'],
  ],
  ['07-quota-1800', ['run.duration=5 s', 'run.replications=2']],
] as const;

/** Columns that are computed from numbers of the file, by the rule named. */
const DERIVED: readonly (readonly [column: RegExp, rule: string])[] = [
  [/^errors: Of all calls$/, 'ratio of calls to calls offered'],
  [/^audit-events: Events a day$/, 'ratio: a month over the days of 730 hours'],
  [/^availability-totals: Availability$/, 'difference to 1'],
  [/^availability-terms: Time lost a year$/, 'product of the share and a year'],
  [/^availability-terms: How often$/, 'one over the events of a year, where they are rare'],
  [/^differences(?:-rest)?: Narrower by$/, 'root of the variance reduction'],
  [/^(?:timeline-data-\d+|latency-over-time-data): /, 'mean or worst over the seconds of a row'],
  [/^caption of latency-over-time$/, 'the worst second of the windows'],
];

/** What is not measured, or is there so often that nearly any number would be found. */
const LEFT_OUT = new Set(['windows', 'curve', 'live', 'scenario', 'byReplication']);

interface Place {
  readonly where: string;
  readonly number: Written;
  readonly pool: readonly number[];
}

function placesOf(result: Result): readonly Place[] {
  const whole = numbersIn(result, LEFT_OUT);
  const texts = textsIn(result);
  const pools = new Map<string, readonly number[]>();
  const poolOf = (design: string): readonly number[] => {
    const known =
      pools.get(design) ?? (isDesign(result, design) ? ofDesign(result, design) : whole);
    pools.set(design, known);
    return known;
  };
  const inText = (where: string, text: string, pool: readonly number[]): readonly Place[] =>
    texts.some((own) => own.includes(text))
      ? []
      : writtenNumbers(text).map((number) => ({ where, number, pool }));
  const inCell = (where: string, { text, detail }: Cell, pool: readonly number[]) =>
    [text, detail ?? ''].flatMap((part) =>
      part.startsWith('±') || part === '' ? [] : inText(where, withoutHalfWidth(part), pool),
    );
  return buildDocument(result).sections.flatMap((section) => [
    ...[...tablesOf(section), ...figuresOf(section).map(({ data }) => data)].flatMap(
      ({ id, columns, rows }) =>
        rows.flatMap((row) =>
          row.flatMap((cell, index) => {
            const where = `${id}: ${columns[index]!.title}`;
            return DERIVED.some(([column]) => column.test(where))
              ? []
              : inCell(where, cell, poolOf(row[0]!.text));
          }),
        ),
    ),
    ...figuresOf(section).flatMap(({ id, caption }) => {
      const where = `caption of ${id}`;
      return DERIVED.some(([place]) => place.test(where)) ? [] : inText(where, caption, whole);
    }),
    ...section.blocks.flatMap((block) =>
      block.kind === 'numbers'
        ? block.numbers.flatMap(({ label, value }) =>
            inText(`large number: ${label}`, withoutHalfWidth(value), whole),
          )
        : [],
    ),
  ]);
}

/** `40.3 ± 0.5 ms` without what is behind ±: that is the wider half of the interval, rounded up. */
function withoutHalfWidth(text: string): string {
  return text.replace(/(?: ± [\d.,]+(?: % of it)?| \([\d.,–−]+\)|\(less than ±[^)]*\))/g, '');
}

function isDesign({ stores }: Result, name: string): boolean {
  return stores.some(({ points }) => points.some(({ design }) => design === name));
}

function ofDesign(result: Result, name: string): readonly number[] {
  const points = result.stores.flatMap((store) => store.points);
  const parts = [points, result.objectives, result.differences, result.availability, result.checks];
  return parts.flatMap((list: readonly { readonly design: string }[]) =>
    numbersIn(
      list.filter(({ design }) => design === name),
      LEFT_OUT,
    ),
  );
}

describe.each(SCENARIOS)('the page of %s', (name, settings) => {
  const desk = new Desk();
  let places: readonly Place[];

  beforeAll(() => {
    const file = `${name}.yaml`;
    copyFileSync(resolve(import.meta.dirname, '../../scenarios', file), join(desk.folder, file));
    const set = settings.flatMap((own) => ['--set', own]);
    desk.cksim('run', file, ...set, '--no-sensitivity', '--quiet', '--json', 'x.json');
    places = placesOf(parseResult(desk.read('x.json')));
  });

  afterAll(() => desk.clear());

  it('holds no number that its JSON file does not hold', () => {
    expect(places.length).toBeGreaterThan(100);
    const strangers = places.filter(({ number, pool }) => !isRoundingOfOne(number, pool));
    expect(strangers.map(({ where, number }) => `${where}: ${number.text}`)).toEqual([]);
  });

  it('would not pass by chance: most numbers that are a tenth off are found nowhere', () => {
    const off = places.map(({ number, pool }) =>
      isRoundingOfOne({ ...number, value: number.value * 1.1 }, pool),
    );
    expect(off.filter((found) => found).length / off.length).toBeLessThan(0.3);
  });
});
