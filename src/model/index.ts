/**
 * The model: what happens to a call, an attempt, a command, an HSM and a key. Imports `kernel`,
 * names and enums of `facts` (every number arrives in the config), and @noble/ciphers in the HSM's
 * vault. Computes no statistics and knows no prices; it tells a `Recorder`.
 */
export type { AttemptTable } from './attempts.ts';
export type { CallTable } from './calls.ts';
export type * from './config.ts';
export { USER_OPERATIONS } from './config/service.ts';
export { type DurabilityReport, type Fate } from './control/durability.ts';
export type { FailureConfig } from './availability/failing-part.ts';
export { Fleet, type FleetAccount, type FleetConfig } from './availability/fleet.ts';
export { MAX_FAULTS, Phase, Phases } from './faults/phases.ts';
export { placeKeys, type KeyPlacement } from './keys/key-placement.ts';
export { portableAesGcm, Vault, type AesGcm } from './hsm/vault.ts';
export { zoneName } from './network/zones.ts';
export {
  KEY_SPECS,
  operationCode,
  OPERATIONS,
  QUOTA_CLASSES,
  quotaClassOf,
  SYMMETRIC_OPERATIONS,
  type KeySpec,
  type OperationName,
  type QuotaClass,
} from './operations.ts';
export { isThrottled, Outcome, OUTCOMES, type OutcomeKind } from './outcomes.ts';
export type { ControlEvent, Recorder, RequestLog, UserOperation } from './recorder.ts';
export { meanRate } from './workload/mean-rate.ts';
export { World } from './world.ts';
