import type { EventLoop, RandomStreams } from '../../../kernel/index.ts';
import type { ServiceConfig } from '../../config/service.ts';
import type { Recorder } from '../../recorder.ts';
import { DynamoDbService } from './dynamodb.ts';
import { EncryptionSdkService } from './encryption-sdk.ts';
import type { StationaryStart } from './first-lives.ts';
import { KinesisService } from './kinesis.ts';
import { LambdaService } from './lambda.ts';
import { RdsService } from './rds.ts';
import { S3Service } from './s3.ts';
import { SecretsManagerService } from './secrets-manager.ts';
import type { Service } from './service.ts';
import { SqsService } from './sqs.ts';
import { createEbs, createParameterStore } from './uncached-services.ts';

/** The service of a workload of this name; it acts by itself until `endNs`. `maxInProgress` bounds it.
 * Its caches start in the middle of their work, unless the warm-up is none. */
export function createService(
  config: ServiceConfig,
  name: string,
  maxInProgress: number,
  endNs: number,
  loop: EventLoop,
  recorder: Recorder,
  streams: RandomStreams,
  warmUpNs: number,
): Service {
  // Whoever asks for no warm-up wants to see the start itself.
  const start: StationaryStart | null =
    warmUpNs === 0
      ? null
      : { untilNs: warmUpNs, shares: streams.stream(`workload/${name}/first-lives`) };
  switch (config.kind) {
    case 's3':
      return new S3Service(config, streams.stream(`workload/${name}/objects`), start);
    case 'dynamodb':
      return new DynamoDbService(config, start);
    case 'ebs':
      return createEbs(config.principals);
    case 'rds':
      return new RdsService(name, config, loop, recorder, endNs);
    case 'lambda':
      return new LambdaService(config, maxInProgress, loop, start);
    case 'secrets-manager':
      return new SecretsManagerService(config, start);
    case 'parameter-store':
      return createParameterStore(config);
    case 'sqs':
      return new SqsService(config, start);
    case 'kinesis':
      return new KinesisService(config, start);
    // What is left is the Encryption SDK: any other kind would not compile.
    default:
      return new EncryptionSdkService(config, streams.stream(`workload/${name}/messages`), start);
  }
}
