import { describe, expect, it } from 'vitest';
import type { ControlAction } from '../../../src/model/index.ts';
import { cloudHsm, cluster, CONTROL, SECOND, STANDARD, external } from '../worlds.ts';
import { Driven, quiet } from './driven.ts';

const INVALID = 'CloudHsmInvalidRequestException';
const NOT_FOUND = 'CloudHsmResourceNotFoundException';

const createHsm = (name: string, zone = 0): ControlAction => ({
  kind: 'CreateHsm',
  cluster: name,
  zone,
});
const onCluster = (
  kind: 'CreateCluster' | 'InitializeCluster' | 'ActivateCluster' | 'DeleteCluster',
  name = 'new',
): ControlAction => ({ kind, cluster: name });

function stateOf(driven: Driven, name: string): string {
  return driven.world.control.clusters.find((record) => record.name === name)!.state;
}

describe('a new cluster', () => {
  it('is created, gets its first HSM, is initialised and activated, and then gets more', () => {
    const driven = new Driven(quiet());
    const states: string[] = [];
    const step = (action: ControlAction, waitNs: number) => {
      driven.mustAct(action);
      states.push(stateOf(driven, 'new'));
      driven.wait(waitNs);
      states.push(stateOf(driven, 'new'));
    };
    step(onCluster('CreateCluster'), 5 * SECOND);
    step(createHsm('new'), 10 * SECOND);
    step(onCluster('InitializeCluster'), 1);
    step(onCluster('ActivateCluster'), 1);
    step(createHsm('new', 1), 10 * SECOND);
    expect(states).toEqual([
      'CREATE_IN_PROGRESS',
      'UNINITIALIZED',
      'UNINITIALIZED',
      'UNINITIALIZED',
      'INITIALIZE_IN_PROGRESS',
      'INITIALIZED',
      'ACTIVE',
      'ACTIVE',
      'ACTIVE',
      'ACTIVE',
    ]);
  });

  it('refuses what comes too early or twice', () => {
    const driven = new Driven(quiet());
    driven.mustAct(onCluster('CreateCluster'));
    expect(driven.act(onCluster('CreateCluster'))).toBe(INVALID);
    expect(driven.act(createHsm('new'))).toBe(INVALID);
    driven.wait(5 * SECOND);
    expect(driven.act(onCluster('InitializeCluster'))).toBe(INVALID);
    driven.mustAct(createHsm('new'));
    // A second HSM has to wait for the activation.
    expect(driven.act(createHsm('new', 1))).toBe(INVALID);
    driven.wait(10 * SECOND);
    expect(driven.act(onCluster('ActivateCluster'))).toBe(INVALID);
    driven.mustAct(onCluster('InitializeCluster'));
    driven.wait(1);
    expect(driven.act(createHsm('new', 1))).toBe(INVALID);
    driven.mustAct(onCluster('ActivateCluster'));
    expect(driven.act(onCluster('ActivateCluster'))).toBe(INVALID);
    expect(driven.act(createHsm('new', 1))).toBe('started');
  });

  it.each([
    onCluster('InitializeCluster', 'nowhere'),
    onCluster('ActivateCluster', 'nowhere'),
    onCluster('DeleteCluster', 'nowhere'),
    createHsm('nowhere'),
    { kind: 'DeleteHsm', cluster: 'main', hsm: 7 },
    { kind: 'ModifyCluster', cluster: 'nowhere' },
    { kind: 'DeleteBackup', cluster: 'nowhere', backup: 'newest' },
    { kind: 'ResetKmsuserPassword', cluster: 'nowhere' },
  ] satisfies ControlAction[])('$kind does not find what is not there', (action) => {
    expect(new Driven(quiet()).act(action)).toBe(NOT_FOUND);
  });
});

