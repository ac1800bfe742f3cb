import { describe, expect, it } from 'vitest';
import type { Difference, Estimate, MetricDifference, Result } from '../../src/plan/index.ts';
import {
  differenceInWords,
  metricOf,
  narrowingOf,
  neighboursOf,
} from '../../src/report/difference-words.ts';
import { metric, withDifferences } from './difference-fixture.ts';

const words = (
  difference: Partial<Estimate>,
  verdict: MetricDifference['verdict'],
  unit = 'ms',
): string => differenceInWords(metric('p99 latency', difference, verdict, { unit }));

describe('a difference in words', () => {
  it('has no sign but a direction', () => {
    expect(words({ value: 3.1, low: 2.9, high: 3.3 }, 'more')).toBe('3.10 ± 0.20 ms more');
    expect(words({ value: -3.1, low: -3.3, high: -2.9 }, 'less')).toBe('3.10 ± 0.20 ms less');
    expect(words({ value: -1168, low: -1168, high: -1168 }, 'less', 'USD/month')).toBe(
      '$1,168 less',
    );
  });

  it('of two percentages is in percentage points', () => {
    expect(words({ value: -0.168, low: -0.208, high: -0.128 }, 'less', 'share')).toBe(
      '16.8 ± 4.0 percentage points less',
    );
    expect(words({ value: 0, low: -0.001, high: 0.0012 }, 'none', 'share')).toBe(
      'no detectable difference (less than ±0.12 percentage points)',
    );
  });

  it('that cannot be told from none names what it can be at most, rounded up', () => {
    expect(words({ value: 0.1, low: -0.2, high: 0.301 }, 'none')).toBe(
      'no detectable difference (less than ±0.31 ms)',
    );
    expect(words({ value: -0.2, low: -1.3, high: 0.4 }, 'none')).toBe(
      'no detectable difference (less than ±1.3 ms)',
    );
    expect(words({ value: 0, low: -300, high: 300 }, 'none', 'calls/s')).toBe(
      'no detectable difference (less than ±300/s)',
    );
    expect(words({ value: 0, low: 0, high: 0 }, 'none')).toBe('the same in every replication');
  });

  it('without an interval says why there is none', () => {
    const open = { low: null, high: null };
    expect(words({ value: -3.1, ...open }, 'unknown')).toBe(
      '3.10 ms less; one replication tells no interval',
    );
    const tooShort = {
      independentTailCalls: 2,
      neededTailCalls: 18,
      calls: 500,
      neededCalls: 4500,
    };
    expect(words({ value: 3.1, ...open, tooShort }, 'unknown')).toBe(
      '≈ 3.10 ms more; the run is too short to be sure',
    );
    expect(words({ value: 0, ...open }, 'unknown')).toBe(
      'none seen; one replication tells no interval',
    );
  });
});

describe('the narrowing by pairing', () => {
  it('is the root of the reduction of variance', () => {
    const of = (varianceReduction: number | null) =>
      narrowingOf(metric('mean latency', {}, 'none', { varianceReduction }));
    expect(of(9)).toBe(3);
    expect(of(null)).toBe(null);
  });
});

describe('the neighbours by price', () => {
  const effect = (result: Result) => neighboursOf(result).map((own) => own.effect);

  it('are the next cheaper and the next dearer design that may be chosen', () => {
    const result = withDifferences();
    // The standard store is cheaper than all, but ruled out; hsms=2 and 6 are farther away.
    expect(
      neighboursOf(result).map(({ word, design, baseline }) => [word, design, baseline]),
    ).toEqual([
      ['cheaper', 'cks hsms=3', 'cks hsms=4'],
      ['dearer', 'cks hsms=5', 'cks hsms=4'],
    ]);
    expect(neighboursOf(result)[0]!.cost).toBe('$1,168 less a month');
  });

  it('differ in success where they do, else in p99', () => {
    expect(effect(withDifferences())).toEqual([
      'p99 latency: 3.10 ± 0.20 ms more',
      'p99 latency: no detectable difference (less than ±0.3 ms)',
    ]);
    const failing = withDifferences((own: Difference) => ({
      ...own,
      metrics: [
        ...own.metrics,
        metric('success', { value: -0.01, low: -0.012, high: -0.008 }, 'less', { unit: 'share' }),
      ],
    }));
    expect(effect(failing)[0]).toBe('success: 1.00 ± 0.20 percentage points less');
    const overloaded = withDifferences((own) => ({
      ...own,
      metrics: own.metrics.filter((each) => each.unit !== 'ms'),
    }));
    expect(effect(overloaded)[0]).toBe('there is no latency to compare');
  });

  it('are none where nothing was compared', () => {
    expect(neighboursOf({ ...withDifferences(), differences: [] })).toEqual([]);
    const [first] = withDifferences().differences;
    expect(metricOf(first!, 'no such metric')).toBe(undefined);
  });
});
