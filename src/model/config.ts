import type { Law } from '../kernel/index.ts';
import type { OperationName } from './operations.ts';

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
  readonly network: NetworkConfig;
  readonly kms: KmsConfig;
  readonly store: StoreConfig;
  readonly faults: readonly FaultConfig[];
  readonly crypto: CryptoConfig;
  readonly bounds: { readonly maxEvents: number; readonly maxCallsInFlight: number };
}

export interface WorkloadConfig {
  readonly name: string;
  readonly arrivals: ArrivalsConfig;
  /** Relative weights, summing to 1. */
  readonly operations: readonly { readonly operation: OperationName; readonly share: number }[];
  /** KMS keys the calls are spread over, evenly; 1 or more. */
  readonly keys: number;
  readonly client: ClientConfig;
}

export type ArrivalsConfig =
  | { readonly kind: 'constant'; readonly ratePerSecond: number }
  | { readonly kind: 'poisson'; readonly ratePerSecond: number }
  /** Each client waits `thinkNs`, calls, waits for the answer, and so on. */
  | { readonly kind: 'closed'; readonly clients: number; readonly thinkNs: Law };

export interface ClientConfig {
  /** SDK clients (processes); each has its own retry budget. */
  readonly instances: number;
  readonly retry: RetryConfig;
  /** Per attempt; null: none. */
  readonly attemptTimeoutNs: number | null;
  /** Per call, all attempts together; null: none. */
  readonly callTimeoutNs: number | null;
  /** How long a silent attempt holds its connection before it is given up for dead. */
  readonly deadConnectionNs: number;
  /** A timed-out attempt takes its waiting command out of the HSM's queue: textbook reneging. AWS does not. */
  readonly cancelOnTimeout: boolean;
}

export interface RetryConfig {
  /** 1 or more; 1 means no retries. */
  readonly maxAttempts: number;
  readonly baseDelayNs: number;
  readonly throttlingBaseDelayNs: number;
  readonly maxDelayNs: number;
  readonly jitter: 'full' | 'none';
  /** Retry token bucket of one client instance; null: never refuses. */
  readonly budget: {
    readonly capacity: number;
    readonly retryCost: number;
    readonly throttlingCost: number;
    readonly timeoutCost: number;
    readonly successRefund: number;
  } | null;
}

export interface NetworkConfig {
  /** Availability zones in use, 1 to 6, named a, b, c … */
  readonly zones: number;
  /** Laws of ONE direction (half a round trip). */
  readonly clientToKmsHopNs: Law;
  readonly kmsToClientHopNs: Law;
  readonly sameZoneHopNs: Law;
  readonly crossZoneHopNs: Law;
}

export type LimiterConfig = {
  readonly kind: 'fixed-window' | 'token-bucket';
  readonly ratePerSecond: number;
};

export interface KmsConfig {
  readonly accountQuota: LimiterConfig;
  /** Front latency F of model page section 1.2. */
  readonly frontNs: Law;
  readonly rejectNs: Law;
  readonly detectZoneNs: number;
  readonly rejoinNs: number;
}

export type StoreConfig = StandardStoreConfig | CloudHsmStoreConfig | DirectStoreConfig;

export interface StandardStoreConfig {
  readonly kind: 'standard';
  /** KMS's own HSM fleet: a delay without a queue. */
  readonly backendNs: Law;
}

export interface CloudHsmStoreConfig {
  readonly kind: 'cloudhsm';
  readonly quota: LimiterConfig;
  /** Extra handling K of a custom key store. */
  readonly handlingNs: Law;
  readonly cluster: ClusterConfig;
  /** PKCS#11 sessions KMS holds per HSM. */
  readonly sessionsPerHsm: number;
  readonly busyRetries: number;
  readonly busyBaseDelayNs: number;
  /** How long KMS waits for one HSM; null: for ever. */
  readonly commandTimeoutNs: number | null;
  /** Commands sent for one attempt, the first included. */
  readonly commandAttempts: number;
}

export interface DirectStoreConfig {
  readonly kind: 'cloudhsm-direct';
  readonly overheadNs: Law;
  readonly cluster: ClusterConfig;
  readonly busyRetries: number;
  readonly busyBaseDelayNs: number;
}

export type Balancing = 'least-outstanding' | 'least-outstanding-lowest' | 'round-robin' | 'random';

export interface ClusterConfig {
  readonly hsms: number;
  /** Zones the HSMs fill in turn, from a; at most `network.zones`. */
  readonly zones: number;
  readonly balancing: Balancing;
  readonly slots: number;
  /** Service of a command of weight 1. */
  readonly serviceNs: Law;
  /** Waiting commands above which an HSM answers busy; null: unlimited. */
  readonly queueLimit: number | null;
  /** Work of one operation relative to a command of weight 1. */
  readonly weights: Readonly<Partial<Record<OperationName, number>>>;
  readonly detectHsmNs: number;
  readonly rejoinNs: number;
  readonly replaceDetectNs: number;
  readonly provisioningNs: Law;
}

export type FaultConfig = {
  /** Unique name, the name of its phase. */
  readonly name: string;
  readonly atNs: number;
  /** null: for ever, or until AWS has replaced what was lost. */
  readonly forNs: number | null;
} & (
  | { readonly kind: 'zone-down'; readonly zone: number }
  | { readonly kind: 'hsm-down'; readonly hsm: number }
  | { readonly kind: 'hsm-drained'; readonly hsm: number }
);

export interface CryptoConfig {
  readonly mode: 'every' | 'sampled' | 'off';
  /** Really run one operation in so many; only for `sampled`. */
  readonly sampleOneIn: number;
}
