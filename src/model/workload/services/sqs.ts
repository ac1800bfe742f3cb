import { USER_OPERATIONS, type ServiceConfig } from '../../config/service.ts';
import type { StationaryStart } from './first-lives.ts';
import type { Operation } from './operation.ts';
import { sharedCache } from './service-cache.ts';
import { Turns, type Service } from './service.ts';
import { cached, stepsByKind, type Step } from './step.ts';

type SqsConfig = Extract<ServiceConfig, { kind: 'sqs' }>;

const NAMES = USER_OPERATIONS.sqs;

/**
 * SQS with SSE-KMS keeps a data key for each queue and principal over the reuse period. Of P
 * principals, 0 to P − 1 send and 0 to P − 1 receive: sending and receiving take turns over all of
 * them, each with data keys of its own, so producers = consumers = P.
 */
export class SqsService implements Service {
  readonly #config: SqsConfig & { readonly principals: number };
  readonly #turns = new Turns(NAMES.length);
  readonly #steps: readonly (readonly Step[])[];

  constructor(config: SqsConfig & { readonly principals: number }, start: StationaryStart | null) {
    this.#config = config;
    const { reusePeriodNs, principals } = config;
    const entryOf = ({ thing, principal }: Operation) => thing * principals + principal;
    this.#steps = stepsByKind(NAMES, {
      SendMessage: [
        cached(sharedCache(reusePeriodNs, start), entryOf, ['GenerateDataKey', 'Decrypt']),
      ],
      ReceiveMessage: [cached(sharedCache(reusePeriodNs, start), entryOf, ['Decrypt'])],
    });
  }

  begin(operation: Operation): readonly Step[] {
    const { principals, queues } = this.#config;
    const turn = this.#turns.take(operation.kind);
    operation.principal = turn % principals;
    operation.thing = Math.floor(turn / principals) % queues;
    operation.instance = operation.principal;
    return this.#steps[operation.kind]!;
  }
}
