import type { Law } from '../kernel/index.ts';
import type { AccessConfig } from './config/access.ts';
import type { ControlConfig, TimelineStep } from './config/control.ts';
import type { FaultConfig } from './config/fault.ts';
import type { LimiterConfig, StoreConfig } from './config/store.ts';
import type { WorkloadConfig } from './config/workload.ts';
import type { KeySpec, QuotaClass } from './operations.ts';

export type * from './config/access.ts';
export type * from './config/client.ts';
export type * from './config/control.ts';
export type * from './config/fault.ts';
export type * from './config/service.ts';
export type * from './config/store.ts';
export type * from './config/workload.ts';

/**
 * What a simulation needs to be told: plain, JSON-safe, fully resolved. Times are integer
 * nanoseconds from the start of the simulation, which is the start of the warm-up; laws are in
 * nanoseconds; rates per second; shares 0 to 1.
 */
export interface WorldConfig {
  readonly warmUpNs: number;
  /** Measured time, after the warm-up. Arrivals stop at its end. */
  readonly durationNs: number;
  /** How long calls may still end after the last arrival; what is left then is in flight. */
  readonly drainNs: number;
  readonly workloads: readonly WorkloadConfig[];
  readonly access: AccessConfig;
  readonly network: NetworkConfig;
  readonly kms: KmsConfig;
  readonly store: StoreConfig;
  readonly control: ControlConfig;
  readonly timeline: readonly TimelineStep[];
  readonly faults: readonly FaultConfig[];
  /** Parts of the run of which calls are counted apart; they may overlap. Nothing follows from them. */
  readonly ranges: readonly TimeRange[];
  readonly crypto: CryptoConfig;
  readonly bounds: { readonly maxEvents: number; readonly maxCallsInFlight: number };
}

/** From `fromNs` to just before `toNs`, both from the start of the simulation, as those of faults. */
export interface TimeRange {
  /** As the scenario writes it, from the start of the measured time: `30 s..90 s`. */
  readonly name: string;
  readonly fromNs: number;
  readonly toNs: number;
}

export interface NetworkConfig {
  /** Availability zones in use, 1 to 6, named a, b, c … */
  readonly zones: number;
  /** Laws of ONE direction (half a round trip). */
  readonly clientToKmsHopNs: Law;
  readonly kmsToClientHopNs: Law;
  readonly sameZoneHopNs: Law;
  readonly crossZoneHopNs: Law;
  /** Chance that a hop is lost, on every link, and what that costs. */
  readonly loss: LossConfig;
}

/** Each lost hop waits for its retransmission, doubling; after `most` losses it never arrives. */
export interface LossConfig {
  readonly share: number;
  readonly retransmitNs: number;
  readonly most: number;
}

export interface KmsConfig {
  /** Position 0 owns the keys; workloads name theirs by position. */
  readonly accounts: readonly AccountConfig[];
  /** Front latency F of model page section 1.2. */
  readonly frontNs: Law;
  readonly rejectNs: Law;
  readonly detectZoneNs: number;
  readonly detectLinkNs: number;
  readonly rejoinNs: number;
  /** Work of KMS's own fleet on other kinds of key, relative to AES; 1 where not named. */
  readonly backendScale: Readonly<Partial<Record<KeySpec, number>>>;
}

export interface AccountConfig {
  /** `main`, or what the scenario calls it. */
  readonly name: string;
  /** A class that is not named is not limited. */
  readonly quotas: Readonly<Partial<Record<QuotaClass, LimiterConfig>>>;
}

export interface CryptoConfig {
  readonly mode: 'every' | 'sampled' | 'off';
  /** Really run one operation in so many; only for `sampled`. */
  readonly sampleOneIn: number;
}