describe('CreateHsm', () => {
  it('takes a backup at its start, restores it at the end, and the sync brings what is newer', () => {
    const driven = new Driven(quiet());
    driven.mustAct(createHsm('main'));
    driven.wait(1 * SECOND);
    driven.mustAct({ kind: 'CreateKey', workload: 0, count: 1 });
    driven.wait(9 * SECOND);
    expect(driven.details('CreateHsm')[1]).toBe('hsm-3 is ACTIVE with 2 keys of backup-2.');
    const added = driven.world.cluster!.hsms[2]!;
    expect(added.vault.keys()).toEqual([0, 1]);
    driven.wait(60 * SECOND);
    expect(added.vault.keys()).toEqual([0, 1, 2]);
    expect(driven.details('KeySync')).toEqual(['1 missing key copied to hsm-3.']);
    expect([added.isBelievedUp, added.isLoggedIn]).toEqual([true, true]);
  });

  it('is refused beyond the most HSMs of a cluster, and in a zone that is not there', () => {
    const driven = new Driven(quiet({ control: { ...CONTROL, maxHsms: 3 } }));
    driven.mustAct(createHsm('main'));
    expect(driven.act(createHsm('main'))).toBe('CloudHsmResourceLimitExceededException');
    expect(driven.act(createHsm('main', 2))).toBe(INVALID);
  });

  it('in a zone that is down waits for the zone', () => {
    const driven = new Driven(
      quiet({
        faults: [
          {
            name: 'z',
            kind: 'zone-down',
            zone: 1,
            atNs: 2 * SECOND,
            forNs: 98 * SECOND,
            drawn: null,
          },
        ],
      }),
    );
    driven.wait(1 * SECOND);
    driven.mustAct(createHsm('main', 1));
    driven.wait(90 * SECOND);
    expect(driven.details('CreateHsm')).toHaveLength(1);
    driven.wait(20 * SECOND);
    expect(driven.details('CreateHsm')).toHaveLength(2);
    expect(driven.world.cluster!.hsms.map(({ isBelievedUp }) => isBelievedUp)).toEqual([
      true,
      true,
      true,
    ]);
  });
});

describe('DeleteHsm', () => {
  it("leaves a backup, and the HSM is nobody's any more", () => {
    const driven = new Driven(quiet());
    driven.mustAct({ kind: 'DeleteHsm', cluster: 'main', hsm: 0 });
    expect(driven.act({ kind: 'DeleteHsm', cluster: 'main', hsm: 0 })).toBe(INVALID);
    driven.wait(1 * SECOND);
    expect(driven.details('Backup')).toEqual([
      'backup-2 of hsm-1 is READY with 2 keys, because an HSM is removed.',
    ]);
    const [deleted, other] = driven.world.cluster!.hsms;
    expect(deleted!.vault.keys()).toEqual([]);
    expect([deleted!.isBelievedUp, other!.isBelievedUp]).toEqual([false, true]);
    // With one HSM the store can use keys but not make any.
    expect(driven.act({ kind: 'CreateKey', workload: 0, count: 1 })).toBe(
      'CloudHsmClusterInvalidConfigurationException',
    );
  });

  it('of the last leaves a backup with which all keys can come back', () => {
    const driven = new Driven(quiet());
    driven.mustAct({ kind: 'CreateKey', workload: 0, count: 1 });
    expect(driven.act(onCluster('DeleteCluster', 'main'))).toBe(INVALID);
    for (const hsm of [0, 1]) driven.mustAct({ kind: 'DeleteHsm', cluster: 'main', hsm });
    driven.wait(1 * SECOND);
    driven.mustAct(onCluster('DeleteCluster', 'main'));
    expect(driven.world.durability().keys).toMatchObject({ waiting: 3, lost: 0 });
    driven.mustAct({ kind: 'DisconnectCustomKeyStore' });
    driven.mustAct({
      kind: 'RestoreCluster',
      cluster: 'again',
      from: 'main',
      hsms: 2,
      backup: 'newest',
    });
    // Created in 5 s, provisioned in 10 s, and found 1 s later.
    driven.wait(16 * SECOND);
    driven.mustAct({
      kind: 'UpdateCustomKeyStore',
      cluster: 'again',
      passwordIsNew: false,
      newName: null,
    });
    driven.reconnect();
    expect(driven.state).toBe('CONNECTED');
    expect(driven.world.durability().keys).toMatchObject({ readable: 3, lost: 0 });
  });
});

