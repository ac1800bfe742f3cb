import { USER_OPERATIONS, type ServiceConfig } from '../../config/service.ts';
import type { StationaryStart } from './first-lives.ts';
import type { Operation } from './operation.ts';
import { sharedCache } from './service-cache.ts';
import { Turns, type Service } from './service.ts';
import { always, cached, stepsByKind, type Step } from './step.ts';

type DynamoDbConfig = Extract<ServiceConfig, { kind: 'dynamodb' }>;

const NAMES = USER_OPERATIONS.dynamodb;

/**
 * DynamoDB with a customer managed key: each of its hosts keeps the plaintext table key for each
 * principal. Its life counts from the answer of KMS, so that a busy entry asks again once a life.
 */
export class DynamoDbService implements Service {
  readonly #config: DynamoDbConfig;
  readonly #turns = new Turns(NAMES.length);
  readonly #steps: readonly (readonly Step[])[];

  constructor(config: DynamoDbConfig, start: StationaryStart | null) {
    this.#config = config;
    const { principals, hosts, tableKeyLifeNs, isPerItem } = config;
    const tableKey = cached(
      sharedCache(tableKeyLifeNs, start),
      ({ thing, principal, detail }) => (thing * principals + principal) * hosts + detail,
      ['Decrypt'],
    );
    // Documents that count a KMS call for each item let writes generate a key and reads decrypt it.
    const read = [isPerItem ? always(['Decrypt']) : tableKey];
    const write = [isPerItem ? always(['GenerateDataKey']) : tableKey];
    this.#steps = stepsByKind(NAMES, {
      PutItem: write,
      UpdateItem: write,
      DeleteItem: read,
      GetItem: read,
      Query: read,
      CreateTable: [always(['GenerateDataKey'])],
    });
  }

  begin(operation: Operation): readonly Step[] {
    const { tables, principals, hosts } = this.#config;
    const turn = this.#turns.take(operation.kind);
    const round = Math.floor(turn / principals);
    operation.principal = turn % principals;
    operation.thing = round % tables;
    operation.detail = Math.floor(round / tables) % hosts;
    operation.instance = operation.principal;
    return this.#steps[operation.kind]!;
  }
}
