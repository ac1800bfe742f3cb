import { SlotPool, widened } from './slots.ts';

/**
 * The calls in flight: what the application asked for once, whatever attempts it takes. Struct of
 * arrays by slot; a slot is reused after its call ended, and `stamp` tells one use from the next.
 */
export class CallTable {
  workload = new Uint8Array(0);
  /** Position in OPERATIONS. */
  operation = new Uint8Array(0);
  /** Client instance within the workload. */
  instance = new Int32Array(0);
  /** KMS key, counted over all workloads. */
  key = new Int32Array(0);
  /** Running number of the call in this run, from 0: what randomness and payloads derive from. */
  number = new Float64Array(0);
  /** When the first attempt was due. */
  dueNs = new Float64Array(0);
  attempts = new Uint8Array(0);
  /** Of the attempts, those that passed every request quota. */
  admitted = new Uint8Array(0);
  /** Of the attempts, those that a quota or a busy cluster refused. */
  throttled = new Uint8Array(0);
  /** The attempt whose answer the client waits for; -1 between attempts. */
  attempt = new Int32Array(0);
  /** What the last retry took from the retry budget; a success after it gives it back. */
  retryCost = new Int32Array(0);
  /** Phase at the due time: 0 before the first fault, 1 faults, 2 after the last recovery. */
  phase = new Uint8Array(0);
  /** Bit i: fault i was active at the due time. */
  activeFaults = new Int32Array(0);
  stamp = new Int32Array(0);
  /** Who is told of the end beside the client: a user operation of a service; -1 for nobody. */
  owner = new Int32Array(0);
  /** 1 when the call has ended but an event still names its row. */
  hasEnded = new Uint8Array(0);
  readonly #slots: SlotPool;
  #next = 0;

  constructor(maxInFlight: number) {
    this.#slots = new SlotPool('calls in flight', maxInFlight, (capacity) => this.#widen(capacity));
  }

  get inFlight(): number {
    return this.#slots.used;
  }

  /** Calls made so far in this run. */
  get made(): number {
    return this.#next;
  }

  open(workload: number, operation: number, dueNs: number): number {
    const call = this.#slots.take();
    this.workload[call] = workload;
    this.operation[call] = operation;
    this.dueNs[call] = dueNs;
    this.number[call] = this.#next++;
    this.attempts[call] = 0;
    this.admitted[call] = 0;
    this.throttled[call] = 0;
    this.attempt[call] = -1;
    this.retryCost[call] = 0;
    this.owner[call] = -1;
    this.hasEnded[call] = 0;
    return call;
  }

  close(call: number): void {
    this.stamp[call] = this.stamp[call]! + 1;
    this.#slots.give(call);
  }

  #widen(capacity: number): void {
    this.workload = widened(this.workload, capacity);
    this.operation = widened(this.operation, capacity);
    this.instance = widened(this.instance, capacity);
    this.key = widened(this.key, capacity);
    this.number = widened(this.number, capacity);
    this.dueNs = widened(this.dueNs, capacity);
    this.attempts = widened(this.attempts, capacity);
    this.admitted = widened(this.admitted, capacity);
    this.throttled = widened(this.throttled, capacity);
    this.attempt = widened(this.attempt, capacity);
    this.retryCost = widened(this.retryCost, capacity);
    this.phase = widened(this.phase, capacity);
    this.activeFaults = widened(this.activeFaults, capacity);
    this.stamp = widened(this.stamp, capacity);
    this.owner = widened(this.owner, capacity);
    this.hasEnded = widened(this.hasEnded, capacity);
  }
}
