import { USER_OPERATIONS, type ServiceConfig } from '../../config/service.ts';
import type { StationaryStart } from './first-lives.ts';
import type { Operation } from './operation.ts';
import { sharedCache } from './service-cache.ts';
import { Turns, type Service } from './service.ts';
import { always, cached, stepsByKind, type Step } from './step.ts';

type SecretsManagerConfig = Extract<ServiceConfig, { kind: 'secrets-manager' }>;

const NAMES = USER_OPERATIONS['secrets-manager'];

/** Secrets Manager keeps nothing itself; its client library can, in each process. */
export class SecretsManagerService implements Service {
  readonly #config: SecretsManagerConfig & { readonly principals: number };
  readonly #turns = new Turns(NAMES.length);
  readonly #steps: readonly (readonly Step[])[];

  constructor(
    config: SecretsManagerConfig & { readonly principals: number },
    start: StationaryStart | null,
  ) {
    this.#config = config;
    const { clientCacheNs, secrets } = config;
    // A new version is sealed, and opened once to check it.
    const put = [always(['GenerateDataKey', 'Decrypt'])];
    this.#steps = stepsByKind(NAMES, {
      PutSecretValue: put,
      RotateSecret: put,
      GetSecretValue: [
        clientCacheNs === null
          ? always(['Decrypt'])
          : cached(
              sharedCache(clientCacheNs, start),
              ({ detail, thing }) => detail * secrets + thing,
              ['Decrypt'],
            ),
      ],
    });
  }

  begin(operation: Operation): readonly Step[] {
    const { processes, secrets, principals } = this.#config;
    const turn = this.#turns.take(operation.kind);
    operation.principal = turn % principals;
    operation.detail = turn % processes;
    operation.thing = Math.floor(turn / processes) % secrets;
    operation.instance = operation.principal;
    return this.#steps[operation.kind]!;
  }
}
