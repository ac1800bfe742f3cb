import { describe, expect, it } from 'vitest';
import { lawMean, log, RandomStreams, type Law } from '../../../src/kernel/index.ts';
import { Outcome, type ExternalStoreConfig } from '../../../src/model/index.ts';
import { meanInterval, meanWait } from '../../../src/stats/index.ts';
import { constant, external, MS, SECOND } from '../worlds.ts';
import { createBench } from './bench.ts';

const DEFAULT_SERVICE: Law = {
  kind: 'lognormal',
  mu: Math.log(3 * MS),
  sigma: Math.log(5) / 2.3263478740408408,
};

/** So many connections that requests wait at the proxy alone. */
const AMPLE_POOL = { connections: 10_000, idleNs: 1000 * SECOND, tlsRoundTrips: 1 } as const;

function proxyOf(overrides: Partial<ExternalStoreConfig['proxy']>): ExternalStoreConfig['proxy'] {
  return { ...external().proxy, ...overrides };
}

/** Poisson arrivals for `seconds`. */
function offer(
  bench: ReturnType<typeof createBench>,
  ratePerSecond: number,
  seconds: number,
): void {
  const stream = new RandomStreams(`offer ${ratePerSecond}`).stream('gaps');
  let atNs = 0;
  for (;;) {
    atNs += Math.round((-log(stream.next()) / ratePerSecond) * SECOND);
    if (atNs > seconds * SECOND) return;
    bench.askAt(atNs);
  }
}

