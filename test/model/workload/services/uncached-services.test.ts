import { describe, expect, it } from 'vitest';
import type { ServiceConfig } from '../../../../src/model/index.ts';
import { common, run, serviceWorld } from '../service-world.ts';

const RATE = { kind: 'constant', ratePerSecond: 100 } as const;

function callsOf(service: ServiceConfig) {
  const { calls, operations, watcher } = run(serviceWorld(service, RATE, 1));
  expect(operations.length).toBe(99);
  expect(watcher.cacheHits + watcher.cacheMisses).toBe(0);
  return calls;
}

describe('EBS', () => {
  it.each([
    ['CreateVolume', { GenerateDataKeyWithoutPlaintext: 99, CreateGrant: 99 }],
    ['AttachVolume', { Decrypt: 99 }],
    ['ReadWrite', {}],
    ['CopySnapshot', { Decrypt: 99, GenerateDataKeyWithoutPlaintext: 99 }],
  ])('makes of one %s the calls %o', (name, expected) => {
    expect(callsOf({ kind: 'ebs', ...common({ [name]: 1 }) })).toEqual(expected);
  });
});

describe('Parameter Store', () => {
  it.each([
    ['PutParameter', 'standard', { Encrypt: 99 }],
    ['PutParameter', 'advanced', { GenerateDataKey: 99 }],
    ['GetParameter', 'standard', { Decrypt: 99 }],
    ['GetParameters', 'standard', { Decrypt: 10 * 99 }],
    ['GetParameterEncrypted', 'advanced', {}],
  ] as const)('makes of one %s (%s) the calls %o', (name, tier, expected) => {
    const service = { kind: 'parameter-store', tier, batch: 10 } as const;
    expect(callsOf({ ...service, ...common({ [name]: 1 }) })).toEqual(expected);
  });
});
