import { describe, expect, it } from 'vitest';
import { Outcome } from '../../../src/model/index.ts';
import { constant, external, MS, SECOND } from '../worlds.ts';
import { createBench, cut } from './bench.ts';

/** With the defaults of `external()`: 20 ms round trip, 4 ms of service, 2 ms to accept. */
const WARM = 24 * MS;
const COLD = WARM + 2 * 20 * MS + 2 * MS;

describe('a request to the proxy', () => {
  it('takes three round trips and the accepting on a cold connection, one on a warm one', () => {
    const { askAt, loop, ended } = createBench();
    askAt(0);
    askAt(1 * SECOND);
    loop.runUntil(10 * SECOND);
    expect(ended.map(({ tookNs }) => tookNs)).toEqual([COLD, WARM]);
    expect(ended.map(({ unloadedNs }) => unloadedNs)).toEqual([COLD, WARM]);
  });

  it('takes a fourth round trip with TLS 1.2', () => {
    const pool = { ...external().pool, tlsRoundTrips: 2 as const };
    const { askAt, loop, ended } = createBench({ pool });
    askAt(0);
    loop.runUntil(SECOND);
    expect(ended[0]!.tookNs).toBe(COLD + 20 * MS);
  });

  it('is cold again after the idle limit, and one nanosecond sooner it is not', () => {
    const idleNs = 60 * SECOND;
    const warmAgainAt = COLD + idleNs - 1;
    const { askAt, loop, ended } = createBench();
    askAt(0);
    askAt(warmAgainAt);
    askAt(warmAgainAt + WARM + idleNs);
    loop.runUntil(300 * SECOND);
    expect(ended.map(({ tookNs }) => tookNs)).toEqual([COLD, WARM, COLD]);
  });

  it('is cold every time where no connection is kept', () => {
    const { askAt, loop, ended } = createBench({ pool: { ...external().pool, connections: 0 } });
    [0, 1, 2].forEach((second) => askAt(second * SECOND));
    loop.runUntil(10 * SECOND);
    expect(ended.map(({ tookNs }) => tookNs)).toEqual([COLD, COLD, COLD]);
  });

  it('waits for a connection when all are in use, and its clock runs meanwhile', () => {
    const pool = { ...external().pool, connections: 1 };
    const { askAt, loop, ended } = createBench({ pool });
    for (let i = 0; i < 12; i++) askAt(0);
    loop.runUntil(SECOND);
    const inTime = Math.floor((250 * MS - COLD) / WARM) + 1;
    expect(ended.slice(0, inTime).map(({ tookNs }) => tookNs)).toEqual(
      Array.from({ length: inTime }, (_, i) => COLD + i * WARM),
    );
    // Its own wait is no part of the way without load.
    expect(ended[1]!.unloadedNs).toBe(WARM);
    expect(ended).toHaveLength(12);
    for (const { tookNs, outcome } of ended.slice(inTime)) {
      expect([tookNs, outcome]).toEqual([250 * MS, Outcome.proxyTimeout]);
    }
  });

  it('is in time with an answer at exactly 250 ms, and late a nanosecond after', () => {
    const ends = [250 * MS, 250 * MS + 1].map((tookNs) => {
      const serviceNs = constant(tookNs - (COLD - 4 * MS));
      const { askAt, loop, outcomes, requests } = createBench({
        proxy: { ...external().proxy, serviceNs },
      });
      askAt(0);
      loop.runUntil(SECOND);
      expect(requests.inFlight).toBe(0);
      return outcomes();
    });
    expect(ends).toEqual([[Outcome.success], [Outcome.proxyTimeout]]);
  });

  it('that is late ends at exactly 250 ms without a second try, and the proxy finishes it', () => {
    const proxy = { ...external().proxy, serviceNs: constant(400 * MS) };
    const { askAt, loop, ended, proxy: ran } = createBench({ proxy });
    askAt(0);
    loop.runUntil(10 * SECOND);
    expect(ended).toHaveLength(1);
    expect(ended[0]).toMatchObject({ tookNs: 250 * MS, outcome: Outcome.proxyTimeout });
    // The connection's and the request's own work: done for nobody, and only once.
    expect(ran.accounts()[0]).toMatchObject({ started: 2, completed: 2 });
  });

  it('that never arrives is tried once more with a fresh clock: 500 ms for two time-outs', () => {
    const { askAt, loop, ended, link, requests } = createBench();
    link.begin(cut());
    askAt(0);
    loop.runUntil(10 * SECOND);
    expect(ended).toHaveLength(1);
    expect(ended[0]).toMatchObject({ tookNs: 500 * MS, outcome: Outcome.proxyUnreachable });
    expect(requests.inFlight).toBe(0);
  });

  it('is tried only once where the second try is switched off', () => {
    const { askAt, loop, ended, link } = createBench({ requestAttempts: 1 });
    link.begin(cut());
    askAt(0);
    loop.runUntil(10 * SECOND);
    expect(ended[0]).toMatchObject({ tookNs: 250 * MS, outcome: Outcome.proxyUnreachable });
  });

  it('succeeds at its second try when the link heals meanwhile, and counts the first as added', () => {
    const { askAt, at, loop, ended, link } = createBench();
    const fault = cut();
    link.begin(fault);
    at(200 * MS, () => link.end(fault));
    askAt(0);
    loop.runUntil(10 * SECOND);
    expect(ended).toHaveLength(1);
    expect(ended[0]).toMatchObject({
      tookNs: 250 * MS + COLD,
      outcome: Outcome.success,
      unloadedNs: COLD,
    });
  });

  it('fails at 250 ms when only its answer is lost: it was acknowledged', () => {
    const { askAt, at, loop, ended, link } = createBench();
    // The request arrives after 52 ms, is served until 56 ms.
    at(54 * MS, () => link.begin(cut('back')));
    askAt(0);
    loop.runUntil(10 * SECOND);
    expect(ended[0]).toMatchObject({ tookNs: 250 * MS, outcome: Outcome.proxyTimeout });
  });

  it('is tried again when it arrives but nothing can come back, and the proxy works twice', () => {
    const { askAt, at, loop, ended, link, proxy } = createBench();
    askAt(0);
    at(500 * MS, () => link.begin(cut('back')));
    askAt(600 * MS);
    loop.runUntil(10 * SECOND);
    expect(ended[1]).toMatchObject({ tookNs: 500 * MS, outcome: Outcome.proxyUnreachable });
    // Accepting, two requests; the second try is cold and its TCP handshake never ends.
    expect(proxy.accounts()[0]!.completed).toBe(3);
  });

  it('has no TCP connection in time when one round trip takes longer than the clock', () => {
    const { askAt, loop, ended } = createBench({ hopNs: constant(130 * MS) });
    askAt(0);
    loop.runUntil(10 * SECOND);
    expect(ended[0]).toMatchObject({ tookNs: 500 * MS, outcome: Outcome.proxyUnreachable });
  });

  it('spends its budget on one retransmission: about twice the loss of a hop fails', () => {
    const lossShare = 0.02;
    const { askAt, loop, ended } = createBench({ hopNs: constant(25 * MS) }, lossShare);
    const requests = 4000;
    for (let i = 0; i < requests; i++) askAt(i * 100 * MS);
    loop.runUntil(requests * 100 * MS + SECOND);
    const failed = ended.filter(({ outcome }) => outcome !== Outcome.success).length;
    // Warm after a success (two hops), cold after a failure (six): one lost hop is 200 ms more
    // than 54 ms, or 156 ms. A failure makes the next one cold: p = f(cold) p + f(warm) (1 - p).
    const warm = 1 - (1 - lossShare) ** 2;
    const cold = 1 - (1 - lossShare) ** 6;
    const share = warm / (1 + warm - cold);
    const deviation = Math.sqrt(
      (share * (1 - share) * (1 + cold - warm)) / requests / (1 - cold + warm),
    );
    expect(Math.abs(failed / requests - share)).toBeLessThan(4 * deviation);
  });
});
