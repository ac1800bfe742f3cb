import type { Law } from '../../kernel/index.ts';
import type { KeySpec, OperationName } from '../operations.ts';
import type { ClientConfig } from './client.ts';
import type { ServiceConfig } from './service.ts';

/** One source of calls. */
export interface WorkloadConfig {
  readonly name: string;
  /** Position in the world's accounts: whose request quota is charged. Account 0 owns the keys. */
  readonly account: number;
  /**
   * `kms`: through the design's key store. `pkcs11`: through a client library on the CloudHSM
   * cluster, beside the key store. With CloudHSM used directly every workload goes that way.
   */
  readonly via: 'kms' | 'pkcs11';
  readonly arrivals: ArrivalsConfig;
  /** null: each arrival is one KMS call of `operations`; otherwise one user operation of the service. */
  readonly service: ServiceConfig | null;
  /** Relative weights, summing to 1; empty for a service. */
  readonly operations: readonly { readonly operation: OperationName; readonly share: number }[];
  readonly keySpec: KeySpec;
  /** KMS keys the calls are spread over; 1 or more. */
  readonly keys: number;
  /**
   * Exponent of Zipf's law by which keys are asked for, the first the most; 0: all evenly, in turn.
   * Of plain calls only: those of a service go to the key of what they are about.
   */
  readonly keySkew: number;
  /** Of these, the last so many were made after the cluster's newest backup. */
  readonly keysSinceBackup: number;
  /** Bytes that Encrypt is given; above 4,096 KMS refuses. */
  readonly payloadBytes: number;
  /** Share of Decrypt calls with an encryption context other than the ciphertext's, 0 to 1. */
  readonly wrongContextShare: number;
  readonly client: ClientConfig;
}

/** Rates per second; times in nanoseconds of simulated time. */
export type ArrivalsConfig =
  | { readonly kind: 'constant'; readonly ratePerSecond: number }
  | { readonly kind: 'poisson'; readonly ratePerSecond: number }
  /** Each client waits `thinkNs`, calls, waits for the answer, and so on. */
  | { readonly kind: 'closed'; readonly clients: number; readonly thinkNs: Law }
  /**
   * Poisson whose rate moves through states in turn (on-off: two states, one of rate 0; with
   * exponential stays a Markov-modulated Poisson process).
   */
  | {
      readonly kind: 'burst';
      readonly states: readonly { readonly ratePerSecond: number; readonly stayNs: Law }[];
    }
  /**
   * A rate that follows straight lines between points, ascending in time: ramps, and the shapes of
   * a day or a week (`periodNs`). Before the first and after the last point the rate is theirs.
   */
  | {
      readonly kind: 'shape';
      readonly points: readonly { readonly atNs: number; readonly ratePerSecond: number }[];
      readonly periodNs: number | null;
      /** false: calls at the distances that the rate prescribes, without chance. */
      readonly isPoisson: boolean;
    }
  /** Calls at given times, ascending. `loopNs`: begin again so long after the first beginning. */
  | {
      readonly kind: 'replay';
      readonly timesNs: readonly number[];
      readonly loopNs: number | null;
    };

/** Mean rate per second over the measured time [fromNs, toNs); null for closed arrivals. */
export type MeanRate = (arrivals: ArrivalsConfig, fromNs: number, toNs: number) => number | null;
