import { describe, expect, it } from 'vitest';
import { poissonThrottledShare } from '../../../src/stats/index.ts';
import { Outcome, type WorldConfig } from '../../../src/model/index.ts';
import { fixed } from '../faults/faults.ts';
import { watch } from '../watch.ts';
import {
  account,
  cloudHsm,
  MS,
  PATIENT_CLIENT,
  SECOND,
  STANDARD,
  withWorkload,
  world,
} from '../worlds.ts';

const AT = 4 * SECOND;
const RETRYING = { ...PATIENT_CLIENT, retry: { ...PATIENT_CLIENT.retry, maxAttempts: 3 } };

function standard(overrides: Partial<WorldConfig> = {}): WorldConfig {
  return world({ store: STANDARD, crypto: { mode: 'off', sampleOneIn: 1 }, ...overrides });
}

describe('the account quota', () => {
  it('refuses the share of Poisson arrivals that counting in windows predicts', () => {
    const seconds = 200;
    const config = withWorkload(
      standard({
        durationNs: seconds * SECOND,
        kms: { ...standard().kms, accounts: [account(100)] },
      }),
      { arrivals: { kind: 'poisson', ratePerSecond: 100 } },
    );
    const { watcher, throttled } = watch(config);
    const expected = poissonThrottledShare(100, 100);
    // The refused of one second have standard deviation below that of its arrivals, 10.
    const margin = (3 * 10 * Math.sqrt(seconds)) / (100 * seconds);
    expect(Math.abs(throttled / watcher.due - expected)).toBeLessThan(margin);
    expect(throttled).toBeGreaterThan(0);
  });

  it('never admits more than its rate in a second, whatever retries add', () => {
    const config = withWorkload(
      standard({ kms: { ...standard().kms, accounts: [account(150)] } }),
      { client: RETRYING, arrivals: { kind: 'poisson', ratePerSecond: 400 } },
    );
    const { watcher } = watch(config);
    // 11 s of arrivals and up to 60 s of drain in which retries still come.
    const seconds = Math.ceil(Math.max(...watcher.ended.map(({ endNs }) => endNs)) / SECOND) + 1;
    expect(watcher.admitted).toBeLessThanOrEqual(150 * seconds);
    expect(watcher.admitted).toBe(watcher.outcomes()['success']);
  });

  it('is charged by a request without the right to the key', () => {
    const denied = standard({
      kms: { ...standard().kms, accounts: [account(50)] },
      access: { ...standard().access, iamDenied: [0] },
    });
    const { watcher } = watch(denied);
    const { accessDenied = 0, throttledByAccount = 0 } = watcher.outcomes();
    expect(accessDenied + throttledByAccount).toBe(watcher.due);
    // 200 calls a second on a quota of 50: of 11 s at most 12 windows, the first and last partial.
    expect(accessDenied).toBeGreaterThanOrEqual(50 * 10);
    expect(accessDenied).toBeLessThanOrEqual(50 * 12);
    expect(watcher.admitted).toBe(0);
  });

  it("is the caller's own: a caller of another account is charged there, and let in by policy", () => {
    const own = standard().workloads[0]!;
    const config = standard({
      workloads: [own, { ...own, name: 'partner', account: 1 }],
      access: {
        policies: [
          { keysOf: 0, statements: [{ effect: 'Allow', principals: null, operations: null }] },
        ],
        iamDenied: [],
        grants: [],
        usesKeysOf: [0, 0],
      },
      kms: { ...standard().kms, accounts: [account(10_000), { ...account(20), name: 'partner' }] },
    });
    const { watcher } = watch(config);
    const { success = 0, throttledByAccount = 0 } = watcher.outcomes();
    expect(success + throttledByAccount).toBe(watcher.due);
    // Half of the calls are the partner's: 20 of its 200 a second come through.
    expect(throttledByAccount / watcher.due).toBeGreaterThan(0.43);
    expect(throttledByAccount / watcher.due).toBeLessThan(0.47);
    const { watcher: without } = watch({
      ...config,
      access: { ...config.access, policies: [] },
    });
    const refused = without.outcomes();
    // Without the policy the partner's requests cost its quota the same, and get nothing for it.
    expect(refused['throttledByAccount']).toBe(throttledByAccount);
    expect(refused['accessDenied']).toBe(success - refused['success']!);
  });

  it('lowered by a fault refuses from the next second on, until the second after it', () => {
    const config = standard({
      faults: [
        fixed({ kind: 'quota-lowered', quota: 'account', ratePerSecond: 20 }, AT, 4 * SECOND),
      ],
    });
    const { watcher } = watch(config);
    const during = watcher.ended.filter(
      ({ dueNs }) => dueNs > AT + 1.1 * SECOND && dueNs < AT + 3.9 * SECOND,
    );
    const throttled = during.filter(({ outcome }) => outcome === Outcome.throttledByAccount);
    expect(throttled.length / during.length).toBeGreaterThan(0.85);
    const after = watcher.ended.filter(({ dueNs }) => dueNs > AT + 5.1 * SECOND);
    expect(after.every(({ outcome }) => outcome === Outcome.success)).toBe(true);
  });
});

