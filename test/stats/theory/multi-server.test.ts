import { describe, expect, it } from 'vitest';
import {
  meanTimeInSystem,
  meanWait,
  timeLongerThan,
  timePercentile,
  waitLongerThan,
  waitPercentile,
  type MultiServerStation,
} from '../../../src/stats/theory/multi-server.ts';

const FOUR: MultiServerStation = { arrivalRate: 3.2, serviceRate: 1, servers: 4 };
/** cμ − λ equals μ: both stages of the waiting customers' time have the same rate. */
const EQUAL: MultiServerStation = { arrivalRate: 2, serviceRate: 1, servers: 3 };
const STATIONS: readonly MultiServerStation[] = [
  FOUR,
  EQUAL,
  { ...EQUAL, arrivalRate: 2 + 1e-7 },
  { arrivalRate: 0.3, serviceRate: 1, servers: 2 },
  { arrivalRate: 1700, serviceRate: 600, servers: 3 },
  { arrivalRate: 99, serviceRate: 1, servers: 100 },
];

/** Area under a falling function by Simpson's rule, far into its tail. */
function areaUnder(tail: (t: number) => number, end: number): number {
  const steps = 20_000;
  const h = end / steps;
  let sum = tail(0) + tail(end);
  for (let i = 1; i < steps; i++) sum += (i % 2 === 1 ? 4 : 2) * tail(i * h);
  return (sum * h) / 3;
}

describe('M/M/c', () => {
  it('has the mean wait of its birth–death chain, found by brute force', () => {
    for (const station of STATIONS) {
      const { arrivalRate, serviceRate, servers } = station;
      let weight = 1;
      let total = 1;
      let waiting = 0;
      // Beyond 5,000 states the geometric tail of the fullest station (ρ = 0.99) is below 1e-20.
      for (let n = 1; n < 5000; n++) {
        weight *= arrivalRate / (Math.min(n, servers) * serviceRate);
        total += weight;
        waiting += weight * Math.max(0, n - servers);
      }
      const expected = waiting / total / arrivalRate;
      expect(Math.abs(meanWait(station) / expected - 1)).toBeLessThan(1e-10);
    }
  });

  it('spends 1.7455 in M/M/4 at 80 %', () => {
    // C(4, 3.2)/(4 − 3.2) + 1 with the tabulated C = 0.5964.
    expect(meanTimeInSystem(FOUR)).toBeCloseTo(0.5964 / 0.8 + 1, 3);
  });

  it('has a distribution of the time in the system whose area is the mean', () => {
    for (const station of STATIONS) {
      const mean = meanTimeInSystem(station);
      const slowest = Math.min(
        station.serviceRate,
        station.servers * station.serviceRate - station.arrivalRate,
      );
      const area = areaUnder((t) => timeLongerThan(station, t), 40 / slowest);
      expect(Math.abs(area / mean - 1)).toBeLessThan(1e-8);
    }
  });

  it('is the exponential law of M/M/1 for one server', () => {
    const one = { arrivalRate: 0.8, serviceRate: 1, servers: 1 };
    for (const t of [0.1, 1, 5, 20]) {
      expect(timeLongerThan(one, t)).toBeCloseTo(Math.exp(-0.2 * t), 13);
      expect(waitLongerThan(one, t)).toBeCloseTo(0.8 * Math.exp(-0.2 * t), 13);
    }
    expect(timePercentile(one, 0.99)).toBeCloseTo(Math.log(100) / 0.2, 10);
  });

  it('passes smoothly through the case of equal rates', () => {
    // (1 − C) e^(−t) + C (1 + t) e^(−t), with C(3, 2) = 4/9.
    for (const t of [0.5, 2, 9]) {
      const expected = Math.exp(-t) * (1 + (4 / 9) * t);
      expect(timeLongerThan(EQUAL, t)).toBeCloseTo(expected, 13);
      for (const nudge of [1e-12, 1e-6, -1e-6]) {
        const near = { ...EQUAL, arrivalRate: 2 + nudge };
        expect(Math.abs(timeLongerThan(near, t) - expected)).toBeLessThan(10 * Math.abs(nudge));
      }
    }
  });

  it('has percentiles that its tails undo', () => {
    for (const station of STATIONS) {
      for (const share of [0.01, 0.5, 0.9, 0.99, 0.9999]) {
        const time = timePercentile(station, share);
        expect(Math.abs(timeLongerThan(station, time) - (1 - share))).toBeLessThan(1e-13);
        // Whoever finds a server free does not wait, so small shares have a wait of 0.
        const wait = waitPercentile(station, share);
        const waits = waitLongerThan(station, 0);
        expect(wait > 0).toBe(waits > 1 - share);
        expect(waitLongerThan(station, wait)).toBeCloseTo(Math.min(waits, 1 - share), 13);
      }
    }
  });

  it('waits for ever where the load is the capacity or more', () => {
    const full = { arrivalRate: 4, serviceRate: 1, servers: 4 };
    expect([meanWait(full), meanTimeInSystem(full), timePercentile(full, 0.5)]).toEqual([
      Infinity,
      Infinity,
      Infinity,
    ]);
    expect([timeLongerThan(full, 1e9), waitLongerThan(full, 1e9)]).toEqual([1, 1]);
    expect(waitPercentile(full, 0.1)).toBe(Infinity);
  });

  it('refuses bad arguments', () => {
    for (const part of [{ arrivalRate: 0 }, { serviceRate: -1 }, { servers: 1.5 }]) {
      expect(() => meanWait({ ...FOUR, ...part })).toThrow(RangeError);
    }
    for (const share of [0, 1, NaN]) {
      expect(() => timePercentile(FOUR, share)).toThrow(RangeError);
      expect(() => waitPercentile(FOUR, share)).toThrow(RangeError);
    }
  });
});
