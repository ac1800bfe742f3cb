import {
  PHASE_CHANGE,
  PHASE_SEIZE,
  assert,
  type DelayRing,
  type EventLoop,
  type RandomStreams,
} from '../../kernel/index.ts';
import type { CallTable } from '../calls.ts';
import { RetryRules } from '../client/retry-rules.ts';
import type { WorkloadConfig } from '../config.ts';
import { USER_OPERATIONS, type ServiceConfig } from '../config/service.ts';
import type { Phases } from '../faults/phases.ts';
import { Outcome } from '../outcomes.ts';
import type { Recorder } from '../recorder.ts';
import { SlotPool } from '../slots.ts';
import type { ArrivalTarget } from './arrival-target.ts';
import { OperationMix } from './operation-mix.ts';
import { createService } from './services/create-service.ts';
import { BACKGROUND, Operation } from './services/operation.ts';
import { Asked } from './services/service-cache.ts';
import type { Service } from './services/service.ts';
import { NOT_RETRIED, retriedAs } from './services/user-retries.ts';
import type { CallMaker } from './workload.ts';

/**
 * The users of one AWS service: their operations go through what the service keeps, and make KMS
 * calls where it keeps nothing (model page, section 3). The service itself takes no time. An
 * operation ends in success with its last step, or with the outcome of the KMS call that decided
 * it, after the retries of the user's own client, of which each principal has one; or when that
 * client gives up, which the service does not notice.
 */
export class ServiceWorkload implements ArrivalTarget {
  readonly #index: number;
  readonly #config: ServiceConfig;
  readonly #instances: number;
  readonly #maker: CallMaker;
  readonly #calls: CallTable;
  readonly #phases: Phases;
  readonly #loop: EventLoop;
  readonly #recorder: Recorder;
  readonly #mix: OperationMix;
  readonly #service: Service;
  readonly #retries: RetryRules;
  readonly #retry: number;
  readonly #timeouts: DelayRing | null;
  readonly #slots: SlotPool;
  readonly #operations: Operation[] = [];
  /** User operations that have not ended. */
  inProgress = 0;
  /** Told when a user operation has ended: a closed client thinks again. */
  onOperationEnded: ((client: number) => void) | null = null;

