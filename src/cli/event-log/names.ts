import { createHash } from 'node:crypto';
import type { WorldConfig } from '../../model/index.ts';

/** Names as AWS gives them, made from the scenario's own: the same ones in every run. */
export class AwsNames {
  readonly #region: string;
  readonly #design: string;

  constructor(region: string, design: string) {
    this.#region = region;
    this.#design = design;
  }

  /** `111122223333` for account 0, then `222233334444` and so on, as in AWS's examples. */
  account(account: number): string {
    return String(111_122_223_333 + (account % 8) * 111_111_111_111);
  }

  /** Account 0 owns all keys. */
  keyArn(key: number): string {
    return `arn:aws:kms:${this.#region}:${this.account(0)}:key/${this.uuid(`key ${key}`)}`;
  }

  /** Of a design with several key stores, by position. */
  keyStore(store = 0): string {
    const text = store === 0 ? 'key store' : `key store ${store + 1}`;
    return `cks-${this.#hash(text).slice(0, 17)}`;
  }

  /** The same text gives the same identifier within a design. */
  uuid(text: string): string {
    const hex = this.#hash(text);
    const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`];
    return [...parts, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
  }

  #hash(text: string): string {
    return createHash('sha256').update(`${this.#design}\n${text}`).digest('hex');
  }
}

type Service = NonNullable<WorldConfig['workloads'][number]['service']>['kind'];

/** How a service signs its calls: `invokedBy`, and the encryption context it sends. */
interface Signature {
  readonly invokedBy: string;
  readonly contextKey: string;
}

const SIGNATURES: Readonly<Partial<Record<Service, Signature>>> = {
  s3: { invokedBy: 's3.amazonaws.com', contextKey: 'aws:s3:arn' },
  dynamodb: { invokedBy: 'dynamodb.amazonaws.com', contextKey: 'aws:dynamodb:tableName' },
  ebs: { invokedBy: 'ec2.amazonaws.com', contextKey: 'aws:ebs:id' },
  rds: { invokedBy: 'rds.amazonaws.com', contextKey: 'aws:ebs:id' },
  lambda: { invokedBy: 'lambda.amazonaws.com', contextKey: 'aws:lambda:FunctionArn' },
  'secrets-manager': { invokedBy: 'secretsmanager.amazonaws.com', contextKey: 'SecretARN' },
  'parameter-store': { invokedBy: 'ssm.amazonaws.com', contextKey: 'PARAMETER_ARN' },
  sqs: { invokedBy: 'sqs.amazonaws.com', contextKey: 'aws:sqs:arn' },
  kinesis: { invokedBy: 'kinesis.amazonaws.com', contextKey: 'aws:kinesis:arn' },
};

/** null for calls that applications make themselves, the Encryption SDK's among them. */
export function signatureOf(service: Service | null): Signature | null {
  return service === null ? null : (SIGNATURES[service] ?? null);
}
