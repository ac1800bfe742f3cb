import { describe, expect, it } from 'vitest';
import type { ControlAction } from '../../../src/model/index.ts';
import { cloudHsm, cluster, SECOND } from '../worlds.ts';
import { Driven, quiet } from './driven.ts';
import {
  CONNECT,
  DISCONNECT,
  RENAME,
  DELETE,
  RESET,
  inState,
  activated,
  withoutStore,
} from './store-steps.ts';

describe('CreateCustomKeyStore', () => {
  const create = (name: string, trustAnchor: 'right' | 'wrong' = 'right'): ControlAction => ({
    kind: 'CreateCustomKeyStore',
    cluster: name,
    trustAnchor,
  });

  it('gives back the same key store while it is disconnected', () => {
    expect(inState('DISCONNECTED').act(create('main'))).toBe('ok');
  });

  it.each([
    ['CloudHsmClusterNotFoundException', 'a cluster that never was', 'nowhere'],
    ['CloudHsmClusterNotActiveException', 'a cluster that is being made', 'young'],
    ['CloudHsmClusterInUseException', "a connected store's own cluster", 'main'],
    ['CloudHsmClusterInUseException', 'a cluster with its backup history', 'sister'],
    ['CloudHsmClusterInvalidConfigurationException', 'a cluster of one HSM', 'single'],
  ])('answers %s for %s', (error, _, name) => {
    const driven = new Driven(quiet());
    activated(driven, 'single');
    driven.mustAct({ kind: 'CreateCluster', cluster: 'young' });
    driven.mustAct({
      kind: 'RestoreCluster',
      cluster: 'sister',
      from: 'main',
      hsms: 2,
      backup: 'newest',
    });
    driven.wait(20 * SECOND);
    driven.mustAct({ kind: 'CreateCluster', cluster: 'young 2' });
    expect(driven.act(create(name))).toBe(error);
    expect(driven.events.at(-1)).toMatchObject({
      action: 'CreateCustomKeyStore',
      subject: name,
      result: error,
    });
  });

  it('answers IncorrectTrustAnchorException for the certificate of another cluster', () => {
    const driven = new Driven(quiet({}, 1));
    withoutStore(driven);
    expect(driven.act(create('main', 'wrong'))).toBe('IncorrectTrustAnchorException');
    expect(driven.act(create('main'))).toBe('ok');
    expect(driven.state).toBe('DISCONNECTED');
  });

  it('wants two HSMs in two zones, not two HSMs', () => {
    const driven = new Driven(
      quiet({ store: cloudHsm({ cluster: cluster({ hsms: 2, zones: 1 }) }) }, 1),
    );
    withoutStore(driven);
    expect(driven.act(create('main'))).toBe('CloudHsmClusterInvalidConfigurationException');
  });

  it('makes a store on a cluster that was activated, and so has kmsuser, which connects at once', () => {
    const driven = new Driven(quiet({}, 1));
    activated(driven, 'new');
    driven.mustAct({ kind: 'CreateHsm', cluster: 'new', zone: 1 });
    driven.wait(11 * SECOND);
    withoutStore(driven);
    driven.mustAct(create('new'));
    driven.reconnect();
    expect(driven.state).toBe('CONNECTED');
    expect(driven.act({ kind: 'CreateKey', workload: 0, count: 1 })).toBe('ok');
  });

  it('makes a store that connects once kmsuser has the password that KMS was told', () => {
    const driven = new Driven(quiet({}, 1));
    withoutStore(driven);
    driven.mustAct(RESET);
    driven.wait(3 * SECOND);
    driven.mustAct(create('main'));
    driven.reconnect();
    expect(driven.state).toBe('CONNECTED');
  });
});

describe('DeleteCustomKeyStore', () => {
  it('wants the store without keys; then nothing can be done with it any more', () => {
    const driven = new Driven(quiet({}, 1));
    driven.mustAct(DISCONNECT);
    driven.wait(1 * SECOND);
    expect(driven.act(DELETE)).toBe('CustomKeyStoreHasCMKsException');
    withoutStore(driven);
    for (const action of [CONNECT, DISCONNECT, RENAME, DELETE]) {
      expect(driven.act(action), `answer to ${action.kind}`).toBe(
        'CustomKeyStoreNotFoundException',
      );
    }
    expect(driven.act({ kind: 'CreateKey', workload: 0, count: 1 })).toBe(
      'CustomKeyStoreNotFoundException',
    );
  });
});

describe('UpdateCustomKeyStore', () => {
  const moveTo = (name: string): ControlAction => ({
    ...RENAME,
    newName: null,
    cluster: name,
  });

  it.each([
    ['CloudHsmClusterNotFoundException', 'a cluster that never was', 'nowhere'],
    ['CloudHsmClusterNotActiveException', 'a cluster that is being made', 'young'],
    ['CloudHsmClusterNotRelatedException', 'a cluster of another lineage', 'stranger'],
    ['CloudHsmClusterInvalidConfigurationException', 'a related cluster of one HSM', 'single'],
    ['ok', 'a related cluster of two HSMs in two zones', 'sister'],
  ])('answers %s for %s', (answer, _, name) => {
    const driven = inState('DISCONNECTED');
    activated(driven, 'stranger');
    for (const [related, hsms] of [
      ['single', 1],
      ['sister', 2],
    ] as const) {
      driven.mustAct({
        kind: 'RestoreCluster',
        cluster: related,
        from: 'main',
        hsms,
        backup: 'newest',
      });
    }
    driven.wait(20 * SECOND);
    driven.mustAct({ kind: 'CreateCluster', cluster: 'young' });
    expect(driven.act(moveTo(name))).toBe(answer);
  });

  it('does not find a cluster in another Region', () => {
    const driven = inState('DISCONNECTED');
    driven.mustAct({ kind: 'CopyBackupToRegion', cluster: 'main', region: 'eu-west-1' });
    driven.wait(1 * SECOND);
    driven.mustAct({
      kind: 'RestoreCluster',
      cluster: 'abroad',
      from: 'eu-west-1',
      hsms: 2,
      backup: 'newest',
    });
    driven.wait(20 * SECOND);
    expect(driven.act(moveTo('abroad'))).toBe('CloudHsmClusterNotFoundException');
  });
});
