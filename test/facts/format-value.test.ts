import { describe, expect, it } from 'vitest';
import {
  findFact,
  formatFactValue,
  formatQuantity,
  isOverridable,
  isWrittenLaw,
  writeLaw,
  writeQuantity,
} from '../../src/facts/index.ts';

function shown(name: string): string {
  return formatFactValue(findFact(name)!);
}

function offered(name: string): boolean {
  return isOverridable(findFact(name)!);
}

describe('a value as text', () => {
  it.each([
    ['hsm.rate.aes', '1,800/s'],
    ['quota.symmetricCryptoDefault', '10,000/s'],
    ['kms.front', 'p50 3.4 ms, p99 23 ms'],
    ['network.sameZone', 'median 0.2 ms, sigma 0.15'],
    ['limit.hsmsPerCluster', '28'],
    ['price.keyMonth', '$1.00/month'],
    ['price.requestsPer10k', '$0.03 per 10,000'],
    ['price.maxRequestsMonth', '$14,191.20/month'],
    ['price.nlcuHour', '$0.006/h'],
    ['service.s3.bucketKeyReduction', '99 %'],
    ['availability.slaKms', '99.999 %'],
    ['external.port', '443'],
    ['keyStore.ports', '2223, 2224, 2225'],
    ['client.node.requestTimeout', 'none'],
    ['quota.burstCapacity', 'not known'],
    ['keyStore.connectedImpliesHealthy', 'no'],
    ['service.parameterStore.standard', 'put: 1 Encrypt; get: 1 Decrypt'],
  ])('%s reads %s', (name, text) => {
    expect(shown(name)).toBe(text);
  });

  it('lists a table by its keys', () => {
    expect(shown('price.hsmHour')).toMatch(/^us-east-1 \$1\.60\/h, us-west-2 \$1\.45\/h, /);
  });

  it('names a law other than the lognormal', () => {
    const fact = { ...findFact('kms.front')!, value: { exponential: { mean: 2 } } };
    expect(formatFactValue(fact)).toBe('exponential, mean 2 ms');
  });

  it('groups the digits before the point only', () => {
    expect(formatQuantity(1234567.8912, 'ms')).toBe('1,234,567.8912 ms');
    expect(formatQuantity(999, 'count')).toBe('999');
    expect(formatQuantity(0.07, 'share')).toBe('7 %');
  });
});

describe('a value as a scenario writes it', () => {
  it('has no thousands marks, and quotes a comma that YAML would take for its own', () => {
    expect(writeQuantity(1800, '1/s')).toBe('1800/s');
    expect(writeQuantity(10_000, 'count')).toBe('10000');
    expect(writeQuantity(0.03, 'USD per 10,000')).toBe('"$0.03 per 10,000"');
  });

  it('gives units to times and none to sigma', () => {
    expect(writeLaw({ lognormal: { median: 0.2, sigma: 0.15 } }, 'ms')).toBe(
      '{ lognormal: { median: 0.2 ms, sigma: 0.15 } }',
    );
  });

  it('is offered for numbers and laws, not for tables, names and status codes', () => {
    expect(['hsm.rate.aes', 'kms.front', 'price.keyMonth'].every(offered)).toBe(true);
    expect(['price.hsmHour', 'quota.window', 'throttling.httpStatus'].some(offered)).toBe(false);
  });
});

describe('a written law', () => {
  it('is told from tables, lists and nothing', () => {
    expect(isWrittenLaw({ lognormal: { median: 1, p99: 2 } })).toBe(true);
    expect([{ Decrypt: 1 }, {}, [1, 2], null, 3, 'x'].some(isWrittenLaw)).toBe(false);
  });
});
