import { describe, expect, it } from 'vitest';
import { gatherWindows, placeFaults } from '../../../src/report/charts/timeline-data.ts';
import { fixtureResult } from '../fixture.ts';

const { windows } = fixtureResult({ hsmCounts: [2], loads: [1] }).stores[1]!.points[0]!;

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function fault(name: string, startMs: number, endMs: number | null) {
  return { name, kind: 'hsm-down', startMs, endMs, count: 1, spans: [{ startMs, endMs }] };
}

describe('gatherWindows', () => {
  it('keeps every window of a short run', () => {
    expect(gatherWindows(windows, 600)).toHaveLength(600);
  });

  it('keeps the calls: the mean rate over all steps is that over all windows', () => {
    const steps = gatherWindows(windows, 200);
    expect(steps).toHaveLength(200);
    expect(mean(steps.map((step) => step.throughputPerSecond))).toBeCloseTo(
      mean(windows.throughputPerSecond),
      6,
    );
  });

  it('loses no spike of p99', () => {
    const worst = Math.max(...windows.p99Ms.filter((value) => value !== null));
    const steps = gatherWindows(windows, 50);
    expect(Math.max(...steps.map((step) => step.p99Ms ?? 0))).toBe(worst);
  });

  it('leaves a gap where no call succeeded in the whole step', () => {
    expect(gatherWindows(windows, 600)[180]?.p99Ms).toBeNull();
  });
});

describe('placeFaults', () => {
  it('puts names that would overlap into rows of their own', () => {
    const bands = placeFaults(
      [fault('one', 0, 10), fault('two', 20, 30), fault('three', 500, null)],
      1000,
      () => 100,
    );
    expect(bands.map((band) => band.row)).toEqual([0, 1, 0]);
  });

  it('names a fault that comes again only once, in one row', () => {
    const often = {
      ...fault('often', 0, 30),
      count: 2,
      spans: [
        { startMs: 0, endMs: 10 },
        { startMs: 20, endMs: 30 },
      ],
    };
    expect(placeFaults([often], 1000, () => 100)).toEqual([
      { name: 'often', startMs: 0, endMs: 10, row: 0 },
      { name: null, startMs: 20, endMs: 30, row: 0 },
    ]);
  });

  it('lets a fault without an end last to the end of the run', () => {
    expect(placeFaults([fault('one', 0, null)], 1000, () => 1)[0]?.endMs).toBe(1000);
  });
});
