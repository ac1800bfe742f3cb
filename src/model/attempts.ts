import type { CallTable } from './calls.ts';
import { SlotPool, widened } from './slots.ts';

/**
 * The attempts in flight: one HTTP request (or one PKCS#11 function) each. An attempt outlives its
 * call when the client stops waiting, since nothing downstream learns of that; it then carries on
 * with `call` -1. What the service side needs is therefore copied here.
 */
export class AttemptTable {
  /** -1: the client no longer waits. */
  call = new Int32Array(0);
  workload = new Uint8Array(0);
  operation = new Uint8Array(0);
  key = new Int32Array(0);
  /** Number of the call, for payloads. */
  number = new Float64Array(0);
  /** 1 for the first attempt of a call: its draws come from streams of their own. */
  isFirst = new Uint8Array(0);
  startNs = new Float64Array(0);
  /** Sum of the delays this attempt would have had without any waiting. */
  unloadedNs = new Float64Array(0);
  /** Delay of the hop that carries the answer back. */
  hopBackNs = new Float64Array(0);
  /** Delay between the quotas and the key material. */
  processingNs = new Float64Array(0);
  /** Of it, what KMS's front takes. */
  frontNs = new Float64Array(0);
  /** Service time of a command of weight 1, drawn for this attempt. */
  serviceNs = new Float64Array(0);
  /** Zone in which the request enters AWS, or of the application used directly. */
  zone = new Uint8Array(0);
  /** The client's connection to KMS, which leads to `zone`; -1 where connections are not modelled. */
  connection = new Int32Array(0);
  /** The command the store waits for; -1 for none. */
  command = new Int32Array(0);
  commandsSent = new Uint8Array(0);
  busyAnswers = new Uint8Array(0);
  /** Of an operation of two commands, those that are done. */
  commandsDone = new Uint8Array(0);
  /** Losses of the present command. */
  commandsLost = new Uint8Array(0);
  /** As `serviceNs`, for the second command of an operation that needs two. */
  secondServiceNs = new Float64Array(0);
  outcome = new Uint8Array(0);
  /** 1 when nothing will ever answer: the request went into a dead zone. */
  silent = new Uint8Array(0);
  stamp = new Int32Array(0);
  readonly #slots: SlotPool;

  constructor(maxInFlight: number) {
    this.#slots = new SlotPool('attempts in flight', maxInFlight, (size) => this.#widen(size));
  }

  get inFlight(): number {
    return this.#slots.used;
  }

  open(call: number, calls: CallTable, nowNs: number): number {
    const attempt = this.#slots.take();
    this.call[attempt] = call;
    this.workload[attempt] = calls.workload[call]!;
    this.operation[attempt] = calls.operation[call]!;
    this.key[attempt] = calls.key[call]!;
    this.number[attempt] = calls.number[call]!;
    this.isFirst[attempt] = calls.attempts[call] === 1 ? 1 : 0;
    this.startNs[attempt] = nowNs;
    this.unloadedNs[attempt] = 0;
    this.connection[attempt] = -1;
    this.command[attempt] = -1;
    this.commandsSent[attempt] = 0;
    this.busyAnswers[attempt] = 0;
    this.silent[attempt] = 0;
    return attempt;
  }

  close(attempt: number): void {
    this.stamp[attempt] = this.stamp[attempt]! + 1;
    this.#slots.give(attempt);
  }

  #widen(capacity: number): void {
    this.call = widened(this.call, capacity);
    this.workload = widened(this.workload, capacity);
    this.operation = widened(this.operation, capacity);
    this.key = widened(this.key, capacity);
    this.number = widened(this.number, capacity);
    this.isFirst = widened(this.isFirst, capacity);
    this.startNs = widened(this.startNs, capacity);
    this.unloadedNs = widened(this.unloadedNs, capacity);
    this.hopBackNs = widened(this.hopBackNs, capacity);
    this.processingNs = widened(this.processingNs, capacity);
    this.frontNs = widened(this.frontNs, capacity);
    this.serviceNs = widened(this.serviceNs, capacity);
    this.zone = widened(this.zone, capacity);
    this.connection = widened(this.connection, capacity);
    this.command = widened(this.command, capacity);
    this.commandsSent = widened(this.commandsSent, capacity);
    this.busyAnswers = widened(this.busyAnswers, capacity);
    this.commandsDone = widened(this.commandsDone, capacity);
    this.commandsLost = widened(this.commandsLost, capacity);
    this.secondServiceNs = widened(this.secondServiceNs, capacity);
    this.outcome = widened(this.outcome, capacity);
    this.silent = widened(this.silent, capacity);
    this.stamp = widened(this.stamp, capacity);
  }
}
