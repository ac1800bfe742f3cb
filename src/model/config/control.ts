import type { Law } from '../../kernel/index.ts';
import type { ConnectionErrorCode } from '../keys/store-connection.ts';
import type { KeyPolicyStatement } from './access.ts';

/** How long things take in the control plane (model page, section 2.6). */
export interface ControlConfig {
  readonly hsmType: 'hsm1.medium' | 'hsm2m.medium';
  /** Keys that one HSM of each type can hold; orphaned key material counts. */
  readonly maxKeys: Readonly<Record<ControlConfig['hsmType'], number>>;
  readonly maxHsms: number;
  readonly connectNs: number;
  readonly disconnectNs: number;
  readonly stateChangeVisibleNs: number;
  readonly keySyncNs: number;
  readonly backup: {
    readonly periodNs: number;
    readonly readyNs: number;
    readonly retentionNs: number;
    /** Age of the newest backup when the measured time begins. */
    readonly ageNs: number;
  };
  readonly createClusterNs: number;
  readonly passwordResetNs: number;
  readonly migrationPerHsmNs: number;
  readonly migrationMostHsms: number;
  /** How long after its beginning a migration can be rolled back. */
  readonly migrationRollbackNs: number;
  readonly keyDeletionDelayNs: number;
  /** Requests per second of KMS's management operations, by AWS's names; not named: not limited. */
  readonly managementQuotas: Readonly<Record<string, number>>;
  /** One law for all HSMs that are ever made. */
  readonly provisioningNs: Law;
}

/**
 * One thing that an operator does. Steps run in the order given. `atNs` null: when the step before
 * has completed, its asynchronous part included; then `delayNs` later.
 */
export interface TimelineStep {
  readonly name: string;
  readonly atNs: number | null;
  readonly delayNs: number;
  readonly action: ControlAction;
}

/** Actions by AWS's names. Keys are named by workload and position among its keys, from 0. */
export type ControlAction =
  | { readonly kind: 'CreateCluster'; readonly cluster: string }
  | { readonly kind: 'InitializeCluster'; readonly cluster: string }
  | { readonly kind: 'ActivateCluster'; readonly cluster: string }
  | { readonly kind: 'DeleteCluster'; readonly cluster: string }
  | { readonly kind: 'CreateHsm'; readonly cluster: string; readonly zone: number }
  | { readonly kind: 'DeleteHsm'; readonly cluster: string; readonly hsm: number }
  /** hsm1.medium to hsm2m.medium, in place. */
  | { readonly kind: 'ModifyCluster'; readonly cluster: string }
  | { readonly kind: 'RollbackCluster'; readonly cluster: string }
  /** A new cluster of `hsms` HSMs from a backup of `from`. */
  | {
      readonly kind: 'RestoreCluster';
      readonly cluster: string;
      readonly from: string;
      readonly hsms: number;
      readonly backup: 'newest' | 'oldest';
    }
  | { readonly kind: 'CopyBackupToRegion'; readonly cluster: string; readonly region: string }
  | {
      readonly kind: 'DeleteBackup';
      readonly cluster: string;
      readonly backup: 'newest' | 'oldest';
    }
  | { readonly kind: 'ResetKmsuserPassword'; readonly cluster: string }
  | {
      readonly kind: 'CreateCustomKeyStore';
      readonly cluster: string;
      readonly trustAnchor: 'right' | 'wrong';
    }
  | { readonly kind: 'ConnectCustomKeyStore' }
  | { readonly kind: 'DisconnectCustomKeyStore' }
  | {
      readonly kind: 'UpdateCustomKeyStore';
      /** null: unchanged. */
      readonly cluster: string | null;
      readonly passwordIsNew: boolean;
      readonly newName: string | null;
    }
  | { readonly kind: 'DeleteCustomKeyStore' }
  | { readonly kind: 'CreateKey'; readonly workload: number; readonly count: number }
  | KeyAction
  | {
      readonly kind: 'PutKeyPolicy';
      readonly workload: number;
      readonly statements: readonly KeyPolicyStatement[];
    }
  | { readonly kind: 'CreateGrant'; readonly workload: number; readonly grantee: number }
  | { readonly kind: 'RevokeGrant'; readonly workload: number; readonly grantee: number }
  /** Something outside is wrong, so that connecting fails with this error; null: it is repaired. */
  | { readonly kind: 'Misconfigure'; readonly what: ConnectionErrorCode | null }
  /** Really tries to decrypt every ciphertext that was kept, and counts what failed. */
  | { readonly kind: 'AuditCiphertexts' };

/** `key` null: all keys of the workload. */
export type KeyAction = {
  readonly workload: number;
  readonly key: number | null;
} & (
  | {
      readonly kind:
        | 'EnableKey'
        | 'DisableKey'
        | 'CancelKeyDeletion'
        /** Manual rotation: a new key takes over the alias; what is sealed stays with the old. */
        | 'UpdateAlias'
        | 'EnableKeyRotation'
        | 'RotateKeyOnDemand'
        | 'ImportKeyMaterial'
        | 'ReplicateKey';
    }
  | { readonly kind: 'ScheduleKeyDeletion'; readonly windowNs: number }
);
