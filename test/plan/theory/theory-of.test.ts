import { describe, expect, it } from 'vitest';
import {
  EXPONENTIAL,
  keyStore,
  rowNamed,
  rowsOf,
  rowsOfWrong,
  station,
  worldOf,
} from './scenes.ts';
import { theoryOf } from '../../../src/plan/theory/theory-of.ts';

const kinds = (rows: ReturnType<typeof rowsOf>) => [...new Set(rows.map(({ kind }) => kind))];

describe('a textbook station', () => {
  it('meets every formula of M/M/1', () => {
    const rows = rowsOf(station('{ poisson: 500/s }', EXPONENTIAL));
    expect(kinds(rows)).toEqual(['exact']);
    // ρ = 0.5: W = 1 ms, T = 2 ms, and the time in system is exponential, so that p50 = 2 ln 2 ms.
    expect(rowNamed(rows, 'mean wait').expected).toBeCloseTo(1, 12);
    expect(rowNamed(rows, 'mean latency').expected).toBeCloseTo(2, 12);
    expect(rowNamed(rows, 'calls that wait').expected).toBeCloseTo(0.5, 12);
    expect(rowNamed(rows, 'p50 latency').expected).toBeCloseTo(2 * Math.LN2, 9);
    const judged = rows.filter(({ holds }) => holds !== null).map(({ name }) => name);
    expect(judged).toEqual([
      'mean wait at the HSM, M/M/1',
      'mean latency, M/M/1',
      'calls that wait, M/M/1',
      'p50 latency, M/M/1',
      'utilisation of the HSMs',
    ]);
    expect(rows.every(({ holds }) => holds !== false)).toBe(true);
  });

  it('would fail if the simulated HSM were a tenth slower than it should be', () => {
    const slower = '{ serviceTime: { exponential: { mean: 1.1 ms } } }';
    const load = '{ poisson: 500/s }';
    const rows = rowsOfWrong(station(load, EXPONENTIAL), station(load, slower));
    const wrong = rows.filter(({ holds }) => holds === false).map(({ name }) => name);
    expect(wrong).toEqual([
      'mean wait at the HSM, M/M/1',
      'mean latency, M/M/1',
      'calls that wait, M/M/1',
      'p50 latency, M/M/1',
      'utilisation of the HSMs',
    ]);
  });

  it('meets Pollaczek and Khinchine for a constant service, and would fail if it varied', () => {
    const constant = station('{ poisson: 600/s }', '{ serviceTime: 1 ms }');
    const varied = station(
      '{ poisson: 600/s }',
      '{ serviceTime: { erlang: { mean: 1 ms, shape: 2 } } }',
    );
    // ρ m / (2 (1 − ρ)).
    const wait = rowNamed(rowsOf(constant), 'mean wait');
    expect(wait.expected).toBeCloseTo(0.75, 9);
    expect(wait.holds).toBe(true);
    // Erlang 2 waits half as long again.
    expect(rowNamed(rowsOfWrong(constant, varied), 'mean wait').holds).toBe(false);
  });

  it('has bounds and an approximation for several slots, and judges only the bounds', () => {
    const rows = rowsOf(
      station(
        '{ poisson: 2000/s }',
        '{ slots: 3, serviceTime: { lognormal: { mean: 1 ms, cv: 0.5 } } }',
      ),
      3,
    );
    const guess = rows.find(({ kind }) => kind === 'approximation')!;
    // Allen and Cunneen at c = 3, a = 2: C = 4/9, W = 4/9 × (1 + 0.25) / 2 ms.
    expect(guess.expected).toBeCloseTo((4 / 9) * 0.625, 9);
    expect(guess.holds).toBeNull();
    const bound = rows.find(({ kind }) => kind === 'bound')!;
    expect(bound.high).toBeCloseTo(((2 / 3) * 1.25) / (2 / 3), 9);
    expect(bound.holds).toBe(true);
  });

  it('has no steady state when it is asked for more than it can do', () => {
    const [row] = rowsOf(
      station(
        '{ poisson: 1500/s }',
        EXPONENTIAL,
        '{ duration: 2 s, warmUp: 1 s, replications: 3 }',
      ),
      3,
    );
    expect(row).toMatchObject({ kind: 'none', expected: null, holds: null });
    expect(row!.source).toContain('1.5 times what the HSMs can do');
  });
});

