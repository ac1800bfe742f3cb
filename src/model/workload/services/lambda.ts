import type { EventLoop } from '../../../kernel/index.ts';
import { USER_OPERATIONS, type ServiceConfig } from '../../config/service.ts';
import { Environments } from './environments.ts';
import type { StationaryStart } from './first-lives.ts';
import type { Operation } from './operation.ts';
import { Turns, type Service } from './service.ts';
import { cached, type Step } from './step.ts';

type LambdaConfig = Extract<ServiceConfig, { kind: 'lambda' }>;

const ASYNC = USER_OPERATIONS.lambda.indexOf('InvokeAsync');

/**
 * Lambda with environment variables under a customer managed key: a cold start makes one Decrypt.
 * Lambda itself tries a failed asynchronous invocation again, which counts as a try of its user,
 * who has long gone.
 */
export class LambdaService implements Service {
  readonly #config: LambdaConfig & { readonly principals: number };
  readonly #turns = new Turns(2);
  readonly #steps: readonly Step[];

  constructor(
    config: LambdaConfig & { readonly principals: number },
    maxEnvironments: number,
    loop: EventLoop,
    start: StationaryStart | null,
  ) {
    this.#config = config;
    const environments = new Environments(config.functions, config, maxEnvironments, loop, start);
    this.#steps = [cached(environments, ({ thing }) => thing, ['Decrypt'])];
  }

  begin(operation: Operation): readonly Step[] {
    const turn = this.#turns.take(operation.kind);
    operation.principal = turn % this.#config.principals;
    operation.thing = turn % this.#config.functions;
    operation.instance = operation.principal;
    return this.#steps;
  }

  ownRetriesNs(operation: Operation): readonly number[] | null {
    return operation.kind === ASYNC ? this.#config.asyncRetriesNs : null;
  }
}
