import { assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatDuration,
  formatLongDuration,
  formatMoney,
  formatRate,
  formatShare,
  parseCount,
  parseDuration,
  parseLongDuration,
  parseMoney,
  parseRate,
  parseShare,
  parseSize,
  type Parsed,
} from '../../src/scenario/units.ts';

function value(parsed: Parsed<number>): number | string {
  return parsed.ok ? parsed.value : parsed.expected;
}

describe('long durations', () => {
  it.each([
    ['2 y', 2 * 365.25 * 86_400],
    ['730 d', 730 * 86_400],
    ['1.5 h', 5400],
  ])('%s is %d s, and is written so again', (text, seconds) => {
    expect(value(parseLongDuration(text))).toBe(seconds);
    expect(value(parseLongDuration(formatLongDuration(seconds)))).toBe(seconds);
  });

  it('are written as they are meant', () => {
    const written = [63_115_200, 63_072_000, 5400, 0.5].map(formatLongDuration);
    expect(written).toEqual(['2 y', '730 d', '90 min', '0.5 s']);
  });

  it.each(['730', '0 d', '-1 y', '5 ms', '2 years'])('%j is refused with what to write', (text) => {
    expect(value(parseLongDuration(text))).toMatch(/a duration with its unit, such as 2 y/);
  });
});

describe('durations', () => {
  it.each([
    ['250 ms', 250e6],
    ['1.6ms', 1.6e6],
    ['2 min', 120e9],
    ['1 h', 3600e9],
    ['3 d', 259_200e9],
    ['7ns', 7],
    ['15 µs', 15e3],
    ['15us', 15e3],
    ['0 s', 0],
  ])('%s is %d ns', (text, ns) => {
    expect(value(parseDuration(text))).toBe(ns);
  });

  it.each(['250', '', 'ms', '-3 ms', '3 m', '1 s 2', 'Infinity s', 'NaN s', '1e3000 s', '200 d'])(
    '%j is refused with what to write',
    (text) => {
      expect(value(parseDuration(text))).toMatch(/^a duration/);
    },
  );

  it('survive formatting and reading again, to nine digits', () => {
    assert(
      property(integer({ min: 0, max: 9e15 }), (ns) => {
        const again = parseDuration(formatDuration(ns));
        expect(again.ok).toBe(true);
        // formatNumber keeps nine significant digits, so half a unit in the ninth may be lost.
        expect(Math.abs(Number(value(again)) - ns)).toBeLessThanOrEqual(ns * 5e-9);
      }),
      { seed: 7, numRuns: 500 },
    );
  });

  it('are written in the largest unit that keeps them short', () => {
    expect([250e6, 60e9, 90e9, 3600e9, 1500, 12].map(formatDuration)).toEqual([
      '250 ms',
      '1 min',
      '90 s',
      '1 h',
      '1.5 us',
      '12 ns',
    ]);
  });
});

describe('rates, shares, sizes, counts and money', () => {
  it.each([
    [parseRate, '900/s', 900],
    [parseRate, '1.2k/s', 1200],
    [parseRate, '30/min', 0.5],
    [parseRate, '2 / h', 2 / 3600],
    [parseShare, '30 %', 0.3],
    [parseShare, '99.9%', 0.999],
    [parseShare, '0.3 %', 0.003],
    [parseSize, '64 KiB', 65_536],
    [parseSize, '4096 B', 4096],
    [parseCount, '200M', 200e6],
    [parseCount, '1.5k', 1500],
    [parseCount, '40', 40],
  ])('%o reads %s as %d', (parse, text, expected) => {
    expect(value(parse(text))).toBe(expected);
  });

  it.each([
    [parseRate, '900', /^a rate with its unit/],
    [parseRate, '-1/s', /not below zero/],
    [parseRate, '900/fortnight', /^a rate with its unit/],
    [parseShare, '0.3', /^a share with its unit/],
    [parseShare, '101 %', /between 0 % and 100 %/],
    [parseSize, '64', /^a size with its unit/],
    [parseCount, '2.5', /^a whole number/],
    [parseCount, '-1', /^a whole number/],
  ])('%o refuses %s', (parse, text, expected) => {
    expect(value(parse(text))).toMatch(expected);
  });

  it('read an amount of money only for the unit that is asked for', () => {
    expect(value(parseMoney('$1.60/hour', 'hour'))).toBe(1.6);
    expect(value(parseMoney('1.6 USD/h', 'hour'))).toBe(1.6);
    expect(value(parseMoney('$12,000/month', 'month'))).toBe(12_000);
    expect(value(parseMoney('12000 USD/month', 'month'))).toBe(12_000);
    expect(value(parseMoney('$0.03 per 10,000', '10,000'))).toBe(0.03);
    expect(value(parseMoney('$1.60/month', 'hour'))).toContain('$1.60/hour');
    expect(value(parseMoney('1.60', 'hour'))).toContain('$1.60/hour');
    expect(value(parseMoney('-$1/hour', 'hour'))).toContain('$1.60/hour');
  });

  it('are written so that they can be read again', () => {
    expect(value(parseRate(formatRate(1234.5)))).toBe(1234.5);
    expect(value(parseShare(formatShare(0.999)))).toBe(0.999);
    expect(value(parseMoney(formatMoney(1.6, 'hour'), 'hour'))).toBe(1.6);
    expect(value(parseMoney(formatMoney(0.03, '10,000'), '10,000'))).toBe(0.03);
    expect(formatMoney(1.6, 'hour')).toBe('$1.60/hour');
  });
});
