import type { OperationName } from '../operations.ts';

/**
 * Who may use the keys of which workload. Without statements the account that owns the keys may do
 * everything, and other accounts nothing.
 */
export interface AccessConfig {
  /** Key policy of all keys of a workload. */
  readonly policies: readonly {
    readonly keysOf: number;
    readonly statements: readonly KeyPolicyStatement[];
  }[];
  /** Workloads whose IAM policy denies them KMS. */
  readonly iamDenied: readonly number[];
  readonly grants: readonly Grant[];
  /** A workload may use another's keys: position of the workload that owns them. */
  readonly usesKeysOf: readonly number[];
}

/** An explicit deny wins over every allow. */
export interface KeyPolicyStatement {
  readonly effect: 'Allow' | 'Deny';
  /** Workloads (as principals) it speaks of; null: everybody, in whatever account. */
  readonly principals: readonly number[] | null;
  /** null: all operations. */
  readonly operations: readonly OperationName[] | null;
}

export interface Grant {
  readonly keysOf: number;
  readonly grantee: number;
  readonly operations: readonly OperationName[];
}
