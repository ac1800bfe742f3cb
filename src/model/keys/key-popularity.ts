import { pow } from '../../kernel/index.ts';
import type { ServiceConfig, WorkloadConfig } from '../config.ts';
import { USER_OPERATIONS } from '../config/service.ts';

/**
 * Zipf's law: of `count` keys, the one of rank r is asked for in proportion to 1 / r^`exponent` (G. K.
 * Zipf, "Human Behavior and the Principle of Least Effort", 1949). Shares, summing to 1, the most
 * popular first; exponent 0: all alike.
 */
export function zipfShares(count: number, exponent: number): Float64Array {
  const shares = Float64Array.from({ length: count }, (_, rank) => pow(rank + 1, -exponent));
  return scaledToOne(shares);
}

/**
 * Shares of the calls of a workload that ask for each of the `keys` keys it uses, summing to 1.
 * Those of a service go to the key of what they are about, which takes turns; a service of fewer
 * things than keys never asks for some of them.
 */
export function keyShares(
  { service, keySkew }: Pick<WorkloadConfig, 'service' | 'keySkew'>,
  keys: number,
): Float64Array {
  if (service === null) return zipfShares(keys, keySkew);
  const things = thingsOf(service);
  if (things === null) return zipfShares(keys, 0);
  const shares = new Float64Array(keys);
  for (const { offset, weight } of keysOfOneOperation(service)) {
    for (let key = 0; key < keys; key++) {
      // Things 0, 1, 2 … have the keys `offset`, `offset + 1` … in turn.
      const first = (((key - offset) % keys) + keys) % keys;
      if (first < things) shares[key]! += weight * (Math.floor((things - 1 - first) / keys) + 1);
    }
  }
  return scaledToOne(shares);
}

/** Keys of one operation of a service, counted from that of its thing, and how often each is asked for. */
function keysOfOneOperation(
  service: ServiceConfig,
): readonly { readonly offset: number; readonly weight: number }[] {
  if (service.kind !== 'encryption-sdk') return [{ offset: 0, weight: 1 }];
  // Each further wrapping key encrypts what the first has generated.
  const [encrypt] = USER_OPERATIONS['encryption-sdk'];
  const encrypts = service.mix.find(({ name }) => name === encrypt)?.share ?? 0;
  return Array.from({ length: service.wrappingKeys }, (_, offset) => ({
    offset,
    weight: offset === 0 ? 1 : encrypts,
  }));
}

/** What operations of a service are about, by number of such things; null: always something new. */
function thingsOf(service: ServiceConfig): number | null {
  switch (service.kind) {
    case 's3':
      return service.buckets;
    case 'dynamodb':
      return service.tables;
    case 'rds':
      return Math.max(1, service.instances);
    case 'lambda':
      return service.functions;
    case 'secrets-manager':
      return service.secrets;
    case 'sqs':
      return service.queues;
    case 'kinesis':
      return service.streams;
    case 'encryption-sdk':
      return service.contexts;
    // What is left, ebs and parameter-store, are about a new volume or parameter each time.
    default:
      return null;
  }
}

function scaledToOne(weights: Float64Array): Float64Array {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}