describe('the proxy as a station', () => {
  it('makes requests wait as M/M/c does', () => {
    const serviceNs: Law = { kind: 'exponential', mean: 4 * MS };
    const bench = createBench({
      hopNs: constant(0),
      requestTimeoutNs: 100 * SECOND,
      pool: AMPLE_POOL,
      proxy: proxyOf({ serviceNs, queueLimit: null, connectCpuNs: 0 }),
    });
    offer(bench, 1700, 60);
    bench.loop.runUntil(200 * SECOND);
    const waits = bench.ended.map(({ tookNs, unloadedNs }) => (tookNs - unloadedNs) / SECOND);
    // Batch means over 20 batches, the first left out as warm-up.
    const size = Math.floor(waits.length / 20);
    const batches = Array.from({ length: 19 }, (_, batch) => {
      const part = waits.slice((batch + 1) * size, (batch + 2) * size);
      return part.reduce((sum, wait) => sum + wait, 0) / part.length;
    });
    const { low, high } = meanInterval(batches, 0.999);
    const expected = meanWait({ arrivalRate: 1700, serviceRate: 250, servers: 8 });
    expect(low).toBeLessThan(expected);
    expect(high).toBeGreaterThan(expected);
  });

  it('carries slots / mean service: 8 slots of the default 2,100/s, and 7 are enough for 1,800/s', () => {
    const mean = lawMean(DEFAULT_SERVICE) / SECOND;
    expect(Math.ceil(1800 * mean)).toBe(7);
    for (const slots of [6, 8]) {
      const proxy = proxyOf({ slots, serviceNs: DEFAULT_SERVICE });
      const bench = createBench({ pool: AMPLE_POOL, proxy });
      offer(bench, 3500, 10);
      bench.loop.runUntil(8 * SECOND);
      const served = bench.ended.filter((one) => one.outcome === Outcome.success);
      const rate = served.filter(({ endNs }) => endNs > 1 * SECOND).length / 7;
      // Seven seconds of slots × 263/s: the law's cv of 0.78 gives 0.7 % and 0.6 %; four of them.
      expect(Math.abs(rate - slots / mean)).toBeLessThan(0.028 * (slots / mean));
    }
    expect(8 / mean).toBeGreaterThan(2050);
    expect(8 / mean).toBeLessThan(2150);
  });

  it('sustains 1,800/s with 8 slots, and refuses some with 6', () => {
    const refused = [8, 6].map((slots) => {
      const bench = createBench({ proxy: proxyOf({ slots, serviceNs: DEFAULT_SERVICE }) });
      offer(bench, 1800, 10);
      bench.loop.runUntil(20 * SECOND);
      return bench.outcomes().filter((one) => one !== Outcome.success).length;
    });
    expect(refused[0]).toBe(0);
    // At least the excess of 1,800/s over 6 slots' capacity, less the queue of 200.
    const excess = 10 * (1800 - 6 / (lawMean(DEFAULT_SERVICE) / SECOND));
    expect(refused[1]).toBeGreaterThan(0.8 * excess - 200);
  });

  it('serves next to nobody in time when overload waits for connections: it feeds itself', () => {
    const bench = createBench({ proxy: proxyOf({ slots: 6, serviceNs: DEFAULT_SERVICE }) });
    offer(bench, 1800, 20);
    bench.loop.runUntil(19 * SECOND);
    const late = bench.ended.filter(({ endNs }) => endNs > 10 * SECOND);
    const inTime = late.filter(({ outcome }) => outcome === Outcome.success).length;
    // With ample connections 6 slots carry 1,578 of 1,800/s; here each waits in turn for one of
    // 200 until its 250 ms are nearly over, and the proxy works on for nobody.
    expect(inTime / late.length).toBeLessThan(0.1);
    expect(late.length).toBeGreaterThan(15_000);
  });

  it('answers 429 beyond its queue limit, at once', () => {
    const bench = createBench({
      proxy: proxyOf({ slots: 1, queueLimit: 2, serviceNs: constant(10 * MS), connectCpuNs: 0 }),
    });
    for (let i = 0; i < 5; i++) bench.askAt(0);
    bench.loop.runUntil(SECOND);
    const took = (outcome: number) =>
      bench.ended.filter((one) => one.outcome === outcome).map(({ tookNs }) => tookNs / MS);
    expect(took(Outcome.proxyThrottled)).toEqual([60, 60]);
    expect(took(Outcome.success)).toEqual([70, 80, 90]);
  });

  it('uses a slot for each cold connection: without reuse it carries fewer requests', () => {
    const serviceNs = constant(4 * MS);
    const served = [200, 0].map((connections) => {
      const bench = createBench({
        hopNs: constant(5 * MS),
        pool: { ...external().pool, connections },
        proxy: proxyOf({ slots: 2, serviceNs, queueLimit: 20 }),
      });
      offer(bench, 1000, 10);
      bench.loop.runUntil(10 * SECOND);
      return bench.outcomes().filter((one) => one === Outcome.success).length / 10;
    });
    // 2 slots / 4 ms, and 2 slots / (4 + 2) ms less what is accepted in vain.
    expect(served[0]).toBeGreaterThan(480);
    expect(served[1]).toBeLessThan(2 / 0.006);
  });

  it('shares requests evenly over the proxies behind the load balancer', () => {
    const bench = createBench({ proxy: proxyOf({ proxies: 3, slots: 2 }) });
    offer(bench, 900, 10);
    bench.loop.runUntil(20 * SECOND);
    const accounts = bench.proxy.accounts();
    expect(accounts.map(({ name }) => name)).toEqual(['proxy-1', 'proxy-2', 'proxy-3']);
    const arrived = accounts.map(({ arrived: count }) => count);
    const total = arrived.reduce((sum, count) => sum + count, 0);
    for (const count of arrived) expect(Math.abs(count / total - 1 / 3)).toBeLessThan(0.01);
  });
});

