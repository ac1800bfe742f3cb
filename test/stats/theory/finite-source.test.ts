import { describe, expect, it } from 'vitest';
import { finiteSource, type FiniteSourceStation } from '../../../src/stats/theory/finite-source.ts';

const BASE: FiniteSourceStation = { clients: 8, meanThink: 10, meanService: 1, servers: 2 };

/** Mean value analysis for one server: R(n) = S (1 + L(n − 1)), an independent way to the answer. */
function byMeanValueAnalysis({ clients, meanThink, meanService }: FiniteSourceStation): number {
  let inside = 0;
  let throughput = 0;
  for (let n = 1; n <= clients; n++) {
    const response = meanService * (1 + inside);
    throughput = n / (meanThink + response);
    inside = throughput * response;
  }
  return throughput;
}

describe('a finite source', () => {
  it('agrees with mean value analysis for one server', () => {
    for (const clients of [1, 2, 10, 200]) {
      const station = { ...BASE, clients, servers: 1 };
      expect(finiteSource(station).throughput).toBeCloseTo(byMeanValueAnalysis(station), 11);
    }
  });

  it('is the two-state chain for one client', () => {
    const { throughput, meanResponse } = finiteSource({ ...BASE, clients: 1 });
    expect(throughput).toBeCloseTo(1 / 11, 13);
    expect(meanResponse).toBeCloseTo(1, 13);
  });

  it('agrees with the stationary state of its chain found by iteration', () => {
    // Power iteration of the uniformised chain: another algorithm for the same balance.
    const { clients, meanThink, meanService, servers } = BASE;
    const up = (n: number) => (clients - n) / meanThink;
    const down = (n: number) => Math.min(n, servers) / meanService;
    let shares = Array.from({ length: clients + 1 }, () => 1 / (clients + 1));
    for (let i = 0; i < 4000; i++) {
      shares = shares.map(
        (share, n) =>
          share +
          ((shares[n - 1] ?? 0) * up(n - 1) +
            (shares[n + 1] ?? 0) * down(n + 1) -
            share * (up(n) + down(n))) /
            5,
      );
    }
    const throughput = shares.reduce((sum, share, n) => sum + share * down(n), 0);
    const inside = shares.reduce((sum, share, n) => sum + share * n, 0);
    const figures = finiteSource(BASE);
    expect(figures.throughput).toBeCloseTo(throughput, 11);
    expect(figures.meanInSystem).toBeCloseTo(inside, 11);
    expect(figures.utilisation).toBeCloseTo(throughput / 2, 11);
  });

  it('obeys the response time law R = N/X − Z', () => {
    for (const clients of [1, 5, 40, 5000]) {
      const { throughput, meanResponse } = finiteSource({ ...BASE, clients });
      expect(Math.abs(meanResponse / (clients / throughput - 10) - 1)).toBeLessThan(1e-10);
    }
  });

  it('saturates: many clients get c/S and queue for the rest', () => {
    const { throughput, utilisation } = finiteSource({ ...BASE, clients: 20_000 });
    expect(throughput).toBeCloseTo(2, 12);
    expect(utilisation).toBeCloseTo(1, 12);
  });

  it('has everybody at the station where nobody thinks', () => {
    expect(finiteSource({ ...BASE, meanThink: 0 })).toEqual({
      throughput: 2,
      meanResponse: 4,
      meanInSystem: 8,
      utilisation: 1,
    });
    expect(finiteSource({ ...BASE, clients: 1, meanThink: 0 }).utilisation).toBe(0.5);
  });

  it('refuses bad arguments', () => {
    const bad = [{ clients: 0 }, { clients: 1.5 }, { meanThink: -1 }, { meanService: 0 }];
    for (const part of bad) expect(() => finiteSource({ ...BASE, ...part })).toThrow(RangeError);
  });
});
