import type { RandomStream } from '../../../kernel/index.ts';
import { USER_OPERATIONS, type ServiceConfig } from '../../config/service.ts';
import type { OperationName } from '../../operations.ts';
import type { StationaryStart } from './first-lives.ts';
import type { Operation } from './operation.ts';
import { ServiceCache, type EntryCache } from './service-cache.ts';
import { Turns, type Service } from './service.ts';
import { always, cached, type Step } from './step.ts';

type EncryptionSdkConfig = Extract<ServiceConfig, { kind: 'encryption-sdk' }>;

const ENCRYPT = USER_OPERATIONS['encryption-sdk'].indexOf('encrypt');

/**
 * The AWS Encryption SDK in the application's processes, with or without data-key caching. A
 * message to decrypt is one that some process, any with the same chance, wrote last under its
 * context; of data keys from before the run each process had one a context.
 */
export class EncryptionSdkService implements Service {
  readonly #config: EncryptionSdkConfig;
  readonly #turns = new Turns(2);
  readonly #messages: RandomStream;
  /** By process. */
  readonly #encrypt: readonly (readonly Step[])[];
  readonly #decrypt: readonly (readonly Step[])[];
  /** Newest data key of each (process, context) that has made one in this run. */
  readonly #dataKeys = new Map<number, number>();
  #dataKeysMade = 0;
  #contextsMade = 0;

  /** `messages`: draws whose message is decrypted. */
  constructor(config: EncryptionSdkConfig, messages: RandomStream, start: StationaryStart | null) {
    this.#config = config;
    this.#messages = messages;
    const { processes, wrappingKeys, cache } = config;
    const further = Array.from({ length: wrappingKeys - 1 }, (): OperationName => 'Encrypt');
    const encrypts: readonly OperationName[] = ['GenerateDataKey', ...further];
    if (cache === null) {
      this.#encrypt = Array.from({ length: processes }, () => [
        { ...always(encrypts), isKeyPerCall: true },
      ]);
      this.#decrypt = Array.from({ length: processes }, () => [always(['Decrypt'])]);
      return;
    }
    const { maxAgeNs, maxMessages, maxBytes, capacity } = cache;
    const uses = Math.min(maxMessages, Math.floor(maxBytes / config.messageBytes));
    // Each data key to decrypt with is a thing of its own, and so is a context of one message.
    const isRenewed = (entry: number) => config.contexts !== null && entry % 2 === 0;
    const caches = Array.from(
      { length: processes },
      (): EntryCache =>
        new ServiceCache({ lifeNs: maxAgeNs, isShared: false, capacity, start, isRenewed }),
    );
    // One cache for both: contexts are even, data keys odd.
    const made = (operation: Operation) => this.#made(operation);
    this.#encrypt = caches.map((own) => [
      { ...cached(own, ({ thing }) => 2 * thing, encrypts, made), uses, isKeyPerCall: true },
    ]);
    this.#decrypt = caches.map((own) => [cached(own, ({ detail }) => 2 * detail + 1, ['Decrypt'])]);
  }

  begin(operation: Operation): readonly Step[] {
    const { processes, contexts } = this.#config;
    const turn = this.#turns.take(operation.kind);
    const process = turn % processes;
    operation.instance = process;
    operation.thing =
      contexts === null ? this.#contextsMade++ : Math.floor(turn / processes) % contexts;
    if (operation.kind === ENCRYPT) return this.#encrypt[process]!;
    operation.detail = contexts === null ? operation.thing : this.#dataKeyOf(operation.thing);
    return this.#decrypt[process]!;
  }

  #dataKeyOf(context: number): number {
    const { processes } = this.#config;
    const writer = context * processes + Math.floor(this.#messages.next() * processes);
    return this.#dataKeys.get(writer) ?? -1 - writer;
  }

  #made(operation: Operation): void {
    const { processes, contexts } = this.#config;
    // A context that never comes again is not worth a memory.
    if (contexts === null) return;
    this.#dataKeys.set(operation.thing * processes + operation.instance, this.#dataKeysMade++);
  }
}
