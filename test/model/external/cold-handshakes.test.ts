import { describe, expect, it } from 'vitest';
import { Outcome } from '../../../src/model/index.ts';
import { external, MS, SECOND } from '../worlds.ts';
import { createBench } from './bench.ts';

const Z99 = 2.3263478740408408;
/** The default proxy: median 3 ms, 99th percentile 15 ms. */
const SERVICE = { medianMs: 3, sigma: Math.log(15 / 3) / Z99 };
const ROUND_TRIP_SIGMA = 0.1;
const STEP_MS = 0.05;
const BINS = 250 / STEP_MS + 1;

/** Normal distribution function by Simpson's rule; good to 1e-9. */
function normalCdf(z: number): number {
  if (z < -8) return 0;
  if (z > 8) return 1;
  const steps = 400;
  const width = (z + 8) / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    const x = -8 + i * width;
    const weight = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2;
    sum += weight * Math.exp((-x * x) / 2);
  }
  return (sum * width) / 3 / Math.sqrt(2 * Math.PI);
}

/** A lognormal on a grid of STEP_MS, up to 250 ms. */
function lognormalGrid(median: number, sigma: number): Float64Array {
  const grid = new Float64Array(BINS);
  let below = 0;
  for (let i = 0; i < BINS; i++) {
    const upTo = normalCdf(Math.log(((i + 0.5) * STEP_MS) / median) / sigma);
    grid[i] = upTo - below;
    below = upTo;
  }
  return grid;
}

function convolve(a: Float64Array, b: Float64Array): Float64Array {
  const sum = new Float64Array(BINS);
  for (let i = 0; i < BINS; i++) {
    if (a[i]! < 1e-12) continue;
    for (let j = 0; i + j < BINS; j++) sum[i + j]! += a[i]! * b[j]!;
  }
  return sum;
}

/** Share of requests beyond 250 ms, by convolution: an independent way to the same number. */
function expectedShare(roundTripMs: number, roundTrips: number, connectMs: number): number {
  const roundTrip = lognormalGrid(roundTripMs, ROUND_TRIP_SIGMA);
  let sum = lognormalGrid(SERVICE.medianMs, SERVICE.sigma);
  for (let i = 0; i < roundTrips; i++) sum = convolve(sum, roundTrip);
  return 1 - sum.subarray(0, BINS - connectMs / STEP_MS).reduce((total, p) => total + p, 0);
}

function observedShare(roundTripMs: number, tls: 1 | 2, isReused: boolean, requests: number) {
  const { askAt, loop, outcomes } = createBench({
    hopNs: { kind: 'lognormal', mu: Math.log((roundTripMs / 2) * MS), sigma: ROUND_TRIP_SIGMA },
    pool: { connections: isReused ? 200 : 0, idleNs: 60 * SECOND, tlsRoundTrips: tls },
    proxy: {
      ...external().proxy,
      serviceNs: { kind: 'lognormal', mu: Math.log(SERVICE.medianMs * MS), sigma: SERVICE.sigma },
    },
  });
  // One at a time: nothing ever waits.
  for (let i = 0; i < requests; i++) askAt(i * SECOND);
  loop.runUntil((requests + 1) * SECOND);
  expect(outcomes()).toHaveLength(requests);
  // Connections are cold until the first one has come about in time.
  const firstWarm = isReused ? outcomes().indexOf(Outcome.success) + 1 : 0;
  const counted = outcomes().slice(firstWarm);
  const late = counted.filter((outcome) => outcome === Outcome.proxyTimeout).length;
  expect(counted.every((one) => one === Outcome.success || one === Outcome.proxyTimeout)).toBe(
    true,
  );
  return late / counted.length;
}

describe('cold connections to the proxy, unloaded', () => {
  // Share beyond 250 ms as the model page has it (section 2.5), in hundredths.
  it.each([
    [5, 0, 0],
    [20, 0, 0],
    [35, 0, 0],
    [60, 0, 0.39],
    [70, 0.007, 1],
    [80, 0.41, 1],
    [90, 0.96, 1],
  ])('at a round trip of %d ms: %d with TLS 1.3, %d with TLS 1.2', (roundTripMs, ...page) => {
    const requests = 2000;
    page.forEach((shareOnPage, i) => {
      const share = expectedShare(roundTripMs, 3 + i, 2);
      expect(Math.abs(share - shareOnPage)).toBeLessThan(0.006);
      const observed = observedShare(roundTripMs, i === 0 ? 1 : 2, false, requests);
      // Four standard deviations, and one request for shares of next to nothing.
      const deviation = Math.sqrt((share * (1 - share)) / requests);
      expect(Math.abs(observed - share)).toBeLessThan(4 * deviation + 1.5 / requests);
    });
  });

  it('are all the trouble: on warm ones next to none is late up to 90 ms', () => {
    expect(expectedShare(90, 1, 0)).toBeLessThan(1e-7);
    for (const roundTripMs of [60, 90]) expect(observedShare(roundTripMs, 1, true, 1000)).toBe(0);
  });

  it('never become warm where no handshake ends in time', () => {
    expect(observedShare(90, 2, true, 100)).toBe(1);
  });
});
