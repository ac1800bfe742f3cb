import type { ClientConfig } from './client.ts';

/**
 * An AWS service or library between users and KMS (model page, section 3): what it keeps, and
 * which KMS calls a user operation makes. Lives (ttl) in nanoseconds.
 */
export type ServiceConfig = ServiceCommon &
  (
    | S3Config
    | DynamoDbConfig
    | EbsConfig
    | RdsConfig
    | LambdaConfig
    | SecretsManagerConfig
    | ParameterStoreConfig
    | SqsConfig
    | KinesisConfig
    | EncryptionSdkConfig
  );

export type ServiceKind = ServiceConfig['kind'];

export interface ServiceCommon {
  /** User operations by the names of USER_OPERATIONS; relative weights, summing to 1. */
  readonly mix: readonly { readonly name: string; readonly share: number }[];
  /** IAM principals (or sessions) the operations are spread over, evenly and in turn. */
  readonly principals: number;
  /** The user's own client of the service: its retries come on top of the service's. */
  readonly userRetry: ClientConfig['retry'];
  /** How long the user's client waits for an operation with all its tries; null: for ever. */
  readonly userTimeoutNs: number | null;
}

interface S3Config {
  readonly kind: 's3';
  readonly buckets: number;
  /** null: no Bucket Keys. */
  readonly bucketKeys: {
    readonly writeLifeNs: number;
    readonly readLifeNs: number;
    /** Reads ask for objects written in the last so long. */
    readonly readReachNs: number;
  } | null;
  /** Parts of a multipart upload, and Decrypt calls for each. */
  readonly parts: number;
  readonly partDecrypts: number;
}

interface DynamoDbConfig {
  readonly kind: 'dynamodb';
  readonly tables: number;
  /** DynamoDB hosts that one principal's requests reach, each with a cache of its own. */
  readonly hosts: number;
  readonly tableKeyLifeNs: number;
  /** One KMS call for each item operation: how some documents tell it, not how DynamoDB works. */
  readonly isPerItem: boolean;
}

interface EbsConfig {
  readonly kind: 'ebs';
}

interface RdsConfig {
  readonly kind: 'rds';
  /** Volumes of one instance. */
  readonly volumes: number;
  /** Instances that run from the start and have their key checked. */
  readonly instances: number;
  /** null: never. */
  readonly keyCheckNs: number | null;
}

interface LambdaConfig {
  readonly kind: 'lambda';
  readonly functions: number;
  /** How long one invocation occupies its execution environment. */
  readonly durationNs: number;
  readonly idleLifeNs: number;
  readonly maxLifeNs: number;
  /** Waits before the retries of a failed asynchronous invocation. */
  readonly asyncRetriesNs: readonly number[];
}

interface SecretsManagerConfig {
  readonly kind: 'secrets-manager';
  readonly secrets: number;
  /** Life of an entry of the client's cache, one a process; null: no client cache. */
  readonly clientCacheNs: number | null;
  readonly processes: number;
}

interface ParameterStoreConfig {
  readonly kind: 'parameter-store';
  readonly tier: 'standard' | 'advanced';
  /** Parameters that one GetParameters asks for. */
  readonly batch: number;
}

interface SqsConfig {
  readonly kind: 'sqs';
  readonly queues: number;
  readonly reusePeriodNs: number;
}

interface KinesisConfig {
  readonly kind: 'kinesis';
  readonly streams: number;
  readonly refreshNs: number;
  readonly credentialLifeNs: number;
}

interface EncryptionSdkConfig {
  readonly kind: 'encryption-sdk';
  /** Processes, each with a cache of its own. */
  readonly processes: number;
  /** Wrapping keys of one message: the first is generated, each further one encrypts. */
  readonly wrappingKeys: number;
  readonly messageBytes: number;
  /** Different encryption contexts in use; null: one of its own for every message. */
  readonly contexts: number | null;
  /** null: no caching. */
  readonly cache: {
    readonly capacity: number;
    readonly maxAgeNs: number;
    readonly maxMessages: number;
    readonly maxBytes: number;
  } | null;
}

/** What users ask of each service, by the names of their APIs. */
export const USER_OPERATIONS = {
  s3: [
    'PutObject',
    'GetObject',
    'CopyObject',
    'MultipartUpload',
    'HeadObject',
    'ListObjects',
    /** A read of an object from before Bucket Keys: always one Decrypt. */
    'GetOldObject',
  ],
  dynamodb: ['PutItem', 'GetItem', 'UpdateItem', 'DeleteItem', 'Query', 'CreateTable'],
  ebs: ['CreateVolume', 'AttachVolume', 'ReadWrite', 'CopySnapshot'],
  rds: ['CreateDBInstance', 'StartDBInstance'],
  lambda: ['Invoke', 'InvokeAsync'],
  'secrets-manager': ['PutSecretValue', 'RotateSecret', 'GetSecretValue'],
  'parameter-store': ['PutParameter', 'GetParameter', 'GetParameters', 'GetParameterEncrypted'],
  sqs: ['SendMessage', 'ReceiveMessage'],
  kinesis: ['PutRecord', 'GetRecords'],
  'encryption-sdk': ['encrypt', 'decrypt'],
} as const satisfies Readonly<Record<ServiceKind, readonly string[]>>;
