import { describe, expect, it } from 'vitest';
import {
  isThrottled,
  Outcome,
  type ArrivalsConfig,
  type ServiceConfig,
} from '../../../src/model/index.ts';
import { account, constant, MS, PATIENT_CLIENT, SECOND, world } from '../worlds.ts';
import { CALL_NS, common, run, serviceWorld } from './service-world.ts';

const S3: ServiceConfig = {
  kind: 's3',
  buckets: 1,
  bucketKeys: null,
  parts: 1,
  partDecrypts: 0,
  ...common({ PutObject: 1 }),
};

const RETRYING = { ...PATIENT_CLIENT.retry, maxAttempts: 3, jitter: 'none' } as const;
const RATE = { kind: 'constant', ratePerSecond: 100 } as const;

describe('a user operation', () => {
  it('takes as long as its KMS calls, which belong to its principal', () => {
    const { operations, watcher } = run(serviceWorld(S3, RATE, 2));
    expect(operations.length).toBe(199);
    for (const { dueNs, endNs, calls, tries } of operations) {
      expect([endNs - dueNs, calls, tries]).toEqual([CALL_NS, 1, 1]);
    }
    expect(watcher.ended.every(({ dueNs }, i) => dueNs === operations[i]!.dueNs)).toBe(true);
  });

  it('is tried again by the client of its user where KMS throttled the service', () => {
    const kms = { ...world().kms, accounts: [account(50)] };
    const service = { ...S3, userRetry: RETRYING };
    const { operations, watcher } = run(serviceWorld(service, RATE, 5, { kms }));
    const failed = operations.filter(({ outcome }) => outcome !== Outcome.success);
    expect(failed.length).toBeGreaterThan(100);
    expect(failed.every(({ tries, outcome }) => tries === 3 && isThrottled(outcome))).toBe(true);
    // Both layers of retry are counted: calls of the service, and tries of the user.
    const tries = operations.reduce((sum, own) => sum + own.tries, 0);
    expect(watcher.ended.length).toBe(tries);
    // Back-off for throttling: 1 s, then 2 s.
    for (const { dueNs, endNs } of failed) {
      expect(endNs - dueNs).toBeGreaterThan(3 * SECOND);
      expect(endNs - dueNs).toBeLessThan(3 * SECOND + 100 * MS);
    }
  });

  it('is not tried again where KMS said no', () => {
    const access = { ...world().access, iamDenied: [0] };
    const service = { ...S3, userRetry: RETRYING };
    const { operations } = run(serviceWorld(service, RATE, 2, { access }));
    expect(operations.length).toBe(199);
    for (const { outcome, tries, calls } of operations) {
      expect([outcome, tries, calls]).toEqual([Outcome.accessDenied, 1, 1]);
    }
  });

  it('stops at the first call that fails', () => {
    const access = { ...world().access, iamDenied: [0] };
    const service = { ...S3, ...common({ CopyObject: 1 }) };
    const { calls } = run(serviceWorld(service, RATE, 2, { access }));
    expect(calls).toEqual({ Decrypt: 199 });
  });

  it('ends when its user gives up over all tries, though KMS still throttles the service', () => {
    const kms = { ...world().kms, accounts: [account(50)] };
    const service = { ...S3, userRetry: RETRYING, userTimeoutNs: 1.5 * SECOND };
    const { operations, ran } = run(serviceWorld(service, RATE, 5, { kms }));
    const failed = operations.filter(({ outcome }) => outcome !== Outcome.success);
    // The second try comes after 1 s, the third would after 3 s.
    expect(failed.length).toBeGreaterThan(100);
    for (const { dueNs, endNs, outcome, tries } of failed) {
      expect([endNs - dueNs, outcome, tries]).toEqual([1.5 * SECOND, Outcome.callTimeout, 2]);
    }
    expect(ran.userOperationsInProgress).toBe(0);
  });

  it('that its user has given up is finished by the service, and what it fetched is kept', () => {
    const service: ServiceConfig = {
      kind: 'sqs',
      queues: 1,
      reusePeriodNs: 100 * SECOND,
      ...common({ ReceiveMessage: 1 }),
      userTimeoutNs: 2 * MS,
    };
    const recorded = { kind: 'replay', timesNs: [SECOND, 2 * SECOND], loopNs: null } as const;
    const { operations, watcher } = run(serviceWorld(service, recorded, 5));
    expect(operations.map(({ outcome, calls }) => [outcome, calls])).toEqual([
      [Outcome.callTimeout, 1],
      [Outcome.success, 0],
    ]);
    expect(watcher.ended.map(({ outcome }) => outcome)).toEqual([Outcome.success]);
  });

  it('keeps a closed workload at its number of users, though they give up', () => {
    const service = { ...S3, userTimeoutNs: 2 * MS };
    const closed = { kind: 'closed', clients: 3, thinkNs: constant(8 * MS) } as const;
    const { operations } = run(serviceWorld(service, closed, 10));
    // Each comes every 10 ms, though a KMS call takes 4.5 ms.
    expect(Math.abs(operations.length - 3 * 1000)).toBeLessThanOrEqual(3);
    expect(operations.every(({ outcome }) => outcome === Outcome.callTimeout)).toBe(true);
  });

  it('keeps a closed workload at its number of users, though most find what they need', () => {
    const service: ServiceConfig = {
      kind: 'sqs',
      queues: 1,
      reusePeriodNs: 1 * SECOND,
      ...common({ SendMessage: 1 }, 2),
    };
    const closed = { kind: 'closed', clients: 7, thinkNs: constant(10 * MS) } as const;
    const { operations, watcher } = run(serviceWorld(service, closed, 10));
    // Each of 7 users comes every 10 ms, but for the few times it waits for KMS.
    expect(operations.length).toBeGreaterThan(0.97 * 7 * 999);
    expect(operations.length).toBeLessThanOrEqual(7 * 999);
    expect(watcher.cacheHits).toBeGreaterThan(0.9 * operations.length);
  });

  it('that waits for its retry when the run is over is still in progress', () => {
    const kms = { ...world().kms, accounts: [account(1)] };
    const service = { ...S3, userRetry: { ...RETRYING, throttlingBaseDelayNs: 15 * SECOND } };
    const { operations, ran, watcher } = run(
      serviceWorld(service, RATE, 2, { kms, drainNs: 10 * SECOND }),
    );
    // One a window passes the quota; all others wait for longer than the run drains.
    expect(operations.length).toBeLessThanOrEqual(3);
    expect(operations.every(({ outcome }) => outcome === Outcome.success)).toBe(true);
    expect(ran.userOperationsInProgress).toBe(199 - operations.length);
    expect(watcher.userOperationsDue).toBe(199);
  });
});

