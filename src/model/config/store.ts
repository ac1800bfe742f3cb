import type { Law } from '../../kernel/index.ts';
import type { OperationName } from '../operations.ts';

export type LimiterConfig = {
  readonly kind: 'fixed-window' | 'token-bucket';
  readonly ratePerSecond: number;
};

export type StoreConfig =
  StandardStoreConfig | CloudHsmStoreConfig | ExternalStoreConfig | DirectStoreConfig;

export interface StandardStoreConfig {
  readonly kind: 'standard';
  /** KMS's own HSM fleet: a delay without a queue. */
  readonly backendNs: Law;
}

export interface CloudHsmStoreConfig {
  readonly kind: 'cloudhsm';
  /** Key stores that share the keys, each with a cluster, a quota and sessions of its own; from 1. */
  readonly keyStores: number;
  /** Of one key store. */
  readonly quota: LimiterConfig;
  /** Extra handling K of a custom key store. */
  readonly handlingNs: Law;
  /** Of one key store; all have clusters of the same kind. */
  readonly cluster: ClusterConfig;
  /** PKCS#11 sessions KMS holds per HSM. */
  readonly sessionsPerHsm: number;
  readonly busyRetries: number;
  readonly busyBaseDelayNs: number;
  /** How long KMS waits for one HSM; null: for ever. */
  readonly commandTimeoutNs: number | null;
  /** Commands sent for one attempt, the first included. */
  readonly commandAttempts: number;
  /** For PKCS#11 workloads beside the store; null where there are none. */
  readonly pkcs11: ClientLibraryConfig | null;
}

/** An external key store (model page, section 1.4). */
export interface ExternalStoreConfig {
  readonly kind: 'external';
  readonly quota: LimiterConfig;
  /** KMS's own sealing or opening of the inner layer. */
  readonly backendNs: Law;
  readonly connectivity: 'public' | 'vpc-endpoint';
  /** Law of ONE direction between KMS and the proxy. */
  readonly hopNs: Law;
  /** Of one request to the proxy, waiting for a connection and handshakes included. */
  readonly requestTimeoutNs: number;
  /** Requests for one attempt: 2 means one more try after a network time-out. */
  readonly requestAttempts: number;
  readonly pool: {
    /** Connections KMS keeps to the proxy; 0: none is reused, each request opens its own. */
    readonly connections: number;
    readonly idleNs: number;
    readonly tlsRoundTrips: 1 | 2;
  };
  readonly proxy: ProxyConfig;
}

/** The proxy with the key manager behind it: one station. */
export interface ProxyConfig {
  /** Proxies behind the load balancer, each a station. */
  readonly proxies: number;
  /** Requests one proxy works on at once. */
  readonly slots: number;
  readonly serviceNs: Law;
  /** Waiting requests of one proxy above which it answers 429; null: unlimited. */
  readonly queueLimit: number | null;
  /** Work of accepting a cold connection; uses a slot. */
  readonly connectCpuNs: number;
}

export interface DirectStoreConfig extends ClientLibraryConfig {
  readonly kind: 'cloudhsm-direct';
  readonly cluster: ClusterConfig;
}

/** CloudHSM's client library in the application's process (model page, section 1.5). */
export interface ClientLibraryConfig {
  readonly overheadNs: Law;
  readonly busyRetries: number;
  readonly busyBaseDelayNs: number;
  /** PKCS#11 sessions of one process (client instance); a thread waits for a free one. */
  readonly sessionsPerProcess: number;
  /** Constant service of the signing dispatcher of one load source; null: none. */
  readonly dispatcherNs: { readonly rsa2048Sign: number; readonly ecP256Sign: number } | null;
  /** A process must first find its key on two active HSMs. */
  readonly hasQuorum: boolean;
  /** How long a process tries before the quorum fails. */
  readonly quorumWaitNs: number;
}

export type Balancing = 'least-outstanding' | 'least-outstanding-lowest' | 'round-robin' | 'random';

export interface ClusterConfig {
  readonly hsms: number;
  /** Zones the HSMs fill in turn, from a; at most `network.zones`. */
  readonly zones: number;
  readonly balancing: Balancing;
  readonly slots: number;
  /** Service of an AES command of weight 1. */
  readonly serviceNs: Law;
  /** Service of a signature; null where nothing signs. */
  readonly signNs: { readonly rsa2048: Law; readonly ecP256: Law } | null;
  /** Waiting commands above which an HSM answers busy; null: unlimited. */
  readonly queueLimit: number | null;
  /** Work of one operation relative to a command of weight 1. */
  readonly weights: Readonly<Partial<Record<OperationName, number>>>;
  readonly detectHsmNs: number;
  readonly rejoinNs: number;
  readonly replaceDetectNs: number;
  readonly provisioningNs: Law;
}
