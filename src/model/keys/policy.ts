import type { Grant, KeyPolicyStatement } from '../config.ts';
import type { OperationName } from '../operations.ts';

/** Who asks: a workload as an IAM principal, in the account that owns the key or in another. */
export interface Principal {
  readonly workload: number;
  readonly isKeyOwner: boolean;
  /** Its IAM policy denies it KMS. */
  readonly isIamDenied: boolean;
}

/**
 * Whether `principal` may do `operation` with a key of these statements and grants. An explicit
 * deny, in the key policy or in IAM, wins over everything. A principal of another account needs a
 * statement or a grant of the key's; one of the owner's account needs none while the key policy
 * allows nothing expressly, since the default policy leaves the right to IAM. (A policy of denials
 * alone therefore comes on top of the default one: by itself AWS would refuse it, as nobody could
 * ever change it again.)
 */
export function isAllowed(
  principal: Principal,
  operation: OperationName,
  statements: readonly KeyPolicyStatement[],
  grants: readonly Grant[],
): boolean {
  if (principal.isIamDenied) return false;
  const speaking = statements.filter(
    ({ principals, operations }) =>
      (principals === null || principals.includes(principal.workload)) &&
      (operations === null || operations.includes(operation)),
  );
  if (speaking.some(({ effect }) => effect === 'Deny')) return false;
  if (speaking.some(({ effect }) => effect === 'Allow')) return true;
  const isGranted = grants.some(
    ({ grantee, operations }) => grantee === principal.workload && operations.includes(operation),
  );
  if (isGranted) return true;
  return principal.isKeyOwner && !statements.some(({ effect }) => effect === 'Allow');
}
