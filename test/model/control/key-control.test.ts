import { describe, expect, it } from 'vitest';
import type { ControlAction, WorldConfig } from '../../../src/model/index.ts';
import { Outcome } from '../../../src/model/index.ts';
import { watch } from '../watch.ts';
import {
  cloudHsm,
  cluster,
  CONTROL,
  direct,
  external,
  SECOND,
  STANDARD,
  withWorkload,
  world,
} from '../worlds.ts';
import { Driven, quiet } from './driven.ts';

const CREATE: ControlAction = { kind: 'CreateKey', workload: 0, count: 1 };
const ALL = { workload: 0, key: null } as const;

function ofHsms(hsms: number, zones: number): WorldConfig {
  return quiet({ store: cloudHsm({ cluster: cluster({ hsms, zones }) }) });
}

describe('CreateKey', () => {
  it.each([
    ['one HSM', 1, 1],
    ['two HSMs in one zone', 2, 1],
  ])('is refused on %s', (_, hsms, zones) => {
    expect(new Driven(ofHsms(hsms, zones)).act(CREATE)).toBe(
      'CloudHsmClusterInvalidConfigurationException',
    );
  });

  it('puts the material on two HSMs in two zones before it answers, and on the others later', () => {
    const driven = new Driven(ofHsms(4, 2));
    driven.mustAct(CREATE);
    const holding = () => driven.world.cluster!.hsms.map(({ vault }) => vault.holds(2));
    expect(holding()).toEqual([true, true, false, false]);
    driven.wait(59 * SECOND);
    expect(holding()).toEqual([true, true, true, true]);
  });

  it('is refused where an HSM is known to be down, and works again once it is back', () => {
    const driven = new Driven(quiet());
    driven.world.cluster!.failHsm(1, 1 * SECOND);
    driven.wait(1 * SECOND);
    expect(driven.act(CREATE)).toBe('CloudHsmClusterInvalidConfigurationException');
    driven.world.cluster!.healHsm(1);
    driven.wait(1 * SECOND);
    expect(driven.act(CREATE)).toBe('ok');
  });

  it('on an HSM that is lost and not yet known to be fails, and leaves half-made material', () => {
    const driven = new Driven(quiet());
    driven.world.cluster!.failHsm(1, 1 * SECOND);
    expect(driven.act(CREATE)).toBe('DependencyTimeoutException');
    expect(driven.world.registry.count).toBe(2);
    expect(driven.world.cluster!.hsms.map(({ vault }) => vault.keys().length)).toEqual([3, 2]);
    const first = new Driven(quiet());
    first.world.cluster!.failHsm(0, 1 * SECOND);
    expect(first.act(CREATE)).toBe('DependencyTimeoutException');
    expect(first.world.cluster!.hsms.map(({ vault }) => vault.keys().length)).toEqual([2, 2]);
  });

  it('stops at the limit of the cluster, toward which orphaned material counts', () => {
    const driven = new Driven(
      quiet({ control: { ...CONTROL, maxKeys: { ...CONTROL.maxKeys, 'hsm2m.medium': 4 } } }),
    );
    driven.world.cluster!.failHsm(1, 1 * SECOND);
    driven.act(CREATE);
    driven.world.cluster!.healHsm(1);
    driven.wait(2 * SECOND);
    expect(driven.act({ ...CREATE, count: 5 })).toBe('LimitExceededException');
    // 2 keys, 1 orphan, 1 made now.
    expect(driven.world.registry.count).toBe(3);
    expect(driven.details('CreateKey')).toContain('1 key made before a refusal.');
  });

  it.each(['DISCONNECTING', 'DISCONNECTED'])('is refused while the store is %s', (state) => {
    const driven = new Driven(quiet());
    driven.mustAct({ kind: 'DisconnectCustomKeyStore' });
    if (state === 'DISCONNECTED') driven.wait(1 * SECOND);
    expect(driven.state).toBe(state);
    expect(driven.act(CREATE)).toBe('CustomKeyStoreInvalidStateException');
  });

  it('of an asymmetric or HMAC key is refused by a custom key store, and only by that', () => {
    for (const keySpec of ['RSA_2048', 'ECC_NIST_P256', 'HMAC_256'] as const) {
      for (const store of [cloudHsm(), external()]) {
        const driven = new Driven(withWorkload(quiet({ store }), { keySpec }));
        expect(driven.act(CREATE), `${store.kind} ${keySpec}`).toBe(
          'UnsupportedOperationException',
        );
      }
      const driven = new Driven(withWorkload(quiet({ store: STANDARD }), { keySpec }));
      expect(driven.act(CREATE)).toBe('ok');
    }
  });

  it('makes keys in every kind of store, which then really serve', () => {
    for (const store of [STANDARD, cloudHsm(), external(), direct()]) {
      const timeline = [
        { name: 'create', atNs: 3 * SECOND, delayNs: 0, action: { ...CREATE, count: 2 } as const },
      ];
      const { world: ran, watcher } = watch(world({ store, timeline }));
      expect(watcher.control[0]).toMatchObject({ action: 'CreateKey', result: 'ok' });
      expect(watcher.outcomes(), `in a ${store.kind} store`).toEqual({ success: watcher.due });
      // 200 calls a second over 4 keys, half of them sealing, for 8 s.
      expect(ran.cryptography.sealedUnder(3)).toBeGreaterThan(100);
      expect(ran.durability()).toMatchObject({ keys: { readable: 4 }, audit: { failed: 0 } });
    }
  });
});

