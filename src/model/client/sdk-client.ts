import {
  PHASE_CHANGE,
  PHASE_SEIZE,
  type DelayRing,
  type EventLoop,
  type RandomStreams,
} from '../../kernel/index.ts';
import type { AttemptTable } from '../attempts.ts';
import type { CallTable } from '../calls.ts';
import type { WorkloadConfig } from '../config.ts';
import { isThrottled, Outcome, OUTCOMES } from '../outcomes.ts';
import type { Recorder } from '../recorder.ts';
import type { KeyStore } from '../stores/key-store.ts';
import { ConnectionPool, type ClientPath } from './connection-pool.ts';
import { RetryRules } from './retry-rules.ts';
import { SendTokens } from './send-tokens.ts';

/**
 * Told when a call ends, while its row still stands: a closed workload starts its next think time
 * then, a service goes on with its user operation.
 */
type OnCallEnded = (call: number, outcome: number) => void;

/**
 * The SDK clients of one workload: attempts, time-outs and back-off, and each instance's retry
 * budget, sending rate and connections (model page, section 1.1). A client never tells the service
 * that it has stopped waiting.
 */
export class SdkClient {
  readonly #workload: WorkloadConfig;
  readonly #loop: EventLoop;
  readonly #calls: CallTable;
  readonly #attempts: AttemptTable;
  readonly #store: KeyStore;
  readonly #recorder: Recorder;
  readonly #path: ClientPath;
  readonly #retries: RetryRules;
  /** null: attempts are sent as they come. */
  readonly #tokens: SendTokens | null;
  /** null: connections cost nothing and are never short. */
  readonly #pool: ConnectionPool | null;
  readonly #retry: number;
  readonly #attemptTimeouts: DelayRing | null;
  readonly #callTimeouts: DelayRing | null;
  readonly #deadConnections: DelayRing;
  onCallEnded: OnCallEnded | null = null;

