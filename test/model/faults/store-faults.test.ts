import { describe, expect, it } from 'vitest';
import { Outcome, type FaultConfig, type WorldConfig } from '../../../src/model/index.ts';
import { watch } from '../watch.ts';
import {
  cloudHsm,
  CONTROL,
  direct,
  external,
  SECOND,
  STANDARD,
  withWorkload,
  world,
} from '../worlds.ts';
import { fixed } from './faults.ts';

const AT = 4 * SECOND;

function disconnected(forNs: number | null, atNs = AT, name = 'away'): FaultConfig {
  return fixed({ kind: 'store-disconnected' }, atNs, forNs, name);
}

function run(faults: readonly FaultConfig[], overrides: Partial<WorldConfig> = {}) {
  const config = world({ durationNs: 40 * SECOND, store: cloudHsm(), faults, ...overrides });
  return watch(
    withWorkload(
      { ...config, crypto: { mode: 'off', sampleOneIn: 1 } },
      { arrivals: { kind: 'poisson', ratePerSecond: 50 } },
    ),
  );
}

describe('a disconnected key store', () => {
  it.each([
    ['CloudHSM', cloudHsm()],
    ['external', external()],
  ])('refuses every call of a %s store until it is connected again, and no longer', (_, store) => {
    const { watcher } = run([disconnected(5 * SECOND)], { store });
    // Disconnected for 5 s, then 10 s of connecting.
    const backNs = AT + 5 * SECOND + CONTROL.connectNs;
    expect(watcher.faults).toEqual([
      [0, 'start', AT],
      [0, 'end', backNs],
    ]);
    const during = watcher.ended.filter(({ dueNs }) => dueNs > AT && dueNs < backNs - SECOND);
    expect(during.length).toBeGreaterThan(500);
    expect(during.every(({ outcome }) => outcome === Outcome.storeNotConnected)).toBe(true);
    const others = watcher.ended.filter(({ dueNs }) => dueNs < AT - SECOND || dueNs > backNs);
    expect(others.every(({ outcome }) => outcome === Outcome.success)).toBe(true);
  });

  it('is connected only after it has disconnected, however short the fault', () => {
    const { watcher } = run([disconnected(0.2 * SECOND)]);
    expect(watcher.faults.at(-1)).toEqual([
      0,
      'end',
      AT + CONTROL.disconnectNs + CONTROL.connectNs,
    ]);
  });

  it('is connected when the last of two disconnections ends', () => {
    const faults = [disconnected(5 * SECOND), disconnected(9 * SECOND, AT + SECOND, 'too')];
    const { watcher } = run(faults);
    const endNs = AT + 10 * SECOND + CONTROL.connectNs;
    expect(watcher.faults.slice(2)).toEqual([
      [0, 'end', endNs],
      [1, 'end', endNs],
    ]);
  });

  it('stays away without an end', () => {
    const { watcher, world: ran } = run([disconnected(null)]);
    expect(watcher.faults).toHaveLength(1);
    expect(ran.control.connection.state).toBe('DISCONNECTED');
    expect(watcher.ended.at(-1)!.outcome).toBe(Outcome.storeNotConnected);
  });

  it('is seen CONNECTED late where state changes take time to be seen', () => {
    const { watcher } = run([disconnected(0.2 * SECOND)], {
      control: { ...CONTROL, stateChangeVisibleNs: 3 * SECOND },
    });
    // Both the end of disconnecting and that of connecting are seen 3 s late.
    const lateNs = 2 * 3 * SECOND;
    expect(watcher.faults.at(-1)).toEqual([
      0,
      'end',
      AT + CONTROL.disconnectNs + CONTROL.connectNs + lateNs,
    ]);
  });

  it('that fails to connect is left to the operator, who ends the fault', () => {
    const locked = fixed({ kind: 'kmsuser', how: 'locked' }, AT - SECOND, 18 * SECOND);
    const { watcher, world: ran } = run([disconnected(2 * SECOND), locked], {
      timeline: [
        {
          name: 'give up',
          atNs: AT + 20 * SECOND,
          delayNs: 0,
          action: { kind: 'DisconnectCustomKeyStore' },
        },
        {
          name: 'again',
          atNs: AT + 25 * SECOND,
          delayNs: 0,
          action: { kind: 'ConnectCustomKeyStore' },
        },
      ],
    });
    const refusals = watcher.control.filter(({ result }) => result === 'USER_LOCKED_OUT');
    expect(refusals).toHaveLength(1);
    expect(watcher.faults.find(([fault, what]) => fault === 0 && what === 'end')![2]).toBe(
      AT + 25 * SECOND + CONTROL.connectNs,
    );
    expect(ran.control.connection.state).toBe('CONNECTED');
  });

  it.each([
    ['the standard store', STANDARD],
    ['CloudHSM used directly', direct()],
  ])('is nothing to %s, whose phase passes all the same', (_, store) => {
    const { watcher } = run([disconnected(5 * SECOND)], { store });
    expect(watcher.outcomes()).toEqual({ success: watcher.due });
    expect(watcher.faults.map(([, what, atNs]) => [what, atNs])).toEqual([
      ['start', AT],
      ['end', AT + 5 * SECOND],
    ]);
  });
});

describe('a kmsuser that is locked out', () => {
  const lock = (forNs: number | null) => fixed({ kind: 'kmsuser', how: 'locked' }, AT, forNs);
  const blink = fixed({ kind: 'hsm-down', hsm: 0 }, AT + 2 * SECOND, 2 * SECOND);
  const isBusyLate = (faults: readonly FaultConfig[]) => {
    const { world: ran } = run(faults);
    const [first, second] = ran.accounts();
    return first!.completed > 0.7 * second!.completed;
  };

  it('costs nothing while the HSMs stay', () => {
    const { watcher } = run([lock(null)]);
    expect(watcher.outcomes()).toEqual({ success: watcher.due });
  });

  it('keeps out an HSM that rejoins, until it is put right', () => {
    expect(isBusyLate([blink])).toBe(true);
    expect(isBusyLate([lock(null), blink])).toBe(false);
    expect(isBusyLate([lock(6 * SECOND), blink])).toBe(true);
  });
});
