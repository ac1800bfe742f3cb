import type { Fate } from '../model/index.ts';

/** Events of AWS CloudTrail in a month. */
export interface AuditResult {
  /** Requests that reached KMS, each one a management event. */
  readonly eventsPerMonth: number;
  readonly byOperation: Readonly<Record<string, number>>;
  /** Requests that KMS refused for going too fast; whether all of them are logged is undocumented. */
  readonly throttledPerMonth: number;
  /** What a second copy of the events costs a month; the first is free. */
  readonly trailCopyUsd: number;
  /** False where KMS is not used: CloudHSM writes no event for an operation with a key. */
  readonly isLogged: boolean;
}

/**
 * Keys and data at the end of the replication that lost most. `waiting`: only on HSMs out of reach
 * or in a backup, or the store is not connected; `lost`: nowhere, for good. Of keys that were
 * deleted on purpose, `orphaned`: material is left on an HSM; else `deleted`.
 */
export interface DurabilityResult {
  readonly keys: Readonly<Record<Fate, number>>;
  /** Ciphertexts made under such keys. */
  readonly ciphertexts: Readonly<Record<Fate, number>>;
  /** Age of the newest backup at the end: keys made since are on HSMs only. null: no backup. */
  readonly newestBackupAgeMs: number | null;
  /** Longest time that a key was on fewer than two HSMs. */
  readonly longestUnderTwoHsmsMs: number;
  /** Ciphertexts really tried at the end, and those that really did not open. */
  readonly tried: number;
  readonly failed: number;
  /** Keys of which a ciphertext did not open. */
  readonly keysFailed: number;
}

export interface ControlEventResult {
  /** From the start of the measured time; negative before it. */
  readonly atMs: number;
  readonly action: string;
  readonly subject: string;
  readonly result: string;
  readonly detail: string;
}

export interface CryptoResult {
  readonly mode: 'every' | 'sampled' | 'off';
  readonly sampleOneIn: number;
  /** AES-256-GCM operations really done. */
  readonly operations: number;
  /** Of these, decrypts whose plaintext was compared with what had been encrypted. */
  readonly verified: number;
  /** Decrypts that were really tried and really refused. */
  readonly refused: number;
  /** Of the replication that lost most. */
  readonly keysLost: number;
  readonly ciphertextsLost: number;
}

export interface Bill {
  readonly monthUsd: number;
  readonly perMillionCallsUsd: number;
  readonly callsPerMonth: number;
  /** `given` by the scenario or `extrapolated` from the simulated mean rate. */
  readonly volume: 'given' | 'extrapolated';
  readonly hoursPerMonth: number;
  readonly lines: readonly BillLine[];
  readonly volumes: readonly VolumeResult[];
}

/** What the bill takes one workload to do in a month. */
export interface VolumeResult {
  readonly workload: string;
  /** What `perMonth` counts. */
  readonly of: 'calls' | 'user operations';
  readonly perMonth: number;
  readonly volume: 'given' | 'extrapolated';
  /** Requests that reach KMS for it, as measured for each call or user operation. */
  readonly requestsPerMonth: number;
}

export interface BillLine {
  readonly item: string;
  readonly quantity: number;
  readonly unit: string;
  readonly unitPriceUsd: number;
  readonly amountUsd: number;
  readonly source: string;
  readonly asOf: string;
}
