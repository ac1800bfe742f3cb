import { describe, expect, it } from 'vitest';
import {
  allenCunneenMeanWait,
  meanWait,
  randomSplitMeanWait,
  relaxationTime,
  singleServerMeanWait,
  workBoundMeanWait,
} from '../../../src/stats/index.ts';

const station = (arrivalRate: number, serviceCvSquared: number, servers: number) => ({
  arrivalRate,
  meanService: 1,
  serviceCvSquared,
  servers,
});
const LOADS = [0.1, 0.5, 0.9, 0.99];

describe('workBoundMeanWait (Brumelle 1971)', () => {
  it('is the exact wait of one server', () => {
    for (const load of LOADS) {
      const one = station(load, 0.25, 1);
      expect(workBoundMeanWait(one)).toBeCloseTo(singleServerMeanWait(one), 12);
    }
  });

  it('never exceeds the exact wait of M/M/c, and comes near it at high load', () => {
    for (const servers of [2, 3, 8]) {
      for (const load of LOADS) {
        const arrivalRate = load * servers;
        const exact = meanWait({ arrivalRate, serviceRate: 1, servers });
        expect(workBoundMeanWait(station(arrivalRate, 1, servers))).toBeLessThanOrEqual(exact);
      }
      const busy = 0.99 * servers;
      const exact = meanWait({ arrivalRate: busy, serviceRate: 1, servers });
      // Both grow like 1 / (1 − ρ), and differ by at most a service time: 1 of about 100 / c.
      expect(exact - workBoundMeanWait(station(busy, 1, servers))).toBeLessThan(1);
    }
  });

  it('is 0 rather than negative, and infinite from saturation on', () => {
    expect(workBoundMeanWait(station(0.2, 0, 4))).toBe(0);
    expect(workBoundMeanWait(station(4, 0.5, 4))).toBe(Infinity);
    expect(() => workBoundMeanWait(station(1, 1, 1.5))).toThrow(RangeError);
  });
});

describe('randomSplitMeanWait', () => {
  it('is M/G/1 with a part of the arrivals, and above one common queue', () => {
    for (const load of LOADS) {
      const split = randomSplitMeanWait(station(4 * load, 1, 4));
      expect(split).toBeCloseTo(singleServerMeanWait(station(load, 1, 1)), 12);
      expect(split).toBeGreaterThan(
        meanWait({ arrivalRate: 4 * load, serviceRate: 1, servers: 4 }),
      );
    }
    expect(() => randomSplitMeanWait(station(1, 1, 0))).toThrow(RangeError);
  });
});

describe('allenCunneenMeanWait', () => {
  it('is exact for exponential service and for one server', () => {
    for (const load of LOADS) {
      expect(allenCunneenMeanWait(station(3 * load, 1, 3))).toBeCloseTo(
        meanWait({ arrivalRate: 3 * load, serviceRate: 1, servers: 3 }),
        9,
      );
      const one = station(load, 0.25, 1);
      expect(allenCunneenMeanWait(one)).toBeCloseTo(singleServerMeanWait(one), 9);
    }
    expect(allenCunneenMeanWait(station(2, 1, 2))).toBe(Infinity);
  });
});

describe('relaxationTime', () => {
  it('is the relaxation time of M/M/1 and a service time more', () => {
    // 1 / (1 − √0.25)² = 4.
    expect(relaxationTime(station(0.25, 1, 1))).toBeCloseTo(4 + 1, 12);
  });

  it('shrinks with the number of servers and grows without bound towards saturation', () => {
    expect(relaxationTime(station(1.8, 1, 2))).toBeGreaterThan(relaxationTime(station(3.6, 1, 4)));
    expect(relaxationTime(station(1, 1, 1))).toBe(Infinity);
  });
});
