import { describe, expect, it } from 'vitest';
import { Outcome, type ServiceConfig } from '../../../../src/model/index.ts';
import { MS, SECOND, world } from '../../worlds.ts';
import { CALL_NS, common, run, serviceWorld } from '../service-world.ts';

function secrets(
  mix: Readonly<Record<string, number>>,
  clientCacheNs: number | null,
  processes = 3,
): ServiceConfig {
  return {
    kind: 'secrets-manager',
    secrets: 2,
    clientCacheNs,
    processes,
    ...common(mix, 3),
  };
}

const RATE = { kind: 'constant', ratePerSecond: 100 } as const;

describe('Secrets Manager', () => {
  it.each(['PutSecretValue', 'RotateSecret'])('seals and opens a new version at %s', (name) => {
    const { calls, operations } = run(serviceWorld(secrets({ [name]: 1 }, null), RATE, 2));
    expect(calls).toEqual({ GenerateDataKey: 199, Decrypt: 199 });
    expect(operations.every(({ dueNs, endNs }) => endNs - dueNs === 2 * CALL_NS)).toBe(true);
  });

  it('makes one Decrypt a get, or one a process and secret where the client caches', () => {
    const get = { GetSecretValue: 1 };
    expect(run(serviceWorld(secrets(get, null), RATE, 2)).calls).toEqual({ Decrypt: 199 });
    expect(run(serviceWorld(secrets(get, 3600 * SECOND), RATE, 2)).calls).toEqual({ Decrypt: 6 });
    // Entries live 0.995 s and are asked for every 60 ms.
    const short = run(serviceWorld(secrets(get, 995 * MS), RATE, 10));
    expect(short.calls).toEqual({ Decrypt: 6 * 10 });
  });

  it('lets gets of the same process and secret wait for one call, and share its end', () => {
    const service = secrets({ GetSecretValue: 1 }, 3600 * SECOND, 1);
    const dense = { kind: 'constant', ratePerSecond: 10_000 } as const;
    const { operations, calls } = run(serviceWorld(service, dense, 1));
    expect(calls).toEqual({ Decrypt: 2 });
    const waited = operations.filter(({ dueNs, endNs }) => endNs > dueNs);
    // 4.5 ms of arrivals, ten a millisecond: all but the two that called came later.
    expect(waited.length).toBeGreaterThan(40);
    expect(new Set(waited.map(({ endNs }) => endNs)).size).toBe(2);
    const denied = { access: { ...world().access, iamDenied: [0] } };
    const failed = run(serviceWorld(service, dense, 1, denied));
    expect(failed.operations.every(({ outcome }) => outcome === Outcome.accessDenied)).toBe(true);
    // Each failure is forgotten at once: the next need calls again, 1.5 ms a call.
    expect(failed.total).toBeGreaterThan(1000 / 1.7);
    expect(failed.total).toBeLessThan((2 * 1000) / 1.5);
  });
});
