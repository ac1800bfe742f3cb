/**
 * The model: what happens to a call, an attempt, a command, an HSM and a key. Imports `kernel`,
 * names and enums of `facts` (every number arrives in the config), and @noble/ciphers in the HSM's
 * vault. Computes no statistics and knows no prices; it tells a `Recorder`.
 */
export type { AttemptTable } from './attempts.ts';
export type { CallTable } from './calls.ts';
export type {
  ArrivalsConfig,
  Balancing,
  ClientConfig,
  CloudHsmStoreConfig,
  ClusterConfig,
  CryptoConfig,
  DirectStoreConfig,
  FaultConfig,
  KmsConfig,
  LimiterConfig,
  NetworkConfig,
  RetryConfig,
  StandardStoreConfig,
  StoreConfig,
  WorkloadConfig,
  WorldConfig,
} from './config.ts';
export { MAX_FAULTS, Phase } from './faults/phases.ts';
export { portableAesGcm, Vault, type AesGcm } from './hsm/vault.ts';
export { zoneName } from './network/zones.ts';
export { operationCode, OPERATIONS, type OperationName } from './operations.ts';
export { isThrottled, Outcome, OUTCOMES } from './outcomes.ts';
export type { Recorder } from './recorder.ts';
export { World } from './world.ts';