describe('RestoreCluster', () => {
  it('takes the creation of the cluster and the provisioning of its HSMs, all at once', () => {
    const driven = new Driven(quiet());
    driven.mustAct({
      kind: 'RestoreCluster',
      cluster: 'sister',
      from: 'main',
      hsms: 3,
      backup: 'newest',
    });
    driven.wait(15 * SECOND - 1);
    expect(stateOf(driven, 'sister')).toBe('INITIALIZED');
    driven.wait(1);
    expect(stateOf(driven, 'sister')).toBe('ACTIVE');
    const { members, lineage } = driven.world.control.clusters[1]!;
    expect(members.map(({ hsm }) => hsm.vault.keys())).toEqual([
      [0, 1],
      [0, 1],
      [0, 1],
    ]);
    expect(lineage).toBe(driven.world.control.clusters[0]!.lineage);
  });

  it('serves nobody before the key store is moved to it', () => {
    const driven = new Driven(quiet());
    driven.mustAct({
      kind: 'RestoreCluster',
      cluster: 'sister',
      from: 'main',
      hsms: 2,
      backup: 'newest',
    });
    driven.wait(60 * SECOND);
    const loggedIn = () => driven.world.cluster!.hsms.map(({ isLoggedIn }) => isLoggedIn);
    expect(loggedIn()).toEqual([true, true, false, false]);
    driven.mustAct({ kind: 'DisconnectCustomKeyStore' });
    driven.wait(1 * SECOND);
    driven.mustAct({
      kind: 'UpdateCustomKeyStore',
      cluster: 'sister',
      passwordIsNew: false,
      newName: null,
    });
    driven.reconnect();
    expect(loggedIn()).toEqual([false, false, true, true]);
  });

  it('finds no backup where there is none', () => {
    const driven = new Driven(quiet());
    const from = 'eu-west-1';
    expect(
      driven.act({ kind: 'RestoreCluster', cluster: 'x', from, hsms: 2, backup: 'newest' }),
    ).toBe(NOT_FOUND);
  });
});

