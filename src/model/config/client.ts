import type { Law } from '../../kernel/index.ts';

/** The SDK clients of one workload, or of the AWS service that calls KMS for it. */
export interface ClientConfig {
  /** SDK clients (processes); each has its own retry budget, limiter and connection pool. */
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
  /** null: connections cost nothing and are never short. */
  readonly connections: ConnectionsConfig | null;
  /** `stay`: clients in a dead zone make no calls; `move`: the surviving zones take them over. */
  readonly inDeadZone: 'move' | 'stay';
}

/** Connections of one client instance to KMS (model page, section 1.1, step 2). */
export interface ConnectionsConfig {
  /** The most of one instance. */
  readonly most: number;
  /** Round trips of a handshake beside TCP's one: 1 for TLS 1.3, 2 for TLS 1.2. */
  readonly tlsRoundTrips: 1 | 2;
  readonly handshakeCpuNs: Law;
  /** What the first call of an instance takes in addition: resolving, loading, credentials. */
  readonly firstCallNs: Law;
  /** An idle connection is closed after this long. */
  readonly idleCloseNs: number;
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
  /** The adaptive mode's sending-rate limiter of one client instance; null: none. */
  readonly adaptive: AdaptiveConfig | null;
}

/** Constants of the SDKs' cubic sending-rate limiter; rates per second. */
export interface AdaptiveConfig {
  readonly beta: number;
  readonly scaleConstant: number;
  readonly smooth: number;
  readonly minFillRate: number;
  readonly minCapacity: number;
  readonly measurementBucketNs: number;
  /** The rate never exceeds this many times the measured one. */
  readonly capFactor: number;
}
