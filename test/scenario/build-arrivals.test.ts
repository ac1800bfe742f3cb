import { describe, expect, it } from 'vitest';
import { meanRate, type ArrivalsConfig } from '../../src/model/index.ts';
import { usualRate } from '../../src/scenario/build-arrivals.ts';
import { studyOf, workloadOf } from './workload-of.ts';

const SECOND = 1e9;
const HOUR = 3600 * SECOND;
const DAY = 24 * HOUR;
const WARM_UP = 10 * SECOND;

function arrivals(written: string, files: Record<string, string> = {}): ArrivalsConfig {
  return workloadOf(`{ arrivals: { ${written} } }`, '', files).arrivals;
}

/** Rate at an instant, as the mean over the second after it. */
function rateAt(config: ArrivalsConfig, atNs: number): number {
  return meanRate(config, atNs, atNs + SECOND)!;
}

function rateOver(config: ArrivalsConfig, seconds: number): number {
  return meanRate(config, WARM_UP, WARM_UP + seconds * SECOND)!;
}

describe('bursts', () => {
  it('are a Poisson process that is calm first, then bursts, by their laws', () => {
    expect(
      arrivals('burst: { rate: 500/s, on: 2 s, off: { exponential: { mean: 8 s } } }'),
    ).toEqual({
      kind: 'burst',
      states: [
        { ratePerSecond: 0, stayNs: { kind: 'exponential', mean: 8 * SECOND } },
        { ratePerSecond: 500, stayNs: { kind: 'constant', value: 2 * SECOND } },
      ],
    });
  });

  it('of 500/s a fifth of the time over a base of 100/s have a mean of 180/s', () => {
    const config = arrivals('burst: { rate: 500/s, base: 100/s, on: 2 s, off: 8 s }');
    expect(meanRate(config, 0, SECOND)).toBeCloseTo(0.2 * 500 + 0.8 * 100, 9);
  });

  it('take states of their own in the order written', () => {
    const config = arrivals(
      'burst: { states: [{ rate: 5/s, for: 1 s }, { rate: 0/s, for: 2 s }, { rate: 9/s, for: 3 s }] }',
    );
    expect(config).toMatchObject({
      states: [{ ratePerSecond: 5 }, { ratePerSecond: 0 }, { ratePerSecond: 9 }],
    });
  });
});

describe('a ramp', () => {
  it('begins with the measured time, not with the warm-up, and ends at its last rate', () => {
    const ramp = arrivals('ramp: { from: 100/s, to: 300/s, over: 20 s }');
    expect(rateAt(ramp, 0)).toBeCloseTo(100, 9);
    expect(rateAt(ramp, WARM_UP + 9.5 * SECOND)).toBeCloseTo(200, 9);
    expect(rateAt(ramp, WARM_UP + 50 * SECOND)).toBeCloseTo(300, 9);
  });

  it('over 0 s is a step, and falls back after its hold', () => {
    const spike = arrivals('ramp: { from: 10/s, to: 90/s, over: 0 s, at: 5 s, hold: 3 s }');
    const rates = [4, 5, 7, 8].map((second) => rateAt(spike, WARM_UP + second * SECOND));
    expect(rates.map((rate) => Math.round(rate))).toEqual([10, 90, 90, 10]);
  });
});

describe('a day', () => {
  const noon = arrivals('daily: { peak: 900/s, startHour: 12 }');

  it('by its peak reaches exactly that', () => {
    const rates = Array.from({ length: 24 }, (_, hour) => rateAt(noon, WARM_UP + hour * HOUR));
    expect(Math.max(...rates)).toBeCloseTo(900, 3);
  });

  it('by its mean has exactly that over 24 hours, wherever it starts', () => {
    for (const hour of [0, 7.25, 23.9]) {
      const config = arrivals(`daily: { mean: 200/s, startHour: ${hour} }`);
      expect(meanRate(config, WARM_UP, WARM_UP + DAY)).toBeCloseTo(200, 6);
    }
  });

  it('starts the measured time at startHour; the warm-up is the time before', () => {
    // 11:00 to 12:00 goes from the peak down to 85 % of it, in a straight line.
    expect(rateAt(noon, WARM_UP)).toBeCloseTo(0.85 * 900, 0);
    expect(rateAt(noon, WARM_UP - 5 * SECOND)).toBeGreaterThan(rateAt(noon, WARM_UP));
    expect(rateAt(noon, WARM_UP + DAY)).toBeCloseTo(rateAt(noon, WARM_UP), 6);
  });

  it('of 24 rates needs no mean: it goes in straight lines from hour to hour', () => {
    const hours = Array.from({ length: 24 }, (_, hour) => `${hour * 10}/s`).join(', ');
    const config = arrivals(`daily: { shape: [${hours}] }`);
    expect(rateAt(config, WARM_UP + 6.5 * HOUR)).toBeCloseTo(65, 1);
    // From 230/s at 23:00 back to 0/s at midnight.
    expect(rateAt(config, WARM_UP + 23.5 * HOUR)).toBeCloseTo(115, 1);
  });

  it('that is flat is a constant rate', () => {
    const config = arrivals('daily: { mean: 40/s, shape: flat }');
    expect([0, 5, 20].map((hour) => rateAt(config, hour * HOUR))).toEqual([40, 40, 40]);
  });

  it('rests on the assumed course of an office day, which is listed', () => {
    const study = studyOf('{ app: { arrivals: { daily: { mean: 9/s } } } }');
    const names = study.assumptions.map(({ name }) => name);
    expect(names).toContain('arrivals.officeDay');
    expect(names).not.toContain('arrivals.officeWeek');
  });
});