  constructor(
    workload: WorkloadConfig,
    loop: EventLoop,
    calls: CallTable,
    attempts: AttemptTable,
    store: KeyStore,
    recorder: Recorder,
    path: ClientPath,
    streams: RandomStreams,
  ) {
    const { client } = workload;
    const { connections, instances, retry } = client;
    this.#workload = workload;
    this.#loop = loop;
    this.#calls = calls;
    this.#attempts = attempts;
    this.#store = store;
    this.#recorder = recorder;
    this.#path = path;
    this.#retries = new RetryRules(
      retry,
      instances,
      streams.stream(`client/${workload.name}/retry-jitter`),
    );
    this.#tokens =
      retry.adaptive === null
        ? null
        : new SendTokens(retry.adaptive, instances, loop, (call) => this.#startAttempt(call));
    // A client library on the cluster has sessions instead of connections to KMS.
    this.#pool =
      connections === null || store.kind === 'cloudhsm-direct'
        ? null
        : new ConnectionPool(
            connections,
            workload.name,
            instances,
            path,
            loop,
            attempts,
            {
              connected: (attempt) => store.submit(attempt),
              silenced: (attempt) => this.silenced(attempt),
            },
            streams,
          );
    this.#retry = loop.register(PHASE_SEIZE, (call) => this.#backoffEnded(call));
    const isWaitedFor = (attempt: number, stamp: number) =>
      attempts.stamp[attempt] === stamp && attempts.call[attempt]! >= 0;
    const isOpen = (call: number, stamp: number) => calls.stamp[call] === stamp;
    this.#attemptTimeouts =
      client.attemptTimeoutNs === null
        ? null
        : loop.createRing(
            client.attemptTimeoutNs,
            PHASE_CHANGE,
            (attempt) => this.#giveUp(attempt, Outcome.attemptTimeout),
            isWaitedFor,
          );
    this.#callTimeouts =
      client.callTimeoutNs === null
        ? null
        : loop.createRing(
            client.callTimeoutNs,
            PHASE_CHANGE,
            (call) => this.#callTimedOut(call),
            isOpen,
          );
    this.#deadConnections = loop.createRing(
      client.deadConnectionNs,
      PHASE_CHANGE,
      (attempt) => this.#giveUp(attempt, Outcome.connectionLost),
      isWaitedFor,
    );
  }

  /** Instances are spread over the zones in turn; true when the zone of this one is down. */
  isAway(instance: number): boolean {
    const { zones } = this.#path;
    return !zones.isUp(instance % zones.count);
  }

  /** A call is due now: its row is filled in but for the instance. */
  begin(call: number, instance: number): void {
    this.#calls.instance[call] = instance;
    this.#recorder.callDue(this.#calls, call);
    if (this.#callTimeouts !== null) {
      this.#loop.startTimer(this.#callTimeouts, call, this.#calls.stamp[call]!);
    }
    this.#nextAttempt(call);
  }

  /** The answer to `attempt` has reached the client; its row is free afterwards. */
  answered(attempt: number): void {
    const attempts = this.#attempts;
    const call = attempts.call[attempt]!;
    const outcome = attempts.outcome[attempt]!;
    const unloadedNs = attempts.unloadedNs[attempt]!;
    if (call < 0) {
      attempts.close(attempt); // the client has gone; the answer is for nobody
      return;
    }
    const instance = this.#calls.instance[call]!;
    if (this.#pool !== null) this.#pool.release(attempt, instance);
    attempts.close(attempt);
    this.#calls.attempt[call] = -1;
    if (outcome === Outcome.success) {
      if (this.#tokens !== null) this.#tokens.attemptEnded(instance, false);
      this.#retries.refund(instance, this.#calls.retryCost[call]!);
      this.#endCall(call, outcome, unloadedNs);
    } else {
      this.#attemptFailed(call, outcome);
    }
  }

  /** Nothing will ever answer `attempt`; the connection is given up after a while, unless a time-out is sooner. */
  silenced(attempt: number): void {
    this.#attempts.silent[attempt] = 1;
    this.#loop.startTimer(this.#deadConnections, attempt, this.#attempts.stamp[attempt]!);
  }

  /** The call's next attempt starts, in the adaptive mode once there is a token for it. */
  #nextAttempt(call: number): void {
    const tokens = this.#tokens;
    if (tokens === null || tokens.take(call, this.#calls.instance[call]!)) this.#startAttempt(call);
  }

  #startAttempt(call: number): void {
    const calls = this.#calls;
    calls.attempts[call] = calls.attempts[call]! + 1;
    const attempt = this.#attempts.open(call, calls, this.#loop.now);
    calls.attempt[call] = attempt;
    this.#recorder.attemptStarted();
    if (this.#attemptTimeouts !== null) {
      this.#loop.startTimer(this.#attemptTimeouts, attempt, this.#attempts.stamp[attempt]!);
    }
    const pool = this.#pool;
    if (pool === null || pool.take(attempt, calls.instance[call]!)) this.#store.submit(attempt);
  }

  #giveUp(attempt: number, outcome: number): void {
    const call = this.#attempts.call[attempt]!;
    this.#calls.attempt[call] = -1;
    this.#abandon(attempt, call);
    this.#attemptFailed(call, outcome);
  }

  #abandon(attempt: number, call: number): void {
    this.#attempts.call[attempt] = -1;
    const pool = this.#pool;
    if (pool !== null && !pool.abandon(attempt, this.#calls.instance[call]!)) return;
    if (this.#attempts.silent[attempt] === 1) this.#attempts.close(attempt);
    else this.#store.clientGone(attempt, this.#workload.client.cancelOnTimeout);
  }

  #callTimedOut(call: number): void {
    const attempt = this.#calls.attempt[call]!;
    if (attempt >= 0) {
      this.#abandon(attempt, call);
      this.#endCall(call, Outcome.callTimeout, 0);
    } else if (this.#tokens !== null && this.#tokens.leave(call, this.#calls.instance[call]!)) {
      this.#endCall(call, Outcome.callTimeout, 0);
    } else {
      // The end of its back-off is still in the event queue and names this row.
      this.#tellEnd(call, Outcome.callTimeout, 0);
      this.#calls.hasEnded[call] = 1;
      this.onCallEnded?.(call, Outcome.callTimeout);
    }
  }

  #backoffEnded(call: number): void {
    if (this.#calls.hasEnded[call] === 1) this.#calls.close(call);
    else this.#nextAttempt(call);
  }

  #attemptFailed(call: number, outcome: number): void {
    const calls = this.#calls;
    if (isThrottled(outcome)) calls.throttled[call]!++;
    const made = calls.attempts[call]!;
    const instance = calls.instance[call]!;
    if (this.#tokens !== null) {
      this.#tokens.attemptEnded(instance, OUTCOMES[outcome]!.retry === 'throttling');
    }
    const cost = this.#retries.takeRetry(outcome, made, instance);
    if (cost < 0) {
      this.#endCall(call, outcome, 0);
      return;
    }
    calls.retryCost[call] = cost;
    this.#loop.schedule(this.#retries.backoffNs(outcome, made), this.#retry, call);
  }

  #endCall(call: number, outcome: number, unloadedNs: number): void {
    this.#tellEnd(call, outcome, unloadedNs);
    this.onCallEnded?.(call, outcome);
    this.#calls.close(call);
  }

  #tellEnd(call: number, outcome: number, unloadedNs: number): void {
    const addedNs = this.#loop.now - this.#calls.dueNs[call]! - unloadedNs;
    this.#recorder.callEnded(this.#calls, call, outcome, addedNs);
  }
}
