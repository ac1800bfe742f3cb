import { describe, expect, it } from 'vitest';
import { LatencyBatches } from '../../../src/plan/recording/latency-batches.ts';
import { LogLinearHistogram } from '../../../src/stats/index.ts';

const SECOND = 1e9;

/** 20 s of a call each millisecond, as slow as `latencyNs` says of its second. */
function batches(latencyNs: (second: number, call: number) => number): LatencyBatches {
  const made = new LatencyBatches(5 * SECOND, 20 * SECOND);
  for (let call = 0; call < 20_000; call++) {
    const dueNs = 5 * SECOND + call * 1e6;
    made.record(dueNs, latencyNs(Math.floor(call / 1000), call));
  }
  return made;
}

describe('latency batches', () => {
  it('part the calls by when they were due, into twenty', () => {
    const histograms = batches((second) => 1e6 * (second + 1))
      .data()
      .map((data) => LogLinearHistogram.fromJSON(data));
    expect(histograms.map(({ count }) => count)).toEqual(Array.from({ length: 20 }, () => 1000));
    expect(histograms.map(({ min, max }) => [min, max])).toEqual(
      Array.from({ length: 20 }, (_, i) => [1e6 * (i + 1), 1e6 * (i + 1)]),
    );
  });

  it('find slow calls that come evenly to cluster not at all', () => {
    // Every fiftieth call is slow, 2 % of them: 80 in each four seconds, beyond a p95 that is not.
    const { dispersion } = batches((_, call) => (call % 50 === 0 ? 9e6 + call : 1e6))
      .tailDispersion()
      .find(({ share }) => share === 0.95)!;
    expect(dispersion).toBe(0);
  });

  it('find slow calls that come together to weigh as few', () => {
    // All 400 slow calls in one of five parts: mean 80, variance (320² + 4 · 80²) / 4 = 32,000.
    const { dispersion, calls } = batches((second, call) =>
      second === 7 && call % 1000 < 400 ? 9e6 + call : 1e6,
    )
      .tailDispersion()
      .find(({ share }) => share === 0.95)!;
    expect(dispersion).toBeCloseTo(32_000 / 80, 9);
    expect(calls).toBe(20_000);
  });

  it('put a call that is due at the very end into the last one', () => {
    const made = new LatencyBatches(0, 20);
    made.record(20, 1e6);
    expect(made.data().at(-1)!.count).toBe(1);
  });
});
