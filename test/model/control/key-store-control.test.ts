import { describe, expect, it } from 'vitest';
import { CONNECTION_STATES } from '../../../src/facts/index.ts';
import { Outcome } from '../../../src/model/index.ts';
import { watch } from '../watch.ts';
import { MS, SECOND, STANDARD, world, CONTROL } from '../worlds.ts';
import { Driven, quiet } from './driven.ts';
import {
  CONNECT,
  DISCONNECT,
  RENAME,
  NEW_PASSWORD,
  DELETE,
  RESET,
  inState,
  type State,
} from './store-steps.ts';

const INVALID = 'CustomKeyStoreInvalidStateException';

describe('the connection state', () => {
  // KMS API reference, and the choices for what it leaves open: connecting twice, and disconnecting
  // while connecting.
  const answers: Record<State, readonly [string, string, string, string]> = {
    DISCONNECTED: ['started', INVALID, 'ok', 'CustomKeyStoreHasCMKsException'],
    CONNECTING: ['ok', 'started', INVALID, INVALID],
    CONNECTED: ['ok', 'started', INVALID, INVALID],
    DISCONNECTING: [INVALID, INVALID, INVALID, INVALID],
    FAILED: [INVALID, 'started', INVALID, INVALID],
  };

  it.each(CONNECTION_STATES)('%s decides what may be done to the key store', (state) => {
    [CONNECT, DISCONNECT, NEW_PASSWORD, DELETE].forEach((action, i) => {
      const driven = inState(state);
      expect(driven.state).toBe(state);
      expect(driven.act(action), `answer to ${action.kind}`).toBe(answers[state][i]);
    });
  });

  it.each(CONNECTION_STATES)('%s lets the name be changed', (state) => {
    expect(inState(state).act(RENAME)).toBe('ok');
  });

  it('is CONNECTING for as long as connecting takes, and DISCONNECTING likewise', () => {
    const driven = inState('CONNECTING');
    driven.wait(10 * SECOND - 1);
    expect(driven.state).toBe('CONNECTING');
    driven.wait(1);
    expect(driven.state).toBe('CONNECTED');
    driven.mustAct(DISCONNECT);
    driven.wait(1 * SECOND - 1);
    expect(driven.state).toBe('DISCONNECTING');
    driven.wait(1);
    expect(driven.state).toBe('DISCONNECTED');
  });

  it('FAILED must be disconnected before the next connect, which then succeeds', () => {
    const driven = inState('FAILED');
    expect(driven.errorCode).toBe('INTERNAL_ERROR');
    driven.mustAct({ kind: 'Misconfigure', what: null });
    expect(driven.act(CONNECT)).toBe(INVALID);
    driven.reconnect();
    expect([driven.state, driven.errorCode]).toEqual(['CONNECTED', null]);
  });

  it('follows who gives up connecting: the connect that was under way changes nothing more', () => {
    const driven = inState('CONNECTING');
    driven.wait(9.5 * SECOND);
    driven.mustAct(DISCONNECT);
    driven.wait(600 * MS);
    expect(driven.state).toBe('DISCONNECTING');
    driven.wait(60 * SECOND);
    expect(driven.state).toBe('DISCONNECTED');
  });

  it('does not leave CONNECTED because HSMs fail', () => {
    const driven = new Driven(quiet());
    driven.lose(0, 1);
    driven.wait(4 * SECOND);
    expect(driven.state).toBe('CONNECTED');
    expect(driven.world.registry.stateOf(0)).toBe('Enabled');
  });

  it('makes keys Unavailable in every state but CONNECTED', () => {
    for (const state of CONNECTION_STATES) {
      const expected = state === 'CONNECTED' ? 'Enabled' : 'Unavailable';
      expect(inState(state).world.registry.stateOf(0), `while ${state}`).toBe(expected);
    }
  });

  it('reaches the data path some time later where changes take their time to be seen', () => {
    const driven = inState(
      'CONNECTED',
      quiet({ control: { ...CONTROL, stateChangeVisibleNs: 5 * SECOND } }),
    );
    driven.mustAct(DISCONNECT);
    expect(driven.world.control.connection.isConnected).toBe(true);
    expect(driven.act(CONNECT)).toBe(INVALID);
    driven.wait(5 * SECOND);
    expect(driven.world.control.connection.isConnected).toBe(false);
  });

  it('other than CONNECTED refuses every call with KMSInvalidStateException', () => {
    const timeline = [
      { name: 'off', atNs: 3 * SECOND, delayNs: 0, action: DISCONNECT },
      { name: 'on', atNs: 5 * SECOND, delayNs: 0, action: CONNECT },
    ];
    const { watcher } = watch(world({ durationNs: 20 * SECOND, timeline }));
    // Connected again at 15 s. A request is judged 0.25 ms after it was sent.
    const refused = watcher.ended.filter(({ outcome }) => outcome === Outcome.storeNotConnected);
    const away = watcher.ended.filter(
      ({ dueNs }) => dueNs > 3 * SECOND && dueNs + 0.25 * MS < 15 * SECOND,
    );
    expect(refused.length).toBeGreaterThan(2000);
    expect(refused.length).toBe(away.length);
    expect(watcher.outcomes()).toEqual({
      success: watcher.due - refused.length,
      storeNotConnected: refused.length,
    });
  });
});

describe('a design without a custom key store', () => {
  it('says of the actions on one that they do not apply', () => {
    const driven = new Driven(quiet({ store: STANDARD }));
    for (const action of [CONNECT, DISCONNECT, RENAME, DELETE, RESET]) {
      expect(driven.act(action), `answer to ${action.kind}`).toBe('does not apply');
    }
    expect(driven.details('ConnectCustomKeyStore')).toEqual([
      'This design has nothing of the kind.',
    ]);
  });
});