describe('the state of a key', () => {
  const afterwards = (actions: readonly ControlAction[]) => {
    const driven = new Driven(quiet());
    const answers = actions.map((action) => driven.act(action));
    return [answers, driven.world.registry.stateOf(0)];
  };
  const schedule: ControlAction = { kind: 'ScheduleKeyDeletion', ...ALL, windowNs: 7 * SECOND };

  it('follows the operator', () => {
    const disable: ControlAction = { kind: 'DisableKey', ...ALL };
    const enable: ControlAction = { kind: 'EnableKey', ...ALL };
    const cancel: ControlAction = { kind: 'CancelKeyDeletion', ...ALL };
    expect(afterwards([disable])).toEqual([['ok'], 'Disabled']);
    expect(afterwards([disable, enable])).toEqual([['ok', 'ok'], 'Enabled']);
    expect(afterwards([schedule])).toEqual([['ok'], 'PendingDeletion']);
    expect(afterwards([schedule, cancel])).toEqual([['ok', 'ok'], 'Disabled']);
    expect(afterwards([schedule, enable])).toEqual([
      ['ok', 'KMSInvalidStateException'],
      'PendingDeletion',
    ]);
    expect(afterwards([cancel])).toEqual([['KMSInvalidStateException'], 'Enabled']);
  });

  it('of a key that is not there is not found', () => {
    expect(new Driven(quiet()).act({ kind: 'DisableKey', workload: 0, key: 2 })).toBe(
      'NotFoundException',
    );
  });

  it('takes effect some time later where changes take their time to be seen', () => {
    const driven = new Driven(quiet({ control: { ...CONTROL, stateChangeVisibleNs: 5 * SECOND } }));
    expect(driven.act({ kind: 'DisableKey', workload: 0, key: 1 })).toBe('started');
    expect(driven.world.registry.stateOf(1)).toBe('Enabled');
    driven.wait(5 * SECOND);
    expect(driven.world.registry.stateOf(1)).toBe('Disabled');
    expect(driven.world.registry.stateOf(0)).toBe('Enabled');
  });
});

describe('the deletion of a key', () => {
  const schedule = (windowNs: number): ControlAction => ({
    kind: 'ScheduleKeyDeletion',
    workload: 0,
    key: 0,
    windowNs,
  });
  const cancel: ControlAction = { kind: 'CancelKeyDeletion', workload: 0, key: 0 };

  it("comes after its waiting period and AWS's own delay, with its material on every HSM", () => {
    const driven = new Driven(quiet({ control: { ...CONTROL, keyDeletionDelayNs: 3 * SECOND } }));
    driven.mustAct(schedule(7 * SECOND));
    driven.wait(10 * SECOND - 1);
    expect(driven.world.registry.stateOf(0)).toBe('PendingDeletion');
    driven.wait(1);
    expect(driven.world.registry.stateOf(0)).toBe('Deleted');
    expect(driven.world.cluster!.hsms.map(({ vault }) => vault.keys())).toEqual([[1], [1]]);
    expect(driven.details('DeleteKey')).toEqual(['Metadata and key material are deleted.']);
    // Backups never forget.
    expect(driven.world.control.clusters[0]!.backups[0]!.vault.holds(0)).toBe(true);
  });

  it('does not come when it was cancelled, and at the later time when it was scheduled anew', () => {
    const driven = new Driven(quiet());
    driven.mustAct(schedule(7 * SECOND));
    driven.wait(1 * SECOND);
    driven.mustAct(cancel);
    driven.mustAct(schedule(9 * SECOND));
    driven.wait(8 * SECOND);
    expect(driven.world.registry.stateOf(0)).toBe('PendingDeletion');
    driven.wait(1 * SECOND);
    expect(driven.world.registry.stateOf(0)).toBe('Deleted');
  });

  it.each([STANDARD, external()])('in a $kind store leaves nothing', (store) => {
    const driven = new Driven(quiet({ store }));
    driven.mustAct(schedule(7 * SECOND));
    driven.wait(7 * SECOND);
    expect(driven.world.durability()).toMatchObject({
      keys: { deleted: 1, readable: 1 },
      audit: { failedKeys: [0] },
    });
  });
});

