import { describe, expect, it } from 'vitest';
import type { Knee } from '../../../src/plan/index.ts';
import type { Look } from '../../../src/plan/sweep/look.ts';
import { sweepSentence } from '../../../src/plan/sweep/words.ts';

function look(design: string, monthUsd: number, own: Partial<Look> = {}): Look {
  return { design, load: 1, failure: null, p99Ms: null, monthUsd, ...own };
}

function knee(design: string, carriesUpToLoad: number | null, breaksAtLoad: number | null): Knee {
  const because = breaksAtLoad === null ? null : 'throttles 2 % of its calls';
  return { design, carriesUpToLoad, breaksAtLoad, because };
}

describe('what a sweep found over loads', () => {
  it.each([
    [
      'one design, with its knee',
      [knee('cks', 1.62, 1.66)],
      'cks carries 1.62 times the load; at 1.66 times it throttles 2 % of its calls.',
    ],
    [
      'one design that never breaks',
      [knee('cks', 2, null)],
      'cks carries every load that was tried, up to 2 times.',
    ],
    [
      'one design that carries nothing',
      [knee('cks', null, 0.5)],
      'cks carries none of the loads that were tried; at 0.5 times it throttles 2 % of its calls.',
    ],
    [
      'designs that all hold',
      [knee('a', 2, null), knee('b', 2, null)],
      'All 2 designs carry every load that was tried; the cheapest of them is b, $1,000 a month.',
    ],
    [
      'the first that breaks and the one that goes farthest',
      [knee('a', 1.5, 1.6), knee('b', 0.9, 1)],
      'b breaks first: it carries 0.9 times the load; at 1 times it throttles 2 % of its calls. a goes farthest: it carries 1.5 times the load; at 1.6 times it throttles 2 % of its calls.',
    ],
    [
      'the first that breaks, beside one that holds',
      [knee('a', 2, null), knee('b', 0.9, 1)],
      'b breaks first: it carries 0.9 times the load; at 1 times it throttles 2 % of its calls. 1 of 2 designs carries every load that was tried: a.',
    ],
    [
      'the cheapest of those that go equally far',
      [knee('a', 1.5, 1.6), knee('b', 1.5, 1.6), knee('c', 0.9, 1)],
      'c breaks first: it carries 0.9 times the load; at 1 times it throttles 2 % of its calls. 2 of 3 designs go farthest, the cheapest of them b: it carries 1.5 times the load; at 1.6 times it throttles 2 % of its calls.',
    ],
  ])('%s', (_, knees, sentence) => {
    expect(sweepSentence([look('a', 2000), look('b', 1000)], knees)).toBe(sentence);
  });
});

describe('what a sweep found at the one load', () => {
  it.each([
    ['cks that holds', [look('cks', 1)], "cks carries the scenario's load."],
    [
      'cks that does not',
      [look('cks', 1, { failure: 'misses "x < 1"' })],
      'cks does not carry the scenario\'s load: it misses "x < 1".',
    ],
    [
      'none that holds',
      [look('a', 1, { failure: 'misses "x < 1"' }), look('b', 2, { failure: 'is unstable' })],
      'None of 2 designs carries the scenario\'s load: a, for one, misses "x < 1".',
    ],
    [
      'one of two, with both latencies',
      [look('a', 1, { failure: 'is unstable', p99Ms: 40 }), look('b', 50.5, { p99Ms: 20 })],
      "1 of 2 designs carries the scenario's load: b, $50.50 a month; p99 goes from 20 ms (b) to 40 ms (a).",
    ],
    [
      'the cheapest of several',
      [look('a', 9999), look('b', 1000)],
      "All 2 designs carry the scenario's load; the cheapest of them is b, $1,000 a month.",
    ],
    [
      'no cheapest where all cost the same',
      [look('a', 1000), look('b', 1000.2)],
      "All 2 designs carry the scenario's load, at $1,000 a month each.",
    ],
  ])('%s', (_, looks, sentence) => {
    expect(sweepSentence(looks, [])).toBe(sentence);
  });
});
