import { describe, expect, it } from 'vitest';
import { summarise } from '../../../src/cli/terminal/summary.ts';
import { compare, runInProcess, type Result } from '../../../src/plan/index.ts';
import { renderHtml, renderJson } from '../../../src/report/index.ts';
import { loadScenario } from '../../../src/scenario/index.ts';

async function answer(text: string): Promise<Result> {
  const study = loadScenario({ text, fileName: 'unstable.yaml' });
  return compare(study, runInProcess, () => {}, '0.0.0');
}

/** What the terminal says, without the breaks that fit it to 80 columns. */
function terminal(result: Result): string {
  return summarise(result, { hasColour: false, hasSigns: true }).replace(/\s+/g, ' ');
}

describe('an overloaded store', async () => {
  // 250 commands a second for an HSM that serves 100, and for one that serves 400.
  const result = await answer(`title: Overload
network: none
workloads:
  calls: { service: pkcs11, arrivals: { poisson: 250/s }, client: { retryMode: none } }
stores:
  slow: { kind: cloudhsm-direct, hsms: 1, hsm: { slots: 1, serviceTime: { exponential: { mean: 10 ms } } } }
  fast: { kind: cloudhsm-direct, hsms: 1, hsm: { slots: 4, serviceTime: { exponential: { mean: 10 ms } } } }
objectives: [p99(latency) < 1 h, mean(latency) < 1 h, max(latency) < 1 h, success > 1 %]
run: { duration: 40 s, warmUp: 2 s, replications: 4, crypto: off }
`);
  const points = result.stores.flatMap(({ points: own }) => own);
  const point = points.find(({ design }) => design === 'slow')!;
  const words = terminal(result);

  it('grows by what it is asked for beyond what it serves', () => {
    // 160 s of both processes: a standard error of √((250 + 100) / 160) = 1.5 calls/s.
    expect(point.stable).toBe(false);
    expect(Math.abs(point.growthPerSecond!.value - 150)).toBeLessThan(3.3 * 1.5);
    expect(words).toMatch(/slow at load 1: grows by 1[45]\d ± \d+ calls\/s/);
  });

  it('has no latency anywhere, not even a large one', () => {
    const empty = { mean: null, percentiles: {}, max: null, curve: { shares: [], ms: [] } };
    expect(point.latencyMs).toMatchObject(empty);
    expect(point.addedLatencyMs).toMatchObject(empty);
    expect(point.latencyAllMs).toMatchObject(empty);
    expect(point.byWorkload['calls']!.latencyMs).toMatchObject(empty);
    expect(words).toMatch(/slow [\d.]+ % 0 % unstable unstable unstable 100 %/);
    expect(renderJson(result)).not.toMatch(/e\+?30\d/);
    expect(renderHtml(result)).toContain('✗ unstable');
  });

  it('misses every objective on latency, whatever its limit, and says why', () => {
    const own = result.objectives.filter(({ design }) => design === 'slow');
    expect(own.map(({ verdict }) => verdict)).toEqual(['missed', 'missed', 'missed', 'met']);
    expect(own[0]!.measured.method).toMatch(/^unstable: calls in flight grow by 1[45]\d ± \d+ /);
    expect(words).toMatch(
      /✗ slow: p99\(latency\) < 1 h: unstable: calls in flight grow by 1[45]\d ± \d+ calls\/s ✗ slow/,
    );
  });

  it('says how many calls had no answer when the run ended', () => {
    const { inFlight, offered } = point.calls;
    const count = (calls: number) => calls.toLocaleString('en-US');
    expect(inFlight).toBeGreaterThan(0);
    expect(words).toContain(
      `slow: ${count(inFlight)} of ${count(offered)} calls were still in flight when the run ended`,
    );
    expect(words).not.toContain('fast: 0 of');
  });

  it('has the throughput of its server, and not that of the arrivals', () => {
    // Busy all the time: 100/s, with a standard error of √(100 / 160) = 0.8.
    expect(Math.abs(point.throughputPerSecond.value - 100)).toBeLessThan(3.3 * 0.8);
    // The other design answers what it is asked for: as many, but for those in flight at the ends.
    const fast = points.find(({ design }) => design === 'fast')!;
    const missing = fast.throughputPerSecond.value - fast.offeredPerSecond.value;
    expect(Math.abs(missing)).toBeLessThan(1);
    expect(fast.latencyMs.percentiles['p99']!.value).toBeGreaterThan(0);
  });
});

describe('a design that is unstable', () => {
  it('is named so in the verdict, where it is the only one', async () => {
    const result = await answer(`title: Overload
network: none
workloads: { calls: { service: pkcs11, arrivals: { poisson: 300/s }, client: { retryMode: none } } }
stores: { slow: { kind: cloudhsm-direct, hsms: 1, hsm: { slots: 1, serviceTime: { exponential: { mean: 10 ms } } } } }
run: { duration: 10 s, warmUp: 1 s, replications: 3, crypto: off }
`);
    expect(result.verdict.sentence).toMatch(/; it is unstable, its calls in flight grow by \d+ ±/);
  });

  it('piles up calls in its adaptive clients, which are no throughput', async () => {
    const result = await answer(`title: Adaptive clients behind a quota
workloads: { calls: { arrivals: { poisson: 160/s }, client: { retryMode: adaptive, instances: 4 } } }
stores: { standard: { kind: standard, accountQuota: 100/s } }
objectives: [throughput > 100/s]
run: { duration: 60 s, warmUp: 2 s, replications: 3, crypto: off }
`);
    const [point] = result.stores[0]!.points;
    expect(point!.stable).toBe(false);
    // No second admits more than the quota; at both ends a window is cut in two.
    expect(point!.throughputPerSecond.value).toBeLessThanOrEqual(100 * (1 + 1 / 60));
    expect(result.objectives[0]!.verdict).toBe('missed');
    // What is offered is answered, piles up, or fails, and nothing fails for good here.
    const { offeredPerSecond, throughputPerSecond, growthPerSecond } = point!;
    const accounted = throughputPerSecond.value + growthPerSecond!.value;
    expect(Math.abs(offeredPerSecond.value - accounted)).toBeLessThan(1);
  });

  it('only collapses in its fault: what is asked of the time before is judged', async () => {
    const result = await answer(`title: Collapse
workloads: { calls: { arrivals: { poisson: 300/s }, client: { retryMode: none, instances: 300 } } }
stores: { cks: { kind: cloudhsm-direct, hsms: 3, hsm: { slots: 1, serviceTime: { exponential: { mean: 5 ms } } } } }
faults: [{ hsmDown: 1, at: 30 s, name: first }, { hsmDown: 2, at: 30 s, name: second }]
objectives:
  - { expect: p99(latency) < 1 s, during: before }
  - { expect: p99(latency) < 1 h, during: second }
run: { duration: 90 s, warmUp: 2 s, replications: 3, crypto: off }
`);
    // One HSM is left: 300 calls a second for one that serves 200.
    const [before, during] = result.objectives;
    expect(before!.verdict).toBe('met');
    expect(during).toMatchObject({ verdict: 'missed' });
    expect(during!.measured.method).toContain('unstable: calls in flight grow by');
    const { phases } = result.stores[0]!.points[0]!;
    expect(phases['before']!.latencyMs.percentiles['p99']!.value).toBeLessThan(1000);
    expect(phases['second']!.latencyMs.mean).toBe(null);
    const growth = phases['second']!.latencyMs.growthPerSecond!.value;
    // Within 15: the time until the loss is noticed piles up more.
    expect(Math.abs(growth - 100)).toBeLessThan(15);
  });
});
