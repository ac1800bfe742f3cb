import { describe, expect, it } from 'vitest';
import type { Uncertainty, UncertainDesign, UncertainMetric } from '../../../src/plan/index.ts';
import { PALETTE } from '../../../src/report/charts/palette.ts';
import { drawSvg } from '../../../src/report/charts/render-svg.ts';
import { readResult } from '../../../src/report/designs.ts';
import { figuresOf, tablesOf } from '../../../src/report/document.ts';
import { uncertaintySection } from '../../../src/report/sections/uncertainty.ts';
import { verdictSection } from '../../../src/report/sections/verdict.ts';
import { spreadInWords } from '../../../src/report/spread-in-words.ts';
import { fixtureResult } from '../fixture.ts';

const metric = (overrides: Partial<UncertainMetric> = {}): UncertainMetric => ({
  metric: 'p99 latency',
  unit: 'ms',
  drawsWithout: 0,
  p5: 38,
  median: 41,
  p95: 55,
  inputDeviation: 5,
  noiseDeviation: 0.86,
  ...overrides,
});

/** The design of the fixture's verdict. */
function designOf(
  latency: Partial<UncertainMetric> = {},
  overrides: Partial<UncertainDesign> = {},
): UncertainDesign {
  const share = { unit: 'share', p5: 0.999, median: 1, p95: 1 };
  return {
    design: 'cks hsms=4',
    isMoved: true,
    draws: 20,
    metShare: 0.85,
    metrics: [
      metric({ metric: 'p50 latency' }),
      metric(latency),
      metric({ metric: 'p99 added latency', p5: 0.2, p95: 5 }),
      metric({ metric: 'success', ...share }),
      metric({ metric: 'throttled', ...share, p5: 0, p95: 0 }),
      metric({ metric: 'cost', unit: 'USD/month', p5: 4700, p95: 4700 }),
    ],
    ...overrides,
  };
}

const RATE = { fact: 'hsm.rate.aes', title: 'rate of an HSM', text: '900/s to 5,000/s, evenly' };

function resultOf(designs: readonly UncertainDesign[], inputs: Uncertainty['inputs'] = [RATE]) {
  const uncertainty: Uncertainty = { draws: 20, replicationsPerDraw: 2, inputs, designs };
  return { ...fixtureResult(), uncertainty };
}

const wordsOf = (...args: Parameters<typeof designOf>) =>
  spreadInWords(resultOf([designOf(...args)]))!;

describe('the words on uncertain inputs', () => {
  it('are missing where no input is uncertain', () => {
    expect(spreadInWords(fixtureResult())).toBe(null);
    expect(uncertaintySection(readResult(fixtureResult()))).toBe(null);
  });

  it('tell the spread, what chance adds, and how often the objectives are met', () => {
    // Chance: 1.645 x 0.86 ms / sqrt(2) = 1.00 ms.
    expect(wordsOf()).toEqual({
      spread:
        'With hsm.rate.aes believed to be 900/s to 5,000/s, evenly, p99 of cks hsms=4 before the first fault lies between 38.0 ms and 55.0 ms in 90 of 100 cases; chance in the simulation adds only ±1.00 ms.',
      held: 'It meets every objective in 17 of 20 draws.',
      short:
        'With hsm.rate.aes believed to be 900/s to 5,000/s, evenly, cks hsms=4 meets every objective in 17 of 20 draws.',
    });
  });

  it('name several inputs', () => {
    const front = { ...RATE, fact: 'kms.front' };
    expect(spreadInWords(resultOf([designOf()], [RATE, front]))!.spread).toMatch(
      /^With 2 inputs drawn from what is believed of them \(hsm\.rate\.aes and kms\.front\), p99 of/,
    );
  });

  it('do not call chance small where it is not', () => {
    expect(wordsOf({ noiseDeviation: 5 }).spread).toContain(
      '; chance in the simulation alone would give ±5.82 ms.',
    );
    expect(wordsOf({ noiseDeviation: 8, inputDeviation: 0 }).spread).toContain(
      'in 90 of 100 cases, no more than chance in the simulation (±9.31 ms).',
    );
  });

  it('give no latency to draws that have none', () => {
    expect(wordsOf({ drawsWithout: 3, p95: null }).spread).toContain(
      'is 38.0 ms or more in 95 of 100 cases; in 3 of 20 draws there is none, since the store is overloaded or answers no call.',
    );
    expect(wordsOf({ drawsWithout: 20, p5: null, median: null, p95: null }).spread).toContain(
      'in 20 of 20 draws there is none',
    );
  });

  it('say nothing of objectives where there are none, and nothing of a design that stays', () => {
    expect(wordsOf({}, { metShare: null }).held).toBe(null);
    const still = wordsOf({}, { isMoved: false, metrics: [] });
    expect(still.spread).toBe(
      'What cks hsms=4 does and costs does not depend on the uncertain inputs (hsm.rate.aes).',
    );
  });
});