describe('migration to hsm2m.medium', () => {
  const old = { control: { ...CONTROL, hsmType: 'hsm1.medium' as const } };
  const three = cloudHsm({ cluster: cluster({ hsms: 3, zones: 2 }) });
  const MODIFY: ControlAction = { kind: 'ModifyCluster', cluster: 'main' };
  const ROLL_BACK: ControlAction = { kind: 'RollbackCluster', cluster: 'main' };
  const CREATE_KEY: ControlAction = { kind: 'CreateKey', workload: 0, count: 1 };

  it('moves one HSM at a time, out of rotation meanwhile', () => {
    const driven = new Driven(quiet({ ...old, store: three }));
    driven.mustAct(MODIFY);
    for (let moving = 0; moving < 3; moving++) {
      expect(stateOf(driven, 'main')).toBe('MODIFY_IN_PROGRESS');
      const usable = driven.world.cluster!.hsms.map(({ isUsable }) => isUsable);
      expect(usable).toEqual([0, 1, 2].map((hsm) => hsm !== moving));
      driven.wait(20 * SECOND);
    }
    expect(stateOf(driven, 'main')).toBe('ACTIVE');
    expect(driven.world.control.clusters[0]!.hsmType).toBe('hsm2m.medium');
    expect(driven.details('ClusterState')).toEqual([
      'Cluster main is ACTIVE: 3 HSMs moved to hsm2m.medium.',
    ]);
  });

  it('allows no key to be made or deleted, and no connect, until it is done', () => {
    const driven = new Driven(quiet(old));
    driven.mustAct({ kind: 'ScheduleKeyDeletion', workload: 0, key: 0, windowNs: 7 * SECOND });
    driven.mustAct(MODIFY);
    expect(driven.act(CREATE_KEY)).toBe('CloudHsmClusterInvalidConfigurationException');
    expect(driven.act(createHsm('main'))).toBe(INVALID);
    driven.wait(8 * SECOND);
    // KMS forgets the key, its material stays.
    expect(driven.world.durability().keys.orphaned).toBe(1);
    driven.mustAct({ kind: 'DisconnectCustomKeyStore' });
    driven.wait(1 * SECOND);
    expect(driven.act({ kind: 'ConnectCustomKeyStore' })).toBe('CloudHsmClusterNotActiveException');
    driven.wait(31 * SECOND);
    driven.reconnect();
    expect(driven.act(CREATE_KEY)).toBe('ok');
  });

  it('ends with the key limit of the new type', () => {
    const maxKeys = { 'hsm1.medium': 2, 'hsm2m.medium': 4 };
    const driven = new Driven(quiet({ control: { ...old.control, maxKeys } }, 2));
    expect(driven.act(CREATE_KEY)).toBe('LimitExceededException');
    driven.mustAct(MODIFY);
    driven.wait(41 * SECOND);
    expect([1, 2, 3].map(() => driven.act(CREATE_KEY))).toEqual([
      'ok',
      'ok',
      'LimitExceededException',
    ]);
  });

  it('is refused to a cluster of too many HSMs, to a new one and to one that moves already', () => {
    const small = { ...old.control, migrationMostHsms: 1 };
    expect(new Driven(quiet({ control: small })).act(MODIFY)).toBe(INVALID);
    expect(new Driven(quiet()).act(MODIFY)).toBe(INVALID);
    const driven = new Driven(quiet(old));
    driven.mustAct(MODIFY);
    expect(driven.act(MODIFY)).toBe(INVALID);
  });

  it('can be rolled back for a time, HSM by HSM, half done or done', () => {
    const driven = new Driven(
      quiet({ control: { ...old.control, migrationRollbackNs: 100 * SECOND } }),
    );
    expect(driven.act(ROLL_BACK)).toBe(INVALID);
    driven.mustAct(MODIFY);
    driven.wait(20 * SECOND);
    driven.mustAct(ROLL_BACK);
    expect(stateOf(driven, 'main')).toBe('ROLLBACK_IN_PROGRESS');
    // The HSM that is under way is finished with, the one that had moved goes back.
    driven.wait(20 * SECOND);
    expect(stateOf(driven, 'main')).toBe('ACTIVE');
    expect(driven.world.control.clusters[0]!.hsmType).toBe('hsm1.medium');
    driven.mustAct(MODIFY);
    driven.wait(101 * SECOND);
    expect(driven.act(ROLL_BACK)).toBe(INVALID);
  });
});

describe('a design without HSMs of its own', () => {
  it('says of actions on clusters that they do not apply', () => {
    for (const store of [STANDARD, external()]) {
      const driven = new Driven(quiet({ store }));
      for (const action of [createHsm('main'), onCluster('CreateCluster')]) {
        expect(driven.act(action), `${store.kind} ${action.kind}`).toBe('does not apply');
      }
    }
  });
});

describe('a world without timeline and faults', () => {
  it('meets the control plane in no event at all, but a backup if one falls into the run', () => {
    const eventsWith = (ageNs: number) => {
      const control = { ...CONTROL, backup: { ...CONTROL.backup, ageNs } };
      const driven = new Driven({ ...quiet({ control }), durationNs: 100 * SECOND });
      driven.wait(1000 * SECOND);
      return [driven.world.loop.events, driven.details('Backup').length];
    };
    expect(eventsWith(3600 * SECOND)).toEqual([0, 0]);
    // A day after the last: 50 s into the measured time. Begun, and ready.
    expect(eventsWith(86_350 * SECOND)).toEqual([2, 1]);
  });
});
