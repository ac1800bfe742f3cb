import { describe, expect, it } from 'vitest';
import { CONNECTION_STATES, findFact } from '../../../src/facts/index.ts';
import { answerInState, type StoreCall } from '../../../src/model/keys/key-store-states.ts';

const INVALID = 'CustomKeyStoreInvalidStateException';
const KMS_INVALID = 'KMSInvalidStateException';

/** The table of calls by state, written down again by hand; `(…)` is a choice of the simulator. */
const TABLE = `
                          DISCONNECTED  CONNECTING    CONNECTED     DISCONNECTING FAILED
ConnectCustomKeyStore     starts        (ok)          (ok)          ${INVALID} ${INVALID}
DisconnectCustomKeyStore  ${INVALID}    (starts)      starts        ${INVALID} starts
UpdateCustomKeyStore      ok            ${INVALID}    ${INVALID}    ${INVALID} ${INVALID}
DeleteCustomKeyStore      ok            ${INVALID}    ${INVALID}    ${INVALID} ${INVALID}
CreateKey                 ${INVALID}    ${INVALID}    ok            ${INVALID} ${INVALID}
GenerateRandom            ${INVALID}    ${INVALID}    ok            ${INVALID} ${INVALID}
Cryptography              ${KMS_INVALID} ${KMS_INVALID} ok          ${KMS_INVALID} ${KMS_INVALID}
DescribeKey               ok            ok            ok            ok            ok
DescribeCustomKeyStores   ok            ok            ok            ok            ok
EnableKey                 ok            ok            ok            ok            ok
DisableKey                ok            ok            ok            ok            ok
ScheduleKeyDeletion       ok            ok            ok            ok            ok
`;

const [header, ...rows] = TABLE.trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/));

const CELLS = rows.flatMap(([call, ...cells]) =>
  cells.map((cell, i) => ({
    call: call as StoreCall,
    state: header![i] as (typeof CONNECTION_STATES)[number],
    answer: cell.replace(/[()]/g, ''),
    confidence: cell.startsWith('(') ? 'assumption' : 'documented',
  })),
);

const FACT_OF: Readonly<Partial<Record<StoreCall, string>>> = {
  ConnectCustomKeyStore: 'keyStore.api.connectCustomKeyStore',
  DisconnectCustomKeyStore: 'keyStore.api.disconnectCustomKeyStore',
  UpdateCustomKeyStore: 'keyStore.api.updateCustomKeyStore',
  DeleteCustomKeyStore: 'keyStore.api.deleteCustomKeyStore',
  CreateKey: 'keyStore.api.createKey',
  GenerateRandom: 'keyStore.api.generateRandom',
  Cryptography: 'keyStore.api.keyCryptography',
};

describe('what a call answers in each state of a CloudHSM key store', () => {
  it('is written down for twelve calls in five states', () => {
    expect(CELLS).toHaveLength(12 * CONNECTION_STATES.length);
    expect([...header!].sort()).toEqual([...CONNECTION_STATES].sort());
  });

  it.each(CELLS)('$call in $state: $answer, $confidence', (cell) => {
    const { call, state, answer, confidence } = cell;
    const context = { storeKind: 'cloudhsm', changes: ['cluster'] } as const;
    expect(answerInState(call, state, context)).toEqual({ answer, confidence });
  });

  it.each(CELLS.filter(({ call }) => call in FACT_OF))(
    '$call in $state agrees with the catalogue of facts',
    ({ call, state, answer, confidence }) => {
      const value = findFact(FACT_OF[call]!)!.value as Readonly<Record<string, string>>;
      const documented = value[state]!;
      if (documented === 'undocumented') expect(confidence).toBe('assumption');
      // The one cell with a condition, tested below.
      else if (documented.startsWith('ok if empty')) expect(answer).toBe('ok');
      else expect({ answer, confidence }).toEqual({ answer: documented, confidence: 'documented' });
    },
  );
});

describe('DeleteCustomKeyStore', () => {
  it('refuses a store that still has keys, if its state does not refuse first', () => {
    const answer = (state: (typeof CONNECTION_STATES)[number]) =>
      answerInState('DeleteCustomKeyStore', state, { storeKind: 'cloudhsm', isEmpty: false })
        .answer;
    const fact = findFact('keyStore.api.deleteCustomKeyStore')!.value;
    expect(fact).toHaveProperty('DISCONNECTED', `ok if empty, else ${answer('DISCONNECTED')}`);
    expect(answer('DISCONNECTED')).toBe('CustomKeyStoreHasCMKsException');
    expect(answer('CONNECTED')).toBe(INVALID);
  });
});

describe('UpdateCustomKeyStore', () => {
  const isFree = (
    storeKind: 'cloudhsm' | 'external',
    changes: Parameters<typeof answerInState>[2]['changes'] & {},
  ) =>
    CONNECTION_STATES.filter(
      (state) =>
        answerInState('UpdateCustomKeyStore', state, { storeKind, changes }).answer === 'ok',
    );

  it('takes a new name in every state', () => {
    expect(isFree('cloudhsm', ['name'])).toEqual([...CONNECTION_STATES]);
    expect(isFree('external', ['name'])).toEqual([...CONNECTION_STATES]);
  });

  it('takes a new credential and URI path of an external key store in every state', () => {
    expect(isFree('external', ['credential', 'uri-path'])).toEqual([...CONNECTION_STATES]);
  });

  it('takes a cluster, a password or an endpoint only while disconnected', () => {
    expect(isFree('cloudhsm', ['cluster'])).toEqual(['DISCONNECTED']);
    expect(isFree('cloudhsm', ['password'])).toEqual(['DISCONNECTED']);
    expect(isFree('external', ['endpoint'])).toEqual(['DISCONNECTED']);
  });

  it('refuses the name too where something else comes with it', () => {
    expect(isFree('cloudhsm', ['name', 'cluster'])).toEqual(['DISCONNECTED']);
  });
});

describe('GenerateRandom of an external key store', () => {
  it.each([...CONNECTION_STATES])('does not exist, in %s as elsewhere', (state) => {
    expect(answerInState('GenerateRandom', state, { storeKind: 'external' }).answer).toBe(
      'UnsupportedOperationException',
    );
  });
});
