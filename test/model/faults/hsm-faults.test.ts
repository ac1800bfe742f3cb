import { describe, expect, it } from 'vitest';
import { PHASE_CHANGE } from '../../../src/kernel/index.ts';
import { Outcome, type FaultConfig, type StoreConfig } from '../../../src/model/index.ts';
import { watch } from '../watch.ts';
import {
  cloudHsm,
  cluster,
  constant,
  direct,
  external,
  MS,
  SECOND,
  STANDARD,
  withWorkload,
  world,
} from '../worlds.ts';
import { fixed } from './faults.ts';

const AT = 4 * SECOND;
const store = cloudHsm({ cluster: cluster({ serviceNs: constant(2 * MS) }) });

function slow(hsm: number | null, factor: number, name = 'slow'): FaultConfig {
  return fixed({ kind: 'hsm-slow', hsm, factor }, AT, 4 * SECOND, name);
}

/** Added latencies of lone calls that were due while the faults lasted. */
function addedDuring(faults: readonly FaultConfig[]) {
  const config = withWorkload(world({ store, faults }), {
    arrivals: { kind: 'constant', ratePerSecond: 10 },
  });
  const { watcher } = watch(config);
  const during = watcher.ended.filter(({ dueNs }) => dueNs > AT && dueNs < AT + 3.9 * SECOND);
  const after = watcher.ended.filter(({ dueNs }) => dueNs > AT + 5 * SECOND);
  expect(after.every(({ addedNs }) => addedNs === 0)).toBe(true);
  return new Set(during.map(({ addedNs }) => addedNs));
}

describe('slow HSMs', () => {
  it('take their factor as long, all of them where none is named', () => {
    expect(addedDuring([slow(null, 3)])).toEqual(new Set([4 * MS]));
  });

  it('named alone are slow alone', () => {
    expect(addedDuring([slow(0, 3)])).toEqual(new Set([0, 4 * MS]));
  });

  it('multiply where faults overlap', () => {
    expect(addedDuring([slow(null, 3), slow(null, 2, 'slower')])).toEqual(new Set([10 * MS]));
  });
});

describe('all HSMs down', () => {
  it('for a while lose no key, and come back together', () => {
    const faults = [fixed({ kind: 'all-hsms-down' }, AT, 3 * SECOND)];
    const { world: ran, watcher } = watch(world({ store, faults }));
    expect(ran.keysLost).toBe(0);
    const late = watcher.ended.filter(({ dueNs }) => dueNs > AT + 4.1 * SECOND);
    expect(late.every(({ outcome }) => outcome === Outcome.success)).toBe(true);
    const during = watcher.ended.filter(
      ({ dueNs }) => dueNs > AT + 1.1 * SECOND && dueNs < AT + 2.9 * SECOND,
    );
    expect(during.every(({ outcome }) => outcome === Outcome.invalidState)).toBe(true);
    // Fast: two hops, the front, the handling.
    expect(new Set(during.map(({ endNs, dueNs }) => endNs - dueNs))).toEqual(new Set([5.5 * MS]));
  });

  it('for good are over when the last has been replaced', () => {
    const faults = [fixed({ kind: 'all-hsms-down' }, AT, null)];
    const config = world({ store, faults, durationNs: 30 * SECOND });
    const { watcher } = watch(config);
    expect(watcher.faults).toEqual([
      [0, 'start', AT],
      [0, 'end', AT + 16 * SECOND],
    ]);
  });
});

describe('a fault of an HSM', () => {
  it.each<[string, StoreConfig]>([
    ['the standard store', STANDARD],
    ['an external store', external()],
  ])('is nothing to %s', (_, other) => {
    const faults = [
      fixed({ kind: 'hsm-down', hsm: 0 }, AT, SECOND),
      fixed({ kind: 'hsm-slow', hsm: null, factor: 9 }, AT, SECOND),
      fixed({ kind: 'hsm-drained', hsm: 1 }, AT, SECOND),
      fixed({ kind: 'all-hsms-down' }, AT, null),
    ];
    const { watcher } = watch(world({ store: other, faults }));
    expect(watcher.outcomes()).toEqual({ success: watcher.due });
    expect(watcher.faults).toHaveLength(7);
  });

  it('composes with one of its zone: it is back when both have ended', () => {
    const faults = [
      fixed({ kind: 'zone-down', zone: 0 }, AT, 2 * SECOND),
      fixed({ kind: 'hsm-down', hsm: 0 }, AT + SECOND, 4 * SECOND),
    ];
    const busyOf = (others: readonly FaultConfig[]) => {
      const config = world({ store: direct({ cluster: store.cluster }), faults: others });
      return watch(config).world.accounts()[0]!.completed;
    };
    const alone = busyOf([fixed({ kind: 'hsm-down', hsm: 0 }, AT, 5 * SECOND)]);
    expect(Math.abs(busyOf(faults) - alone)).toBeLessThan(0.05 * alone);
  });

  it('that befell hardware since replaced does not heal the new one of a fault of its own', () => {
    // Lost for good at 4 s, replaced at 19 s; the short fault began before that and ends at 25 s,
    // within the next fault of the new hardware, from 22 s to 40 s.
    const faults = [
      fixed({ kind: 'hsm-down', hsm: 0 }, AT, null, 'lost'),
      fixed({ kind: 'hsm-down', hsm: 0 }, 10 * SECOND, 15 * SECOND, 'older'),
      fixed({ kind: 'zone-down', zone: 0 }, 12 * SECOND, 15 * SECOND, 'zone'),
      fixed({ kind: 'hsm-down', hsm: 0 }, 22 * SECOND, 18 * SECOND, 'newer'),
    ];
    const reachable: boolean[] = [];
    watch(world({ store, faults, durationNs: 50 * SECOND }), 'test', ({ loop, cluster: hsms }) => {
      const look = loop.register(PHASE_CHANGE, () => {
        reachable.push(hsms!.hsms[0]!.isReachable);
      });
      for (const atNs of [18, 21, 23, 26, 28, 39, 41]) loop.schedule(atNs * SECOND, look, 0);
    });
    expect(reachable).toEqual([false, true, false, false, false, false, true]);
  });

  it('leaves new hardware as slow as its own faults make it', () => {
    const faults = [
      fixed({ kind: 'hsm-down', hsm: 0 }, AT, null, 'lost'),
      fixed({ kind: 'hsm-slow', hsm: 0, factor: 3 }, 10 * SECOND, 15 * SECOND, 'older'),
      fixed({ kind: 'hsm-slow', hsm: 0, factor: 3 }, 22 * SECOND, 18 * SECOND, 'newer'),
    ];
    const slowness: number[] = [];
    watch(world({ store, faults, durationNs: 50 * SECOND }), 'test', ({ loop, cluster: hsms }) => {
      const look = loop.register(PHASE_CHANGE, () => {
        slowness.push(hsms!.hsms[0]!.station.slowness);
      });
      for (const atNs of [12, 21, 23, 26, 41]) loop.schedule(atNs * SECOND, look, 0);
    });
    expect(slowness).toEqual([3, 1, 3, 3, 1]);
  });
});
