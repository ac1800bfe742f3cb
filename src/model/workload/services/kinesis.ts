import { USER_OPERATIONS, type ServiceConfig } from '../../config/service.ts';
import type { StationaryStart } from './first-lives.ts';
import type { Operation } from './operation.ts';
import { sharedCache } from './service-cache.ts';
import { Turns, type Service } from './service.ts';
import { cached, stepsByKind, type Step } from './step.ts';

type KinesisConfig = Extract<ServiceConfig, { kind: 'kinesis' }>;

const NAMES = USER_OPERATIONS.kinesis;

/**
 * Kinesis Data Streams keeps a data key for each stream and credential. A principal's credential
 * (a session of AssumeRole) is replaced after its life, those of the principals one after the
 * other; the new one finds no entry.
 */
export class KinesisService implements Service {
  readonly #config: KinesisConfig & { readonly principals: number };
  readonly #turns = new Turns(NAMES.length);
  readonly #steps: readonly (readonly Step[])[];

  constructor(
    config: KinesisConfig & { readonly principals: number },
    start: StationaryStart | null,
  ) {
    this.#config = config;
    const { streams, refreshNs, principals } = config;
    // Later credentials find nothing when they come.
    const isOfFirst = (entry: number) => entry < principals * streams;
    const cache = () => sharedCache(refreshNs, start, isOfFirst);
    const entryOf = ({ detail, thing }: Operation) => detail * streams + thing;
    this.#steps = stepsByKind(NAMES, {
      PutRecord: [cached(cache(), entryOf, ['GenerateDataKey'])],
      GetRecords: [cached(cache(), entryOf, ['Decrypt'])],
    });
  }

  begin(operation: Operation, nowNs: number): readonly Step[] {
    const { principals, streams, credentialLifeNs } = this.#config;
    const turn = this.#turns.take(operation.kind);
    const principal = turn % principals;
    const lives = Math.floor(nowNs / credentialLifeNs + principal / principals);
    operation.principal = principal;
    operation.thing = Math.floor(turn / principals) % streams;
    operation.detail = lives * principals + principal;
    operation.instance = principal;
    return this.#steps[operation.kind]!;
  }
}