describe('a week', () => {
  it('multiplies the course of a day by that of the days', () => {
    const config = arrivals(
      'weekly: { peak: 100/s, shape: flat, days: [1, 1, 1, 1, 1, 0.5, 0], startDay: fri, startHour: 12 }',
    );
    const noonOf = (day: number) => rateAt(config, WARM_UP + day * DAY);
    expect([0, 1, 2, 3].map((day) => Math.round(noonOf(day)))).toEqual([100, 50, 0, 100]);
    expect(config).toMatchObject({ kind: 'shape', periodNs: 7 * DAY });
  });

  it('has its mean over the seven days', () => {
    const config = arrivals('weekly: { mean: 30/s }');
    expect(meanRate(config, 0, 7 * DAY)).toBeCloseTo(30, 6);
  });
});

describe('a replay', () => {
  const CALLS = { 'calls.csv': 'time,what\n5,a\n6.5,b\n5.25,c\n' };

  it('begins with the measured time, in the order of the times', () => {
    expect(arrivals('replay: { file: calls.csv }', CALLS)).toEqual({
      kind: 'replay',
      timesNs: [0, 0.25 * SECOND, 1.5 * SECOND].map((ns) => WARM_UP + ns),
      loopNs: null,
    });
  });

  it('twice as fast is over in half the time', () => {
    expect(arrivals('replay: { file: calls.csv, speed: 2, loop: 4 s }', CALLS)).toMatchObject({
      timesNs: [0, 0.125 * SECOND, 0.75 * SECOND].map((ns) => WARM_UP + ns),
      loopNs: 2 * SECOND,
    });
  });

  it('begins again one mean distance after its last call, so that its rate stays', () => {
    // Three calls over 1.5 s: 0.75 s from call to call.
    expect(arrivals('replay: { file: calls.csv, loop: true }', CALLS)).toMatchObject({
      loopNs: 2.25 * SECOND,
    });
  });

  it.each([
    // Three calls over 1.5 s, and the end of the recording with the last of them.
    ['', 2],
    ['loop: 3 s', 1],
    // The last call lies beyond the loop: two are left.
    ['loop: 1 s', 2],
    ['loop: 0.5 s', 4],
  ])('with %s has the rate of what is really replayed', (loop, expected) => {
    const config = arrivals(`replay: { file: calls.csv, ${loop} }`, CALLS);
    expect(usualRate(config)).toBeCloseTo(expected, 9);
    if (loop !== '') expect(rateOver(config, 60)).toBeCloseTo(expected, 1);
  });

  it('of the first two calls holds two', () => {
    expect(arrivals('replay: { file: calls.csv, limit: 2 }', CALLS)).toMatchObject({
      timesNs: [WARM_UP, WARM_UP + 0.25 * SECOND],
    });
  });

  it('takes times from the scenario itself', () => {
    expect(arrivals('replay: { times: [1 min, 61 s] }')).toMatchObject({
      timesNs: [WARM_UP, WARM_UP + SECOND],
    });
  });

  it.each([
    ['replay: { file: none.csv }', 'cannot be read: there is no such file'],
    ['replay: { file: calls.csv, column: when }', 'has no column when on line 1: time, what'],
    ['replay: { file: calls.csv, column: what }', 'holds on line 2 no time: a'],
    ['replay: { file: calls.csv, times: [1 s] }', 'is given beside times'],
    ['replay: { times: [1 s, 1 s], loop: true }', 'cannot repeat a recording of one instant'],
    ['replay: { times: [1 s, 2] }', 'must be text'],
    ['replay: { times: [1 s, 2 m] }', 'times.1 must be a duration with its unit'],
  ])('%s is refused', (written, message) => {
    expect(() => arrivals(written, CALLS)).toThrow(message);
  });
});
