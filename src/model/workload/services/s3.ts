import type { RandomStream } from '../../../kernel/index.ts';
import { USER_OPERATIONS, type ServiceConfig } from '../../config/service.ts';
import { BucketKeys } from './bucket-keys.ts';
import type { StationaryStart } from './first-lives.ts';
import type { Operation } from './operation.ts';
import { sharedCache } from './service-cache.ts';
import { Turns, type Service } from './service.ts';
import { always, cached, stepsByKind, type Step } from './step.ts';

type S3Config = Extract<ServiceConfig, { kind: 's3' }>;

const NAMES = USER_OPERATIONS.s3;

/**
 * S3 with SSE-KMS. With Bucket Keys a (bucket, principal) keeps one for writing, and a principal
 * keeps each bucket key it reads with; what a read asks for was written at any instant within
 * reach, with the same chance, by any principal.
 */
export class S3Service implements Service {
  readonly #config: S3Config;
  readonly #turns = new Turns(NAMES.length);
  readonly #steps: readonly (readonly Step[])[];
  readonly #bucketKeys: BucketKeys | null;
  readonly #objects: RandomStream;

  /** `objects`: draws which object is read. Bucket keys to read with are each a thing of its own. */
  constructor(config: S3Config, objects: RandomStream, start: StationaryStart | null) {
    this.#config = config;
    this.#objects = objects;
    const { bucketKeys, buckets, principals } = config;
    if (bucketKeys === null) {
      this.#bucketKeys = null;
      this.#steps = this.#stepsOf(always(['GenerateDataKey']), always(['Decrypt']));
      return;
    }
    const { writeLifeNs, readLifeNs, readReachNs } = bucketKeys;
    const history = new BucketKeys(buckets * principals, writeLifeNs, readReachNs);
    this.#bucketKeys = history;
    const writerOf = ({ thing, principal }: Operation) => thing * principals + principal;
    this.#steps = this.#stepsOf(
      cached(sharedCache(writeLifeNs, start), writerOf, ['GenerateDataKey'], (operation, nowNs) =>
        history.add(writerOf(operation), nowNs),
      ),
      cached(
        sharedCache(readLifeNs, null),
        ({ detail, principal }) => detail * principals + principal,
        ['Decrypt'],
      ),
    );
  }

  begin(operation: Operation, nowNs: number): readonly Step[] {
    const { buckets, principals, bucketKeys } = this.#config;
    const turn = this.#turns.take(operation.kind);
    operation.principal = turn % principals;
    operation.instance = operation.principal;
    operation.thing = Math.floor(turn / principals) % buckets;
    const name = NAMES[operation.kind];
    if (bucketKeys !== null && (name === 'GetObject' || name === 'CopyObject')) {
      const writer = operation.thing * principals + Math.floor(this.#objects.next() * principals);
      const writtenNs = nowNs - this.#objects.next() * bucketKeys.readReachNs;
      operation.detail = this.#bucketKeys!.usedAt(writer, writtenNs);
    }
    return this.#steps[operation.kind]!;
  }

  #stepsOf(write: Step, read: Step): readonly (readonly Step[])[] {
    const { parts, partDecrypts, bucketKeys } = this.#config;
    // With a bucket key at hand the parts need nothing of their own.
    const decrypts = bucketKeys === null ? parts * partDecrypts : 0;
    return stepsByKind(NAMES, {
      PutObject: [write],
      GetObject: [read],
      CopyObject: [read, write],
      MultipartUpload: [write, ...Array.from({ length: decrypts }, () => always(['Decrypt']))],
      GetOldObject: [always(['Decrypt'])],
    });
  }
}
