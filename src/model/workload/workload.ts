import type { CallTable } from '../calls.ts';
import type { WorkloadConfig } from '../config.ts';
import type { SdkClient } from '../client/sdk-client.ts';
import type { Phases } from '../faults/phases.ts';
import { KeyDraw } from '../keys/key-draw.ts';
import type { KeyRegistry } from '../keys/key-registry.ts';
import { operationCode } from '../operations.ts';
import type { RandomStreams } from '../../kernel/index.ts';
import type { ArrivalTarget } from './arrival-target.ts';
import { OperationMix } from './operation-mix.ts';

/** Makes the KMS calls of one workload; its arrivals, or the user operations of its service, decide when. */
export class CallMaker implements ArrivalTarget {
  readonly #index: number;
  readonly #registry: KeyRegistry;
  readonly #calls: CallTable;
  readonly #client: SdkClient;
  readonly #phases: Phases;
  readonly #mix: OperationMix;
  /** null: the keys take turns. */
  readonly #keyDraw: KeyDraw | null;
  #made = 0;

  constructor(
    index: number,
    config: WorkloadConfig,
    registry: KeyRegistry,
    calls: CallTable,
    client: SdkClient,
    phases: Phases,
    streams: RandomStreams,
  ) {
    this.#index = index;
    this.#registry = registry;
    this.#calls = calls;
    this.#client = client;
    this.#phases = phases;
    this.#mix = new OperationMix(
      config.operations.map(({ operation }) => operationCode(operation)),
      config.operations.map(({ share }) => share),
      streams.stream(`workload/${config.name}/operations`),
    );
    const { name, keySkew } = config;
    this.#keyDraw =
      keySkew === 0
        ? null
        : new KeyDraw(
            registry.keysOf(index).length,
            keySkew,
            streams.stream(`workload/${name}/keys`),
          );
  }

  /** A call of client `instance` is due at `nowNs`, the present. */
  make(nowNs: number, instance: number): void {
    const operation = this.#mix.draw();
    const call = this.#calls.open(this.#index, operation, nowNs);
    const turn = this.#keyDraw?.next() ?? this.#made;
    this.#calls.key[call] = this.#registry.keyFor(this.#index, turn, operation);
    this.#calls.phase[call] = this.#phases.current;
    this.#calls.activeFaults[call] = this.#phases.active;
    this.#made++;
    this.#client.begin(call, instance);
  }

  /**
   * A call for the user operation in slot `owner` is due now, with the key of `thing` (a bucket, a
   * table …, by number: the same thing always has the same key).
   */
  makeFor(owner: number, operation: number, thing: number, nowNs: number, instance: number): void {
    const call = this.#calls.open(this.#index, operation, nowNs);
    this.#calls.key[call] = this.#registry.keyFor(this.#index, thing, operation);
    this.#calls.phase[call] = this.#phases.current;
    this.#calls.activeFaults[call] = this.#phases.active;
    this.#calls.owner[call] = owner;
    this.#client.begin(call, instance);
  }
}
