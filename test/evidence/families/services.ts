import { callsOfOneReplication, kmsCalls, pointOf } from '../figures.ts';
import type { KnownRun } from '../known-answer.ts';
import { callsForShare, secondsFor } from '../run-lengths.ts';
import { scenarioText } from '../scenario-text.ts';

const FAMILY = 'Services';
const MODEL_PAGE = 'model page, section 3';

/** What AWS services ask of KMS. */
export function services(longest: number): KnownRun[] {
  return [...perOperation(), ...busyEntries(), ...lazyEntries(longest)];
}

/** The mean of what one user operation asks for, where nothing is kept: whole numbers. */
function perOperation(): KnownRun[] {
  return [
    { service: 's3', operation: 'PutObject', calls: 1 },
    { service: 's3', operation: 'GetObject', calls: 1 },
    { service: 's3', operation: 'CopyObject', calls: 2 },
    { service: 's3', operation: 'HeadObject', calls: 0 },
    { service: 's3', operation: 'MultipartUpload', calls: 1 },
    {
      service: 's3',
      operation: 'MultipartUpload',
      settings: 'parts: 8, partDecrypts: 1',
      calls: 9,
    },
    { service: 'dynamodb', operation: 'PutItem', settings: 'perItem: true', calls: 1 },
    { service: 'dynamodb', operation: 'CreateTable', calls: 1 },
    { service: 'ebs', operation: 'CreateVolume', calls: 2 },
    { service: 'ebs', operation: 'AttachVolume', calls: 1 },
    { service: 'ebs', operation: 'CopySnapshot', calls: 2 },
    { service: 'ebs', operation: 'ReadWrite', calls: 0 },
    { service: 'rds', operation: 'CreateDBInstance', settings: 'volumes: 3', calls: 3 },
    { service: 'rds', operation: 'StartDBInstance', settings: 'volumes: 2', calls: 2 },
    { service: 'secrets-manager', operation: 'PutSecretValue', calls: 2 },
    { service: 'secrets-manager', operation: 'RotateSecret', calls: 2 },
    { service: 'secrets-manager', operation: 'GetSecretValue', calls: 1 },
    { service: 'parameter-store', operation: 'PutParameter', calls: 1 },
    { service: 'parameter-store', operation: 'GetParameters', settings: 'batch: 7', calls: 7 },
    { service: 'encryption-sdk', operation: 'encrypt', calls: 1 },
    { service: 'encryption-sdk', operation: 'encrypt', settings: 'wrappingKeys: 3', calls: 3 },
    { service: 'encryption-sdk', operation: 'decrypt', calls: 1 },
    {
      service: 'encryption-sdk',
      operation: 'encrypt',
      // 500 messages in the measured time, whole lives of a data key from the first on.
      settings: 'processes: 1, cache: { maxAge: 1 h, capacity: 10, maxMessages: 20 }',
      calls: 1 / 20,
    },
  ].map(({ service, operation, settings, calls }) => {
    const name = [service, operation, settings].filter((part) => part !== undefined).join(', ');
    return run({
      name,
      settings: [
        `service: ${service}`,
        'arrivals: { constant: 5/s }',
        `operations: { ${operation}: 100 % }`,
        ...(settings === undefined ? [] : [settings]),
      ],
      seconds: 100,
      answers: [
        {
          figure: 'KMS calls per operation',
          unit: '',
          expected: calls,
          source: MODEL_PAGE,
          judged: 'exact',
          read: (result) => kmsCalls(`users ${operation}`)(result).value,
        },
      ],
    });
  });
}

/**
 * Entries that somebody always needs are fetched once in each life of them. The first need comes
 * in the first second, each later fetch some milliseconds after the end of a life, so that an hour
 * holds exactly as many as lives.
 */
