import type { ConnectionState } from './store-connection.ts';

/** Calls whose answer the connection state of a custom key store can decide. */
export type StoreCall =
  | 'ConnectCustomKeyStore'
  | 'DisconnectCustomKeyStore'
  | 'UpdateCustomKeyStore'
  | 'DeleteCustomKeyStore'
  | 'CreateKey'
  | 'GenerateRandom'
  /** Every other use of a key of the store. */
  | 'Cryptography'
  | 'DescribeKey'
  | 'DescribeCustomKeyStores'
  | 'EnableKey'
  | 'DisableKey'
  | 'ScheduleKeyDeletion';

/** What else decides, beside the state. */
export interface StoreCallContext {
  readonly storeKind: 'cloudhsm' | 'external';
  /** For DeleteCustomKeyStore: the store has no KMS keys any more. */
  readonly isEmpty?: boolean;
  /** For UpdateCustomKeyStore: what is changed. */
  readonly changes?: readonly StoreProperty[];
}

/** A cluster, or a password, of a CloudHSM key store; the rest of an external one. */
export type StoreProperty =
  'name' | 'cluster' | 'password' | 'credential' | 'uri-path' | 'endpoint';

export interface StateAnswer {
  /** Done at once, begun, or the name of AWS's error. */
  readonly answer: 'ok' | 'starts' | StoreCallError;
  /** Whether AWS says so, or the simulator has had to choose. */
  readonly confidence: 'documented' | 'assumption';
}

type StoreCallError =
  | 'CustomKeyStoreInvalidStateException'
  | 'CustomKeyStoreHasCMKsException'
  | 'KMSInvalidStateException'
  | 'UnsupportedOperationException';

type Row = Readonly<Record<ConnectionState, StateAnswer>>;

const ok: StateAnswer = { answer: 'ok', confidence: 'documented' };
const starts: StateAnswer = { answer: 'starts', confidence: 'documented' };
const wrongState: StateAnswer = refused('CustomKeyStoreInvalidStateException');
const everywhereOk = row(ok, ok, ok, ok, ok);
const onlyDisconnected = row(ok, wrongState, wrongState, wrongState, wrongState);
const onlyConnected = (refusal: StateAnswer) => row(refusal, refusal, ok, refusal, refusal);
const keyUse = onlyConnected(refused('KMSInvalidStateException'));

const ROWS: Readonly<Record<StoreCall, Row>> = {
  // A second connect is taken as a wish that is on its way or fulfilled: it changes nothing.
  ConnectCustomKeyStore: row(starts, assumed('ok'), assumed('ok'), wrongState, wrongState),
  // Who disconnects while it is connecting gives the connecting up.
  DisconnectCustomKeyStore: row(wrongState, assumed('starts'), starts, wrongState, starts),
  UpdateCustomKeyStore: onlyDisconnected,
  DeleteCustomKeyStore: onlyDisconnected,
  CreateKey: onlyConnected(wrongState),
  GenerateRandom: onlyConnected(wrongState),
  Cryptography: keyUse,
  DescribeKey: everywhereOk,
  DescribeCustomKeyStores: everywhereOk,
  EnableKey: everywhereOk,
  DisableKey: everywhereOk,
  ScheduleKeyDeletion: everywhereOk,
};

/** Properties that can be changed in every state. */
const ALWAYS: Readonly<Record<StoreCallContext['storeKind'], readonly StoreProperty[]>> = {
  cloudhsm: ['name'],
  external: ['name', 'credential', 'uri-path'],
};

/**
 * What a call answers in each connection state of its key store (KMS API and KMS Developer Guide,
 * "Fix a key store"; model page, section 5). Only the state is judged: other reasons to refuse come
 * after it.
 */
export function answerInState(
  call: StoreCall,
  state: ConnectionState,
  context: StoreCallContext,
): StateAnswer {
  const { storeKind, isEmpty = true, changes = [] } = context;
  if (call === 'GenerateRandom' && storeKind === 'external') {
    return refused('UnsupportedOperationException');
  }
  if (call === 'UpdateCustomKeyStore') {
    const isFree = changes.every((change) => ALWAYS[storeKind].includes(change));
    if (isFree && changes.length > 0) return ok;
  }
  const answer = ROWS[call][state];
  if (call === 'DeleteCustomKeyStore' && answer === ok && !isEmpty) {
    return refused('CustomKeyStoreHasCMKsException');
  }
  return answer;
}

function row(
  DISCONNECTED: StateAnswer,
  CONNECTING: StateAnswer,
  CONNECTED: StateAnswer,
  DISCONNECTING: StateAnswer,
  FAILED: StateAnswer,
): Row {
  return { DISCONNECTED, CONNECTING, CONNECTED, DISCONNECTING, FAILED };
}

function refused(error: StoreCallError): StateAnswer {
  return { answer: error, confidence: 'documented' };
}

function assumed(answer: 'ok' | 'starts'): StateAnswer {
  return { answer, confidence: 'assumption' };
}
