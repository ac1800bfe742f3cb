import type { CONNECTION_STATES } from '../../../src/facts/index.ts';
import type { ControlAction } from '../../../src/model/index.ts';
import { SECOND } from '../worlds.ts';
import { Driven, quiet } from './driven.ts';

export const CONNECT = { kind: 'ConnectCustomKeyStore' } as const satisfies ControlAction;
export const DISCONNECT = { kind: 'DisconnectCustomKeyStore' } as const satisfies ControlAction;
export const RENAME = {
  kind: 'UpdateCustomKeyStore',
  cluster: null,
  passwordIsNew: false,
  newName: 'other',
} as const satisfies ControlAction;
export const NEW_PASSWORD = {
  ...RENAME,
  passwordIsNew: true,
  newName: null,
} as const satisfies ControlAction;
export const DELETE = { kind: 'DeleteCustomKeyStore' } as const satisfies ControlAction;
export const RESET = {
  kind: 'ResetKmsuserPassword',
  cluster: 'main',
} as const satisfies ControlAction;

export type State = (typeof CONNECTION_STATES)[number];

/** A key store brought into a state by what leads there. */
export function inState(state: State, config = quiet()): Driven {
  const driven = new Driven(config);
  if (state === 'CONNECTED') return driven;
  driven.mustAct(DISCONNECT);
  if (state === 'DISCONNECTING') return driven;
  driven.wait(1 * SECOND);
  if (state === 'DISCONNECTED') return driven;
  if (state === 'FAILED') driven.mustAct({ kind: 'Misconfigure', what: 'INTERNAL_ERROR' });
  driven.mustAct(CONNECT);
  if (state === 'FAILED') driven.wait(10 * SECOND);
  return driven;
}

/** Creates, initialises and activates a cluster of one HSM. */
export function activated(driven: Driven, name: string): void {
  driven.mustAct({ kind: 'CreateCluster', cluster: name });
  driven.wait(5 * SECOND);
  driven.mustAct({ kind: 'CreateHsm', cluster: name, zone: 0 });
  driven.wait(11 * SECOND);
  driven.mustAct({ kind: 'InitializeCluster', cluster: name });
  driven.wait(1);
  driven.mustAct({ kind: 'ActivateCluster', cluster: name });
  driven.wait(1 * SECOND);
}

/** Deletes the one key, the key store with it. */
export function withoutStore(driven: Driven): void {
  const windowNs = 7 * SECOND;
  driven.mustAct({ kind: 'ScheduleKeyDeletion', workload: 0, key: null, windowNs });
  driven.wait(windowNs);
  if (driven.state !== 'DISCONNECTED') driven.mustAct(DISCONNECT);
  driven.wait(1 * SECOND);
  driven.mustAct(DELETE);
}