describe('the section on uncertain inputs', () => {
  const overloaded = designOf({ drawsWithout: 3, p95: null }, { design: 'cks hsms=2' });
  const still: UncertainDesign = {
    design: 'standard',
    isMoved: false,
    draws: 20,
    metShare: 1,
    metrics: [],
  };
  const section = uncertaintySection(readResult(resultOf([designOf(), overloaded, still])))!;

  it('begins with the finding, and names the designs that stay', () => {
    expect(section.sentence).toMatch(/55\.0 ms in 90 of 100 cases.* in 17 of 20 draws\.$/);
    expect(section.howToRead.join(' ')).toContain('stay as they are: standard.');
  });

  it('draws an interval for each design that moves, and writes it beside', () => {
    const [figure] = figuresOf(section);
    const svg = drawSvg(figure!.spec);
    expect(svg).not.toMatch(/NaN|undefined|Infinity|null/);
    expect(svg).toContain('38.0 to 55.0 ms');
    expect(svg).toContain('38.0 ms or more, 3 without');
    expect(svg).not.toContain('>standard<');
    const known = new Set(PALETTE.map((colour) => colour.light));
    const used = [...svg.matchAll(/(?:fill|stroke)="(#[^"]+)"/g)].map(([, colour]) => colour!);
    expect(used.filter((colour) => !known.has(colour))).toEqual([]);
    expect(figure!.data.rows.map((row) => row.map(({ text }) => text))).toEqual([
      [
        'cks hsms=4',
        '17 of 20 draws',
        '38.0 to 55.0 ms',
        '0.200 to 5.00 ms',
        '99.9 to 100 %',
        '$4,700',
      ],
      [
        'cks hsms=2',
        '17 of 20 draws',
        '38.0 ms or more, 3 without',
        '0.200 to 5.00 ms',
        '99.9 to 100 %',
        '$4,700',
      ],
    ]);
  });

  it('keeps inputs and chance apart in the table of all figures', () => {
    const all = tablesOf(section).find(({ id }) => id === 'input-spread-all')!;
    expect(all.rows).toHaveLength(12);
    expect(all.rows[1]!.map(({ text }) => text)).toEqual([
      'cks hsms=4',
      'p99 latency',
      '38.0 ms',
      '41.0 ms',
      '55.0 ms',
      '± 5.00 ms',
      '± 0.860 ms',
      '–',
    ]);
    expect(all.rows[7]!.map(({ text }) => text).slice(4)).toEqual([
      'none',
      '± 5.00 ms',
      '± 0.860 ms',
      '3 of 20',
    ]);
  });

  it('draws nothing where every draw is overloaded, and still lists the designs', () => {
    const none = { drawsWithout: 20, p5: null, median: null, p95: null };
    const lost = uncertaintySection(readResult(resultOf([designOf(none)])))!;
    expect(figuresOf(lost)).toEqual([]);
    expect(tablesOf(lost).map(({ id }) => id)).toContain('input-spread-data');
  });

  it('has its gist on the first screen', () => {
    const { blocks } = verdictSection(readResult(resultOf([designOf()])));
    expect(blocks[0]).toEqual({ kind: 'prose', paragraphs: [wordsOf().short] });
  });
});
