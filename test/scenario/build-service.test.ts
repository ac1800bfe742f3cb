import { describe, expect, it } from 'vitest';
import { USER_OPERATIONS, type ServiceKind } from '../../src/model/index.ts';
import { SERVICE_PROFILES } from '../../src/scenario/service-profiles.ts';
import { studyOf, workloadOf } from './workload-of.ts';

const MINUTE = 60e9;
const KINDS = Object.keys(USER_OPERATIONS) as ServiceKind[];

function workload(settings: string) {
  return workloadOf(`{ arrivals: { poisson: 100/s }, ${settings} }`);
}

function service(settings: string) {
  return workload(settings).service;
}

describe('every service', () => {
  it.each(KINDS)('%s can be asked for without saying more', (kind) => {
    const { service: made, operations } = workload(`service: ${kind}`);
    expect(operations).toEqual([]);
    expect(made).toMatchObject({ kind, principals: 1 });
    const names = made!.mix.map(({ name }) => name);
    expect(USER_OPERATIONS[kind]).toEqual(expect.arrayContaining(names));
    expect(made!.mix.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
  });

  it.each(KINDS)('the profile of %s speaks of operations that it has', (kind) => {
    const { mix, calls, otherWords } = SERVICE_PROFILES[kind];
    const named = [...Object.keys(mix), ...Object.keys(calls), ...Object.values(otherWords)];
    expect(USER_OPERATIONS[kind]).toEqual(expect.arrayContaining(named));
  });

  it('leaves nothing to JSON that JSON cannot hold', () => {
    for (const kind of KINDS) {
      const study = studyOf(`{ app: { service: ${kind}, arrivals: { poisson: 100/s } } }`);
      expect(JSON.parse(JSON.stringify(study))).toEqual(study);
    }
  });
});

describe('S3', () => {
  it('takes the short words of its API, and the KMS call that an operation makes', () => {
    expect(service('service: s3, operations: { PUT: 50 %, GET: 25 %, HEAD: 25 % }')).toMatchObject({
      mix: [
        { name: 'PutObject', share: 0.5 },
        { name: 'GetObject', share: 0.25 },
        { name: 'HeadObject', share: 0.25 },
      ],
    });
    const byCall = service('service: s3, operations: { GenerateDataKey: 70 %, Decrypt: 30 % }');
    expect(byCall!.mix).toEqual([
      { name: 'PutObject', share: 0.7 },
      { name: 'GetObject', share: 0.3 },
    ]);
  });

  it('adds up two words for one operation', () => {
    expect(service('service: s3, operations: { GET: 30 %, GetObject: 70 % }')!.mix).toEqual([
      { name: 'GetObject', share: 1 },
    ]);
  });

  it('has Bucket Keys only when asked, with assumed lives unless given', () => {
    expect(service('service: s3, bucketKeys: false')).toMatchObject({ bucketKeys: null });
    expect(service('service: s3, bucketKeys: true')).toMatchObject({
      bucketKeys: { writeLifeNs: 5 * MINUTE, readLifeNs: 5 * MINUTE, readReachNs: 60 * MINUTE },
    });
    expect(service('service: s3, bucketKeys: { writeLife: 1 min }')).toMatchObject({
      bucketKeys: { writeLifeNs: MINUTE, readLifeNs: 5 * MINUTE },
    });
  });

  it('lists the life that the scenario set, for that workload', () => {
    const study = studyOf(
      '{ app: { service: s3, arrivals: { poisson: 9/s }, bucketKeys: { writeLife: 1 min } } }',
    );
    expect(study.assumptions.find(({ name }) => name === 'service.s3.bucketKeyLife')).toMatchObject(
      { value: '1 min', setBy: 'scenario' },
    );
  });
});

describe('the settings of the other services', () => {
  it.each([
    [
      'dynamodb, tables: 3, hosts: 2',
      { tables: 3, hosts: 2, tableKeyLifeNs: 5 * MINUTE, isPerItem: false },
    ],
    ['dynamodb, perItem: true', { hosts: 8, isPerItem: true }],
    ['rds, instances: 4', { instances: 4, volumes: 1, keyCheckNs: 30 * MINUTE }],
    ['rds, instances: 4, keyCheck: none', { keyCheckNs: null }],
    [
      'lambda, duration: 2 s',
      {
        functions: 1,
        durationNs: 2e9,
        idleLifeNs: 10 * MINUTE,
        maxLifeNs: 120 * MINUTE,
        asyncRetriesNs: [MINUTE, 2 * MINUTE],
      },
    ],
    ['secrets-manager, principals: 7', { secrets: 1, clientCacheNs: null, processes: 7 }],
    ['secrets-manager, clientCache: true', { clientCacheNs: 60 * MINUTE }],
    ['secrets-manager, clientCache: 5 min', { clientCacheNs: 5 * MINUTE }],
    ['parameter-store, tier: advanced', { tier: 'advanced', batch: 10 }],
    ['sqs, queues: 2, reusePeriod: 1 h', { queues: 2, reusePeriodNs: 60 * MINUTE }],
    ['kinesis, streams: 2', { streams: 2, refreshNs: 5 * MINUTE, credentialLifeNs: 60 * MINUTE }],
  ])('service: %s', (settings, expected) => {
    expect(service(`service: ${settings}`)).toMatchObject(expected);
  });

  it('of the Encryption SDK fill its cache, without limits that nobody set', () => {
    expect(
      service('service: encryption-sdk, contexts: unique, cache: { maxAge: 1 min, capacity: 10 }'),
    ).toMatchObject({
      contexts: null,
      wrappingKeys: 1,
      messageBytes: 1024,
      // What the SDK allows: 2^32 messages; all bytes that a run can count.
      cache: { capacity: 10, maxAgeNs: MINUTE, maxMessages: 2 ** 32, maxBytes: 2 ** 53 - 1 },
    });
  });

  it('follow the facts under assume:', () => {
    const own = workloadOf(
      '{ service: lambda, arrivals: { poisson: 1/s }, operations: { InvokeAsync: 100 % } }',
      'assume: { service.lambda.idleLife: 5 min, service.lambda.asyncRetries: 10 s }',
    );
    expect(own.service).toMatchObject({
      idleLifeNs: 5 * MINUTE,
      asyncRetriesNs: [10e9, 10e9],
    });
  });
});

describe('two layers of retry', () => {
  it('the user retries by the rules of the SDK, the service by assumed ones of its own', () => {
    const own = workload(
      'service: s3, principals: 40, client: { maxAttempts: 5, timeout: 1 s, callTimeout: 5 s }',
    );
    expect(own.service!.userRetry).toMatchObject({ maxAttempts: 5, budget: { capacity: 500 } });
    expect(own.service!.userTimeoutNs).toBe(5e9);
    expect(own.client).toMatchObject({
      instances: 40,
      retry: { maxAttempts: 2, baseDelayNs: 100e6, throttlingBaseDelayNs: 100e6, budget: null },
      // It waits for KMS no longer than its user for it.
      attemptTimeoutNs: 1e9,
      callTimeoutNs: 5e9,
      connections: null,
    });
  });

  it('the Encryption SDK is a library: one layer, a client for each process', () => {
    const own = workload('service: encryption-sdk, processes: 6, client: { maxAttempts: 4 }');
    expect(own.service).toMatchObject({ processes: 6, userRetry: { maxAttempts: 1 } });
    expect(own.client).toMatchObject({ instances: 6, retry: { maxAttempts: 4 } });
    expect(own.client.connections).not.toBeNull();
  });

  it('the adaptive mode is refused where it would be left out silently', () => {
    expect(() => workload('service: s3, client: { retryMode: adaptive }')).toThrow(
      'cannot be adaptive with service: s3',
    );
  });
});

describe('the resolved scenario', () => {
  it('tells a service in the words of the scenario', () => {
    const study = studyOf(
      '{ app: { service: s3, arrivals: { poisson: 9/s }, bucketKeys: true, principals: 4 } }',
    );
    expect(study.resolved).toMatchObject({
      workloads: {
        app: {
          service: 's3',
          operations: { PutObject: '50 %', GetObject: '50 %' },
          principals: 4,
          bucketKeys: { writeLife: '5 min', readLife: '5 min', readReach: '1 h' },
          client: { retryMode: 'standard', maxAttempts: 3 },
          kmsClientOfTheService: { instances: 4, maxAttempts: 2 },
        },
      },
    });
  });
});