function busyEntries(): KnownRun[] {
  const HOUR = 3600;
  return [
    {
      // (B/D)(2P + C): 12 lives of five minutes, four producers and four consumers.
      name: 'SQS for an hour, 4 producers, 4 consumers',
      settings:
        'service: sqs, principals: 4, operations: { SendMessage: 50 %, ReceiveMessage: 50 % }',
      calls: (HOUR / 300) * (2 * 4 + 4),
      source: 'AWS: R = (B / D) × (2P + C), B = 1 h, D = 5 min',
    },
    {
      name: 'SQS for an hour, reuse period 1 min, 2 queues',
      settings:
        'service: sqs, principals: 3, queues: 2, reusePeriod: 60 s, operations: { SendMessage: 50 %, ReceiveMessage: 50 % }',
      calls: (HOUR / 60) * (2 * 6 + 6),
      source: 'AWS: R = (B / D) × (2P + C) for each queue, B = 1 h, D = 1 min',
    },
    {
      name: 'DynamoDB for an hour, 3 tables, 2 principals, 8 hosts',
      settings:
        'service: dynamodb, tables: 3, principals: 2, hosts: 8, operations: { GetItem: 100 % }',
      calls: (HOUR / 300) * 3 * 2 * 8,
      source: `tables × principals × hosts in each 5 min: ${MODEL_PAGE}`,
    },
    {
      name: 'DynamoDB for an hour, 1 table, 5 principals, 4 hosts',
      settings:
        'service: dynamodb, tables: 1, principals: 5, hosts: 4, operations: { PutItem: 100 % }',
      calls: (HOUR / 300) * 5 * 4,
      source: `tables × principals × hosts in each 5 min: ${MODEL_PAGE}`,
    },
    {
      name: 'S3 Bucket Keys for an hour, 2 buckets, 10 principals',
      settings:
        'service: s3, bucketKeys: true, buckets: 2, principals: 10, operations: { PutObject: 100 % }',
      calls: (HOUR / 300) * 2 * 10,
      source: `(bucket, principal) in each 5 min: ${MODEL_PAGE}`,
    },
    {
      name: 'Kinesis for an hour, 2 streams, 3 credentials',
      settings:
        'service: kinesis, streams: 2, principals: 3, credentialLife: 10 h, operations: { PutRecord: 50 %, GetRecords: 50 % }',
      calls: (HOUR / 300) * 2 * (3 + 3),
      source: `(stream, credential) of producers and of consumers in each 5 min: ${MODEL_PAGE}`,
    },
    {
      name: 'Secrets Manager for an hour, client cache of 10 min, 4 processes, 5 secrets',
      settings:
        'service: secrets-manager, secrets: 5, processes: 4, clientCache: 10 min, operations: { GetSecretValue: 100 % }',
      calls: (HOUR / 600) * 4 * 5,
      source: `(process, secret) in each life of its entry: ${MODEL_PAGE}`,
    },
  ].map(({ name, settings, calls, source }) =>
    run({
      name,
      // Each of the 12 to 48 entries is needed several times a second.
      settings: [settings, 'arrivals: { constant: 200/s }'],
      seconds: HOUR,
      warmUpSeconds: 0,
      answers: [
        {
          figure: 'KMS calls in the hour',
          unit: '',
          expected: calls,
          source,
          judged: 'exact',
          read: callsOfOneReplication,
        },
      ],
    }),
  );
}

