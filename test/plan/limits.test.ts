import { describe, expect, it } from 'vitest';
import { limitTable } from '../../src/plan/limits.ts';
import type { LimitInput, RunResult } from '../../src/plan/index.ts';
import { OPERATIONS, type OperationName, type WorldConfig } from '../../src/model/index.ts';
import { PATIENT_CLIENT, SECOND, world } from '../model/worlds.ts';

const base = world();
const WORLD: WorldConfig = {
  ...base,
  workloads: ['app', 'contracts'].map((name) => ({ ...base.workloads[0]!, name })),
};

function limit(name: string, capacity: number, counts: LimitInput['counts']): LimitInput {
  return {
    name,
    capacityPerSecond: capacity,
    confidence: 'documented',
    source: 'test',
    remedy: 'Ask AWS.',
    counts,
  };
}

/** Ten seconds with so many calls of a workload, 8 ms each, of which 3 ms are waiting. */
function run(calls: readonly (readonly [number, OperationName, number])[]): RunResult {
  return {
    measuredNs: 10 * SECOND,
    cells: calls.map(([workload, name, count]) => ({
      workload,
      operation: OPERATIONS.indexOf(name),
      group: 0,
      counts: { offered: count },
      success: { count, sum: count * 8e6 },
      added: { count, sum: count * 3e6 },
    })),
  } as unknown as RunResult;
}

const RUN = run([
  [0, 'Decrypt', 4000],
  [0, 'GenerateDataKey', 1000],
  [1, 'Sign', 900],
]);

describe('a limit', () => {
  it('is set against the calls that it counts, and the most used one is reached first', () => {
    const rows = limitTable(
      [
        limit('RSA', 100, [{ workload: 1, operations: ['Sign'] }]),
        limit('symmetric', 1000, [{ workload: 0, operations: ['Decrypt', 'GenerateDataKey'] }]),
        limit('data keys', 400, [{ workload: 0, operations: ['GenerateDataKey'] }]),
      ],
      WORLD,
      [RUN, RUN],
    );
    expect(rows.map(({ name, usedShare, binds }) => [name, usedShare, binds])).toEqual([
      ['RSA', 0.9, true],
      ['symmetric', 0.5, false],
      ['data keys', 0.25, false],
    ]);
  });

  it('of lower capacity comes first where nothing is used', () => {
    const counts = [{ workload: 1, operations: ['Verify'] as const }];
    const rows = limitTable([limit('wide', 900, counts), limit('narrow', 10, counts)], WORLD, [
      RUN,
    ]);
    expect(rows.map(({ name, binds }) => [name, binds])).toEqual([
      ['narrow', true],
      ['wide', false],
    ]);
  });
});

describe('client connections', () => {
  const connections = {
    most: 2,
    tlsRoundTrips: 1,
    handshakeCpuNs: { kind: 'constant', value: 0 },
    firstCallNs: { kind: 'constant', value: 0 },
    idleCloseNs: SECOND,
  } as const;
  const connected = (instances: number): WorldConfig => ({
    ...WORLD,
    workloads: WORLD.workloads.map((workload, index) => ({
      ...workload,
      client: { ...PATIENT_CLIENT, instances, connections: index === 0 ? connections : null },
    })),
  });

  it('carry their number over the mean latency without load, by Little’s law', () => {
    // 2 clients x 2 connections, each call 8 - 3 = 5 ms: 800 calls/s, of which 500 are asked for.
    expect(limitTable([], connected(2), [RUN])).toMatchObject([
      { name: 'client connections of app', capacityPerSecond: 800, usedShare: 0.625, binds: true },
    ]);
  });

  it('are no limit worth naming where next to none is used', () => {
    expect(limitTable([], connected(100), [RUN])).toEqual([]);
  });

  it('have no latency to go by where no call succeeds', () => {
    expect(limitTable([], connected(2), [run([])])).toEqual([]);
  });
});
