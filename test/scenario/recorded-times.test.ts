import { describe, expect, it } from 'vitest';
import { readRecordedTimes } from '../../src/scenario/recorded-times.ts';

function times(text: string, column?: unknown, unit?: unknown): readonly string[] | string {
  const recorded = readRecordedTimes(text, column, unit);
  return recorded.ok ? recorded.times : recorded.phrase;
}

describe('the times of a recording', () => {
  it('are counted from the first call, whatever order the lines have', () => {
    expect(times('7\n5\n6.5\n')).toEqual(['0 ns', '1500000000 ns', '2000000000 ns']);
  });

  it('stand in a column by heading or number, with or without quotes', () => {
    const csv = 'op,"at, really"\nDecrypt,"10"\nDecrypt,12\n';
    expect(times(csv, 'at, really')).toEqual(['0 ns', '2000000000 ns']);
    expect(times(csv, 2)).toEqual(['0 ns', '2000000000 ns']);
  });

  it('are separated by commas, semicolons or tabs; blank lines and comments count nothing', () => {
    expect(times('\uFEFF# calls\r\na;1\r\n\r\nb;2\r\n', 2)).toEqual(['0 ns', '1000000000 ns']);
    expect(times('a\t1\nb\t2', 2)).toEqual(['0 ns', '1000000000 ns']);
  });

  it('are bare numbers in the given unit, or durations with their own', () => {
    expect(times('1\n2', 1, 'ms')).toEqual(['0 ns', '1000000 ns']);
    expect(times('1 s\n1500 ms')).toEqual(['0 ns', '500000000 ns']);
  });

  it('are dates, in UTC unless they say otherwise, exact to the microsecond', () => {
    expect(
      times(
        'eventTime\n2026-11-22T23:59:59.999999Z\n2026-11-23T01:00:00+01:00\n2026-11-23 00:00:01',
      ),
    ).toEqual(['0 ns', '1000 ns', '1000001000 ns']);
  });

  it('keep milliseconds of seconds since 1970', () => {
    expect(times('1763780400\n1763780400.5')).toEqual(['0 ns', '500000000 ns']);
  });

  it.each([
    ['', 'holds no calls'],
    ['# none\n', 'holds no calls'],
    ['time\n', 'holds no calls'],
    ['1\n2\nsoon\n', 'holds on line 3 no time: soon'],
    ['1\n-2\n', 'holds on line 2 no time: -2'],
    ['1\n2 s\n', 'holds on line 2 a duration, where the calls before have a number: 2 s'],
    ['2020-01-01T00:00:00Z\n2026-01-01T00:00:00Z', 'holds times that lie more than 104 days apart'],
  ])('%j are refused', (text, phrase) => {
    expect(times(text)).toBe(phrase);
  });

  it('in a column that the file does not have are refused', () => {
    expect(times('a,1\n', 3)).toBe('has no column 3 on line 1: a, 1');
  });
});
