import { describe, expect, it } from 'vitest';
import type { ServiceConfig } from '../../../../src/model/index.ts';
import { SECOND } from '../../worlds.ts';
import { common, run, serviceWorld } from '../service-world.ts';

type S3 = Extract<ServiceConfig, { kind: 's3' }>;

const RATE = { kind: 'constant', ratePerSecond: 400 } as const;
const BUCKET_KEYS = { writeLifeNs: 10 * SECOND, readLifeNs: 10 * SECOND, readReachNs: 60 * SECOND };

function s3(
  mix: Readonly<Record<string, number>>,
  overrides: Partial<S3> & { principals?: number } = {},
): ServiceConfig {
  const { principals = 1, ...rest } = overrides;
  return {
    kind: 's3',
    buckets: 1,
    bucketKeys: null,
    parts: 4,
    partDecrypts: 0,
    ...common(mix, principals),
    ...rest,
  };
}

function kindsOf(operations: readonly { kind: number }[], kind: number): number {
  return operations.filter((operation) => operation.kind === kind).length;
}

describe('S3 without Bucket Keys', () => {
  it('makes one GenerateDataKey a PUT and one Decrypt a GET', () => {
    const { calls, operations } = run(
      serviceWorld(s3({ PutObject: 0.7, GetObject: 0.3 }), RATE, 10),
    );
    expect(operations.length).toBe(3999);
    expect(calls).toEqual({
      GenerateDataKey: kindsOf(operations, 0),
      Decrypt: kindsOf(operations, 1),
    });
    // A share of 70 % of 3,999: four standard deviations.
    expect(Math.abs(kindsOf(operations, 0) - 2799)).toBeLessThan(4 * Math.sqrt(3999 * 0.21));
  });

  it.each([
    ['CopyObject', 0, { GenerateDataKey: 399, Decrypt: 399 }],
    ['MultipartUpload', 0, { GenerateDataKey: 399 }],
    ['MultipartUpload', 1, { GenerateDataKey: 399, Decrypt: 4 * 399 }],
    ['HeadObject', 0, {}],
    ['ListObjects', 0, {}],
    ['GetOldObject', 0, { Decrypt: 399 }],
  ])('makes of one %s (%i Decrypts a part) the calls %o', (name, partDecrypts, expected) => {
    const { calls, operations, watcher } = run(
      serviceWorld(s3({ [name]: 1 }, { partDecrypts }), RATE, 1),
    );
    expect(operations.length).toBe(399);
    expect(calls).toEqual(expected);
    expect(operations.every((own) => own.calls === watcher.ended.length / 399)).toBe(true);
    expect(watcher.cacheHits + watcher.cacheMisses).toBe(0);
  });
});

describe('S3 with Bucket Keys', () => {
  it('under dense traffic makes one call a period for each bucket and principal that writes', () => {
    const service = s3({ PutObject: 1 }, { bucketKeys: BUCKET_KEYS, buckets: 2, principals: 4 });
    const { calls, operations, watcher } = run(serviceWorld(service, RATE, 100));
    // Each of the 8 is asked for every 20 ms: ten periods of 10 s and a little in 100 s.
    expect(calls).toEqual({ GenerateDataKey: 8 * 10 });
    expect(watcher.cacheHits + watcher.cacheMisses).toBe(operations.length);
    expect(operations.every(({ outcome }) => outcome === 0)).toBe(true);
  });

  it('reads objects under as many bucket keys as the reach spans: that decides the hit rate', () => {
    const readsPerSecond = (readReachNs: number) => {
      const service = s3(
        { GetObject: 1 },
        { bucketKeys: { ...BUCKET_KEYS, readReachNs }, principals: 4 },
      );
      return run(serviceWorld(service, RATE, 50)).total / 50;
    };
    // Readers × writers × bucket keys in reach, each asked for once a read life at the most.
    expect(readsPerSecond(20 * SECOND)).toBeLessThan((4 * 4 * 3) / 10 + (4 * 4 * 3) / 50);
    // 8,640 bucket keys a writer: almost every one of 400 reads a second is its first.
    expect(readsPerSecond(86_400 * SECOND)).toBeGreaterThan(0.9 * 400);
  });

  it('lets a read find the bucket keys that writes of this run have made', () => {
    const service = s3(
      { PutObject: 0.5, GetObject: 0.5 },
      { bucketKeys: { ...BUCKET_KEYS, readReachNs: 1 * SECOND }, principals: 2 },
    );
    const { calls } = run(serviceWorld(service, RATE, 100));
    expect(calls.GenerateDataKey).toBe(2 * 10);
    // Each of 2 readers opens each bucket key of 2 writers once or, as a read life is about one
    // period, twice; and the one that each writer had before the run.
    expect(calls.Decrypt).toBeGreaterThanOrEqual(2 * 2 * 10);
    expect(calls.Decrypt).toBeLessThanOrEqual(2 * 2 * 2 * 11);
  });

  it('always decrypts objects from before Bucket Keys', () => {
    const service = s3({ GetOldObject: 1 }, { bucketKeys: BUCKET_KEYS });
    expect(run(serviceWorld(service, RATE, 1)).calls).toEqual({ Decrypt: 399 });
  });
});
