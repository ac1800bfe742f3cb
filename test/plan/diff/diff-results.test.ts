import { beforeAll, describe, expect, it } from 'vitest';
import {
  answerWhatIf,
  compare,
  diffResults,
  runInProcess,
  type Result,
} from '../../../src/plan/index.ts';
import { readFamily } from '../../../src/scenario/index.ts';

const TEXT = `
workloads: { app: { arrivals: { poisson: 300/s } } }
stores: { cks: { kind: cloudhsm, hsms: 2, zones: 2 } }
assume: { hsm.rate.aes: 170/s }
objectives: [p99(addedLatency) < 30 ms]
run: { duration: 20 s, warmUp: 3 s, replications: 4, crypto: off }
`;

function run(...overrides: readonly string[]): Promise<Result> {
  const { question } = readFamily({ text: TEXT, fileName: 'diff.yaml', overrides: [...overrides] });
  return compare(question.study, runInProcess, () => {}, '0.0.0');
}

describe('two results', () => {
  let two: Result;
  let three: Result;

  beforeAll(async () => {
    two = await run();
    three = await run('stores.cks.hsms=3');
  });

  it('of the same calls are paired, and differ by what a paired run says', async () => {
    const diff = diffResults(two, three, 'two → three');
    expect(diff.isPaired).toBe(true);
    const family = readFamily({ text: TEXT, fileName: 'diff.yaml' });
    const asked = family.overridden('three', ['stores.cks.hsms=3']);
    const tools = { runMany: runInProcess, onProgress: () => {} };
    const { whatIf } = await answerWhatIf(family.question, [asked], tools, '0.0.0');
    const figure = (metric: string) =>
      diff.variants[0]!.designs[0]!.metrics.find((own) => own.metric === metric)!.difference;
    for (const { metric, difference } of whatIf!.variants[0]!.designs[0]!.metrics) {
      expect([metric, figure(metric).value]).toEqual([metric, expect.closeTo(difference.value, 9)]);
      expect(figure(metric).low).toEqual(
        difference.low === null ? null : expect.closeTo(difference.low, 9),
      );
    }
  });

  it('survive being written and read as JSON', () => {
    const read = (result: Result) => JSON.parse(JSON.stringify(result)) as Result;
    expect(diffResults(read(two), read(three), 'x')).toEqual(diffResults(two, three, 'x'));
  });

  it('of other calls are not paired, and it is said why', async () => {
    const other = await run('seed=other');
    const diff = diffResults(two, other, 'x');
    expect(diff.isPaired).toBe(false);
    expect(diff.pairing).toContain('seeds differ');
    const mean = diff.variants[0]!.designs[0]!.metrics.find(
      ({ metric }) => metric === 'throughput',
    )!;
    expect(mean.difference.method).toContain('independent');
    const half = (own: { low: number | null; high: number | null }) => (own.high! - own.low!) / 2;
    const of = (result: Result) => half(result.stores[0]!.points[0]!.throughputPerSecond);
    // Variances of independent estimates add up.
    expect(half(mean.difference)).toBeCloseTo(Math.sqrt(of(two) ** 2 + of(other) ** 2), 9);
  });

  it('name what was set otherwise, by path', () => {
    const { changes } = diffResults(two, three, 'x').variants[0]!;
    expect(changes).toContainEqual({
      sign: '~',
      path: 'stores.cks.hsms',
      before: '2',
      after: '3',
    });
  });

  it('that are the same differ in nothing', () => {
    const [variant] = diffResults(two, two, 'x').variants;
    expect(variant!.designs).toEqual([]);
    expect(variant!.changes).toEqual([]);
    expect(variant!.unchanged).toEqual(['cks']);
  });
});
