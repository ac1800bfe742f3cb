import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatCount,
  formatDuration,
  formatEstimate,
  formatIn,
  formatMeasured,
  formatMs,
  formatNumber,
  formatRoundShare,
  formatShare,
  formatTimes,
  formatUnitPrice,
  formatUsd,
  formatUsdExact,
  splitEstimate,
} from '../../src/report/format-number.ts';
import { estimate } from './fixture-point.ts';

describe('formatNumber', () => {
  it.each([
    [0, '0'],
    [1, '1.00'],
    [31.84, '31.8'],
    [9.996, '10.0'],
    [0.012_74, '0.0127'],
    [1234.5, '1,230'],
    [1_234_567, '1,230,000'],
    [-31.84, '−31.8'],
    [-0.000_000_000_000_4, '0.000000000000'],
    [Infinity, 'unlimited'],
    [NaN, '–'],
  ])('writes %d as %s: three significant digits, commas, a true minus', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  it('never moves a number by more than half a unit of its third digit', () => {
    expect(() =>
      fc.assert(
        fc.property(fc.double({ min: 1e-9, max: 1e12, noNaN: true }), (value) => {
          const read = Number(formatNumber(value).replaceAll(',', ''));
          return Math.abs(read - value) <= value * 0.005 * (1 + 1e-12);
        }),
        { seed: 1 },
      ),
    ).not.toThrow();
  });
});

describe('formatShare', () => {
  it.each([
    [0, '0 %'],
    [1, '100 %'],
    [0.5, '50.0 %'],
    [0.9997, '99.97 %'],
    [0.999_96, '99.996 %'],
    [0.9949, '99.49 %'],
    [0.004, '0.400 %'],
    [0.000_012_3, '0.0012 %'],
    [0.000_000_1, '< 0.0001 %'],
    [1.25, '125 %'],
  ])('writes %d as %s', (share, text) => {
    expect(formatShare(share)).toBe(text);
  });

  it('says 100 % only when nothing is missing, and 0 % only when nothing is there', () => {
    expect(() =>
      fc.assert(
        fc.property(fc.double({ min: 1e-7, max: 1 - 1e-6, noNaN: true }), (share) => {
          const text = formatShare(share);
          return !/^100(?:\.0+)? %$/.test(text) && !/^0(?:\.0+)? %$/.test(text);
        }),
        { seed: 1 },
      ),
    ).not.toThrow();
  });

  it('drops empty digits of shares that people gave', () => {
    expect(formatRoundShare(0.95)).toBe('95 %');
    expect(formatRoundShare(0.016)).toBe('1.6 %');
  });
});

describe('money', () => {
  it('keeps every dollar of a bill that a reader may want to check', () => {
    expect(formatUsd(2308)).toBe('$2,308');
    expect(formatUsd(4)).toBe('$4.00');
    expect(formatUsd(0.0312)).toBe('$0.0312');
    expect(formatUsdExact(2336)).toBe('$2,336.00');
    expect(formatUnitPrice(0.000_003)).toBe('$0.000003');
    expect(formatUnitPrice(1168.5)).toBe('$1,168.50');
  });
});

describe('times', () => {
  it('writes latencies in ms, long ones in seconds, and spans of time in words', () => {
    expect(formatMs(0.6234)).toBe('0.623 ms');
    expect(formatMs(12_500)).toBe('12.5 s');
    expect(formatDuration(600_000)).toBe('10 min');
    expect(formatDuration(150_000)).toBe('2 min 30 s');
    expect(formatDuration(250)).toBe('250 ms');
  });

  it('writes a load multiplier as a person would', () => {
    expect([0.25, 1, 1.5, 10].map(formatTimes)).toEqual(['0.25×', '1×', '1.5×', '10×']);
    expect(formatCount(5_400_000)).toBe('5,400,000');
  });
});

describe('formatEstimate', () => {
  it('writes an even interval with ±', () => {
    expect(formatEstimate(estimate(31.84, 0.9), 'ms')).toBe('31.8 ± 0.9 ms');
    expect(formatEstimate(estimate(0.9971, 0.0003), '%')).toBe('99.71 ± 0.03 %');
    expect(formatEstimate(estimate(12_000, 150), '$')).toBe('$12,000 ± 150');
  });

  it('writes a lopsided interval by its ends', () => {
    const lopsided = { ...estimate(31.8, null), low: 31.2, high: 33.4 };
    expect(formatEstimate(lopsided, 'ms')).toBe('31.8 (31.2–33.4) ms');
    expect(splitEstimate(lopsided, 'ms')).toEqual({ value: '31.8 ms', interval: '31.2–33.4' });
  });

  it('gives no interval where one replication gave none, or where the value is exact', () => {
    expect(formatEstimate(estimate(31.84, null), 'ms')).toBe('31.8 ms');
    expect(formatEstimate(estimate(31.84, 0), 'ms')).toBe('31.8 ms');
  });

  it('shows no digits finer than the interval supports', () => {
    expect(formatEstimate(estimate(4.2, 3), 's')).toBe('4.2 ± 3.0 s');
  });

  it('never makes an interval look narrower than it is', () => {
    expect(() =>
      fc.assert(
        fc.property(
          fc.double({ min: 0.01, max: 5000, noNaN: true }),
          fc.double({ min: 0.001, max: 0.5, noNaN: true }),
          (value, relative) => {
            const half = value * relative;
            const text = formatEstimate(estimate(value, half), 'ms');
            const shown = Number(/± ([\d.,]+)/.exec(text)?.[1]?.replaceAll(',', ''));
            // A millionth of the last digit is forgiven, see the formatter.
            return shown >= half - 1e-5 * Math.max(1, half);
          },
        ),
        { seed: 1 },
      ),
    ).not.toThrow();
  });

  it('understands the units in which results spell objectives and checks', () => {
    expect(formatMeasured(estimate(0.999, null), 'share')).toBe('99.9 %');
    expect(formatMeasured(estimate(900, null), 'calls/s')).toBe('900/s');
    expect(formatMeasured(estimate(9468, null), 'USD/month')).toBe('$9,468');
    expect(formatIn(2.41, 'commands')).toBe('2.41 commands');
  });
});
