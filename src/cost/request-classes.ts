import type { KeySpec, OperationName } from '../model/index.ts';
import type { Price, PriceBook } from './price-book.ts';

/** KMS requests by what they cost: the first class covers symmetric, HMAC and RSA_2048 keys. */
export const REQUEST_CLASSES = [
  'standard',
  'asymmetric',
  'data-key-pair-ecc',
  'data-key-pair-rsa',
] as const;

export type RequestClass = (typeof REQUEST_CLASSES)[number];

/** Requests of a month by class; a class that is not named has none. */
export type RequestCounts = Readonly<Partial<Record<RequestClass, number>>>;

/** What one request of `operation` on a key of `spec` is billed as (AWS KMS pricing). */
export function requestClassOf(operation: OperationName, spec: KeySpec): RequestClass {
  if (operation.startsWith('GenerateDataKeyPair')) {
    return spec.startsWith('RSA') ? 'data-key-pair-rsa' : 'data-key-pair-ecc';
  }
  // These use no key, or a symmetric one whatever else the workload does.
  const isKeyless = operation === 'GenerateRandom' || operation === 'CreateGrant';
  const isStandard = spec === 'SYMMETRIC_DEFAULT' || spec === 'HMAC_256' || spec === 'RSA_2048';
  return isKeyless || isStandard ? 'standard' : 'asymmetric';
}

const NAMES: Readonly<Record<RequestClass, string>> = {
  standard: 'KMS requests',
  asymmetric: 'KMS requests on asymmetric keys',
  'data-key-pair-ecc': 'Data key pairs, elliptic curves',
  'data-key-pair-rsa': 'Data key pairs, RSA',
};

const FIELDS = {
  standard: 'requestsPer10k',
  asymmetric: 'asymmetricPer10k',
  'data-key-pair-ecc': 'dataKeyPairEccPer10k',
  'data-key-pair-rsa': 'dataKeyPairRsaPer10k',
} as const satisfies Readonly<Record<RequestClass, keyof PriceBook>>;

/** The line of the bill for a class. */
export function nameOfClass(requests: RequestClass): string {
  return NAMES[requests];
}

/** Throws a RangeError where the price book has no price for the class. */
export function priceOfClass(requests: RequestClass, book: PriceBook): Price {
  const price = book[FIELDS[requests]];
  if (price === null) throw new RangeError(`the price book has no price of ${NAMES[requests]}`);
  return price;
}
