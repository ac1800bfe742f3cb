import type { OperationName, ServiceConfig, WorkloadConfig } from '../model/index.ts';

/** KMS operations that a service makes for its users (model page, section 3). */
const OF_SERVICE: Readonly<Record<ServiceConfig['kind'], readonly OperationName[]>> = {
  s3: ['GenerateDataKey', 'Decrypt'],
  dynamodb: ['GenerateDataKey', 'Decrypt'],
  ebs: ['GenerateDataKeyWithoutPlaintext', 'Decrypt'],
  rds: ['GenerateDataKeyWithoutPlaintext', 'Decrypt'],
  lambda: ['Decrypt'],
  'secrets-manager': ['GenerateDataKey', 'Decrypt'],
  'parameter-store': ['Encrypt', 'GenerateDataKey', 'Decrypt'],
  sqs: ['GenerateDataKey', 'Decrypt'],
  kinesis: ['GenerateDataKey', 'Decrypt'],
  'encryption-sdk': ['GenerateDataKey', 'Encrypt', 'Decrypt'],
};

/** Operations of which HSMs see commands, for plain calls and for what a service makes of its own. */
export function kmsOperationsOf({
  service,
  operations,
}: Pick<WorkloadConfig, 'service' | 'operations'>): readonly OperationName[] {
  return service === null ? operations.map(({ operation }) => operation) : OF_SERVICE[service.kind];
}
