import { describe, expect, it } from 'vitest';
import { findFact } from '../../../src/facts/index.ts';
import { OUTCOMES } from '../../../src/model/index.ts';

/** Names of the errors of a class, from the facts. */
function errorsOf(retryClass: 'never' | 'server' | 'throttling'): readonly unknown[] {
  return findFact(`retry.errors.${retryClass}`)!.value as readonly unknown[];
}

describe('what SDKs retry', () => {
  it.each(['never', 'server', 'throttling'] as const)(
    'is, for the errors of class "%s", what the facts say',
    (retryClass) => {
      const errors = errorsOf(retryClass);
      const outcomes = OUTCOMES.filter(({ error }) => errors.includes(error));
      expect(new Set(outcomes.map(({ retry }) => retry))).toEqual(new Set([retryClass]));
    },
  );

  it('is never KMSInvalidStateException, whatever is behind it', () => {
    const invalid = OUTCOMES.filter(({ error }) => error === 'KMSInvalidStateException');
    expect(invalid.length).toBeGreaterThan(5);
    expect(invalid.every(({ retry }) => retry === 'never')).toBe(true);
  });

  it('is no other error that KMS answers, but those without an answer are', () => {
    const known = [...errorsOf('server'), ...errorsOf('throttling')];
    const others = OUTCOMES.filter(
      ({ error, retry }) => retry !== 'never' && !known.includes(error),
    );
    expect(others.map(({ error }) => error)).toEqual([
      'TimeoutError',
      'ConnectionLost',
      'SlowDown',
    ]);
  });
});
