import { formatQuantity } from '../facts/index.ts';
import type { LimiterConfig } from '../model/index.ts';
import { settle, type DesignContext } from './design-context.ts';

/**
 * A quota that is switched off. Infinity is not JSON; this many requests a second cannot be
 * offered, since times are whole nanoseconds.
 */
export const UNLIMITED_PER_SECOND = 1e12;

const WINDOWS: readonly string[] = ['fixed-window', 'token-bucket'];

/** A quota that the scenario gives for `store` in place of `fact`. */
export function givenQuota(
  context: DesignContext,
  fact: string,
  store: string,
  field: string,
  given: number | 'none',
): LimiterConfig {
  const ratePerSecond = given === 'none' ? UNLIMITED_PER_SECOND : given;
  const text = given === 'none' ? 'none' : formatQuantity(given, '1/s');
  settle(context, fact, ['stores', store, field], ratePerSecond, text, store);
  return limiter(ratePerSecond, context);
}

/** A limiter of the kind that the fact quota.window names. */
export function limiter(ratePerSecond: number, { facts, findings }: DesignContext): LimiterConfig {
  const kind = facts.word('quota.window');
  if (!WINDOWS.includes(kind)) {
    findings.add(['assume', 'quota.window'], `must be one of: ${WINDOWS.join(', ')}`);
  }
  return { kind: kind === 'token-bucket' ? kind : 'fixed-window', ratePerSecond };
}
