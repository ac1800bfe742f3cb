import { describe, expect, it } from 'vitest';
import type { PlanResult } from '../../../src/plan/index.ts';
import { buildDocument } from '../../../src/report/build-document.ts';
import { figuresOf, tablesOf, type Section, type Table } from '../../../src/report/document.ts';
import { fixtureResult } from '../fixture.ts';
import { candidateOf, FOUND_PLAN, IMPOSSIBLE_PLAN, plannedResult } from '../plan-fixture.ts';

const CHOSEN = FOUND_PLAN.chosen!;

function sectionsOf(plan: PlanResult = FOUND_PLAN): Readonly<Record<string, Section>> {
  const { sections } = buildDocument(plannedResult(plan));
  return Object.fromEntries(sections.map((section) => [section.id, section]));
}

const found = sectionsOf();

function tableIn(section: Section | undefined, id: string): Table {
  const all = [...tablesOf(section!), ...figuresOf(section!).map(({ data }) => data)];
  return all.find((table) => table.id === id)!;
}

const texts = ({ rows }: Table): string[][] => rows.map((row) => row.map(({ text }) => text));
const wordsOf = (section: Section | undefined): string => JSON.stringify(section);

describe('a report of a plan', () => {
  it('speaks of the plan first, then of the designs on the shortlist as of any others', () => {
    expect(Object.keys(found).slice(0, 8)).toEqual([
      'plan',
      'plan-frontier',
      'plan-sizes',
      'plan-limits',
      'plan-headroom',
      'plan-economics',
      'shortlist',
      'question',
    ]);
    expect(found).not.toHaveProperty('verdict');
    expect(found).toHaveProperty('money');
  });

  it('is that of any run where nobody planned', () => {
    const ids = buildDocument(fixtureResult()).sections.map(({ id }) => id);
    expect(ids[0]).toBe('verdict');
    expect(ids.filter((id) => id.startsWith('plan') || id === 'shortlist')).toEqual([]);
  });

  it('uses every identifier once, fills every row and shows no undefined or NaN', () => {
    const { sections } = buildDocument(plannedResult());
    const figures = sections.flatMap(figuresOf);
    const tables = [...sections.flatMap(tablesOf), ...figures.map(({ data }) => data)];
    const ids = [...sections, ...figures, ...tables].map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    for (const { columns, rows } of tables) {
      for (const row of rows) expect(row).toHaveLength(columns.length);
    }
    for (const { id, sentence, howToRead } of sections) {
      if (!id.startsWith('plan')) continue;
      expect(sentence).toMatch(/\.$/);
      expect(howToRead.length).toBeGreaterThan(0);
      expect(wordsOf(found[id])).not.toMatch(/undefined|NaN|1\.79e\+308/);
    }
  });

  it('doubles every colour by a sign', () => {
    const cells = Object.values(found)
      .filter(({ id }) => id.startsWith('plan'))
      .flatMap((each) => [...tablesOf(each), ...figuresOf(each).map(({ data }) => data)])
      .flatMap(({ rows }) => rows.flat())
      .filter(({ tone }) => tone !== undefined);
    expect(cells.length).toBeGreaterThan(20);
    for (const { text } of cells) expect(text).toMatch(/^[✓✗?!] /);
  });
});

