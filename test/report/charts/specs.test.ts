// Reaches into Vega's untyped parts and into a schema read from a file.
/* oxlint-disable typescript/no-unsafe-type-assertion, typescript/no-unnecessary-type-assertion */
import { Ajv } from 'ajv';
import { readFileSync } from 'node:fs';
import * as vega from 'vega';
import { compile } from 'vega-lite';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildDocument } from '../../../src/report/build-document.ts';
import { PALETTE } from '../../../src/report/charts/palette.ts';
import { drawSvg, renderSvg } from '../../../src/report/charts/render-svg.ts';
import { figuresOf } from '../../../src/report/document.ts';
import { plannedResult } from '../plan-fixture.ts';
import { MOVED_RESULT } from '../sensitivity-fixture.ts';
import { sweptResult } from '../sweep-fixture.ts';

const figures = [
  ...buildDocument(MOVED_RESULT).sections.flatMap(figuresOf),
  ...buildDocument(plannedResult())
    .sections.flatMap(figuresOf)
    .filter(({ id }) => id.startsWith('plan')),
  ...buildDocument(sweptResult())
    .sections.flatMap(figuresOf)
    .filter(({ id }) => id.includes('-over-')),
];
const named = figures.map((figure) => [figure.id, figure] as const);

let validate: ReturnType<Ajv['compile']>;
beforeAll(() => {
  const path = new URL(
    '../../../node_modules/vega-lite/build/vega-lite-schema.json',
    import.meta.url,
  );
  const schema = JSON.parse(readFileSync(path, 'utf8')) as object;
  validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);
});

describe('every figure', () => {
  it('is among those this test looks at', () => {
    expect(figures.map((figure) => figure.id)).toEqual(
      expect.arrayContaining([
        'limits-used',
        'hsm-utilisation',
        'percentile-curve',
        'topology',
        'p99-heat-map',
        'latency-over-time',
        'cost-breakdown',
        'user-operation-latency',
        'p99-by-load',
        'throttled-by-load',
        'attempts-by-load',
        'cost-by-load',
        'timeline-4',
        'tornado',
        'plan-frontier-p99',
        'plan-frontier-success',
        'plan-p99-by-hsms',
        'plan-cost-by-hsms',
        'plan-pyramid',
        'plan-headroom-loads',
        'plan-regions',
        'throttled-over-stores-cks-hsms',
        'failed-over-stores-cks-hsms',
        'p99-over-stores-cks-hsms',
        'cost-over-stores-cks-hsms',
      ]),
    );
  });

  it.each(named)('%s is valid by the schema of Vega-Lite', (_, figure) => {
    // What a schema sees is the JSON, without fields that are undefined.
    const isValid = validate(JSON.parse(JSON.stringify(figure.spec)));
    expect(validate.errors?.slice(0, 3) ?? []).toEqual([]);
    expect(isValid).toBe(true);
  });

  it.each(named)('%s compiles without a warning', (_, figure) => {
    const warnings: unknown[] = [];
    const logger = {
      level: () => logger,
      error: (...words: unknown[]) => (warnings.push(words), logger),
      warn: (...words: unknown[]) => (warnings.push(words), logger),
      info: () => logger,
      debug: () => logger,
    };
    compile(figure.spec, { logger: logger as never });
    expect(warnings).toEqual([]);
  });

  it.each(named)('%s uses palette colours only, so that each has its dark form', (_, figure) => {
    const known = new Set(PALETTE.map((colour) => colour.light));
    const used = [...renderSvg(figure.spec).matchAll(/(?:fill|stroke)="([^"]+)"/g)].map(
      (match) => match[1] ?? '',
    );
    expect(
      used.filter((colour) => colour !== 'none' && colour !== 'transparent' && !known.has(colour)),
    ).toEqual([]);
  });

  it.each(named)('%s is drawn without a number missing', (_, figure) => {
    const svg = drawSvg(figure.spec);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });
});

/** A drawing without its numbers. */
function shape(svg: string): string {
  return svg.replace(/-?\d+(?:\.\d+)?/g, '#');
}

describe('renderSvg', () => {
  it('draws at once what Vega’s own headless rendering draws after a promise', async () => {
    const spec = { ...figures[0]!.spec, title: 'i' };
    const narrow = drawSvg(spec);
    const width = vega as unknown as { textMetrics: { width: unknown } };
    const own = width.textMetrics.width;
    const view = new vega.View(vega.parse(compile(spec).spec), { renderer: 'none' });
    const theirs = await view.toSVG();
    // The two measure text differently; what remains must be equal.
    expect(shape(narrow)).toBe(shape(theirs));
    expect(width.textMetrics.width).toBe(own);
  });

  it('is the same twice, and about half as long as Vega writes it', () => {
    for (const figure of figures) {
      const svg = renderSvg(figure.spec);
      expect(renderSvg(figure.spec)).toBe(svg);
      expect(svg.length).toBeLessThan(drawSvg(figure.spec).length * 0.8);
    }
  });
});
