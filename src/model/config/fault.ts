import type { Law } from '../../kernel/index.ts';

/** What goes wrong (model page, section 4). Positions of HSMs and zones count from 0. */
export type FaultKind =
  | { readonly kind: 'zone-down'; readonly zone: number }
  | { readonly kind: 'hsm-down'; readonly hsm: number }
  | { readonly kind: 'all-hsms-down' }
  | { readonly kind: 'hsm-drained'; readonly hsm: number }
  /** Services started from now on take `factor` times as long. `hsm` null: all. */
  | { readonly kind: 'hsm-slow'; readonly hsm: number | null; readonly factor: number }
  | LinkFault
  /** Refuses connections, or says nothing at all. */
  | { readonly kind: 'proxy-down'; readonly isSilent: boolean }
  | { readonly kind: 'proxy-slow'; readonly factor: number }
  /** Answers 429 above this rate. */
  | { readonly kind: 'proxy-throttling'; readonly ratePerSecond: number }
  /** Answers this share of requests with a proxy error, by its name. */
  | { readonly kind: 'proxy-errors'; readonly share: number; readonly error: string }
  /** Somebody disconnects the key store; with `for` somebody connects it again then. */
  | { readonly kind: 'store-disconnected' }
  | {
      readonly kind: 'kmsuser';
      readonly how: 'locked' | 'password-changed' | 'logged-in-elsewhere';
    }
  | {
      readonly kind: 'quota-lowered';
      readonly quota: 'account' | 'key-store';
      readonly ratePerSecond: number;
    }
  /** KMS itself: front latency times `factor`, a share of requests fails. */
  | {
      readonly kind: 'kms-degraded';
      readonly factor: number;
      readonly failShare: number;
      /** KMSInternalException where it is not given; the other: key metadata cannot be read. */
      readonly error?: 'KMSInternalException' | 'KeyUnavailableException';
    };

/** One of three links, in one zone or (null) in all, in one direction or both. */
export interface LinkFault {
  readonly kind: 'link';
  readonly link: LinkName;
  readonly zone: number | null;
  readonly direction: 'both' | 'there' | 'back';
  /** Hops take `factor` times as long. */
  readonly factor: number;
  /** Added to every hop. */
  readonly extraNs: number;
  /** Each lost hop costs retransmissions. */
  readonly lossShare: number;
  readonly isCut: boolean;
}

export type LinkName = 'client-kms' | 'kms-hsm' | 'kms-proxy';

export type FaultConfig = FaultKind & {
  /** Unique name, the name of its phase. */
  readonly name: string;
} & (
    | {
        readonly atNs: number;
        /** null: for ever, or until AWS has replaced what was lost. */
        readonly forNs: number | null;
        readonly drawn: null;
      }
    | {
        readonly atNs: null;
        readonly forNs: null;
        /** Up for an exponential time of this mean, then down for a time of this law; null: until replaced. */
        readonly drawn: { readonly mtbfNs: number; readonly repairNs: Law | null };
      }
  );
