import type {
  AccessConfig,
  Grant,
  KeyPolicyStatement,
  StoreConfig,
  WorkloadConfig,
} from '../config.ts';
import { OPERATIONS, SYMMETRIC_OPERATIONS, type OperationName } from '../operations.ts';
import { Outcome } from '../outcomes.ts';
import { usageRefusal } from './key-usage.ts';
import { isAllowed } from './policy.ts';

/**
 * What does not depend on which key it is: whether a workload may do an operation with the keys it
 * uses, and whether such keys can do it. Looked up in a table that is made anew when a right
 * changes.
 */
export class KeyGate {
  readonly #workloads: readonly WorkloadConfig[];
  readonly #usesKeysOf: readonly number[];
  readonly #iamDenied: ReadonlySet<number>;
  readonly #storeKind: StoreConfig['kind'];
  readonly #statements: (readonly KeyPolicyStatement[])[];
  /** By workload and operation: `Outcome.success` or the refusal. */
  readonly #refusals: Uint8Array;
  #grants: readonly Grant[];
  /** Nothing that the workloads ask for is refused. */
  isOpen = true;

  constructor(
    workloads: readonly WorkloadConfig[],
    access: AccessConfig,
    storeKind: StoreConfig['kind'],
  ) {
    this.#workloads = workloads;
    this.#usesKeysOf = access.usesKeysOf;
    this.#iamDenied = new Set(access.iamDenied);
    this.#storeKind = storeKind;
    this.#statements = workloads.map((_, owner) =>
      access.policies.flatMap(({ keysOf, statements }) => (keysOf === owner ? statements : [])),
    );
    this.#grants = access.grants;
    this.#refusals = new Uint8Array(workloads.length * OPERATIONS.length);
    this.#review();
  }

  refusal(workload: number, operation: number): number {
    return this.#refusals[workload * OPERATIONS.length + operation]!;
  }

  /** Replaces the key policy of all keys of a workload. */
  putPolicy(keysOf: number, statements: readonly KeyPolicyStatement[]): void {
    this.#statements[keysOf] = statements;
    this.#review();
  }

  createGrant(grant: Grant): void {
    this.#grants = [...this.#grants, grant];
    this.#review();
  }

  /** Takes back every grant of the workload's keys to `grantee`. */
  revokeGrants(keysOf: number, grantee: number): void {
    this.#grants = this.#grants.filter(
      (grant) => grant.keysOf !== keysOf || grant.grantee !== grantee,
    );
    this.#review();
  }

  #review(): void {
    this.isOpen = true;
    this.#workloads.forEach((workload, index) => {
      const asked = askedOf(workload);
      OPERATIONS.forEach((operation, code) => {
        const refusal = this.#judge(index, operation);
        this.#refusals[index * OPERATIONS.length + code] = refusal;
        if (refusal !== Outcome.success && asked.has(operation)) this.isOpen = false;
      });
    });
  }

  #judge(index: number, operation: OperationName): number {
    const workload = this.#workloads[index]!;
    const owner = this.#usesKeysOf[index]!;
    const principal = {
      workload: index,
      isKeyOwner: workload.account === 0,
      isIamDenied: this.#iamDenied.has(index),
    };
    const grants = this.#grants.filter(({ keysOf }) => keysOf === owner);
    // Random numbers are nobody's: no key policy speaks of them.
    const isRight =
      operation === 'GenerateRandom'
        ? !principal.isIamDenied
        : isAllowed(principal, operation, this.#statements[owner]!, grants);
    if (!isRight) return Outcome.accessDenied;
    return usageRefusal(operation, workload.keySpec, workload.payloadBytes, this.#storeKind);
  }
}

/** What a workload can ask of KMS. */
function askedOf({ via, service, operations }: WorkloadConfig): ReadonlySet<OperationName> {
  if (via === 'pkcs11') return new Set();
  if (service !== null) return new Set([...SYMMETRIC_OPERATIONS, 'CreateGrant']);
  return new Set(operations.map(({ operation }) => operation));
}
