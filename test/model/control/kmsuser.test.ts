import { describe, expect, it } from 'vitest';
import { SECOND } from '../worlds.ts';
import { Driven, quiet } from './driven.ts';
import { CONNECT, DISCONNECT, RENAME, NEW_PASSWORD, RESET, inState } from './store-steps.ts';

describe('the password of kmsuser', () => {
  it('changes at every connect, so that an older backup does not fit: reset, tell, connect again', () => {
    const driven = new Driven(quiet());
    driven.reconnect();
    driven.mustAct({
      kind: 'RestoreCluster',
      cluster: 'restored',
      from: 'main',
      hsms: 2,
      backup: 'newest',
    });
    driven.wait(20 * SECOND);
    driven.mustAct(DISCONNECT);
    driven.wait(1 * SECOND);
    driven.mustAct({ ...RENAME, newName: null, cluster: 'restored' });
    driven.reconnect();
    expect(driven.errorCode).toBe('INVALID_CREDENTIALS');
    driven.mustAct({ ...RESET, cluster: 'restored' });
    driven.wait(3 * SECOND);
    driven.reconnect();
    // The password is new on the HSMs, but nobody has told KMS.
    expect(driven.errorCode).toBe('INVALID_CREDENTIALS');
    driven.mustAct(DISCONNECT);
    driven.wait(1 * SECOND);
    driven.mustAct(NEW_PASSWORD);
    driven.reconnect();
    expect([driven.state, driven.errorCode]).toEqual(['CONNECTED', null]);
  });

  it('of a backup taken since the last connect fits', () => {
    const driven = new Driven(quiet());
    driven.reconnect();
    driven.mustAct({ kind: 'CreateHsm', cluster: 'main', zone: 0 });
    driven.wait(11 * SECOND);
    driven.mustAct({
      kind: 'RestoreCluster',
      cluster: 'restored',
      from: 'main',
      hsms: 2,
      backup: 'newest',
    });
    driven.wait(20 * SECOND);
    driven.mustAct(DISCONNECT);
    driven.wait(1 * SECOND);
    driven.mustAct({ ...RENAME, newName: null, cluster: 'restored' });
    driven.reconnect();
    expect(driven.state).toBe('CONNECTED');
  });

  it('stays the old one on an HSM that is made while the store connects: KMS cannot use it', () => {
    const driven = inState('DISCONNECTED');
    driven.mustAct(CONNECT);
    driven.wait(5 * SECOND);
    // Its backup is of now; the password changes in 5 s, and it comes up in 10 s.
    driven.mustAct({ kind: 'CreateHsm', cluster: 'main', zone: 1 });
    driven.wait(30 * SECOND);
    const [first, , third] = driven.world.cluster!.hsms;
    expect([first!.isLoggedIn, third!.isBelievedUp, third!.isLoggedIn]).toEqual([
      true,
      true,
      false,
    ]);
    expect(driven.details('HsmLogin')).toEqual([
      'KMS cannot log in to hsm-3 as kmsuser; it is of no use to the store.',
    ]);
  });

  it.each(['locked', 'password-changed', 'logged-in-elsewhere'] as const)(
    '%s does nothing to sessions, and shuts KMS out of an HSM that rejoins until it is over',
    (how) => {
      const driven = new Driven(quiet());
      const { cluster: hsms, control } = driven.world;
      control.kmsuserFault(how);
      driven.wait(60 * SECOND);
      expect(hsms!.hsms.every(({ isLoggedIn }) => isLoggedIn)).toBe(true);
      // It goes and comes back, and its session went with it.
      hsms!.failHsm(1, 1 * SECOND);
      driven.wait(5 * SECOND);
      hsms!.healHsm(1);
      driven.wait(5 * SECOND);
      expect(hsms!.hsms.map(({ isLoggedIn }) => isLoggedIn)).toEqual([true, false]);
      control.endKmsuserFault(how);
      expect(hsms!.hsms.map(({ isLoggedIn }) => isLoggedIn)).toEqual([true, true]);
    },
  );

  it("is the operator's after a reset, which also unlocks: the way out of USER_LOCKED_OUT", () => {
    const driven = inState('DISCONNECTED');
    driven.world.control.kmsuserFault('locked');
    driven.reconnect();
    expect(driven.errorCode).toBe('USER_LOCKED_OUT');
    driven.mustAct(DISCONNECT);
    driven.wait(1 * SECOND);
    driven.mustAct(RESET);
    driven.wait(3 * SECOND);
    driven.mustAct(NEW_PASSWORD);
    driven.reconnect();
    expect(driven.state).toBe('CONNECTED');
  });
});
