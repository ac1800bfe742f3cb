import { describe, expect, it } from 'vitest';
import type { ServiceConfig } from '../../../../src/model/index.ts';
import { SECOND } from '../../worlds.ts';
import { common, run, serviceWorld } from '../service-world.ts';

const RATE = { kind: 'constant', ratePerSecond: 500 } as const;

function kinesis(mix: Readonly<Record<string, number>>, credentialLifeNs: number): ServiceConfig {
  return {
    kind: 'kinesis',
    streams: 2,
    refreshNs: 10 * SECOND,
    credentialLifeNs,
    ...common(mix, 3),
  };
}

describe('Kinesis', () => {
  it('refreshes each stream and credential once a period', () => {
    const { calls } = run(serviceWorld(kinesis({ PutRecord: 1 }, 1e6 * SECOND), RATE, 100));
    expect(calls).toEqual({ GenerateDataKey: 2 * 3 * 10 });
  });

  it('asks anew with a new credential, however fresh the entry of the old one', () => {
    const { calls } = run(serviceWorld(kinesis({ GetRecords: 1 }, 4 * SECOND), RATE, 100));
    // Three principals have 25 credentials each in 100 s; that of the two whose first life began
    // before the run adds one. None lives to see a refresh.
    expect(calls).toEqual({ Decrypt: 2 * (25 + 26 + 26) });
  });
});
