import { describe, expect, it } from 'vitest';
import { OPERATIONS } from '../../src/model/index.ts';
import { loadScenario } from '../../src/scenario/index.ts';
import { studyOf } from './workload-of.ts';

function worldOf(workloads: string, more = '') {
  return studyOf(workloads, more).designs[0]!.world;
}

const CALLS = 'arrivals: { poisson: 1/s }';

describe('accounts', () => {
  it('are the main one, those listed, and those that workloads name, in this order', () => {
    const world = worldOf(`{ a: { ${CALLS}, account: other }, b: { ${CALLS} } }`);
    expect(world.kms.accounts.map(({ name }) => name)).toEqual(['main', 'other']);
    expect(world.workloads.map(({ account }) => account)).toEqual([1, 0]);
  });

  it('have a quota of their own where one is given', () => {
    const world = worldOf(
      `{ a: { ${CALLS}, account: partner } }`,
      'accounts: { partner: { quota: 20000/s } }',
    );
    expect(world.kms.accounts.map(({ quotas }) => quotas.symmetric?.ratePerSecond)).toEqual([
      100_000, 20_000,
    ]);
  });
});

describe('without a word about rights', () => {
  it('every workload uses keys of its own, and nothing is refused', () => {
    expect(worldOf(`{ a: { ${CALLS} }, b: { ${CALLS} } }`).access).toEqual({
      policies: [],
      iamDenied: [],
      grants: [],
      usesKeysOf: [0, 1],
    });
  });
});

describe('rights', () => {
  const { access } = worldOf(`
  app:
    ${CALLS}
    keyPolicy:
      - { allow: all, to: [app, partner] }
      - { deny: [Decrypt], to: [partner] }
      - { allow: [Encrypt] }
    grants: [{ to: guest, operations: [Decrypt] }, { to: partner }]
  partner: { ${CALLS}, usesKeysOf: app, account: far }
  guest: { ${CALLS}, usesKeysOf: app, iam: deny }
`);

  it('name workloads by their position, and everybody or all by null', () => {
    expect(access.policies).toEqual([
      {
        keysOf: 0,
        statements: [
          { effect: 'Allow', principals: [0, 1], operations: null },
          { effect: 'Deny', principals: [1], operations: ['Decrypt'] },
          { effect: 'Allow', principals: null, operations: ['Encrypt'] },
        ],
      },
    ]);
    expect(access.grants).toEqual([
      { keysOf: 0, grantee: 2, operations: ['Decrypt'] },
      { keysOf: 0, grantee: 1, operations: OPERATIONS },
    ]);
    expect(access.usesKeysOf).toEqual([0, 0, 0]);
    expect(access.iamDenied).toEqual([2]);
  });
});

it('a workload that uses the keys of another has none on the bill', () => {
  const keysOf = (more: string) =>
    studyOf(`{ app: { ${CALLS}, keys: 3 }, guest: { ${CALLS} ${more} } }`).designs[0]!.billing.keys;
  expect(keysOf('')).toBe(4);
  expect(keysOf(', usesKeysOf: app')).toBe(3);
});

describe('a workload in another account', () => {
  const stranger = (policy: string) =>
    studyOf(`{ app: { ${CALLS} ${policy} }, far: { ${CALLS}, account: other, usesKeysOf: app } }`)
      .warnings;

  it('that nothing lets in is warned of: every call would fail', () => {
    expect(stranger('').join()).toContain('Workload far is in another account than its keys');
  });

  it('is warned of for the stores that know key policies, which CloudHSM used directly does not', () => {
    const warningsOf = (stores: string) =>
      loadScenario({
        fileName: 'a.yaml',
        text: `workloads: { app: { ${CALLS} }, far: { ${CALLS}, account: other, usesKeysOf: app } }
stores: { ${stores} }`,
      }).warnings.join();
    const direct = 'hsm: { kind: cloudhsm-direct, hsms: 2 }';
    expect(warningsOf(direct)).not.toContain('AccessDenied');
    expect(warningsOf(`${direct}, cks: { kind: cloudhsm, hsms: 2 }`)).toContain(
      'AccessDeniedException in cks.',
    );
    expect(warningsOf('cks: { kind: cloudhsm, hsms: 2 }')).toContain('AccessDeniedException. ');
  });

  it('that a statement or a grant lets in is not', () => {
    expect(stranger(', keyPolicy: [{ allow: [Decrypt], to: [far] }]')).toEqual([]);
    expect(stranger(', grants: [{ to: far }]')).toEqual([]);
  });
});
