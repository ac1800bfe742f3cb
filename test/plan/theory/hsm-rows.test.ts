import { describe, expect, it } from 'vitest';
import { singleServerMeanWait } from '../../../src/stats/index.ts';
import { EXPONENTIAL, keyStore, rowNamed, rowsOf, rowsOfWrong, station } from './scenes.ts';

const NO_NETWORK = 'network: none';
const LOGNORMAL = '{ serviceTime: { lognormal: { mean: 1 ms, cv: 0.5 } } }';

describe('several HSMs behind a balancer', () => {
  it('wait between one common queue, M/M/2, and two queues with a random half each', () => {
    const rows = rowsOf(keyStore('1200/s', `hsms: 2, hsm: ${EXPONENTIAL}`, NO_NETWORK));
    const wait = rowNamed(rows, 'mean wait at the HSMs');
    expect(wait.kind).toBe('bound');
    // M/M/2 at ρ = 0.6: ρ² / (1 − ρ²) = 0.5625 services; M/M/1: ρ / (1 − ρ) = 1.5.
    expect(wait.low).toBeCloseTo(0.5625, 9);
    expect(wait.high).toBeCloseTo(1.5, 9);
    expect(wait.observed!.value).toBeGreaterThan(0.5625);
    expect(wait.observed!.value).toBeLessThan(1.5);
    expect(rows.filter(({ holds }) => holds !== null)).toHaveLength(3);
    expect(rows.every(({ holds }) => holds === true)).toBe(true);
  });

  it('would fail if they shared one queue of three, or if one were chosen at random', () => {
    const two = keyStore('1200/s', `hsms: 2, hsm: ${EXPONENTIAL}`, NO_NETWORK);
    const three = keyStore('1200/s', `hsms: 3, hsm: ${EXPONENTIAL}`, NO_NETWORK);
    expect(rowNamed(rowsOfWrong(two, three), 'mean wait').holds).toBe(false);
    const random = keyStore(
      '1200/s',
      `hsms: 2, balancing: random, hsm: { serviceTime: { exponential: { mean: 1.2 ms } } }`,
      NO_NETWORK,
    );
    expect(rowNamed(rowsOfWrong(two, random), 'mean wait').holds).toBe(false);
  });

  it('are M/G/1 each where one is chosen at random, whatever the way to them takes', () => {
    const rows = rowsOf(keyStore('1200/s', `hsms: 2, balancing: random, hsm: ${LOGNORMAL}`));
    const wait = rowNamed(rows, 'mean wait');
    const expected = singleServerMeanWait({
      arrivalRate: 0.6,
      meanService: 1,
      serviceCvSquared: 0.25,
    });
    expect(wait.kind).toBe('exact');
    expect(wait.expected).toBeCloseTo(expected, 6);
    expect(wait.holds).toBe(true);
    expect(rowNamed(rows, 'mean latency').holds).toBe(true);
  });

  it('have a lower bound only where service varies more than exponentially', () => {
    const wild = '{ queueLimit: none, serviceTime: { hyperexponential: { mean: 1 ms, cv2: 4 } } }';
    const wait = rowNamed(
      rowsOf(
        keyStore(
          '1400/s',
          `hsms: 2, commandTimeout: none, sessionsPerHsm: 2048, hsm: ${wild}`,
          NO_NETWORK,
        ),
        3,
      ),
      'mean wait',
    );
    expect([wait.kind, wait.high]).toEqual(['bound', null]);
    expect(wait.low).toBeGreaterThan(0);
  });

  it('have a lower bound that allows for the longer way into another zone', () => {
    const near = rowsOf(keyStore('1200/s', `hsms: 2, hsm: ${EXPONENTIAL}`, NO_NETWORK), 1);
    const far = rowsOf(
      keyStore(
        '1200/s',
        `hsms: 2, hsm: ${EXPONENTIAL}`,
        'network: { sameZone: 0.2 ms, crossZone: 0.6 ms }',
      ),
      1,
    );
    // Round trips: one way into the other zone takes 0.2 ms more, and every second way leads there
    // where there are two zones, two of three where there are three.
    const less = rowNamed(near, 'mean wait').low! - rowNamed(far, 'mean wait').low!;
    expect(less).toBeGreaterThan(0.09);
    expect(less).toBeLessThan(0.14);
  });
});

describe('a bounded queue that refuses', () => {
  it('loses what Erlang’s formula says, whatever the law of service', () => {
    const rows = rowsOf(
      station('{ poisson: 2000/s }', '{ slots: 3, queueLimit: 0, serviceTime: 1 ms }'),
    );
    const refused = rowNamed(rows, 'commands refused');
    // B(3, 2) = (8/6) / (1 + 2 + 2 + 8/6) = 4/19.
    expect(refused.expected).toBeCloseTo(4 / 19, 12);
    expect(refused.holds).toBe(true);
    const wrong = rowsOfWrong(
      station('{ poisson: 2000/s }', '{ slots: 3, queueLimit: 0, serviceTime: 1 ms }'),
      station('{ poisson: 2000/s }', '{ slots: 3, queueLimit: 1, serviceTime: 1 ms }'),
    );
    expect(rowNamed(wrong, 'commands refused').holds).toBe(false);
  });

  it('meets M/M/c/K, above saturation too', () => {
    const hsm = '{ slots: 2, queueLimit: 5, serviceTime: { exponential: { mean: 1 ms } } }';
    const rows = rowsOf(station('{ poisson: 3000/s }', hsm));
    expect(rowNamed(rows, 'commands refused, M/M/2/7').holds).toBe(true);
    expect(rowNamed(rows, 'mean wait at the HSM, M/M/2/7').holds).toBe(true);
  });

  it('has no formula where the service is another and some may wait', () => {
    const hsm = '{ queueLimit: 2, serviceTime: 1 ms }';
    const [row] = rowsOf(station('{ poisson: 900/s }', hsm), 1).filter(
      ({ kind }) => kind === 'none',
    );
    expect(row!.source).toContain('bounded');
  });
});
