import { beforeAll, describe, expect, it } from 'vitest';
import type { PointResult, Result } from '../../src/plan/index.ts';
import { answer, pointOf } from './answer.ts';

const TIMEOUT_MS = 250;
const CONNECT_CPU_MS = 2;
const STEP_MS = 0.25;
const STEPS = 4 * 600;
const SIGMA_OF_SERVICE = Math.log(15 / 3) / 2.3263;
const MEAN_SERVICE_MS = 3 * Math.exp(SIGMA_OF_SERVICE ** 2 / 2);

/** Probabilities of a lognormal time, by steps of 0.25 ms. */
function lognormal(medianMs: number, sigma: number): Float64Array {
  return Float64Array.from({ length: STEPS }, (_, step) => {
    const ms = (step + 0.5) * STEP_MS;
    const z = Math.log(ms / medianMs) / sigma;
    return (STEP_MS * Math.exp((-z * z) / 2)) / (ms * sigma * Math.sqrt(2 * Math.PI));
  });
}

function sum(one: Float64Array, other: Float64Array): Float64Array {
  const result = new Float64Array(STEPS);
  one.forEach((p, i) => {
    for (let k = 0; i + k < STEPS; k++) result[i + k]! += p * other[k]!;
  });
  return result;
}

/** Probability that `trips` round trips, the handshake's work and the request's exceed 250 ms. */
function lateShare(trips: number, medianMs: number, sigma = 0.1): number {
  const trip = lognormal(medianMs, sigma);
  let total = lognormal(3, SIGMA_OF_SERVICE);
  for (let i = 0; i < trips; i++) total = sum(total, trip);
  const limitMs = TIMEOUT_MS - (trips > 1 ? CONNECT_CPU_MS : 0);
  // Each of the terms is half a step more than its number says.
  const last = Math.round(limitMs / STEP_MS - (trips + 1) / 2);
  return Math.max(0, 1 - total.slice(0, last).reduce((all, p) => all + p, 0));
}

/** Four standard deviations of a binomial share, and the chance of a wait at the proxy. */
function reach(share: number, calls: number): number {
  return 4 * Math.sqrt((share * (1 - share)) / calls) + 2 / calls;
}

describe('06-xks-onprem-35ms at 300 calls a second', () => {
  let result: Result;

  beforeAll(async () => {
    result = await answer('06-xks-onprem-35ms', 'vary.load=[1]', 'run.replications=2');
  }, 60_000);

  const lateIn = ({ calls, errorReasons }: PointResult) => {
    const late = errorReasons.filter(({ reason }) => reason === 'proxy answered too late');
    return late.reduce((total, { count }) => total + count, 0) / calls.offered;
  };

  it('loses the calls whose round trips do not fit into 250 ms without reuse', () => {
    for (const [tls, trips] of [
      ['1.3', 3],
      ['1.2', 4],
    ] as const) {
      for (const medianMs of [5, 35, 60, 70, 80, 90]) {
        const point = pointOf(result, `cold median=${medianMs}ms tls=${tls}`);
        const expected = lateShare(trips, medianMs);
        const late = lateIn(point);
        expect(Math.abs(late - expected)).toBeLessThan(reach(expected, point.calls.offered));
        expect(point.calls.failed).toBe(Math.round(late * point.calls.offered));
      }
    }
  });

  it('loses the shares that the notes speak of', () => {
    expect(lateShare(3, 70)).toBeCloseTo(0.007, 3);
    expect(lateShare(3, 80)).toBeCloseTo(0.41, 2);
    expect(lateShare(3, 90)).toBeCloseTo(0.96, 2);
    expect(lateShare(4, 60)).toBeCloseTo(0.39, 2);
  });

  it('answers every call in time on open connections, up to a round trip of 80 ms', () => {
    for (const design of ['site', 'warm median=60ms', 'warm median=70ms', 'warm median=80ms']) {
      expect(pointOf(result, design).successShare.value).toBe(1);
    }
  });

  it('still opens connections at 90 ms, which fail more often than not', () => {
    const late = lateIn(pointOf(result, 'warm median=90ms'));
    expect(late).toBeGreaterThan(0);
    expect(late).toBeLessThan(0.1);
  });

  it('loses on an unsteady line those that meet a bad moment', () => {
    const { calls, errorReasons } = pointOf(result, 'jitter');
    const share = lateShare(1, 35, Math.log(120 / 35) / 2.3263);
    const late = errorReasons.reduce((total, { count }) => total + count, 0) / calls.offered;
    expect(Math.abs(late - share)).toBeLessThan(reach(share, calls.offered));
  });

  it('is met by the site itself', () => {
    expect(result.verdict).toMatchObject({ outcome: 'met', design: 'site' });
  });

  it('names the proxy as the first wall where its slots carry less than the quota', () => {
    for (const slots of [2, 4, 6]) {
      const wall = pointOf(result, `pool slots=${slots}`).limits.find(({ binds }) => binds)!;
      expect(wall.name).toBe('proxy');
      const carried = (1000 * slots) / MEAN_SERVICE_MS;
      expect(Math.abs(wall.capacityPerSecond / carried - 1)).toBeLessThan(0.001);
    }
    const wall = pointOf(result, 'pool slots=7').limits.find(({ binds }) => binds)!;
    expect(wall.name).toBe('key store quota');
  });
});

describe('06-xks-onprem-35ms at 1,800 calls a second', () => {
  it('sustains them with 7 slots, and next to none of them with fewer', async () => {
    const result = await answer(
      '06-xks-onprem-35ms',
      'run.replications=1',
      'run.duration=10 s',
      'vary={ load: [6] }',
    );
    const share = (slots: number) => pointOf(result, `pool slots=${slots}`, 6).successShare.value;
    expect(share(7)).toBeGreaterThan(0.999);
    for (const slots of [2, 4, 6]) expect(share(slots)).toBeLessThan(0.1);
  });
});
