import { JobTable } from '../../kernel/index.ts';
import { SlotPool, widened } from '../slots.ts';

/**
 * The commands in flight: one operation sent to one HSM. A command outlives its attempt when KMS
 * stops waiting for it; it then carries on with `attempt` -1. Command numbers are the job numbers
 * of the HSMs' stations.
 */
export class CommandTable {
  readonly jobs = new JobTable();
  /** -1: nobody waits for the answer. */
  attempt = new Int32Array(0);
  hsm = new Int32Array(0);
  /** Which user of the cluster sent it. */
  client = new Uint8Array(0);
  /** The key it needs on the HSM; -1 for none. */
  key = new Int32Array(0);
  hopBackNs = new Float64Array(0);
  serviceNs = new Float64Array(0);
  /** What the command takes without waiting: hop out, service, hop back. */
  unloadedNs = new Float64Array(0);
  answer = new Uint8Array(0);
  /** 1 when the HSM died with it, or the link lost it: no answer will come. */
  isLost = new Uint8Array(0);
  /** Events that still name this row: hops and services. */
  pending = new Uint8Array(0);
  stamp = new Int32Array(0);
  live = new Uint8Array(0);
  readonly #slots: SlotPool;

  constructor(maxInFlight: number) {
    this.#slots = new SlotPool('commands in flight', maxInFlight, (size) => this.#widen(size));
  }

  /** Rows that may be in use are those below. */
  get capacity(): number {
    return this.live.length;
  }

  open(client: number, attempt: number, hsm: number, key: number): number {
    const command = this.#slots.take();
    this.client[command] = client;
    this.attempt[command] = attempt;
    this.hsm[command] = hsm;
    this.key[command] = key;
    this.isLost[command] = 0;
    this.pending[command] = 0;
    this.live[command] = 1;
    return command;
  }

  /** Frees the row if nobody waits and no event names it. */
  closeIfIdle(command: number): void {
    if (this.attempt[command]! >= 0 || this.pending[command]! > 0) return;
    this.stamp[command] = this.stamp[command]! + 1;
    this.live[command] = 0;
    this.#slots.give(command);
  }

  #widen(capacity: number): void {
    this.jobs.ensure(capacity);
    this.attempt = widened(this.attempt, capacity);
    this.hsm = widened(this.hsm, capacity);
    this.client = widened(this.client, capacity);
    this.key = widened(this.key, capacity);
    this.hopBackNs = widened(this.hopBackNs, capacity);
    this.serviceNs = widened(this.serviceNs, capacity);
    this.unloadedNs = widened(this.unloadedNs, capacity);
    this.answer = widened(this.answer, capacity);
    this.isLost = widened(this.isLost, capacity);
    this.pending = widened(this.pending, capacity);
    this.stamp = widened(this.stamp, capacity);
    this.live = widened(this.live, capacity);
  }
}
