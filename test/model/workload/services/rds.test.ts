import { describe, expect, it } from 'vitest';
import { type ServiceConfig, type WorldConfig } from '../../../../src/model/index.ts';
import { SECOND, world } from '../../worlds.ts';
import { common, run, serviceWorld } from '../service-world.ts';

function rds(mix: Readonly<Record<string, number>>, keyCheckNs: number | null): ServiceConfig {
  return { kind: 'rds', volumes: 2, instances: 5, keyCheckNs, ...common(mix) };
}

const RATE = { kind: 'constant', ratePerSecond: 1 } as const;
const DENIED: Partial<WorldConfig> = { access: { ...world().access, iamDenied: [0] } };

describe('RDS', () => {
  it('generates a data key for each volume of a new instance and decrypts it at each start', () => {
    const created = run(serviceWorld(rds({ CreateDBInstance: 1 }, null), RATE, 11));
    expect(created.calls).toEqual({ GenerateDataKeyWithoutPlaintext: 2 * 10 });
    const started = run(serviceWorld(rds({ StartDBInstance: 1 }, null), RATE, 11));
    expect(started.calls).toEqual({ Decrypt: 2 * 10 });
    expect(started.operations.every(({ calls }) => calls === 2)).toBe(true);
  });

  it('checks the key of each running instance once a period, as nobody asked it to', () => {
    const { calls, operations, watcher } = run(
      serviceWorld(rds({ CreateDBInstance: 1 }, 10 * SECOND), RATE, 100),
    );
    // Instance i of 5 at 2i, 2i + 10 …; the last one's tenth check would be due at the end.
    expect(calls.Decrypt).toBe(4 * 10 + 9);
    expect(operations.length).toBe(99);
    expect(watcher.control).toEqual([]);
  });

  it('makes an instance inaccessible when KMS refuses its key, once, and checks it no more', () => {
    const { watcher, calls } = run(
      serviceWorld(rds({ CreateDBInstance: 1 }, 10 * SECOND), RATE, 100, DENIED),
    );
    expect(calls.Decrypt).toBe(5);
    expect(watcher.control.map(({ action, subject, result }) => [action, subject, result])).toEqual(
      [1, 2, 3, 4, 5].map((instance) => [
        'RdsInstanceInaccessible',
        `calls/db-${instance}`,
        'AccessDeniedException',
      ]),
    );
  });

  it('takes KMS that merely cannot answer for no reason', () => {
    const quota = { kind: 'fixed-window', ratePerSecond: 0 } as const;
    const accounts = [{ name: 'main', quotas: { symmetric: quota } }];
    const { watcher, calls } = run(
      serviceWorld(rds({ CreateDBInstance: 1 }, 10 * SECOND), RATE, 100, {
        kms: { ...world().kms, accounts },
      }),
    );
    expect(calls.Decrypt).toBe(49);
    expect(watcher.control).toEqual([]);
  });
});
