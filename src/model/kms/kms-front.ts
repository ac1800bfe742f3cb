import {
  PHASE_RELEASE,
  PHASE_SEIZE,
  type EventLoop,
  type RandomStream,
  type RandomStreams,
} from '../../kernel/index.ts';
import type { AttemptTable } from '../attempts.ts';
import type { CallTable } from '../calls.ts';
import type { KmsConfig, NetworkConfig, WorkloadConfig } from '../config.ts';
import type { KeyRegistry } from '../keys/key-registry.ts';
import { AttemptLaw } from '../network/attempt-law.ts';
import type { Link } from '../network/link.ts';
import type { Zones } from '../network/zones.ts';
import { isThrottled, Outcome } from '../outcomes.ts';
import type { Recorder, RequestLog } from '../recorder.ts';
import type { Answers } from '../stores/key-store.ts';
import { AccountQuotas } from './account-quotas.ts';
import { Degradation } from './degradation.ts';
import { drawWindowPhaseNs, type RequestQuota } from './request-quota.ts';

/** What lies behind the front: one of the key stores that KMS serves. */
export interface KmsBacking {
  /** The request quotas of the key stores behind, one each; none where they have none. */
  readonly quotas: readonly RequestQuota[];
  /** Draws what this attempt will need, at its start, so that all designs draw in the same order. */
  draw(attempt: number): void;
  /** Store state and store quota; gives `Outcome.success` or the refusal. */
  admit(attempt: number): number;
  /** Processing is over: reach for the key material, then call the front's `answer`. */
  process(attempt: number): void;
}

/**
 * The part of KMS that all its key stores share (model page, section 1.1, steps 3 to 7): the hop
 * from the client, the account's request quota, key and right, the front latency, and the hop back.
 */
export class KmsFront {
  readonly accountQuotas: AccountQuotas;
  readonly degradation: Degradation;
  /** Where somebody asked for a log of requests. */
  requestLog: RequestLog | null = null;
  readonly #loop: EventLoop;
  readonly #calls: CallTable;
  readonly #attempts: AttemptTable;
  readonly #zones: Zones;
  readonly #link: Link;
  readonly #registry: KeyRegistry;
  readonly #answers: Answers;
  readonly #recorder: Recorder;
  /** By workload: 1 where a connection decides the zone in which a request enters. */
  readonly #hasConnections: Uint8Array;
  readonly #zonePick: RandomStream;
  readonly #hopOut: AttemptLaw;
  readonly #hopBack: AttemptLaw;
  readonly #frontLaw: AttemptLaw;
  readonly #rejectLaw: AttemptLaw;
  readonly #arrived: number;
  readonly #processed: number;
  readonly #replied: number;
  #backing: KmsBacking | null = null;

