import type { EventLoop, RandomStreams } from '../../../kernel/index.ts';
import type { ServiceConfig } from '../../config/service.ts';
import type { Recorder } from '../../recorder.ts';
import { DynamoDbService } from './dynamodb.ts';
import { EncryptionSdkService } from './encryption-sdk.ts';
import { KinesisService } from './kinesis.ts';
import { LambdaService } from './lambda.ts';
import { RdsService } from './rds.ts';
import { S3Service } from './s3.ts';
import { SecretsManagerService } from './secrets-manager.ts';
import type { Service } from './service.ts';
import { SqsService } from './sqs.ts';
import { createEbs, createParameterStore } from './uncached-services.ts';

/** The service of a workload of this name; it acts by itself until `endNs`. `maxInProgress` bounds it. */
export function createService(
  config: ServiceConfig,
  name: string,
  maxInProgress: number,
  endNs: number,
  loop: EventLoop,
  recorder: Recorder,
  streams: RandomStreams,
): Service {
  switch (config.kind) {
    case 's3':
      return new S3Service(config, streams.stream(`workload/${name}/objects`));
    case 'dynamodb':
      return new DynamoDbService(config);
    case 'ebs':
      return createEbs(config.principals);
    case 'rds':
      return new RdsService(name, config, loop, recorder, endNs);
    case 'lambda':
      return new LambdaService(config, maxInProgress, loop);
    case 'secrets-manager':
      return new SecretsManagerService(config);
    case 'parameter-store':
      return createParameterStore(config);
    case 'sqs':
      return new SqsService(config);
    case 'kinesis':
      return new KinesisService(config);
    // What is left is the Encryption SDK: any other kind would not compile.
    default:
      return new EncryptionSdkService(config, streams.stream(`workload/${name}/messages`));
  }
}
