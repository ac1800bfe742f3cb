import { z } from 'zod';
import { count, duration, flag, orNone, positiveDuration, size, word } from './quantities.ts';
import { section } from './section.ts';

const MANY = 100_000;

const bucketKeyLives = section(
  {
    writeLife: positiveDuration(
      'How long one bucket key serves writes; default by the fact service.s3.bucketKeyLife.',
    ).optional(),
    readLife: positiveDuration(
      'How long a bucket key is kept for reads; default by the fact service.s3.bucketKeyReadLife.',
    ).optional(),
    readReach: positiveDuration(
      'Reads ask for objects written in the last so long; default by the fact service.s3.readReach.',
    ).optional(),
  },
  'S3 Bucket Keys, with their lives.',
);

const cache = section(
  {
    maxAge: positiveDuration('Life of an entry; the SDK demands it.'),
    capacity: count('Entries of one process, the least recently used going first.', 1),
    maxMessages: count(
      'Messages that one data key encrypts; default by the fact service.encryptionSdk.maxMessages.',
      1,
      4_294_967_296,
    ).optional(),
    maxBytes: size('Bytes that one data key encrypts; default no limit.').optional(),
  },
  'Cache of data keys of one process.',
);

/** Settings of one service or another; which belongs to which, the service profiles say. */
export const SERVICE_SETTINGS = {
  principals: count(
    'IAM principals (or sessions) that the calls are spread over, in turn; default 1.',
    1,
    MANY,
  ).optional(),
  buckets: count('s3: buckets; default 1.', 1, MANY).optional(),
  bucketKeys: z
    .union([
      z.boolean({ error: 'must be true, false, or a map such as { writeLife: 5 min }' }),
      bucketKeyLives,
    ])
    .optional()
    .describe('s3: Bucket Keys; default false.'),
  parts: count('s3: parts of a MultipartUpload; default 10.', 1, 10_000).optional(),
  partDecrypts: count(
    's3: Decrypt calls for each part; default by the fact service.s3.partDecrypts.',
    0,
    10,
  ).optional(),
  tables: count('dynamodb: tables; default 1.', 1, MANY).optional(),
  hosts: count(
    'dynamodb: hosts that keep a table key of their own for one principal; default by the fact service.dynamodb.hosts.',
    1,
    MANY,
  ).optional(),
  perItem: flag(
    'dynamodb: one KMS call for each item operation, as some texts tell it; not how DynamoDB works.',
  ).optional(),
  volumes: count(
    'rds: volumes of one instance; default by the fact service.rds.volumes.',
    1,
    1000,
  ).optional(),
  instances: count(
    'rds: instances that run from the start and have their key checked; default 0.',
    0,
    MANY,
  ).optional(),
  keyCheck: orNone(positiveDuration('Distance of two checks.'), 'No checks.')
    .optional()
    .describe(
      'rds: how often the key of a running instance is checked, or none; default by the fact service.rds.keyCheck.',
    ),
  functions: count('lambda: functions with encrypted variables; default 1.', 1, MANY).optional(),
  duration: positiveDuration(
    'lambda: how long one invocation keeps its execution environment; default 100 ms.',
  ).optional(),
  idleLife: positiveDuration(
    'lambda: how long an idle environment is kept; default by the fact service.lambda.idleLife.',
  ).optional(),
  maxLife: positiveDuration(
    'lambda: how long an environment is kept at most; default by the fact service.lambda.maxLife.',
  ).optional(),
  secrets: count('secrets-manager: secrets; default 1.', 1, MANY).optional(),
  clientCache: z
    .union([
      z.literal(true, { error: 'must be true, none, or a duration such as 1 h' }),
      z.literal('none'),
      positiveDuration('Life of an entry.'),
    ])
    .optional()
    .describe(
      'secrets-manager: a cache in each process: how long a secret stays in it, true for the fact service.secretsManager.clientCache, or none (default).',
    ),
  processes: count(
    'secrets-manager, encryption-sdk: processes, each with a cache of its own; default as many as SDK clients.',
    1,
    MANY,
  ).optional(),
  tier: word(
    ['standard', 'advanced'],
    'parameter-store: kind of the parameters; default standard.',
  ).optional(),
  batch: count(
    'parameter-store: parameters that one GetParameters asks for; default 10.',
    1,
    10,
  ).optional(),
  queues: count('sqs: queues; default 1.', 1, MANY).optional(),
  reusePeriod: duration(
    'sqs: how long a data key is used again, 60 s to 24 h; default by the fact service.sqs.reusePeriod.',
  ).optional(),
  streams: count('kinesis: streams; default 1.', 1, MANY).optional(),
  credentialLife: positiveDuration(
    'kinesis: how long a principal uses one credential; default by the fact service.kinesis.credentialLife.',
  ).optional(),
  contexts: z
    .union([
      z.literal('unique', { error: 'must be unique, or a whole number' }),
      count('Encryption contexts.', 1, 1_000_000),
    ])
    .optional()
    .describe(
      'encryption-sdk: different encryption contexts in use; default 1; unique: one of its own for each message, so that no cache ever helps.',
    ),
  wrappingKeys: count(
    'encryption-sdk: wrapping keys of one message; default 1.',
    1,
    100,
  ).optional(),
  messageBytes: size('encryption-sdk: size of one message; default 1 KiB.').optional(),
  cache: orNone(cache, 'No cache.')
    .optional()
    .describe('encryption-sdk: cache of data keys in each process, or none (default).'),
} as const;