describe('what is not judged', () => {
  const load = '{ poisson: 900/s }';
  const reason = (run: string, replications: number) =>
    rowNamed(rowsOf(station(load, EXPONENTIAL, run), replications), 'mean wait');

  it('is a figure of fewer than three replications', () => {
    const row = reason('{ duration: 80 s, warmUp: 2 s, replications: 3 }', 1);
    expect(row.holds).toBeNull();
    expect(row.source).toContain('3 replications');
  });

  it('is a wait in a run that is short against the relaxation time, 0.38 s at ρ = 0.9', () => {
    // m + m / (1 − √0.9)² = 381 ms: 1.1 s of warm-up and 76 s of measured time are asked for.
    const short = reason('{ duration: 20 s, warmUp: 2 s, replications: 3 }', 3);
    expect(short.source).toContain('replications of 76 s');
    const cold = reason('{ duration: 80 s, warmUp: 500 ms, replications: 3 }', 3);
    expect(cold.source).toContain('a warm-up of 1.1 s');
    expect([short.holds, cold.holds]).toEqual([null, null]);
  });

  it('is a law of service with a heavy tail', () => {
    const heavy = '{ serviceTime: { lognormal: { mean: 1 ms, cv: 2 } } }';
    const row = rowNamed(rowsOf(station('{ poisson: 200/s }', heavy), 3), 'mean wait');
    expect(row.holds).toBeNull();
    expect(row.source).toContain('heavy');
  });
});

describe('where there is no formula', () => {
  const onlyReason = (text: string) => {
    const rows = rowsOf(text, 1).filter(({ kind }) => kind === 'none');
    expect(rows).toHaveLength(1);
    return rows[0]!.source;
  };

  it('says that arrivals are not Poisson', () => {
    const text = station(
      '{ constant: 100/s }',
      EXPONENTIAL,
      '{ duration: 1 s, warmUp: 0 s, replications: 1 }',
    );
    expect(onlyReason(text)).toContain('do not arrive as a Poisson process');
  });

  it('says that something breaks, and nothing else', () => {
    const text = keyStore(
      '100/s',
      'hsms: 2',
      'faults: [{ hsmDown: 1, at: 1 s, for: 1 s, name: loss }]',
    );
    expect(onlyReason(text)).toMatch(/^Something breaks during the run[^.]*\.$/);
  });

  it('says that calls are repeated', () => {
    const text = keyStore('900/s', 'hsms: 2', 'assume: { quota.customKeyStore: 500/s }').replace(
      'retryMode: none',
      'retryMode: standard',
    );
    expect(onlyReason(text)).toContain('repeated');
  });

  it('says that a service calls, and that an external store has no formula', () => {
    const service = `workloads: { puts: { service: s3, arrivals: { poisson: 20/s } } }
stores: { standard: { kind: standard } }
run: { duration: 1 s, warmUp: 0 s, replications: 1 }`;
    expect(onlyReason(service)).toContain('AWS services');
    const external = `workloads: { calls: { arrivals: { poisson: 20/s } } }
stores: { own: { kind: external } }
run: { duration: 1 s, warmUp: 0 s, replications: 1 }`;
    expect(onlyReason(external)).toContain('external key store');
  });

  it('gives nothing for no runs', () => {
    expect(theoryOf(worldOf(station('{ poisson: 1/s }', EXPONENTIAL)), [], 0.95)).toEqual([]);
  });
});
