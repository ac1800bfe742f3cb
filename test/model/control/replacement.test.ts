import { describe, expect, it } from 'vitest';
import type { FaultConfig } from '../../../src/model/index.ts';
import { clientLibrary, cloudHsm, cluster, MS, SECOND, world } from '../worlds.ts';
import { Driven, quiet } from './driven.ts';

/** Times of events of one action, in seconds after the measured time began. */
function times(driven: Driven, action: string): number[] {
  return driven.events
    .filter((event) => event.action === action)
    .map(({ atNs }) => atNs / SECOND - 1);
}

function zoneDown(zone: number, atS: number, forS: number): FaultConfig {
  return {
    name: `zone ${zone}`,
    kind: 'zone-down',
    zone,
    atNs: (1 + atS) * SECOND,
    forNs: forS * SECOND,
    drawn: null,
  };
}

describe('the replacement of an HSM', () => {
  it('is noticed late, takes the provisioning, and is reported once it has rejoined', () => {
    const driven = new Driven(quiet());
    const back: number[] = [];
    driven.world.cluster!.failHsm(0, 1 * SECOND);
    for (let i = 0; i < 2; i++) {
      driven.world.control.hsmLost(0, () => back.push(driven.world.loop.now / SECOND - 1));
    }
    driven.wait(60 * SECOND);
    expect(times(driven, 'HsmReplaced')).toEqual([15]);
    // Both faults that took it end with the one replacement.
    expect(back).toEqual([16, 16]);
    expect(driven.details('HsmReplaced')).toEqual(['hsm-1 is ACTIVE with 2 keys of backup-2.']);
    expect(driven.world.cluster!.hsms[0]).toMatchObject({ isBelievedUp: true, isLoggedIn: true });
  });

  it('waits while HSMs live that cannot be reached, rather than going back to an old backup', () => {
    const driven = new Driven(quiet());
    driven.mustAct({ kind: 'CreateKey', workload: 0, count: 1 });
    driven.world.cluster!.failHsm(1, 1 * SECOND);
    driven.lose(0);
    driven.wait(100 * SECOND);
    expect(times(driven, 'HsmReplaced')).toEqual([]);
    driven.world.cluster!.healHsm(1);
    driven.wait(30 * SECOND);
    expect(driven.details('HsmReplaced')).toEqual(['hsm-1 is ACTIVE with 3 keys of backup-2.']);
  });

  it('comes up in a zone that is up, and waits while there is none', () => {
    const one = new Driven(quiet({ faults: [zoneDown(0, 1, 100)] }));
    one.lose(0);
    one.wait(60 * SECOND);
    expect([times(one, 'HsmReplaced'), one.world.cluster!.hsms[0]!.zone]).toEqual([[15], 1]);
    // The backup is taken before the second zone goes.
    const both = new Driven(quiet({ faults: [zoneDown(0, 1, 100), zoneDown(1, 10, 40)] }));
    both.lose(0);
    both.wait(60 * SECOND);
    // Provisioned after 15 s, looked again every 5 s.
    expect([times(both, 'HsmReplaced'), both.world.cluster!.hsms[0]!.zone]).toEqual([[50], 1]);
  });

  it('is called off when the operator deletes the HSM meanwhile', () => {
    const driven = new Driven(quiet());
    let isBack = false;
    driven.world.control.hsmLost(0, () => (isBack = true));
    driven.mustAct({ kind: 'DeleteHsm', cluster: 'main', hsm: 0 });
    driven.wait(60 * SECOND);
    expect([times(driven, 'HsmReplaced'), isBack]).toEqual([[], true]);
  });

  it('leaves an HSM that is gone already to itself', () => {
    const driven = new Driven(quiet());
    driven.mustAct({ kind: 'DeleteHsm', cluster: 'main', hsm: 0 });
    driven.wait(1 * SECOND);
    let isBack = false;
    driven.world.control.hsmLost(0, () => (isBack = true));
    expect(isBack).toBe(true);
    expect(driven.details('HsmLost')).toEqual([]);
  });

  it('of an empty cluster without a backup that fits comes up empty', () => {
    const driven = new Driven(quiet());
    driven.mustAct({ kind: 'CreateCluster', cluster: 'new' });
    driven.wait(5 * SECOND);
    driven.mustAct({ kind: 'CreateHsm', cluster: 'new', zone: 0 });
    driven.wait(11 * SECOND);
    driven.lose(2);
    driven.wait(30 * SECOND);
    expect(driven.details('HsmReplaced')).toEqual([
      'hsm-3 is ACTIVE and empty: there is no backup.',
    ]);
  });
});

describe('keys of an application beside the key store', () => {
  const config = () => {
    const own = quiet({
      store: cloudHsm({ cluster: cluster(), pkcs11: clientLibrary({ hasQuorum: true }) }),
    });
    const [calls] = own.workloads;
    return {
      ...own,
      access: { ...world().access, usesKeysOf: [0, 1] },
      workloads: [calls!, { ...calls!, name: 'beside', via: 'pkcs11' as const }],
    };
  };

  it('are made whatever the state of the key store, and unknown to KMS', () => {
    const driven = new Driven(config());
    driven.mustAct({ kind: 'DisconnectCustomKeyStore' });
    driven.wait(1 * SECOND + 1 * MS);
    expect(driven.act({ kind: 'CreateKey', workload: 0, count: 1 })).toBe(
      'CustomKeyStoreInvalidStateException',
    );
    expect(driven.act({ kind: 'CreateKey', workload: 1, count: 1 })).toBe('ok');
    expect(driven.act({ kind: 'DisableKey', workload: 1, key: 0 })).toBe('NotFoundException');
    // 3 of the application, 2 of KMS.
    expect(driven.world.durability().keys).toMatchObject({ readable: 3, waiting: 2 });
  });

  it('stay on their cluster when the key store moves to another, with whoever uses them', () => {
    const quietly = config();
    const [calls, beside] = quietly.workloads;
    const arrivals = { kind: 'constant', ratePerSecond: 10 } as const;
    const completed = (ofMoved: boolean) => {
      const driven = new Driven({
        ...quietly,
        durationNs: 200 * SECOND,
        workloads: [calls!, { ...beside!, arrivals }],
      });
      driven.mustAct({
        kind: 'RestoreCluster',
        cluster: 'sister',
        from: 'main',
        hsms: 2,
        backup: 'newest',
      });
      driven.wait(20 * SECOND);
      driven.mustAct({ kind: 'DisconnectCustomKeyStore' });
      driven.wait(1 * SECOND + 1 * MS);
      if (ofMoved) {
        driven.mustAct({
          kind: 'UpdateCustomKeyStore',
          cluster: 'sister',
          passwordIsNew: false,
          newName: null,
        });
      }
      driven.world.store.restartAccounts();
      driven.wait(50 * SECOND);
      expect(driven.act({ kind: 'CreateKey', workload: 1, count: 1 })).toBe('ok');
      const made = driven.world.registry.count - 1;
      const holding = driven.world.cluster!.hsms.map(({ vault }) => vault.holds(made));
      expect(holding).toEqual([true, true, false, false]);
      expect(driven.world.durability().keys).toMatchObject({ readable: 3, waiting: 2 });
      return driven.world.accounts().map((account) => account.completed);
    };
    const moved = completed(true);
    expect(moved).toEqual(completed(false));
    expect(moved.slice(2)).toEqual([0, 0]);
    expect(moved[0]! + moved[1]!).toBeGreaterThan(400);
  });
});
