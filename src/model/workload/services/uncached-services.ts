import { USER_OPERATIONS, type ServiceConfig } from '../../config/service.ts';
import type { OperationName } from '../../operations.ts';
import type { Operation } from './operation.ts';
import { Turns, type Service } from './service.ts';
import { always, stepsByKind, type Step } from './step.ts';

type ParameterStoreConfig = Extract<ServiceConfig, { kind: 'parameter-store' }>;

/**
 * A service that keeps nothing between operations: EBS, whose plaintext data keys live in the
 * hypervisor while a volume is attached, and Parameter Store. Every operation is about a thing of
 * its own, so that the KMS keys take turns.
 */
class UncachedService implements Service {
  readonly #principals: number;
  readonly #turns: Turns;
  readonly #steps: readonly (readonly Step[])[];

  /** `steps`: by kind of operation. */
  constructor(principals: number, steps: readonly (readonly Step[])[]) {
    this.#principals = principals;
    this.#turns = new Turns(steps.length);
    this.#steps = steps;
  }

  begin(operation: Operation): readonly Step[] {
    const turn = this.#turns.take(operation.kind);
    operation.principal = turn % this.#principals;
    operation.thing = turn;
    operation.instance = operation.principal;
    return this.#steps[operation.kind]!;
  }
}

export function createEbs(principals: number): Service {
  return new UncachedService(
    principals,
    stepsByKind(USER_OPERATIONS.ebs, {
      CreateVolume: [always(['GenerateDataKeyWithoutPlaintext', 'CreateGrant'])],
      AttachVolume: [always(['Decrypt'])],
      CopySnapshot: [always(['Decrypt', 'GenerateDataKeyWithoutPlaintext'])],
    }),
  );
}

/** `batch` parameters of one GetParameters are decrypted one after the other. */
export function createParameterStore(
  config: ParameterStoreConfig & { principals: number },
): Service {
  const { tier, batch, principals } = config;
  const decrypts = Array.from({ length: batch }, (): OperationName => 'Decrypt');
  return new UncachedService(
    principals,
    stepsByKind(USER_OPERATIONS['parameter-store'], {
      PutParameter: [always([tier === 'standard' ? 'Encrypt' : 'GenerateDataKey'])],
      GetParameter: [always(['Decrypt'])],
      GetParameters: [always(decrypts)],
    }),
  );
}