describe('the design to build', () => {
  it('stands first with what it is made of, its p99, success and price', () => {
    const numbers = found['plan']!.blocks.find(({ kind }) => kind === 'numbers');
    expect(numbers).toMatchObject({
      caption: `${CHOSEN}, as asked`,
      numbers: [
        { value: '3 × 3 HSMs' },
        { value: '15.5 ms', detail: '± 0.3; added p99 7.50 ms' },
        { value: '99.99967 %' },
        { value: '33.3 %' },
        { value: '$34,164' },
      ],
    });
  });

  it('is held against every rule in every condition, with a sign, the value and the room', () => {
    const table = tableIn(found['plan'], 'plan-conditions');
    expect(table.columns.map(({ title }) => title)).toEqual([
      'Rule',
      'As asked',
      'One HSM down',
      'One zone down',
    ]);
    expect(table.rows[0]!.slice(1)).toEqual([
      { text: '✓ 7.50 ± 0.30 ms', detail: '63 % to spare', tone: 'good' },
      { text: '✓ 12.0 ± 0.5 ms', detail: '40 % to spare', tone: 'good' },
      { text: '✓ 12.0 ± 0.5 ms', detail: '40 % to spare', tone: 'good' },
    ]);
    expect(table.rows[2]![0]).toEqual({ text: 'cost < 36000 USD/month', detail: 'a warning only' });
    expect(wordsOf(found['plan'])).toContain('One HSM down lasts 9 min, until a new HSM serves.');
  });

  it('has a rule of before the faults in one row with the same rule while something is down', () => {
    const [first, ...others] = FOUND_PLAN.candidates;
    const [asAsked, ...down] = first!.conditions;
    const renamed = asAsked!.objectives.map((objective, index) => ({
      ...objective,
      expect: index === 0 ? `${objective.expect}, before faults` : 'recovery < 60 s',
    }));
    const plan: PlanResult = {
      ...FOUND_PLAN,
      chosen: first!.name,
      candidates: [
        { ...first!, conditions: [{ ...asAsked!, objectives: renamed }, ...down] },
        ...others,
      ],
    };
    const rows = texts(tableIn(sectionsOf(plan)['plan'], 'plan-conditions'));
    expect(rows[0]![0]).toBe('p99(addedLatency) < 20 ms, before faults');
    expect(rows[0]!.slice(1).every((text) => /^[✓✗?] /.test(text))).toBe(true);
    expect(rows[1]!.slice(2)).toEqual(['–', '–']);
  });

  it('says why nothing smaller does, what else does, and what to ask AWS for', () => {
    const plan = found['plan'];
    expect(texts(tableIn(plan, 'plan-smaller'))).toEqual(
      FOUND_PLAN.smaller.map(({ name, fails }) => [name, expect.any(String), `✗ ${fails}`]),
    );
    expect(tableIn(plan, 'plan-smaller').rows[0]![1]).toEqual({
      text: '$32,996',
      detail: '$1,168 less',
    });
    expect(texts(tableIn(plan, 'plan-next-best')).map(([name]) => name)).toEqual(
      FOUND_PLAN.nextBest,
    );
    expect(texts(tableIn(plan, 'plan-increases'))[0]!.slice(0, 3)).toEqual([
      'HSMs in the account',
      '6',
      '! 9',
    ]);
    expect(wordsOf(plan)).toContain('58 of 70 designs were ruled out by arithmetic, 12 were');
  });

  it('is refused with ways out where nothing can do it, and nothing is made up for it', () => {
    const sections = sectionsOf(IMPOSSIBLE_PLAN);
    const words = wordsOf(sections['plan']);
    expect(sections['plan']!.title).toBe('No design can do it');
    expect(words).toContain('1. Cache data keys so that at least 40 %');
    expect(words).toContain('All 540 designs were ruled out by arithmetic; none was simulated.');
    expect(sections['plan']!.blocks.map(({ kind }) => kind)).not.toContain('numbers');
    expect(Object.keys(sections).filter((id) => id.startsWith('plan'))).toEqual([
      'plan',
      'plan-limits',
    ]);
  });

  it('shows the one that comes nearest where none is known to do it', () => {
    const open = candidateOf({ keyStores: 2, hsms: 4, zones: 3 });
    const plan: PlanResult = {
      ...FOUND_PLAN,
      outcome: 'undecided',
      chosen: null,
      candidates: [{ ...open, verdict: 'undecided' }],
    };
    const section = sectionsOf(plan)['plan']!;
    expect(section.title).toBe('No design is known to do it');
    expect(wordsOf(section)).toContain(`${open.name}, which comes nearest, as asked`);
    const rows = texts(tableIn(section, 'plan-conditions'));
    expect(rows[0]![3]).toBe('✗ 30.0 ± 1.2 ms');
  });
});

describe('the frontier', () => {
  it('has a point for each design with a latency: filled, hollow, and the chosen one ringed', () => {
    const [figure] = figuresOf(found['plan-frontier']!);
    const json = JSON.stringify(figure!.spec);
    const spec = figure!.spec as unknown as {
      layer: { mark: { type: string }; data: { values: { fill?: string; stroke?: string }[] } }[];
    };
    const points = spec.layer
      .filter(({ mark }) => mark.type === 'point')
      .map(({ data }) => data.values)
      .find(({ length }) => length === FOUND_PLAN.candidates.length)!;
    const met = FOUND_PLAN.candidates.filter(({ verdict }) => verdict === 'met').length;
    expect(points.filter(({ fill, stroke }) => fill === stroke)).toHaveLength(met);
    expect(json.match(new RegExp(`"text":"${CHOSEN}"`, 'g'))).toHaveLength(1);
    expect(json).toContain('p99(addedLatency) < 20 ms');
    expect(figure!.caption).toContain(`${CHOSEN} lies on the line`);
  });

  it('says what each end of the line costs and buys', () => {
    expect(found['plan-frontier']!.sentence).toMatch(
      /^Of 12 designs simulated, \d are beaten by no other in both price and speed: \$28,324 a month buys an added p99 of 30\.0 ms \(.*\), \$41,172 one of 5\.25 ms \(.*\)\.$/,
    );
  });

  it('leaves success out where no call is lost', () => {
    const candidates = FOUND_PLAN.candidates.map((candidate) => ({
      ...candidate,
      conditions: candidate.conditions.map((condition) => ({
        ...condition,
        successShare: { ...condition.successShare, value: 1, low: 1, high: 1 },
      })),
    }));
    const section = sectionsOf({ ...FOUND_PLAN, candidates })['plan-frontier']!;
    expect(figuresOf(section)).toHaveLength(1);
    expect(wordsOf(section)).toContain('No design lost a call as asked');
  });

  it('counts designs without a latency instead of drawing them', () => {
    const candidates = FOUND_PLAN.candidates.map((candidate, index) => ({
      ...candidate,
      conditions: candidate.conditions.map((condition) => ({
        ...condition,
        p99AddedMs: index < 2 ? null : condition.p99AddedMs,
      })),
    }));
    const section = sectionsOf({ ...FOUND_PLAN, candidates })['plan-frontier'];
    expect(wordsOf(section)).toContain('2 designs have no latency');
  });
});

