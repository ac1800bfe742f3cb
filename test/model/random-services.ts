import fc from 'fast-check';
import type { ServiceConfig } from '../../src/model/index.ts';
import { MS, PATIENT_CLIENT, SECOND } from './worlds.ts';

const even = (...names: string[]) => names.map((name) => ({ name, share: 1 / names.length }));

const common = fc.record({
  principals: fc.integer({ min: 1, max: 6 }),
  userRetry: fc.constantFrom(1, 3).map((maxAttempts) => ({
    ...PATIENT_CLIENT.retry,
    maxAttempts,
    throttlingBaseDelayNs: 100 * MS,
  })),
  userTimeoutNs: fc.constantFrom(null, null, 300 * MS),
});

/** What every service is asked for, and the settings it takes; lives are short, so that they end. */
const KINDS = [
  {
    kind: 's3',
    mix: even(
      'PutObject',
      'GetObject',
      'CopyObject',
      'MultipartUpload',
      'HeadObject',
      'GetOldObject',
    ),
    buckets: 1,
    bucketKeys: { writeLifeNs: 3 * SECOND, readLifeNs: 3 * SECOND, readReachNs: 10 * SECOND },
    parts: 3,
    partDecrypts: 1,
  },
  {
    kind: 's3',
    mix: even('PutObject', 'GetObject', 'ListObjects'),
    buckets: 2,
    bucketKeys: null,
    parts: 1,
    partDecrypts: 0,
  },
  {
    kind: 'dynamodb',
    mix: even('PutItem', 'GetItem', 'UpdateItem', 'DeleteItem', 'Query', 'CreateTable'),
    tables: 2,
    hosts: 3,
    tableKeyLifeNs: 3 * SECOND,
    isPerItem: false,
  },
  {
    kind: 'dynamodb',
    mix: even('PutItem'),
    tables: 1,
    hosts: 1,
    tableKeyLifeNs: SECOND,
    isPerItem: true,
  },
  { kind: 'ebs', mix: even('CreateVolume', 'AttachVolume', 'ReadWrite', 'CopySnapshot') },
  {
    kind: 'rds',
    mix: even('CreateDBInstance', 'StartDBInstance'),
    volumes: 2,
    instances: 3,
    keyCheckNs: 4 * SECOND,
  },
  {
    kind: 'lambda',
    mix: even('Invoke', 'InvokeAsync'),
    functions: 2,
    durationNs: 100 * MS,
    idleLifeNs: 2 * SECOND,
    maxLifeNs: 6 * SECOND,
    asyncRetriesNs: [1 * SECOND, 2 * SECOND],
  },
  {
    kind: 'secrets-manager',
    mix: even('PutSecretValue', 'RotateSecret', 'GetSecretValue'),
    secrets: 3,
    clientCacheNs: 2 * SECOND,
    processes: 2,
  },
  {
    kind: 'parameter-store',
    mix: even('PutParameter', 'GetParameter', 'GetParameters', 'GetParameterEncrypted'),
    tier: 'advanced',
    batch: 3,
  },
  { kind: 'sqs', mix: even('SendMessage', 'ReceiveMessage'), queues: 2, reusePeriodNs: 2 * SECOND },
  {
    kind: 'kinesis',
    mix: even('PutRecord', 'GetRecords'),
    streams: 2,
    refreshNs: 2 * SECOND,
    credentialLifeNs: 5 * SECOND,
  },
  {
    kind: 'encryption-sdk',
    mix: even('encrypt', 'decrypt'),
    processes: 2,
    wrappingKeys: 2,
    messageBytes: 1000,
    contexts: 3,
    cache: { capacity: 2, maxAgeNs: 2 * SECOND, maxMessages: 10, maxBytes: 1e6 },
  },
] as const;

/** Any of the services. */
export const randomService: fc.Arbitrary<ServiceConfig> = fc
  .tuple(fc.constantFrom(...KINDS), common)
  .map(([kind, shared]) => ({ ...kind, ...shared }));