describe('proxy faults', () => {
  it('down: refuses within one round trip, loses its work, and begins cold afterwards', () => {
    const bench = createBench({ proxy: proxyOf({ serviceNs: constant(40 * MS) }) });
    bench.askAt(0);
    bench.askAt(1 * SECOND);
    // In service from 1,010 to 1,050 ms.
    bench.at(1030 * MS, () => bench.proxy.goDown(false));
    bench.askAt(1.5 * SECOND);
    bench.at(2 * SECOND, () => bench.proxy.comeUp());
    bench.askAt(3 * SECOND);
    bench.loop.runUntil(10 * SECOND);
    expect(bench.outcomes()).toEqual([
      Outcome.success,
      Outcome.proxyUnreachable,
      Outcome.proxyUnreachable,
      Outcome.success,
    ]);
    const took = bench.ended.map(({ tookNs }) => tookNs / MS);
    // Reset at 1,030 ms and one hop back; one round trip; cold: 20 × 3 + 2 + 40.
    expect(took).toEqual([102, 40, 20, 102]);
    expect(bench.requests.inFlight).toBe(0);
  });

  it('silent: 250 ms twice for what was not acknowledged, once for what was', () => {
    const bench = createBench({ proxy: proxyOf({ serviceNs: constant(40 * MS) }) });
    bench.askAt(0);
    bench.askAt(1 * SECOND);
    bench.at(1030 * MS, () => bench.proxy.goDown(true));
    bench.askAt(1025 * MS);
    bench.at(2 * SECOND, () => bench.proxy.comeUp());
    bench.askAt(3 * SECOND);
    bench.loop.runUntil(10 * SECOND);
    expect(bench.ended.map(({ outcome, tookNs }) => [outcome, tookNs / MS])).toEqual([
      [Outcome.success, 102],
      [Outcome.proxyTimeout, 250],
      [Outcome.proxyUnreachable, 500],
      [Outcome.success, 102],
    ]);
    expect(bench.requests.inFlight).toBe(0);
  });

  it('slow: what starts from now on takes longer, what is in service keeps its end', () => {
    const bench = createBench({
      proxy: proxyOf({ slots: 1, serviceNs: constant(20 * MS), connectCpuNs: 0 }),
    });
    bench.askAt(0);
    // Two at once on a cold and a warm connection would differ: all three are cold.
    bench.askAt(0);
    // First served from 50 to 70 ms; the second waits until then.
    bench.at(60 * MS, () => bench.proxy.slowBy(3));
    bench.at(SECOND, () => bench.proxy.endSlow(3));
    bench.askAt(2 * SECOND);
    bench.loop.runUntil(10 * SECOND);
    expect(bench.ended.map(({ tookNs }) => tookNs / MS)).toEqual([80, 140, 40]);
    // Being slowed is no part of the way without load.
    expect(bench.ended.map(({ unloadedNs }) => unloadedNs / MS)).toEqual([80, 80, 40]);
  });

  it('throttling: answers 429 to what exceeds the rate, of several the lowest, until the last ends', () => {
    const bench = createBench();
    const { proxy } = bench;
    bench.at(0, () => proxy.throttleAt(30));
    bench.at(0, () => proxy.throttleAt(50));
    bench.at(5 * SECOND, () => proxy.endThrottle());
    bench.at(10 * SECOND, () => proxy.endThrottle());
    for (let i = 0; i < 2000; i++) bench.askAt(i * 10 * MS);
    bench.loop.runUntil(30 * SECOND);
    const throttled = bench.ended.filter(({ outcome }) => outcome === Outcome.proxyThrottled);
    // 100 a second for ten seconds, 30 of them admitted in each; one may fall beyond an edge.
    expect(Math.abs(throttled.length - 10 * 70)).toBeLessThanOrEqual(1);
    expect(throttled.every(({ endNs }) => endNs < 10.1 * SECOND)).toBe(true);
  });

  it('errors: answers its share of requests at once, 429 by the name of ThrottlingException', () => {
    const names = ['InternalException', 'ThrottlingException'] as const;
    const expected = [Outcome.proxyError, Outcome.proxyThrottled];
    names.forEach((name, i) => {
      const bench = createBench();
      bench.at(0, () => bench.proxy.answerErrors(0.25, name));
      const requests = 2000;
      for (let number = 0; number < requests; number++) bench.askAt(number * 100 * MS);
      bench.loop.runUntil(300 * SECOND);
      const failed = bench.ended.filter(({ outcome }) => outcome !== Outcome.success);
      // Binomial(2000, 1/4): standard deviation 19.4; five of them.
      expect(Math.abs(failed.length - 500)).toBeLessThan(97);
      expect(failed.every(({ outcome }) => outcome === expected[i])).toBe(true);
      expect(failed.slice(1).every(({ tookNs }) => tookNs === 20 * MS)).toBe(true);
    });
  });

  it('shows in the health: UNAVAILABLE when down, DEGRADED when it only suffers', () => {
    const { proxy } = createBench();
    expect(proxy.health).toBe('ACTIVE');
    proxy.slowBy(2);
    expect(proxy.health).toBe('DEGRADED');
    proxy.goDown(true);
    proxy.goDown(false);
    expect([proxy.health, proxy.isReachable]).toEqual(['UNAVAILABLE', false]);
    proxy.comeUp();
    expect(proxy.isReachable).toBe(false);
    proxy.comeUp();
    proxy.endSlow(2);
    expect([proxy.health, proxy.isReachable]).toEqual(['ACTIVE', true]);
    proxy.answerErrors(1, 'InternalException');
    expect(proxy.health).toBe('UNAVAILABLE');
    proxy.endErrors();
    proxy.throttleAt(100);
    expect(proxy.health).toBe('DEGRADED');
    proxy.endThrottle();
    expect(proxy.health).toBe('ACTIVE');
  });
});
