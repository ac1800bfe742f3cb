import { describe, expect, it } from 'vitest';
import type { ControlAction } from '../../../src/model/index.ts';
import { clientLibrary, cluster, direct, SECOND } from '../worlds.ts';
import { Driven, ofHsms, quiet } from './driven.ts';

const CREATE_KEY: ControlAction = { kind: 'CreateKey', workload: 0, count: 1 };

describe('orphaned key material', () => {
  const deletion: ControlAction = {
    kind: 'ScheduleKeyDeletion',
    workload: 0,
    key: 0,
    windowNs: 7 * SECOND,
  };

  it('comes back with a backup that is older than the deletion', () => {
    const driven = new Driven(ofHsms(2));
    driven.mustAct(deletion);
    driven.wait(8 * SECOND);
    expect(driven.world.durability().keys).toMatchObject({ readable: 1, orphaned: 0, deleted: 1 });
    driven.lose(0, 1);
    driven.wait(60 * SECOND);
    expect(driven.world.durability().keys).toMatchObject({ readable: 1, orphaned: 1, lost: 0 });
  });

  it('stays on every HSM when the store is not connected at the deletion, which is a FAILURE', () => {
    const driven = new Driven(ofHsms(2));
    driven.mustAct(deletion);
    driven.mustAct({ kind: 'DisconnectCustomKeyStore' });
    driven.wait(8 * SECOND);
    expect(driven.events.filter(({ action }) => action === 'DeleteKey')).toMatchObject([
      {
        subject: 'key 1 of calls',
        result: 'FAILURE',
        detail: 'Metadata is deleted; the key material is orphaned on hsm-1, hsm-2.',
      },
    ]);
    expect(driven.world.durability().keys).toMatchObject({ orphaned: 1, deleted: 0 });
  });

  it('stays on the HSM to which KMS cannot log in', () => {
    const driven = new Driven(ofHsms(2));
    driven.world.control.kmsuserFault('locked');
    driven.world.cluster!.failHsm(1, 1 * SECOND);
    driven.wait(2 * SECOND);
    driven.world.cluster!.healHsm(1);
    driven.mustAct(deletion);
    driven.wait(8 * SECOND);
    expect(driven.details('DeleteKey')).toEqual([
      'Metadata is deleted; the key material is orphaned on hsm-2.',
    ]);
  });

  it('stays on the HSM that cannot be reached at the deletion, and spreads from there', () => {
    const driven = new Driven(ofHsms(2));
    driven.mustAct(deletion);
    driven.world.cluster!.failHsm(1, 1 * SECOND);
    driven.wait(8 * SECOND);
    const holding = () => driven.world.cluster!.hsms.map(({ vault }) => vault.holds(0));
    expect(holding()).toEqual([false, true]);
    driven.world.cluster!.healHsm(1);
    driven.wait(120 * SECOND);
    expect(holding()).toEqual([true, true]);
  });
});

describe('CloudHSM used directly', () => {
  const unsynchronised = (hasQuorum: boolean) => {
    const store = direct({
      ...clientLibrary({ hasQuorum }),
      cluster: cluster({ hsms: 2, queueLimit: null }),
    });
    const driven = new Driven(quiet({ store }));
    // One HSM is away while the key is made.
    driven.world.cluster!.failHsm(1, 1 * SECOND);
    driven.wait(2 * SECOND);
    const answer = driven.act(CREATE_KEY);
    driven.wait(1 * SECOND);
    driven.lose(0);
    driven.world.cluster!.healHsm(1);
    driven.wait(60 * SECOND);
    return { answer, lost: driven.world.durability().keys.lost };
  };

  it('without the quorum makes a key on one HSM, which dies with it; with it refuses', () => {
    expect(unsynchronised(false)).toEqual({ answer: 'ok', lost: 1 });
    expect(unsynchronised(true)).toEqual({ answer: 'CKR_FUNCTION_FAILED', lost: 0 });
  });

  it('goes on with a cluster restored from a backup in another Region', () => {
    const driven = new Driven(quiet({ store: direct() }));
    driven.mustAct({ kind: 'CopyBackupToRegion', cluster: 'main', region: 'eu-west-1' });
    driven.wait(1 * SECOND);
    driven.mustAct({
      kind: 'RestoreCluster',
      cluster: 'abroad',
      from: 'eu-west-1',
      hsms: 2,
      backup: 'newest',
    });
    driven.wait(16 * SECOND);
    expect(driven.details('ClusterInUse')).toEqual(['The application uses cluster abroad now.']);
    driven.lose(0, 1);
    expect(driven.world.durability().keys).toMatchObject({ readable: 2, lost: 0 });
  });
});
