import { describe, expect, it } from 'vitest';
import { erlangB } from '../../../src/stats/theory/erlang.ts';
import { limitedQueue } from '../../../src/stats/theory/limited-queue.ts';
import { meanTimeInSystem } from '../../../src/stats/theory/multi-server.ts';

describe('M/M/c/K', () => {
  it("is Erlang's loss system without waiting room", () => {
    for (const [servers, load] of [
      [1, 0.5],
      [5, 4],
      [64, 70],
    ] as const) {
      const station = { arrivalRate: load, serviceRate: 1, servers };
      const figures = limitedQueue(station, servers);
      expect(figures.blockedShare).toBeCloseTo(erlangB(servers, load), 13);
      expect(figures.meanWait).toBeCloseTo(0, 12);
      expect(figures.meanTimeInSystem).toBeCloseTo(1, 12);
    }
  });

  it('is the textbook M/M/1/K for one server', () => {
    // P(K) = (1 − ρ) ρ^K / (1 − ρ^(K + 1)).
    for (const rho of [0.3, 0.9, 1.5]) {
      const { blockedShare, utilisation } = limitedQueue(
        { arrivalRate: rho * 7, serviceRate: 7, servers: 1 },
        6,
      );
      expect(blockedShare).toBeCloseTo(((1 - rho) * rho ** 6) / (1 - rho ** 7), 13);
      // The server is idle when the system is empty: 1 − P(0).
      expect(utilisation).toBeCloseTo(1 - (1 - rho) / (1 - rho ** 7), 13);
    }
  });

  it('approaches M/M/c as its room grows', () => {
    const station = { arrivalRate: 3.2, serviceRate: 1, servers: 4 };
    const figures = limitedQueue(station, 400);
    // The share beyond 400 customers is 0.8^396, below 1e-38.
    expect(figures.meanTimeInSystem).toBeCloseTo(meanTimeInSystem(station), 10);
    expect(figures.acceptedRate).toBeCloseTo(3.2, 12);
  });

  it('serves at capacity under ten times the load, and everybody waits for a full room', () => {
    const figures = limitedQueue({ arrivalRate: 18_000, serviceRate: 1800, servers: 1 }, 64);
    expect(figures.utilisation).toBeCloseTo(1, 12);
    expect(figures.blockedShare).toBeCloseTo(0.9, 12);
    // L = K − 1/(10 − 1), so T = L/1,800.
    expect(figures.meanInSystem).toBeCloseTo(64 - 1 / 9, 9);
    expect(figures.meanTimeInSystem).toBeCloseTo((64 - 1 / 9) / 1800, 12);
  });

  it('refuses a room smaller than its servers', () => {
    const station = { arrivalRate: 1, serviceRate: 1, servers: 4 };
    for (const capacity of [3, 4.5, NaN]) {
      expect(() => limitedQueue(station, capacity)).toThrow(RangeError);
    }
  });
});
