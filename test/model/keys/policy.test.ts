import { describe, expect, it } from 'vitest';
import type { KeyPolicyStatement } from '../../../src/model/index.ts';
import { isAllowed } from '../../../src/model/keys/policy.ts';

const OWN = { workload: 0, isKeyOwner: true, isIamDenied: false };
const FOREIGN = { workload: 1, isKeyOwner: false, isIamDenied: false };
const EVERYBODY: KeyPolicyStatement = { effect: 'Allow', principals: null, operations: null };
const GRANT = { keysOf: 0, grantee: 1, operations: ['Decrypt'] } as const;

function deny(workload: number): KeyPolicyStatement {
  return { effect: 'Deny', principals: [workload], operations: null };
}

describe('isAllowed', () => {
  it('leaves the right to IAM in the account that owns the key, and nowhere else', () => {
    expect(isAllowed(OWN, 'Encrypt', [], [])).toBe(true);
    expect(isAllowed(FOREIGN, 'Encrypt', [], [])).toBe(false);
  });

  it('lets another account in by a statement', () => {
    expect(isAllowed(FOREIGN, 'Encrypt', [EVERYBODY], [])).toBe(true);
    const decryptOnly: KeyPolicyStatement = { ...EVERYBODY, operations: ['Decrypt'] };
    expect(isAllowed(FOREIGN, 'Decrypt', [decryptOnly], [])).toBe(true);
    expect(isAllowed(FOREIGN, 'Encrypt', [decryptOnly], [])).toBe(false);
  });

  it('lets another account in by a grant, for its operations', () => {
    expect(isAllowed(FOREIGN, 'Decrypt', [], [GRANT])).toBe(true);
    expect(isAllowed(FOREIGN, 'Encrypt', [], [GRANT])).toBe(false);
    expect(isAllowed({ ...FOREIGN, workload: 2 }, 'Decrypt', [], [GRANT])).toBe(false);
  });

  it('lets an explicit deny win over statement and grant', () => {
    expect(isAllowed(FOREIGN, 'Decrypt', [EVERYBODY, deny(1)], [GRANT])).toBe(false);
    expect(isAllowed(OWN, 'Decrypt', [EVERYBODY, deny(1)], [])).toBe(true);
  });

  it("lets IAM's deny win over everything", () => {
    const denied = { ...OWN, isIamDenied: true };
    expect(isAllowed(denied, 'Decrypt', [EVERYBODY], [{ ...GRANT, grantee: 0 }])).toBe(false);
  });

  it('lets only those in whom a policy names, the owner of the key included', () => {
    const onlyWorkloadOne: KeyPolicyStatement = { ...EVERYBODY, principals: [1] };
    expect(isAllowed(FOREIGN, 'Encrypt', [onlyWorkloadOne], [])).toBe(true);
    expect(isAllowed(OWN, 'Encrypt', [onlyWorkloadOne], [])).toBe(false);
  });

  it('takes a policy of denials as one beside the default policy', () => {
    expect(isAllowed(OWN, 'Encrypt', [deny(1)], [])).toBe(true);
    expect(isAllowed(OWN, 'Encrypt', [deny(0)], [])).toBe(false);
  });
});
