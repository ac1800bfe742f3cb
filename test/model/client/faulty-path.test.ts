import { describe, expect, it } from 'vitest';
import { Outcome, type WorldConfig } from '../../../src/model/index.ts';
import { watch } from '../watch.ts';
import { MS, PATIENT_CLIENT, SECOND, STANDARD, withWorkload, world } from '../worlds.ts';
import { CONNECTIONS } from './clients.ts';

type Fault = WorldConfig['faults'][number];

const client = { ...PATIENT_CLIENT, connections: { ...CONNECTIONS, most: 50 } };
const quiet = { ...world(), store: STANDARD, durationNs: 50 * SECOND };

/** Every 10 ms a call, by turns of ten instances, while `fault` holds from 20 s to 30 s. */
function callsUnder(fault: object, attemptTimeoutNs: number | null = null) {
  const config = withWorkload(
    {
      ...quiet,
      faults: [
        { name: 'fault', atNs: 20 * SECOND, forNs: 10 * SECOND, drawn: null, ...fault } as Fault,
      ],
    },
    {
      arrivals: { kind: 'constant', ratePerSecond: 100 },
      client: { ...client, attemptTimeoutNs },
    },
  );
  const { watcher, world: ran } = watch(config);
  expect([ran.calls.inFlight, ran.attempts.inFlight]).toEqual([0, 0]);
  return watcher.ended;
}

const lost = ({ outcome }: { outcome: number }) => outcome !== Outcome.success;
const latency = ({ dueNs, endNs }: { dueNs: number; endNs: number }) => endNs - dueNs;

describe('a client whose path to KMS fails', () => {
  const cut = {
    kind: 'link',
    link: 'client-kms',
    zone: null,
    direction: 'both',
    factor: 1,
    extraNs: 0,
    lossShare: 0,
    isCut: true,
  };

  it('hears nothing over a cut link until the dead-connection time, with all connections pinned', () => {
    const ended = callsUnder(cut);
    const failed = ended.filter(lost);
    // 1,000 calls are due while it is cut, but ten instances of 50 connections send no more.
    expect(failed).toHaveLength(10 * 50);
    for (const call of failed) {
      expect(call.outcome).toBe(Outcome.connectionLost);
      expect(latency(call)).toBeGreaterThanOrEqual(30 * SECOND);
      expect(latency(call)).toBeLessThan(30.01 * SECOND);
    }
    // The others wait for a connection, 20 s longer than the link is cut.
    const pinned = ended.filter((call) => !lost(call) && latency(call) > 1 * SECOND);
    expect(pinned.every(({ endNs }) => endNs >= 50 * SECOND - 10 * MS)).toBe(true);
    expect(pinned.length).toBeGreaterThan(2000);
  });

  it('hears nothing from a dead zone on its old connections, and opens new ones elsewhere', () => {
    const ended = callsUnder({ kind: 'zone-down', zone: 1 }, 1 * SECOND);
    const failed = ended.filter(lost);
    expect(failed.length).toBeGreaterThan(0);
    for (const call of failed) expect(call.outcome).toBe(Outcome.attemptTimeout);
    // Detected after 2 s; each dead connection costs one call, and has gone by then.
    expect(failed.every(({ dueNs }) => dueNs >= 20 * SECOND - 10 * MS)).toBe(true);
    expect(failed.every(({ dueNs }) => dueNs < 22 * SECOND)).toBe(true);
  });
});