describe('how many HSMs', () => {
  it('compares designs that differ in nothing but their HSMs', () => {
    const section = found['plan-sizes']!;
    expect(texts(tableIn(section, 'plan-cost-by-hsms-data')).map(([count]) => count)).toEqual([
      '3',
      '4',
      '5',
    ]);
    expect(section.sentence).toBe(
      'With 3 key stores in 3 zones it takes 3 HSMs in each; 4 cost $3,504 more a month.',
    );
  });

  it('draws a design whose p99 adds nothing at zero, never on a logarithmic axis', () => {
    const candidates = FOUND_PLAN.candidates.map((candidate) => ({
      ...candidate,
      conditions: candidate.conditions.map((condition) => ({
        ...condition,
        p99AddedMs:
          candidate.hsms === 5 && condition.p99AddedMs !== null
            ? { ...condition.p99AddedMs, value: 0, low: 0, high: 0 }
            : condition.p99AddedMs,
      })),
    }));
    const [figure] = figuresOf(sectionsOf({ ...FOUND_PLAN, candidates })['plan-sizes']!);
    expect(JSON.stringify(figure!.spec)).not.toContain('"log"');
  });
});

describe('the limits of AWS', () => {
  it('name the increase that the design needs', () => {
    expect(found['plan-limits']!.sentence).toBe(
      `${CHOSEN} fits the hard limits, but needs AWS to raise HSMs in the account (9 of 6).`,
    );
    expect(texts(tableIn(found['plan-limits'], 'plan-pyramid-data'))[3]!.slice(0, 5)).toEqual([
      'HSMs in the account',
      '9',
      '6',
      '! 150 %',
      'yes, on request',
    ]);
  });

  it('name the hard limit that refuses a design', () => {
    const section = sectionsOf(IMPOSSIBLE_PLAN)['plan-limits']!;
    expect(section.sentence).toContain(
      '(3,000/s of 1,800/s), and AWS raises this limit for nobody',
    );
  });
});

describe('headroom', () => {
  it('lists the loads at which limits bind and objectives break, and the month of each', () => {
    const rows = texts(tableIn(found['plan-headroom'], 'plan-headroom-data'));
    expect(rows[0]!.slice(1)).toEqual([
      'p99(addedLatency) < 20 ms',
      '1.7×',
      '1.9×',
      'in 14 months',
      'simulation',
    ]);
    expect(rows.find(([, what]) => what === 'HSMs')!.slice(2)).toEqual([
      '3×',
      '–',
      'in 29 months',
      'arithmetic',
    ]);
    expect(rows.at(-2)![2]).toBe('✗ no load tried');
  });

  it('has no months without growth', () => {
    const headroom = FOUND_PLAN.headroom.map((own) => ({ ...own, growthPerMonth: null }));
    const section = sectionsOf({ ...FOUND_PLAN, headroom })['plan-headroom']!;
    expect(section.title).toBe('Headroom');
    expect(tableIn(section, 'plan-headroom-data').columns.map(({ title }) => title)).not.toContain(
      'By growth',
    );
    expect(wordsOf(section)).toContain('with growth: 4 %/month');
  });
});

describe('economics', () => {
  it('say what the next HSM costs and buys, and where another Region is cheaper', () => {
    const section = found['plan-economics']!;
    expect(section.sentence).toMatch(
      /^The next HSM \(.*\) costs \$3,504 more a month and buys 1\.5/,
    );
    const [first, second] = texts(tableIn(section, 'plan-regions-data'));
    expect(first![2]).toBe('–');
    expect(second![2]).toBe('$3,036 more (+8.9 %)');
  });

  it('give a nine a price only where there is a gain', () => {
    const nines = FOUND_PLAN.economics!.nines.map((row) => ({ ...row, usdPerNine: null }));
    const economics = { ...FOUND_PLAN.economics!, nines };
    const section = sectionsOf({ ...FOUND_PLAN, economics })['plan-economics'];
    expect(texts(tableIn(section, 'plan-nines')).map((row) => row.at(-1))).toEqual([
      '–',
      'no gain',
    ]);
  });
});

describe('the shortlist', () => {
  it('never calls a design good that fails with something down', () => {
    const rows = tableIn(found['shortlist'], 'comparison').rows;
    const failing = rows.find(([name]) => name!.text === FOUND_PLAN.smaller[0]!.name)!;
    expect(failing[1]).toEqual({ text: '✗ fails', detail: 'with one zone down', tone: 'bad' });
  });
});
