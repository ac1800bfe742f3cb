import { beforeAll, describe, expect, it } from 'vitest';
import { answerWhatIf, compare, runInProcess, type Result } from '../../../src/plan/index.ts';
import { renderMarkdown } from '../../../src/report/index.ts';
import { readFamily, ScenarioError } from '../../../src/scenario/index.ts';
import { whatIfLines } from '../../../src/cli/terminal/what-if.ts';

const TEXT = `
title: "Hostile | <b> @all"
workloads: { app: { arrivals: { poisson: 300/s } } }
stores:
  cks: { kind: cloudhsm, hsms: 2, zones: 2 }
  other: { kind: cloudhsm, hsms: 4, zones: 2 }
assume: { hsm.rate.aes: 170/s }
objectives: [p99(addedLatency) < 30 ms]
run: { duration: 20 s, warmUp: 3 s, replications: 4, crypto: off }
variants:
  add-hsm: { stores: { cks: { hsms: 3 } } }
  gone: { stores: { other: null } }
`;

const family = readFamily({ text: TEXT, fileName: 'whatif.yaml' });
const TOOLS = { runMany: runInProcess, onProgress: () => {} };

describe('variants of a scenario', () => {
  let result: Result;

  beforeAll(async () => {
    const variants = [...family.variantNames].map((name) => family.variant(name));
    result = await answerWhatIf(family.question, variants, TOOLS, '0.0.0');
  });

  const variant = (name: string) => result.whatIf!.variants.find((own) => own.name === name)!;

  it('are told by the settings that differ, with what stays apart', () => {
    expect(variant('add-hsm').changes).toEqual([
      { sign: '~', path: 'stores.cks.hsms', before: '2', after: '3' },
    ]);
    expect(variant('add-hsm').unchanged).toEqual(['other']);
    expect(variant('gone').designs.map(({ design, presence }) => [design, presence])).toEqual([
      ['other', 'removed'],
    ]);
  });

  it('are paired: the difference has a narrower interval than its two sides suggest', async () => {
    const [design] = variant('add-hsm').designs;
    const mean = design!.metrics.find(({ metric }) => metric === 'mean latency')!;
    expect(mean.verdict).toBe('less');
    expect(mean.difference.method).toContain('paired');
    const alone = await compare(family.question.study, runInProcess, () => {}, '0.0.0');
    // The baseline is that of a plain run, to the last bit.
    const point = alone.stores[0]!.points[0]!;
    expect(result.stores[0]!.points[0]!.fingerprint).toBe(point.fingerprint);
  });

  it('turn a missed objective into a met one, and cost an HSM-month more', () => {
    const [design] = variant('add-hsm').designs;
    expect(design!.objectives[0]!.before!.verdict).toBe('missed');
    expect(design!.objectives[0]!.after!.verdict).toBe('met');
    const { before, after } = design!.monthUsd;
    expect(Math.abs(after! - before! - 1.6 * 730)).toBeLessThan(5); // and what noise in calls costs
  });

  it('read on the terminal as reviewers read changes, within 80 columns', () => {
    for (const hasSigns of [true, false]) {
      const lines = whatIfLines(result.whatIf!, { hasColour: false, hasSigns });
      expect(lines.join('\n')).toContain(
        hasSigns ? '~ stores.cks.hsms 2 → 3' : '~ stores.cks.hsms 2 -> 3',
      );
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(82);
      expect(lines.join('\n')).toContain(hasSigns ? '✗ → ✓' : 'n -> y');
    }
  });

  it('read as Markdown that shows hostile text as text, and keep to a limit', () => {
    const whole = renderMarkdown(result);
    expect(whole).toContain('✗ → ✓');
    expect(whole).toContain('Hostile \\| &lt;b&gt; &#64;all');
    const most = Buffer.byteLength(whole) - 50;
    const cut = renderMarkdown(result, most);
    expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(most);
    expect(cut).toContain('1 of 2 variants do not fit here');
  });
});

describe('a variant', () => {
  it('cannot change seed or run: pairs take the same runs', () => {
    for (const override of ['seed=x', 'run.duration=30 s', 'run.replications=9']) {
      expect(() => family.overridden('other runs', [override])).toThrow(ScenarioError);
    }
  });

  it('can be a file laid over the scenario, whose problems name that file', () => {
    const own = family.overlaid('stores: { cks: { zones: 1 } }', 'one-zone.yaml');
    expect(own.changes.map(({ path }) => path)).toEqual(['stores.cks.zones']);
    try {
      family.overlaid('stores: { cks: { zone: 1 } }', 'typo.yaml');
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(ScenarioError);
      expect((error as ScenarioError).problems[0]!.file).toBe('typo.yaml');
    }
  });
});
