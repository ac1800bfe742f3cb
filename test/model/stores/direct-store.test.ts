import { describe, expect, it } from 'vitest';
import { Outcome, type FaultConfig, type WorldConfig } from '../../../src/model/index.ts';
import { watch } from '../watch.ts';
import {
  cluster,
  constant,
  direct,
  MS,
  PATIENT_CLIENT,
  SECOND,
  withWorkload,
  world,
} from '../worlds.ts';

/** HSM 2 is unreachable from 3 s on, for 6 s. */
const SECOND_HSM_DOWN: FaultConfig = {
  name: 'down',
  kind: 'hsm-down',
  hsm: 1,
  atNs: 3 * SECOND,
  forNs: 6 * SECOND,
  drawn: null,
};

/** Ten processes of 20 calls a second each: within a second each has found its key, or has not. */
function checking(quorumWaitNs: number, faults: readonly FaultConfig[]): WorldConfig {
  return world({ store: direct({ hasQuorum: true, quorumWaitNs }), faults });
}

describe('the key availability check', () => {
  it('costs nothing where the key is on two HSMs', () => {
    const { watcher } = watch(checking(1 * SECOND, []));
    expect(watcher.outcomes()).toEqual({ success: watcher.due });
    expect(watcher.ended.every(({ endNs, dueNs }) => endNs - dueNs < 100 * MS)).toBe(true);
  });

  it('lets processes that have found the key go on with one HSM', () => {
    const { watcher } = watch(checking(1 * SECOND, [SECOND_HSM_DOWN]));
    const { success = 0, deviceError = 0 } = watcher.outcomes();
    expect(success + deviceError).toBe(watcher.due);
    const during = watcher.ended.filter(({ dueNs }) => dueNs > 4.1 * SECOND && dueNs < 9 * SECOND);
    expect(during.length).toBeGreaterThan(800);
    expect(during.every(({ outcome }) => outcome === Outcome.success)).toBe(true);
  });

  it('fails a process that has not, after it has tried for as long as it does', () => {
    const fromTheStart = { ...SECOND_HSM_DOWN, atNs: 0, forNs: 60 * SECOND } as FaultConfig;
    const { watcher } = watch(checking(2 * SECOND, [fromTheStart]));
    expect(watcher.outcomes()).toEqual({ keyQuorum: watcher.due });
    for (const { dueNs, endNs } of watcher.ended) expect(endNs - dueNs).toBe(2000.3 * MS);
  });

  it('is passed by calls that were still trying when the second HSM came back', () => {
    const brief = { ...SECOND_HSM_DOWN, atNs: 0, forNs: 1.5 * SECOND } as FaultConfig;
    const { watcher } = watch(checking(5 * SECOND, [brief]));
    expect(watcher.outcomes()).toEqual({ success: watcher.due });
    expect(watcher.ended[0]!.endNs - watcher.ended[0]!.dueNs).toBeLessThan(5.1 * SECOND);
  });

  it('asks for nothing where random bytes are wanted', () => {
    const fromTheStart = { ...SECOND_HSM_DOWN, atNs: 0, forNs: 60 * SECOND } as FaultConfig;
    const config = withWorkload(checking(2 * SECOND, [fromTheStart]), {
      operations: [{ operation: 'GenerateRandom', share: 1 }],
    });
    const late = watch(config).watcher.ended.filter(({ dueNs }) => dueNs > 2 * SECOND);
    expect(late.length).toBeGreaterThan(1500);
    expect(late.every(({ outcome }) => outcome === Outcome.success)).toBe(true);
  });
});

describe('a key that is not on the HSM', () => {
  it('fails the call of a client library, which may repeat it', () => {
    const { watcher } = watch(world({ store: direct() }), 'test', ({ cluster: own }) =>
      own!.removeKey(1, 0),
    );
    const { success = 0, keyHandleInvalid = 0 } = watcher.outcomes();
    expect(success + keyHandleInvalid).toBe(watcher.due);
    expect(keyHandleInvalid).toBeGreaterThan(0.1 * watcher.due);
  });
});

describe('a cut link to the HSMs', () => {
  it('ends every command in the end, though nobody set a time-out', () => {
    const cut: FaultConfig = {
      name: 'cut',
      kind: 'link',
      link: 'kms-hsm',
      zone: null,
      direction: 'both',
      factor: 1,
      extraNs: 0,
      lossShare: 0,
      isCut: true,
      atNs: 3 * SECOND,
      forNs: 4 * SECOND,
      drawn: null,
    };
    const { watcher, world: ran } = watch(world({ store: direct(), faults: [cut] }));
    const { success = 0, deviceError = 0 } = watcher.outcomes();
    expect(success + deviceError).toBe(watcher.due);
    // 200 calls a second for 4 s, and a little more until belief has followed.
    expect(deviceError).toBeGreaterThan(700);
    expect(ran.calls.inFlight + ran.attempts.inFlight).toBe(0);
    const last = watcher.ended.filter(({ dueNs }) => dueNs > 10 * SECOND);
    expect(last.every(({ outcome }) => outcome === Outcome.success)).toBe(true);
  });
});

describe('ReEncrypt used directly', () => {
  it('is two commands', () => {
    const config = withWorkload(world({ store: direct() }), {
      operations: [{ operation: 'ReEncrypt', share: 1 }],
    });
    const { world: ran, watcher } = watch(config);
    expect(watcher.outcomes()).toEqual({ success: watcher.due });
    const completed = ran.accounts().reduce((sum, account) => sum + account.completed, 0);
    expect(completed).toBe(2 * watcher.due);
  });
});

describe('busy HSMs', () => {
  it('are asked again by a library whose application repeats, and only by such', () => {
    const store = direct({
      busyBaseDelayNs: 1 * MS,
      cluster: cluster({ hsms: 1, zones: 1, queueLimit: 0, serviceNs: constant(4 * MS) }),
    });
    const failed = (maxAttempts: number) => {
      const config = withWorkload(world({ store }), {
        client: { ...PATIENT_CLIENT, retry: { ...PATIENT_CLIENT.retry, maxAttempts } },
      });
      const { watcher, world: ran } = watch(config);
      const { functionFailed = 0 } = watcher.outcomes();
      return { functionFailed, refused: ran.accounts()[0]!.refused };
    };
    const { functionFailed: without, refused } = failed(1);
    expect(without).toBe(refused);
    expect(without).toBeGreaterThan(500);
    // `CKR_FUNCTION_FAILED` is not retried by the application: what is better is the library's own.
    expect(failed(2).functionFailed).toBeLessThan(0.6 * without);
  });
});