  constructor(
    config: KmsConfig,
    network: NetworkConfig,
    workloads: readonly WorkloadConfig[],
    registry: KeyRegistry,
    zones: Zones,
    link: Link,
    loop: EventLoop,
    calls: CallTable,
    attempts: AttemptTable,
    answers: Answers,
    recorder: Recorder,
    streams: RandomStreams,
  ) {
    this.#loop = loop;
    this.#calls = calls;
    this.#attempts = attempts;
    this.#zones = zones;
    this.#link = link;
    this.#registry = registry;
    this.#answers = answers;
    this.#recorder = recorder;
    this.#hasConnections = Uint8Array.from(workloads, ({ client }) =>
      client.connections === null ? 0 : 1,
    );
    this.accountQuotas = new AccountQuotas(
      config.accounts,
      workloads,
      drawWindowPhaseNs(streams.stream('kms/account-quota/phase')),
    );
    this.degradation = new Degradation(streams);
    this.#zonePick = streams.stream('kms/front-zone');
    this.#hopOut = new AttemptLaw(network.clientToKmsHopNs, streams, 'network/client-to-kms/out');
    this.#hopBack = new AttemptLaw(network.kmsToClientHopNs, streams, 'network/client-to-kms/back');
    this.#frontLaw = new AttemptLaw(config.frontNs, streams, 'kms/front');
    this.#rejectLaw = new AttemptLaw(config.rejectNs, streams, 'kms/reject');
    this.#arrived = loop.register(PHASE_SEIZE, (attempt) => this.#arrive(attempt));
    this.#processed = loop.register(PHASE_SEIZE, (attempt) => this.#backing!.process(attempt));
    this.#replied = loop.register(PHASE_RELEASE, (attempt) => answers.answered(attempt));
  }

  connect(backing: KmsBacking): void {
    this.#backing = backing;
  }

  /** The request quotas of the key stores behind; none where they have none. */
  get storeQuotas(): readonly RequestQuota[] {
    return this.#backing!.quotas;
  }

  submit(attempt: number): void {
    const attempts = this.#attempts;
    const isFirst = attempts.isFirst[attempt] === 1;
    const outNs = this.#hopOut.drawNs(isFirst);
    const backNs = this.#hopBack.drawNs(isFirst);
    const frontNs = this.#frontLaw.drawNs(isFirst);
    attempts.hopBackNs[attempt] = backNs;
    attempts.processingNs[attempt] = frontNs;
    attempts.frontNs[attempt] = frontNs;
    attempts.unloadedNs[attempt]! += outNs + backNs + frontNs; // a handshake stands there already
    if (this.#hasConnections[attempts.workload[attempt]!] === 0) {
      const zone = this.#zones.count === 1 ? 0 : this.#zones.pick(this.#zonePick.next());
      attempts.zone[attempt] = zone;
    }
    this.#backing!.draw(attempt);
    const hopNs = this.#link.isSound
      ? outNs
      : this.#link.hopNs(outNs, 'there', attempts.zone[attempt]!);
    if (hopNs < 0) this.#silence(attempt);
    else this.#loop.after(hopNs, this.#arrived, attempt);
  }

  /** Sends the outcome back to the client. */
  answer(attempt: number, outcome: number): void {
    this.#reply(attempt, outcome, 0);
  }

  #arrive(attempt: number): void {
    const attempts = this.#attempts;
    if (!this.#zones.isUp(attempts.zone[attempt]!)) {
      this.#silence(attempt);
      return;
    }
    const workload = attempts.workload[attempt]!;
    const operation = attempts.operation[attempt]!;
    if (!this.accountQuotas.admit(workload, operation, this.#loop.now)) {
      this.#refuse(attempt, Outcome.throttledByAccount);
      return;
    }
    let refusal: number = this.#registry.isOpen
      ? Outcome.success
      : this.#registry.refusal(workload, operation, attempts.key[attempt]!);
    if (refusal === Outcome.success) refusal = this.#backing!.admit(attempt);
    if (refusal !== Outcome.success) {
      // Refused for another reason than a quota: billed all the same.
      if (!isThrottled(refusal)) this.#countBilled(attempt);
      this.#refuse(attempt, refusal);
      return;
    }
    this.#admitted(attempt);
    if (this.degradation.isDegraded) this.#arriveDegraded(attempt);
    else this.#loop.after(attempts.processingNs[attempt]!, this.#processed, attempt);
  }

  /** Processing takes longer than it should, or fails when the front is through with it. */
  #arriveDegraded(attempt: number): void {
    const attempts = this.#attempts;
    const { factor } = this.degradation;
    const frontNs = attempts.frontNs[attempt]!;
    const outcome = this.degradation.outcome(attempts.isFirst[attempt] === 1);
    if (outcome !== Outcome.success) {
      this.#reply(attempt, outcome, Math.round(frontNs * factor));
      return;
    }
    const extraNs = Math.round(frontNs * (factor - 1));
    this.#loop.after(attempts.processingNs[attempt]! + extraNs, this.#processed, attempt);
  }

  /** A refusal is answered sooner than a served request. */
  #refuse(attempt: number, outcome: number): void {
    const isFirst = this.#attempts.isFirst[attempt] === 1;
    this.#reply(attempt, outcome, this.#rejectLaw.drawNs(isFirst));
  }

  #reply(attempt: number, outcome: number, afterNs: number): void {
    const attempts = this.#attempts;
    const zone = attempts.zone[attempt]!;
    if (!this.#zones.isUp(zone)) {
      this.#silence(attempt); // what a dead zone works on is lost with it
      return;
    }
    attempts.outcome[attempt] = outcome;
    this.requestLog?.requestAnswered(attempts, attempt, outcome);
    const backNs = attempts.hopBackNs[attempt]!;
    const hopNs = this.#link.isSound ? backNs : this.#link.hopNs(backNs, 'back', zone);
    if (hopNs < 0) this.#silence(attempt);
    else this.#loop.after(afterNs + hopNs, this.#replied, attempt);
  }

  /** No answer will ever come; if nobody waits for it any more, that was all. */
  #silence(attempt: number): void {
    if (this.#attempts.call[attempt]! < 0) this.#attempts.close(attempt);
    else this.#answers.silenced(attempt);
  }

  #admitted(attempt: number): void {
    this.#recorder.attemptAdmitted();
    this.#countBilled(attempt);
  }

  #countBilled(attempt: number): void {
    const call = this.#attempts.call[attempt]!;
    if (call >= 0) this.#calls.admitted[call]!++;
  }
}