/** Of an entry that is not always needed: Poisson needs, and expiry that nobody notices. */
function lazyEntries(longest: number): KnownRun[] {
  const source = 'renewal: one fetch, then hits over the life: 1 / (1 + λT)';
  const cold = 'cold where the gap of a Poisson process is longer than the idle life: e^(−λT)';
  return [
    {
      name: 'S3 Bucket Keys, one writer, 1 PUT/s, life 6 s',
      settings: 'service: s3, bucketKeys: { writeLife: 6 s }, operations: { PutObject: 100 % }',
      operation: 'PutObject',
      rate: 1,
      expected: 1 / 7,
      source,
    },
    {
      name: 'DynamoDB, one entry, 0.5 reads/s, life 10 s',
      settings: 'service: dynamodb, hosts: 1, operations: { GetItem: 100 % }',
      assumed: 'service.dynamodb.refresh: 10 s',
      operation: 'GetItem',
      rate: 0.5,
      expected: 1 / 6,
      source,
    },
    {
      name: 'Secrets Manager, one entry, 0.5 reads/s, client cache of 3 s',
      settings:
        'service: secrets-manager, clientCache: 3 s, processes: 1, operations: { GetSecretValue: 100 % }',
      operation: 'GetSecretValue',
      rate: 0.5,
      expected: 1 / 2.5,
      source,
    },
    {
      name: 'Lambda, 0.2 invocations/s, idle life 5 s',
      settings:
        'service: lambda, duration: 1 us, idleLife: 5 s, maxLife: 100 d, operations: { Invoke: 100 % }',
      operation: 'Invoke',
      rate: 0.2,
      expected: Math.exp(-1),
      source: cold,
    },
    {
      name: 'Lambda, 0.2 invocations/s, idle life 10 s',
      settings:
        'service: lambda, duration: 1 us, idleLife: 10 s, maxLife: 100 d, operations: { Invoke: 100 % }',
      operation: 'Invoke',
      rate: 0.2,
      expected: Math.exp(-2),
      source: cold,
    },
  ].map(({ name, settings, assumed, operation, rate, expected, source: from }) => {
    const widest = 0.03;
    const seconds = secondsFor(callsForShare(expected, widest), rate);
    return run({
      name,
      settings: [settings, `arrivals: { poisson: ${rate}/s }`],
      // Without a latency of KMS a fetch is there at once, and the formulas hold to the letter.
      network: 'none',
      assumed: [
        'kms.front: 0 ms',
        'kms.backend: 0 ms',
        ...(assumed === undefined ? [] : [assumed]),
      ],
      // A run of an hour of few needs is as quick as one of a second of many.
      seconds: Math.min((longest * 10) / rate, seconds),
      warmUpSeconds: Math.ceil(50 / rate),
      replications: 20,
      answers: [
        {
          figure: 'KMS calls per operation',
          unit: '',
          expected,
          source: from,
          judged: 'equal',
          read: kmsCalls(`users ${operation}`),
          widest,
        },
      ],
    });
  });
}

interface ServiceWords {
  readonly name: string;
  readonly settings: readonly string[];
  readonly network?: string;
  readonly assumed?: readonly string[];
  readonly seconds: number;
  readonly warmUpSeconds?: number;
  readonly replications?: number;
  readonly answers: KnownRun['answers'];
}

function run(words: ServiceWords): KnownRun {
  const { name, settings, seconds, warmUpSeconds = 1, replications = 2, answers } = words;
  const { network = '{ clientToKms: 0.5 ms }', assumed = [] } = words;
  return {
    name,
    family: FAMILY,
    scenario: scenarioText({
      name,
      network,
      workloads: [`users: { ${settings.join(', ')} }`],
      store: '{ kind: standard }',
      more: assumed.length === 0 ? [] : [`assume: { ${assumed.join(', ')} }`],
      seconds,
      warmUpSeconds,
      replications,
    }),
    answers,
  };
}

/** RDS checks the key of every running instance once a period. */
export function keyChecks(): KnownRun[] {
  const name = 'RDS for a day, 50 instances, a check in 30 min';
  return [
    run({
      name,
      // Nobody starts an instance: one arrival in a million seconds.
      settings: [
        'service: rds, instances: 50, keyCheck: 30 min, operations: { StartDBInstance: 100 % }',
        'arrivals: { constant: 0.000001/s }',
      ],
      seconds: 86_400,
      warmUpSeconds: 1800,
      answers: [
        {
          figure: 'KMS calls in the day',
          unit: '',
          expected: 50 * 48,
          source: `instances × 24 h / 30 min: ${MODEL_PAGE}`,
          judged: 'exact',
          read: (result) => pointOf(result).calls.offered / pointOf(result).replications,
        },
      ],
    }),
  ];
}
