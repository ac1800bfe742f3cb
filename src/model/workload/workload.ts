import type { CallTable } from '../calls.ts';
import type { WorkloadConfig } from '../config.ts';
import type { SdkClient } from '../client/sdk-client.ts';
import type { Phases } from '../faults/phases.ts';
import type { RandomStreams } from '../../kernel/index.ts';
import { OperationMix } from './operation-mix.ts';

/** Makes the calls of one workload; its arrivals decide when. */
export class CallMaker {
  readonly #index: number;
  readonly #config: WorkloadConfig;
  readonly #firstKey: number;
  readonly #calls: CallTable;
  readonly #client: SdkClient;
  readonly #phases: Phases;
  readonly #mix: OperationMix;
  #made = 0;

  /** `firstKey`: number of the workload's first KMS key among those of all workloads. */
  constructor(
    index: number,
    config: WorkloadConfig,
    firstKey: number,
    calls: CallTable,
    client: SdkClient,
    phases: Phases,
    streams: RandomStreams,
  ) {
    this.#index = index;
    this.#config = config;
    this.#firstKey = firstKey;
    this.#calls = calls;
    this.#client = client;
    this.#phases = phases;
    this.#mix = new OperationMix(
      config.operations,
      streams.stream(`workload/${config.name}/operations`),
    );
  }

  /** A call of client `instance` is due at `nowNs`, the present. */
  make(nowNs: number, instance: number): void {
    const call = this.#calls.open(this.#index, this.#mix.draw(), nowNs);
    this.#calls.key[call] = this.#firstKey + (this.#made % this.#config.keys);
    this.#calls.phase[call] = this.#phases.current;
    this.#calls.activeFaults[call] = this.#phases.active;
    this.#made++;
    this.#client.begin(call, instance);
  }
}