describe('the key store quota', () => {
  it('lowered by a fault leaves the account unit spent', () => {
    const config = world({
      store: cloudHsm(),
      faults: [
        fixed({ kind: 'quota-lowered', quota: 'key-store', ratePerSecond: 20 }, AT, 4 * SECOND),
      ],
    });
    const { watcher } = watch(config);
    const { success = 0, throttledByStore = 0 } = watcher.outcomes();
    expect(success + throttledByStore).toBe(watcher.due);
    expect(throttledByStore).toBeGreaterThan(3 * 150);
  });
});

describe('Encrypt', () => {
  it('of more than 4,096 bytes is refused, is not retried, and costs no more than a rejection', () => {
    const config = withWorkload(standard(), {
      payloadBytes: 4097,
      operations: [{ operation: 'Encrypt', share: 1 }],
      client: RETRYING,
    });
    const { watcher } = watch(config);
    expect(watcher.outcomes()).toEqual({ validation: watcher.due });
    expect(watcher.attempts).toBe(watcher.due);
    // Two hops of 0.25 ms and the rejection of 1 ms.
    expect(watcher.ended.every(({ endNs, dueNs }) => endNs - dueNs === 1.5 * MS)).toBe(true);
  });
});

describe('a degraded KMS', () => {
  const degraded = (factor: number, failShare: number) =>
    standard({ faults: [fixed({ kind: 'kms-degraded', factor, failShare }, AT, 5 * SECOND)] });

  it('takes its front latency times the factor, and nothing else', () => {
    const { watcher } = watch(degraded(10, 0));
    expect(watcher.outcomes()).toEqual({ success: watcher.due });
    const latencies = new Set(
      watcher.ended
        .filter(({ dueNs }) => dueNs > AT && dueNs < AT + 4.9 * SECOND)
        .map(({ endNs, dueNs }) => endNs - dueNs),
    );
    // 3 ms of front become 30; the hops and the backend stay 1.5 ms.
    expect([...latencies]).toEqual([31.5 * MS]);
  });

  it('fails the share it says, while it lasts', () => {
    const { watcher } = watch(degraded(1, 0.3));
    const during = watcher.ended.filter(({ dueNs }) => dueNs > AT && dueNs < AT + 4.9 * SECOND);
    const failed = during.filter(({ outcome }) => outcome === Outcome.kmsDegraded).length;
    const n = during.length;
    expect(Math.abs(failed - 0.3 * n)).toBeLessThan(4 * Math.sqrt(n * 0.3 * 0.7));
    expect(watcher.outcomes()['kmsDegraded']).toBeGreaterThanOrEqual(failed);
    expect(watcher.admitted).toBe(watcher.due);
  });

  it('is overcome by retries', () => {
    const { watcher } = watch(withWorkload(degraded(1, 0.3), { client: RETRYING }));
    const { kmsDegraded = 0 } = watcher.outcomes();
    // Three attempts: 0.3³ = 2.7 % of those during the fault, of which there are about 1,000.
    expect(kmsDegraded).toBeGreaterThan(0);
    expect(kmsDegraded).toBeLessThan(0.05 * 1000);
    expect(watcher.attempts).toBeGreaterThan(watcher.due);
  });
});

describe('the link between clients and KMS', () => {
  const cut = (direction: 'there' | 'back') =>
    standard({
      faults: [
        fixed(
          {
            kind: 'link',
            link: 'client-kms',
            zone: null,
            direction,
            factor: 1,
            extraNs: 0,
            lossShare: 0,
            isCut: true,
          },
          AT,
          2 * SECOND,
        ),
      ],
    });

  it.each(['there', 'back'] as const)('cut on the way %s is silence', (direction) => {
    const { watcher } = watch(cut(direction));
    const during = watcher.ended.filter(
      ({ dueNs }) => dueNs > AT && dueNs < AT + 2 * SECOND - 10 * MS,
    );
    expect(during.every(({ outcome }) => outcome === Outcome.connectionLost)).toBe(true);
    expect(during.length).toBeGreaterThan(300);
    const after = watcher.ended.filter(({ dueNs }) => dueNs > AT + 2 * SECOND);
    expect(after.every(({ outcome }) => outcome === Outcome.success)).toBe(true);
  });

  it('cut on the way there saves the quota, cut on the way back spends it', () => {
    const lost = (direction: 'there' | 'back') => {
      const { watcher } = watch(cut(direction));
      return [watcher.due, watcher.admitted, watcher.outcomes()['success']!] as const;
    };
    const [, admittedThere, successThere] = lost('there');
    const [dueBack, admittedBack, successBack] = lost('back');
    expect(admittedThere).toBe(successThere);
    expect(admittedBack).toBe(dueBack);
    expect(successBack).toBeLessThan(dueBack);
  });

  it('slow adds to every hop what it says', () => {
    const config = standard({
      faults: [
        fixed(
          {
            kind: 'link',
            link: 'client-kms',
            zone: null,
            direction: 'both',
            factor: 2,
            extraNs: 3 * MS,
            lossShare: 0,
            isCut: false,
          },
          AT,
          null,
        ),
      ],
    });
    const { watcher } = watch(config);
    const after = watcher.ended.filter(({ dueNs }) => dueNs > AT);
    // Each of two hops: twice 0.25 ms and 3 ms instead of 0.25 ms.
    expect(new Set(after.map(({ addedNs }) => addedNs))).toEqual(new Set([2 * 3.25 * MS]));
  });
});
