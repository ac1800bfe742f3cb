import { describe, expect, it } from 'vitest';
import { buildTimeRanges, readTimeRange } from '../../src/scenario/time-ranges.ts';

const MINUTE = 60e9;

describe('a time range', () => {
  it.each([
    ['30 s..50 s', '30 s..50 s', 30e9, 50e9],
    ['30s..50s', '30 s..50 s', 30e9, 50e9],
    [' 0 s .. 1 min ', '0 s..1 min', 0, 60e9],
    ['250 ms..1.5 s', '250 ms..1.5 s', 0.25e9, 1.5e9],
  ])('%s', (text, name, fromNs, toNs) => {
    expect(readTimeRange(text, MINUTE)).toEqual({ ok: true, value: { name, fromNs, toNs } });
  });

  it.each([
    ['30..50 s', 'is not a time range: 30..50 s'],
    ['30 s..', 'is not a time range'],
    ['1 s..2 s..3 s', 'is not a time range'],
    ['2 s..1 s', 'ends no later than it begins: 2 s..1 s'],
    ['2 s..2 s', 'ends no later than it begins'],
    ['30 s..61 s', 'goes beyond the measured time of 1 min: 30 s..61 s'],
  ])('%s is refused', (text, phrase) => {
    const range = readTimeRange(text, MINUTE);
    expect(range.ok ? '' : range.phrase).toContain(phrase);
  });
});

describe('the time ranges of a scenario', () => {
  it('are those of its objectives, each once, counted from the start of the simulation', () => {
    const ranges = buildTimeRanges(
      [
        'p99(latency, op=Decrypt, phase=10 s..20 s) < 20 ms',
        'success > 99 %',
        { expect: 'success > 99 %', during: '10s..20s' },
        { expect: 'success > 99 %', during: 'faults' },
        { expect: 'failed < 1 %', during: '15 s..40 s' },
      ],
      { warmUpNs: 3e9, durationNs: MINUTE },
    );
    expect(ranges).toEqual([
      { name: '10 s..20 s', fromNs: 13e9, toNs: 23e9 },
      { name: '15 s..40 s', fromNs: 18e9, toNs: 43e9 },
    ]);
  });
});
