import { describe, expect, it } from 'vitest';
import { runOnce } from '../../../../src/plan/index.ts';
import type { ServiceConfig } from '../../../../src/model/index.ts';
import { SECOND } from '../../worlds.ts';
import { common, serviceWorld } from '../service-world.ts';

const LIFE_SECONDS = 300;
const SEEDS = ['a', 'b', 'c', 'd'];
const WARM_UP_SECONDS = 2;
const WINDOW_SECONDS = 10;

/** KMS calls due in a window of ten seconds after so long a warm-up, over four seeds. */
function callsInWindows(service: ServiceConfig, warmUpSeconds: number): number {
  const config = serviceWorld(service, { kind: 'constant', ratePerSecond: 1000 }, WINDOW_SECONDS, {
    warmUpNs: warmUpSeconds * SECOND,
  });
  const cells = SEEDS.flatMap((seed) => runOnce({ config, seed }).cells);
  return cells.reduce((sum, { counts }) => sum + counts.offered, 0);
}

/** Fetches in all windows: each entry's falls into one with chance window over life (binomial). */
function expectedFetches(entries: number) {
  const chance = WINDOW_SECONDS / LIFE_SECONDS;
  const trials = entries * SEEDS.length;
  // 99.9 % interval.
  return { mean: trials * chance, within: 3.29 * Math.sqrt(trials * chance * (1 - chance)) };
}

describe('a window much shorter than the life of an entry', () => {
  const dynamoDb: ServiceConfig = {
    kind: 'dynamodb',
    tables: 10,
    hosts: 10,
    tableKeyLifeNs: LIFE_SECONDS * SECOND,
    isPerItem: false,
    ...common({ GetItem: 1 }, 10),
  };

  it('sees DynamoDB make tables × principals × hosts calls a life', () => {
    const { mean, within } = expectedFetches(10 * 10 * 10);
    expect(Math.abs(callsInWindows(dynamoDb, WARM_UP_SECONDS) - mean)).toBeLessThan(within);
  });

  it('sees every entry fetched at the start where there is no warm-up', () => {
    expect(callsInWindows(dynamoDb, 0)).toBe(1000 * SEEDS.length);
  });

  it('sees SQS make (B / D) × (2P + C) calls', () => {
    const [queues, P] = [10, 20];
    const sqs: ServiceConfig = {
      kind: 'sqs',
      queues,
      reusePeriodNs: LIFE_SECONDS * SECOND,
      ...common({ SendMessage: 0.5, ReceiveMessage: 0.5 }, P),
    };
    const producers = expectedFetches(queues * P);
    const consumers = expectedFetches(queues * P);
    // A producer's fetch is two calls.
    expect(
      Math.abs(callsInWindows(sqs, WARM_UP_SECONDS) - 2 * producers.mean - consumers.mean),
    ).toBeLessThan(Math.sqrt(4 * producers.within ** 2 + consumers.within ** 2));
  });

  it('sees S3 make buckets × principals calls a life of a bucket key for writing', () => {
    const s3: ServiceConfig = {
      kind: 's3',
      buckets: 20,
      bucketKeys: {
        writeLifeNs: LIFE_SECONDS * SECOND,
        readLifeNs: LIFE_SECONDS * SECOND,
        readReachNs: SECOND,
      },
      parts: 1,
      partDecrypts: 0,
      ...common({ PutObject: 1 }, 20),
    };
    const { mean, within } = expectedFetches(20 * 20);
    expect(Math.abs(callsInWindows(s3, WARM_UP_SECONDS) - mean)).toBeLessThan(within);
  });
});
