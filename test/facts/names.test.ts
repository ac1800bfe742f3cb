import { describe, expect, it } from 'vitest';
import {
  BACKUP_STATES,
  CLUSTER_STATES,
  CONNECTION_ERROR_CODES,
  CONNECTION_STATES,
  findFact,
  HSM_STATES,
  KEY_STATES,
} from '../../src/facts/index.ts';

describe('the names of the APIs', () => {
  it('are the values of their facts', () => {
    expect(findFact('api.backupStates')?.value).toBe(BACKUP_STATES);
    expect(findFact('api.clusterStates')?.value).toBe(CLUSTER_STATES);
    expect(findFact('api.connectionErrorCodes')?.value).toBe(CONNECTION_ERROR_CODES);
    expect(findFact('api.connectionStates')?.value).toBe(CONNECTION_STATES);
    expect(findFact('api.hsmStates')?.value).toBe(HSM_STATES);
    expect(findFact('api.keyStates')?.value).toBe(KEY_STATES);
  });

  it.each([
    'connectCustomKeyStore',
    'createKey',
    'deleteCustomKeyStore',
    'disconnectCustomKeyStore',
    'generateRandom',
    'keyCryptography',
    'updateCustomKeyStore',
  ])('cover every connection state in keyStore.api.%s', (call) => {
    const answers = Object.keys(Object(findFact(`keyStore.api.${call}`)?.value));
    expect(answers.sort()).toEqual([...CONNECTION_STATES].sort());
  });

  it('answer a cryptographic call only in state CONNECTED', () => {
    const answers = Object.entries(Object(findFact('keyStore.api.keyCryptography')?.value));
    for (const [state, answer] of answers)
      expect(answer).toBe(state === 'CONNECTED' ? 'ok' : 'KMSInvalidStateException');
  });
});
