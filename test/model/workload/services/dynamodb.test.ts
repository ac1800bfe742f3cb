import { describe, expect, it } from 'vitest';
import type { ServiceConfig } from '../../../../src/model/index.ts';
import { SECOND } from '../../worlds.ts';
import { common, run, serviceWorld } from '../service-world.ts';

const RATE = { kind: 'constant', ratePerSecond: 1000 } as const;

function dynamoDb(mix: Readonly<Record<string, number>>, isPerItem = false): ServiceConfig {
  return {
    kind: 'dynamodb',
    tables: 2,
    hosts: 4,
    tableKeyLifeNs: 10 * SECOND,
    isPerItem,
    ...common(mix, 3),
  };
}

describe('DynamoDB', () => {
  it('when busy makes tables × principals × hosts calls a life of the table key', () => {
    const { calls, watcher, operations } = run(serviceWorld(dynamoDb({ GetItem: 1 }), RATE, 100));
    // Each of 24 entries is asked for every 24 ms: ten lives and a little in 100 s.
    expect(calls).toEqual({ Decrypt: 2 * 3 * 4 * 10 });
    expect(watcher.cacheHits + watcher.cacheMisses).toBe(operations.length);
  });

  it('shares table keys between reads and writes', () => {
    const mix = { PutItem: 0.2, GetItem: 0.2, UpdateItem: 0.2, DeleteItem: 0.2, Query: 0.2 };
    const { calls } = run(serviceWorld(dynamoDb(mix), RATE, 9));
    expect(calls).toEqual({ Decrypt: 2 * 3 * 4 });
  });

  it('generates one data key a table', () => {
    const { calls, operations } = run(serviceWorld(dynamoDb({ CreateTable: 1 }), RATE, 1));
    expect(calls).toEqual({ GenerateDataKey: operations.length });
  });

  it('makes one call an item where it is told so, which is not how it works', () => {
    const { calls, operations, watcher } = run(
      serviceWorld(dynamoDb({ PutItem: 0.5, GetItem: 0.5 }, true), RATE, 1),
    );
    const puts = operations.filter(({ kind }) => kind === 0).length;
    expect(calls).toEqual({ GenerateDataKey: puts, Decrypt: operations.length - puts });
    expect(watcher.cacheHits).toBe(0);
  });
});
