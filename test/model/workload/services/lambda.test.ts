import { describe, expect, it } from 'vitest';
import { Outcome, type ServiceConfig, type WorldConfig } from '../../../../src/model/index.ts';
import { MS, PATIENT_CLIENT, SECOND, world } from '../../worlds.ts';
import { common, run, serviceWorld } from '../service-world.ts';

function lambda(name: 'Invoke' | 'InvokeAsync'): ServiceConfig {
  return {
    kind: 'lambda',
    functions: 2,
    durationNs: 995 * MS,
    idleLifeNs: 600 * SECOND,
    maxLifeNs: 7200 * SECOND,
    asyncRetriesNs: [3 * SECOND, 6 * SECOND],
    ...common({ [name]: 1 }),
  };
}

const RATE = { kind: 'constant', ratePerSecond: 20 } as const;
const DENIED: Partial<WorldConfig> = { access: { ...world().access, iamDenied: [0] } };

describe('Lambda', () => {
  it('makes one Decrypt for each environment that its concurrency needs', () => {
    const { calls, operations, watcher } = run(serviceWorld(lambda('Invoke'), RATE, 60));
    // 10/s a function for 0.995 s and, the first time, a cold start of 4.5 ms: 10 at once.
    expect(calls).toEqual({ Decrypt: 2 * 10 });
    expect(watcher.cacheMisses).toBe(20);
    const cold = operations.filter((own) => own.calls === 1);
    expect(cold.length).toBe(20);
    // A warm start adds nothing.
    expect(operations.every((own) => own.calls === 1 || own.endNs === own.dueNs)).toBe(true);
  });

  it('lets nothing start cold without the key, and warm environments go on', () => {
    const { operations } = run(serviceWorld(lambda('Invoke'), RATE, 2, DENIED));
    expect(operations.every(({ outcome }) => outcome === Outcome.accessDenied)).toBe(true);
  });

  it('answers 502, which the client of its user tries again', () => {
    const service = {
      ...lambda('Invoke'),
      userRetry: { ...PATIENT_CLIENT.retry, maxAttempts: 3 },
    };
    const { operations } = run(serviceWorld(service, RATE, 2, DENIED));
    expect(operations.every(({ tries, calls }) => tries === 3 && calls === 3)).toBe(true);
  });

  it('tries a failed asynchronous invocation twice more, after its two waits', () => {
    const { operations } = run(serviceWorld(lambda('InvokeAsync'), RATE, 2, DENIED));
    for (const { tries, calls, dueNs, endNs } of operations) {
      expect([tries, calls]).toEqual([3, 3]);
      const waitedNs = endNs - dueNs - 9 * SECOND;
      // Three refusals at the front: two hops and the time of a rejection.
      expect(waitedNs).toBe(3 * 1.5 * MS);
    }
  });
});
