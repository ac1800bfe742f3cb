import { assert, PHASE_SEIZE, type EventLoop } from '../../../kernel/index.ts';
import { USER_OPERATIONS, type ServiceConfig } from '../../config/service.ts';
import { Outcome, OUTCOMES } from '../../outcomes.ts';
import type { Recorder } from '../../recorder.ts';
import { BACKGROUND, type Operation } from './operation.ts';
import { Turns, type Service } from './service.ts';
import { always, stepsByKind, type Step } from './step.ts';

type RdsConfig = Extract<ServiceConfig, { kind: 'rds' }>;

const NAMES = USER_OPERATIONS.rds;
const START = NAMES.indexOf('StartDBInstance');

/**
 * RDS: data keys of volumes, and the check of each running instance's key. An instance whose key
 * KMS refuses becomes inaccessible and stays so until somebody starts it with success. Starting
 * takes inaccessible instances first; a check that KMS merely could not answer proves nothing.
 */
export class RdsService implements Service {
  readonly #name: string;
  readonly #config: RdsConfig & { readonly principals: number };
  readonly #loop: EventLoop;
  readonly #recorder: Recorder;
  readonly #endNs: number;
  readonly #turns = new Turns(NAMES.length);
  readonly #steps: readonly (readonly Step[])[];
  readonly #check = [always(['Decrypt'])];
  readonly #isAccessible: Uint8Array;

  constructor(
    name: string,
    config: RdsConfig & { readonly principals: number },
    loop: EventLoop,
    recorder: Recorder,
    endNs: number,
  ) {
    this.#name = name;
    this.#config = config;
    this.#loop = loop;
    this.#recorder = recorder;
    this.#endNs = endNs;
    const { volumes, instances } = config;
    const perVolume = (step: Step) => Array.from({ length: volumes }, () => step);
    this.#steps = stepsByKind(NAMES, {
      CreateDBInstance: perVolume(always(['GenerateDataKeyWithoutPlaintext'])),
      StartDBInstance: perVolume(always(['Decrypt'])),
    });
    this.#isAccessible = new Uint8Array(instances).fill(1);
  }

  /** Checks the key of each accessible instance once a period, at the instances one after the other. */
  start(act: (instance: number) => void): void {
    const { instances, keyCheckNs } = this.#config;
    if (keyCheckNs === null) return;
    const check = this.#loop.register(PHASE_SEIZE, (instance) => {
      this.#schedule(keyCheckNs, check, instance);
      if (this.#isAccessible[instance] === 1) act(instance);
    });
    for (let instance = 0; instance < instances; instance++) {
      this.#schedule(Math.round((keyCheckNs * (instance + 1)) / instances), check, instance);
    }
  }

  begin(operation: Operation): readonly Step[] {
    if (operation.kind === BACKGROUND) return this.#check;
    const { principals, instances } = this.#config;
    const turn = this.#turns.take(operation.kind);
    operation.principal = turn % principals;
    operation.instance = operation.principal;
    const inaccessible = operation.kind === START ? this.#isAccessible.indexOf(0) : -1;
    operation.thing = inaccessible >= 0 ? inaccessible : turn % Math.max(1, instances);
    return this.#steps[operation.kind]!;
  }

  ended(operation: Operation, outcome: number, nowNs: number): void {
    const { kind, thing } = operation;
    if (kind === BACKGROUND) {
      if (this.#isAccessible[thing] === 1 && isRefusal(outcome)) {
        this.#change(thing, 0, nowNs, 'RdsInstanceInaccessible', OUTCOMES[outcome]!);
      }
    } else if (kind === START && outcome === Outcome.success && this.#isAccessible[thing] === 0) {
      this.#change(thing, 1, nowNs, 'RdsInstanceStarted', null);
    }
  }

  #schedule(delayNs: number, handler: number, instance: number): void {
    if (this.#loop.now + delayNs < this.#endNs) this.#loop.schedule(delayNs, handler, instance);
  }

  #change(
    instance: number,
    isAccessible: 0 | 1,
    atNs: number,
    action: string,
    refusal: { readonly error: string | null; readonly reason: string } | null,
  ): void {
    assert(this.#isAccessible[instance] !== isAccessible, 'an instance changes its state');
    this.#isAccessible[instance] = isAccessible;
    this.#recorder.controlEvent({
      atNs,
      action,
      subject: `${this.#name}/db-${instance + 1}`,
      result: refusal?.error ?? 'ok',
      detail: refusal?.reason ?? '',
    });
  }
}

/** KMS said no; time-outs, throttling and server errors say nothing about the key. */
function isRefusal(outcome: number): boolean {
  return (
    outcome !== Outcome.success &&
    outcome !== Outcome.callTimeout &&
    OUTCOMES[outcome]!.retry === 'never'
  );
}
