import { describe, expect, it } from 'vitest';
import { Outcome } from '../../../src/model/index.ts';
import { watch } from '../watch.ts';
import { constant, MS, PATIENT_CLIENT, SECOND, STANDARD, withWorkload, world } from '../worlds.ts';
import { CONNECTIONS, drive } from './clients.ts';

/** Two round trips of 0.5 ms, one for TCP and one for TLS 1.3, and 6 ms of work. */
const HANDSHAKE_NS = 7 * MS;
const FIRST_CALL_NS = 60 * MS;
const connections = CONNECTIONS;

const tenMs = () => ({ afterNs: 10 * MS });

describe('ConnectionPool', () => {
  it('makes a cold call dearer by exactly the handshake, the first of a process by its start too', () => {
    const { sent, ended } = drive({ connections }, [0, 1 * MS, 1 * SECOND], tenMs);
    const coldNs = FIRST_CALL_NS + HANDSHAKE_NS;
    expect(sent.map(({ atNs }) => atNs)).toEqual([1 * MS + HANDSHAKE_NS, coldNs, 1 * SECOND]);
    // An idle system has them too: they are no latency added by load.
    expect(ended.map(({ addedNs }) => addedNs)).toEqual([0, 0, 0]);
  });

  it('takes a round trip more for TLS 1.2', () => {
    const { sent } = drive({ connections: { ...connections, tlsRoundTrips: 2 } }, [0], tenMs);
    expect(sent[0]!.atNs).toBe(FIRST_CALL_NS + HANDSHAKE_NS + 0.5 * MS);
  });

  it('uses the connection again that was used last, at no cost', () => {
    // Calls 0 and 1 open two connections; call 0's, slowed by its process's start, is used last.
    const { sent } = drive({ connections }, [0, 0, 1 * SECOND, 2 * SECOND], tenMs);
    const [first, second] = [0, 1].map((call) => sent.find((own) => own.call === call)!);
    expect(first!.connection).not.toBe(second!.connection);
    for (const call of [2, 3]) {
      const own = sent.find((other) => other.call === call)!;
      expect(own).toEqual({ ...first, call, atNs: (call - 1) * SECOND });
    }
  });

  it('closes a connection that was idle for idleClose, and not a nanosecond sooner', () => {
    const firstEndNs = FIRST_CALL_NS + HANDSHAKE_NS + 10 * MS;
    const waitOf = (idleNs: number) => {
      const dueNs = firstEndNs + idleNs;
      return drive({ connections }, [0, dueNs], tenMs).sent[1]!.atNs - dueNs;
    };
    expect(waitOf(20 * SECOND - 1)).toBe(0);
    expect(waitOf(20 * SECOND)).toBe(HANDSHAKE_NS);
  });

  it('never has more than its limit at work; the others wait first come, first served', () => {
    const callsNs = Array.from({ length: 9 }, (_, i) => i);
    const { sent, ended } = drive({ connections }, callsNs, tenMs);
    for (const { atNs } of sent) {
      const atWork = sent.filter((own) => own.atNs <= atNs && atNs < own.atNs + 10 * MS);
      expect(atWork.length).toBeLessThanOrEqual(2);
    }
    expect(new Set(sent.map(({ connection }) => connection)).size).toBe(2);
    // Call 0 starts the process for 60 ms and is overtaken; behind it the order is kept.
    expect(sent.map(({ call }) => call).filter((call) => call > 0)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8,
    ]);
    // Call 2 is sent when call 1 is answered: waiting for a connection is latency added by load.
    expect(ended.find(({ call }) => call === 2)!.addedNs).toBe(HANDSHAKE_NS + 10 * MS - 1);
  });

  it('lets an attempt time out while it waits for a connection, and whoever comes next goes on', () => {
    const one = { ...connections, most: 1, firstCallNs: constant(0) };
    const { sent, ended, attempts } = drive(
      { connections: one, attemptTimeoutNs: 50 * MS },
      [0, 1 * MS, 30 * MS],
      ({ call }) => ({ afterNs: call === 0 ? 60 * MS : 10 * MS }),
    );
    const endOf = (call: number) => ended.find((own) => own.call === call)!;
    // The handshake counts: the time-out runs from the attempt's start.
    expect(endOf(0)).toMatchObject({ endNs: 50 * MS, outcome: Outcome.attemptTimeout });
    // Its connection closes with it, and the next in line opens another; too late for call 1.
    expect(endOf(1)).toMatchObject({ endNs: 51 * MS, outcome: Outcome.attemptTimeout });
    expect(endOf(2)).toMatchObject({
      outcome: Outcome.success,
      endNs: 51 * MS + HANDSHAKE_NS + 10 * MS,
    });
    expect(sent.map(({ call }) => call)).toEqual([0, 2]);
    expect(attempts.inFlight).toBe(0);
  });

  it('opens a connection anew for each in line whose turn comes by a time-out', () => {
    const one = { ...connections, most: 1, firstCallNs: constant(0) };
    const { sent, ended, calls, attempts } = drive(
      { connections: one, callTimeoutNs: 100 * MS },
      [0, 1 * MS, 2 * MS, 3 * MS, 95 * MS],
      ({ call }) => ({ afterNs: call === 0 ? 92 * MS : call === 1 ? 20 * MS : 10 * MS }),
    );
    const outcomes = ended.map(({ call, outcome }) => [call, outcome]);
    // Call 1 is sent at 99 ms and cut off at 101 ms; 2 and 3 time out before a handshake is over.
    expect(outcomes).toEqual([
      [0, Outcome.success],
      [1, Outcome.callTimeout],
      [2, Outcome.callTimeout],
      [3, Outcome.callTimeout],
      [4, Outcome.success],
    ]);
    expect(sent.map(({ call }) => call)).toEqual([0, 1, 4]);
    expect([calls.inFlight, attempts.inFlight]).toEqual([0, 0]);
  });

  it('opens a connection into a dead zone in silence, until the dead-connection time', () => {
    const { ended, sent, attempts } = drive({ connections }, [0], tenMs, ({ zones }) => {
      zones.fail(0);
      zones.fail(1);
    });
    expect(sent).toHaveLength(0);
    expect(ended).toMatchObject([{ endNs: 30 * SECOND, outcome: Outcome.connectionLost }]);
    expect(attempts.inFlight).toBe(0);
  });

  it('waits as long for a handshake over a cut link, and slows it over a slow one', () => {
    const fault = {
      kind: 'link',
      link: 'client-kms',
      zone: null,
      direction: 'back',
      factor: 3,
      extraNs: 0,
      lossShare: 0,
      isCut: false,
    } as const;
    const over = (isCut: boolean) =>
      drive({ connections }, [0], tenMs, ({ links }) => links.clientKms.begin({ ...fault, isCut }));
    expect(over(true).ended[0]).toMatchObject({ endNs: 30 * SECOND });
    // Two hops back take 0.75 ms instead of 0.25 ms; the millisecond is not unloaded latency.
    const { sent, ended } = over(false);
    expect(sent[0]!.atNs).toBe(FIRST_CALL_NS + HANDSHAKE_NS + 1 * MS);
    expect(ended[0]!.addedNs).toBe(1 * MS);
  });

  it('keeps its zone: after a zone failed, only connections that lead there are silent', () => {
    const callsNs = Array.from({ length: 40 }, (_, i) => i * SECOND);
    const many = { ...connections, most: 50, idleCloseNs: 1000 * SECOND };
    let dead = -1;
    const { sent, ended } = drive({ connections: many }, callsNs, ({ zone, call }) => {
      if (call === 0) dead = zone;
      return zone === dead && call >= 5 ? 'silence' : { afterNs: 10 * MS };
    });
    // The one connection is found dead by call 5; all that come in the meantime open their own.
    expect(sent.slice(0, 6).every(({ zone }) => zone === dead)).toBe(true);
    const lost = ended.filter(({ outcome }) => outcome === Outcome.connectionLost);
    expect(lost.length).toBe(sent.filter(({ zone, call }) => zone === dead && call >= 5).length);
    const open = new Map(sent.map(({ connection, zone }) => [connection, zone]));
    expect(new Set(open.values()).size).toBe(2);
  });
});

describe('a world with connections', () => {
  const config = withWorkload(world({ store: STANDARD }), {
    client: { ...PATIENT_CLIENT, instances: 2, connections: { ...CONNECTIONS, most: 50 } },
  });

  it('has the same calls at the same times as one without, the cold ones dearer by the handshake', () => {
    const { watcher, world: ran } = watch(config);
    const without = watch(withWorkload(config, { client: { ...PATIENT_CLIENT, instances: 2 } }));
    const latencies = (own: typeof watcher) =>
      new Map(own.ended.map(({ number, dueNs, endNs }) => [number, endNs - dueNs]));
    const warm = latencies(without.watcher);
    const extra = [...latencies(watcher)].map(([number, ns]) => ns - warm.get(number)!);
    expect(new Set(extra)).toEqual(new Set([0, HANDSHAKE_NS, HANDSHAKE_NS + FIRST_CALL_NS]));
    expect(extra.filter((ns) => ns > HANDSHAKE_NS)).toHaveLength(2);
    expect(extra.filter((ns) => ns === 0).length).toBeGreaterThan(0.95 * extra.length);
    expect(ran.attempts.inFlight).toBe(0);
  });
});
