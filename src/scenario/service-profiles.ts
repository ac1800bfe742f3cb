import {
  USER_OPERATIONS,
  type OperationName,
  type ServiceKind,
  type WorkloadConfig,
} from '../model/index.ts';

/** What a workload can speak: KMS, PKCS#11, or an AWS service that calls KMS for its users. */
export type Speech = 'kms' | 'pkcs11' | ServiceKind;

interface ServiceProfile {
  /** Settings of a workload that only this service has, `principals` aside. */
  readonly settings: readonly string[];
  /** What users ask for where the scenario does not say, as relative weights. */
  readonly mix: Readonly<Record<string, number>>;
  /** Other words for the operations of the service. */
  readonly otherWords: Readonly<Record<string, string>>;
  /** KMS calls of one operation with nothing kept from before: the most there can be. */
  readonly calls: Readonly<Record<string, readonly OperationName[]>>;
}

/** Scenario words of the AWS services (model page, section 3). */
export const SERVICE_PROFILES: Readonly<Record<ServiceKind, ServiceProfile>> = {
  s3: {
    settings: ['buckets', 'bucketKeys', 'parts', 'partDecrypts'],
    mix: { PutObject: 1, GetObject: 1 },
    otherWords: {
      PUT: 'PutObject',
      GET: 'GetObject',
      COPY: 'CopyObject',
      HEAD: 'HeadObject',
      LIST: 'ListObjects',
      // By the KMS call that they make.
      GenerateDataKey: 'PutObject',
      Decrypt: 'GetObject',
    },
    calls: {
      PutObject: ['GenerateDataKey'],
      GetObject: ['Decrypt'],
      CopyObject: ['Decrypt', 'GenerateDataKey'],
      MultipartUpload: ['GenerateDataKey'],
      GetOldObject: ['Decrypt'],
    },
  },
  dynamodb: {
    settings: ['tables', 'hosts', 'perItem'],
    mix: { PutItem: 1, GetItem: 1 },
    otherWords: {},
    calls: {
      PutItem: ['Decrypt'],
      GetItem: ['Decrypt'],
      UpdateItem: ['Decrypt'],
      DeleteItem: ['Decrypt'],
      Query: ['Decrypt'],
      CreateTable: ['GenerateDataKey'],
    },
  },
  ebs: {
    settings: [],
    mix: { CreateVolume: 1, AttachVolume: 1 },
    otherWords: {},
    calls: {
      CreateVolume: ['GenerateDataKeyWithoutPlaintext'],
      AttachVolume: ['Decrypt'],
      CopySnapshot: ['Decrypt', 'GenerateDataKeyWithoutPlaintext'],
    },
  },
  rds: {
    settings: ['volumes', 'instances', 'keyCheck'],
    mix: { CreateDBInstance: 1, StartDBInstance: 1 },
    otherWords: {},
    calls: {
      CreateDBInstance: ['GenerateDataKeyWithoutPlaintext'],
      StartDBInstance: ['Decrypt'],
    },
  },
  lambda: {
    settings: ['functions', 'duration', 'idleLife', 'maxLife'],
    mix: { Invoke: 1 },
    otherWords: {},
    calls: { Invoke: ['Decrypt'], InvokeAsync: ['Decrypt'] },
  },
  'secrets-manager': {
    settings: ['secrets', 'clientCache', 'processes'],
    mix: { GetSecretValue: 1 },
    otherWords: {},
    calls: {
      PutSecretValue: ['GenerateDataKey', 'Decrypt'],
      RotateSecret: ['GenerateDataKey', 'Decrypt'],
      GetSecretValue: ['Decrypt'],
    },
  },
  'parameter-store': {
    settings: ['tier', 'batch'],
    mix: { GetParameter: 1 },
    otherWords: {},
    calls: {
      PutParameter: ['Encrypt'],
      GetParameter: ['Decrypt'],
      GetParameters: ['Decrypt'],
    },
  },
  sqs: {
    settings: ['queues', 'reusePeriod'],
    mix: { SendMessage: 1, ReceiveMessage: 1 },
    otherWords: {},
    calls: { SendMessage: ['GenerateDataKey', 'Decrypt'], ReceiveMessage: ['Decrypt'] },
  },
  kinesis: {
    settings: ['streams', 'credentialLife'],
    mix: { PutRecord: 1, GetRecords: 1 },
    otherWords: {},
    calls: { PutRecord: ['GenerateDataKey'], GetRecords: ['Decrypt'] },
  },
  'encryption-sdk': {
    settings: ['processes', 'contexts', 'wrappingKeys', 'messageBytes', 'cache'],
    mix: { encrypt: 1, decrypt: 1 },
    otherWords: {},
    calls: { encrypt: ['GenerateDataKey'], decrypt: ['Decrypt'] },
  },
};

/** Settings of plain calls, which no AWS service has: its own KMS calls decide them. */
export const CALL_SETTINGS: readonly string[] = ['keySpec', 'keySkew', 'payload', 'wrongContext'];

/** Every word that can stand under the `operations:` of a service. */
export const SERVICE_OPERATION_WORDS: readonly string[] = [
  ...new Set(
    Object.entries(SERVICE_PROFILES).flatMap(([kind, { otherWords }]) => [
      ...USER_OPERATIONS[kind as ServiceKind],
      ...Object.keys(otherWords),
    ]),
  ),
];

/** What speaks so, by the word under `service:`. */
export function serviceOf(speech: Speech): ServiceKind | null {
  return speech === 'kms' || speech === 'pkcs11' ? null : speech;
}

/**
 * KMS calls of one arrival, by operation: for a service with nothing kept from before, which is
 * the most it can make; how many it will make only the simulation knows.
 */
export function callsOfOneArrival({
  operations,
  service,
}: WorkloadConfig): WorkloadConfig['operations'] {
  if (service === null) return operations;
  const { calls } = SERVICE_PROFILES[service.kind];
  return service.mix.flatMap(({ name, share }) =>
    (calls[name] ?? []).map((operation) => ({ operation, share })),
  );
}