describe('an outage', () => {
  const life = 10 * SECOND;
  const entries = 200;
  const service: ServiceConfig = {
    kind: 'sqs',
    queues: 1,
    reusePeriodNs: life,
    ...common({ ReceiveMessage: 1 }, entries),
  };
  /** The entries begin one after the other over a life; from then on all are in constant use. */
  const arrivals: ArrivalsConfig = {
    kind: 'shape',
    points: [
      { atNs: 0, ratePerSecond: entries / 10 },
      { atNs: life, ratePerSecond: entries / 10 },
      { atNs: life, ratePerSecond: 1000 },
    ],
    periodNs: null,
    isPoisson: false,
  };
  /** KMS fails everything from 35 s on, for 15 s. */
  const { operations, watcher } = run(
    serviceWorld(service, arrivals, 60, {
      faults: [
        {
          name: 'outage',
          kind: 'kms-degraded',
          factor: 1,
          failShare: 1,
          atNs: 35 * SECOND,
          forNs: 15 * SECOND,
          drawn: null,
        },
      ],
    }),
  );
  const dueIn = <T extends { dueNs: number }>(all: readonly T[], from: number, to: number) =>
    all.filter(({ dueNs }) => dueNs >= from * SECOND && dueNs < to * SECOND);

  it('is felt by more and more as entries end, and by everybody after a life of them', () => {
    const failedIn = (from: number, to: number) => {
      const due = dueIn(operations, from, to);
      return due.filter(({ outcome }) => outcome !== Outcome.success).length / due.length;
    };
    expect(failedIn(0, 34.9)).toBe(0);
    // After t of a life of 10 s a share t / 10 of the entries has ended.
    expect(failedIn(37, 38)).toBeCloseTo(0.25, 1);
    expect(failedIn(41, 42)).toBeCloseTo(0.65, 1);
    expect(failedIn(45.3, 49.9)).toBe(1);
    expect(failedIn(50, 60)).toBe(0);
  });

  it('longer than a life ends in a stampede: what was spread over a life is asked for at once', () => {
    const steady = Array.from(
      { length: 15 },
      (_, i) => dueIn(watcher.ended, 15 + i, 16 + i).length,
    );
    expect(Math.max(...steady)).toBeLessThanOrEqual(1.3 * (entries / 10));
    // All 200 come by within 0.2 s of its end.
    expect(dueIn(watcher.ended, 50, 50.2).length).toBe(entries);
    expect(dueIn(watcher.ended, 50.2, 59.9).length).toBe(0);
  });
});