  /** `maxInProgress` bounds the user operations at once; the service acts by itself until `endNs`. */
  constructor(
    index: number,
    workload: WorkloadConfig,
    service: ServiceConfig,
    maker: CallMaker,
    calls: CallTable,
    phases: Phases,
    loop: EventLoop,
    recorder: Recorder,
    streams: RandomStreams,
    maxInProgress: number,
    endNs: number,
    warmUpNs: number,
  ) {
    const { name, client } = workload;
    this.#index = index;
    this.#config = service;
    this.#instances = client.instances;
    this.#maker = maker;
    this.#calls = calls;
    this.#phases = phases;
    this.#loop = loop;
    this.#recorder = recorder;
    const names: readonly string[] = USER_OPERATIONS[service.kind];
    const kinds = service.mix.map((entry) => names.indexOf(entry.name));
    assert(!kinds.includes(-1), `a user operation that ${service.kind} does not have`);
    this.#mix = new OperationMix(
      kinds,
      service.mix.map(({ share }) => share),
      streams.stream(`workload/${name}/user-operations`),
    );
    this.#service = createService(
      service,
      name,
      maxInProgress,
      endNs,
      loop,
      recorder,
      streams,
      warmUpNs,
    );
    this.#retries = new RetryRules(
      service.userRetry,
      service.principals,
      streams.stream(`client/${name}/user-retry-jitter`),
    );
    this.#retry = loop.register(PHASE_SEIZE, (slot) => this.#try(this.#operations[slot]!));
    this.#timeouts =
      service.userTimeoutNs === null
        ? null
        : loop.createRing(
            service.userTimeoutNs,
            PHASE_CHANGE,
            (slot) => this.#tell(this.#operations[slot]!, Outcome.callTimeout),
            (slot, stamp) => {
              const operation = this.#operations[slot]!;
              return operation.stamp === stamp && operation.hasUser;
            },
          );
    this.#slots = new SlotPool('user operations in progress', maxInProgress, (capacity) => {
      while (this.#operations.length < capacity) {
        this.#operations.push(new Operation(index, this.#operations.length));
      }
    });
  }

  start(): void {
    this.#service.start?.((thing) => this.#makeInBackground(thing));
  }

  /** A user operation of `client` is due at `nowNs`, the present. */
  make(nowNs: number, client: number): void {
    const operation = this.#operations[this.#slots.take()]!;
    const { current, active } = this.#phases;
    operation.reuse(this.#mix.draw(), client, nowNs, current, active);
    operation.steps = this.#service.begin(operation, nowNs);
    this.inProgress++;
    this.#recorder.userOperationDue(operation);
    // Whoever leaves the trying to the service does not wait for it.
    if (this.#timeouts !== null && this.#ownRetriesNs(operation) === null) {
      this.#loop.startTimer(this.#timeouts, operation.slot, operation.stamp);
    }
    this.#try(operation);
  }

  /** One of the KMS calls has ended; its row still stands. */
  callEnded(call: number, outcome: number): void {
    const operation = this.#operations[this.#calls.owner[call]!]!;
    if (outcome !== Outcome.success) {
      this.#fetchFailed(operation, outcome);
      return;
    }
    operation.callsOfStep++;
    if (operation.callsOfStep < operation.steps[operation.step]!.calls.length) {
      this.#call(operation);
    } else {
      this.#fetchSucceeded(operation);
    }
  }

  #makeInBackground(thing: number): void {
    const operation = this.#operations[this.#slots.take()]!;
    operation.reuse(BACKGROUND, 0, this.#loop.now, this.#phases.current, this.#phases.active);
    operation.thing = thing;
    operation.instance = thing;
    operation.steps = this.#service.begin(operation, this.#loop.now);
    this.#try(operation);
  }

  #try(operation: Operation): void {
    if (!operation.hasUser) {
      this.#slots.give(operation.slot);
      return;
    }
    operation.tries++;
    operation.step = 0;
    this.#goOn(operation);
  }

  /** Takes the steps that need no KMS call, up to one that does or to the end. */
  #goOn(operation: Operation): void {
    while (operation.step < operation.steps.length) {
      const step = operation.steps[operation.step]!;
      let asked: number = Asked.fetch;
      if (step.cache !== null) {
        operation.entry = step.entryOf(operation);
        asked = step.cache.ask(operation.entry, operation.slot, this.#loop.now);
        this.#recorder.cacheAsked(this.#index, asked === Asked.hit);
      }
      if (asked === Asked.fetch) {
        operation.callsOfStep = 0;
        this.#call(operation);
      }
      if (asked !== Asked.hit) return;
      operation.step++;
    }
    this.#end(operation, Outcome.success);
  }

  #call(operation: Operation): void {
    const { slot, thing, instance, callsOfStep } = operation;
    const { calls, isKeyPerCall } = operation.steps[operation.step]!;
    operation.calls++;
    this.#maker.makeFor(
      slot,
      calls[callsOfStep]!,
      isKeyPerCall ? thing + callsOfStep : thing,
      this.#loop.now,
      instance % this.#instances,
    );
  }

  #fetchSucceeded(operation: Operation): void {
    const step = operation.steps[operation.step]!;
    const now = this.#loop.now;
    step.onFetched?.(operation, now);
    const waiting = step.cache?.fetched(operation.entry, now, step.uses) ?? [];
    operation.step++;
    this.#goOn(operation);
    for (const slot of waiting) {
      const waiter = this.#operations[slot]!;
      waiter.step++;
      this.#goOn(waiter);
    }
  }

  #fetchFailed(operation: Operation, outcome: number): void {
    const waiting = operation.steps[operation.step]!.cache?.failed(operation.entry) ?? [];
    this.#tryFailed(operation, outcome);
    for (const slot of waiting) this.#tryFailed(this.#operations[slot]!, outcome);
  }

  #tryFailed(operation: Operation, outcome: number): void {
    const delayNs = this.#retryDelayNs(operation, outcome);
    if (delayNs < 0) this.#end(operation, outcome);
    else this.#loop.schedule(delayNs, this.#retry, operation.slot);
  }

  /** -1: nobody tries again. */
  #retryDelayNs(operation: Operation, outcome: number): number {
    if (operation.kind === BACKGROUND || !operation.hasUser) return -1;
    const { tries, principal } = operation;
    const own = this.#ownRetriesNs(operation);
    if (own !== null) return own[tries - 1] ?? -1;
    const seen = retriedAs(this.#config.kind, outcome);
    if (seen === NOT_RETRIED) return -1;
    const cost = this.#retries.takeRetry(seen, tries, principal);
    if (cost < 0) return -1;
    operation.retryCost = cost;
    return this.#retries.backoffNs(seen, tries);
  }

  #ownRetriesNs(operation: Operation): readonly number[] | null {
    return this.#service.ownRetriesNs?.(operation) ?? null;
  }

  #end(operation: Operation, outcome: number): void {
    this.#service.ended?.(operation, outcome, this.#loop.now);
    const { kind, principal, retryCost, slot, hasUser } = operation;
    this.#slots.give(slot);
    if (kind === BACKGROUND || !hasUser) return;
    if (outcome === Outcome.success) this.#retries.refund(principal, retryCost);
    this.#tell(operation, outcome);
  }

  /** The user is told how it ended, and waits no longer. */
  #tell(operation: Operation, outcome: number): void {
    operation.hasUser = false;
    this.inProgress--;
    this.#recorder.userOperationEnded(operation, outcome);
    this.onOperationEnded?.(operation.client);
  }
}
