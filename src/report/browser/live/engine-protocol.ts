import type { LiveAnswer, LivePosition, LivePrice, LiveStudy } from '../../../plan/index.ts';

/** From the page to the engine. */
export type Request =
  /** The world to simulate from now on; answered by its fingerprint. */
  | { readonly kind: 'start'; readonly live: LiveStudy }
  /** Where the knobs stand now; answers about earlier positions cease. */
  | { readonly kind: 'turn'; readonly number: number; readonly position: LivePosition };

/** From the engine to the page. */
export type Reply =
  /** Of the first replication of the baseline, to be compared with the one in the report. */
  | { readonly kind: 'checked'; readonly fingerprint: string }
  /** Dollars a month, before anything has been simulated at the new position. */
  | { readonly kind: 'priced'; readonly number: number; readonly price: LivePrice }
  | { readonly kind: 'answer'; readonly number: number; readonly answer: LiveAnswer }
  | { readonly kind: 'failed'; readonly message: string };