describe('UpdateAlias', () => {
  it('rotates by hand: new data under the new key, old data under the old one', () => {
    const timeline = [
      {
        name: 'rotate',
        atNs: 6 * SECOND,
        delayNs: 0,
        action: { kind: 'UpdateAlias', workload: 0, key: 0 } as const,
      },
    ];
    const config = withWorkload(world({ timeline }), { keys: 1 });
    const { world: ran, watcher } = watch(config);
    expect(watcher.outcomes()).toEqual({ success: watcher.due });
    expect(ran.registry.count).toBe(2);
    // 100 ciphertexts a second, for 6 s and 5 s.
    expect(ran.cryptography.sealedUnder(0)).toBeGreaterThan(500);
    expect(ran.cryptography.sealedUnder(1)).toBeGreaterThan(400);
    expect(ran.durability().audit.failed).toBe(0);
  });

  it('of all keys makes one for each that still has an alias', () => {
    const driven = new Driven(quiet());
    driven.mustAct({ kind: 'UpdateAlias', workload: 0, key: 0 });
    driven.mustAct({ kind: 'UpdateAlias', ...ALL });
    // Key 1 twice over, key 2 once.
    expect(driven.world.registry.count).toBe(5);
  });

  it('needs what making a key needs', () => {
    expect(new Driven(ofHsms(1, 1)).act({ kind: 'UpdateAlias', ...ALL })).toBe(
      'CloudHsmClusterInvalidConfigurationException',
    );
  });
});

describe('what a custom key store refuses', () => {
  const kinds = [
    'EnableKeyRotation',
    'RotateKeyOnDemand',
    'ImportKeyMaterial',
    'ReplicateKey',
  ] as const;

  it.each(kinds)('%s: UnsupportedOperationException; a standard store does it', (kind) => {
    for (const store of [cloudHsm(), external()]) {
      expect(new Driven(quiet({ store })).act({ kind, ...ALL }), `in a ${store.kind} store`).toBe(
        'UnsupportedOperationException',
      );
    }
    expect(new Driven(quiet({ store: STANDARD })).act({ kind, ...ALL })).toBe('ok');
  });

  it('does not apply where there is no KMS', () => {
    const driven = new Driven(quiet({ store: direct() }));
    for (const kind of [...kinds, 'DisableKey', 'UpdateAlias'] as const) {
      expect(driven.act({ kind, ...ALL }), `answer to ${kind}`).toBe('does not apply');
    }
    expect(driven.act({ kind: 'CreateGrant', workload: 0, grantee: 0 })).toBe('does not apply');
  });
});

describe('key policies and grants', () => {
  it('changed in the run decide from then on', () => {
    const deny = [{ effect: 'Deny', principals: null, operations: null }] as const;
    const timeline = [
      {
        name: 'deny',
        atNs: 4 * SECOND,
        delayNs: 0,
        action: { kind: 'PutKeyPolicy', workload: 0, statements: deny } as const,
      },
      {
        name: 'allow',
        atNs: 7 * SECOND,
        delayNs: 0,
        action: { kind: 'PutKeyPolicy', workload: 0, statements: [] } as const,
      },
    ];
    const { watcher } = watch(world({ timeline }));
    const denied = watcher.ended.filter(({ outcome }) => outcome === Outcome.accessDenied);
    expect(denied.length).toBeGreaterThan(500);
    expect(denied.every(({ dueNs }) => dueNs > 3.99 * SECOND && dueNs < 7 * SECOND)).toBe(true);
    expect(watcher.outcomes()['success']).toBe(watcher.due - denied.length);
  });
});
