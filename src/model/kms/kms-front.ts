import {
  FixedWindowLimiter,
  NS_PER_SECOND,
  PHASE_RELEASE,
  PHASE_SEIZE,
  TokenBucketLimiter,
  type EventLoop,
  type Limiter,
  type RandomStream,
  type RandomStreams,
} from '../../kernel/index.ts';
import type { AttemptTable } from '../attempts.ts';
import type { CallTable } from '../calls.ts';
import type { KmsConfig, LimiterConfig, NetworkConfig } from '../config.ts';
import { AttemptLaw } from '../network/attempt-law.ts';
import type { Zones } from '../network/zones.ts';
import { Outcome } from '../outcomes.ts';
import type { Recorder } from '../recorder.ts';
import type { Answers } from '../stores/key-store.ts';

/** What lies behind the front: one of the key stores that KMS serves. */
export interface KmsBacking {
  /** Draws what this attempt will need, at its start, so that all designs draw in the same order. */
  draw(attempt: number): void;
  /** Store state and store quota; gives `Outcome.success` or the refusal. */
  admit(attempt: number): number;
  /** Processing is over: reach for the key material, then call the front's `answer`. */
  process(attempt: number): void;
}

/** Builds the limiter a config names; `phaseNs` aligns fixed windows. */
export function createLimiter(config: LimiterConfig, phaseNs: number): Limiter {
  return config.kind === 'fixed-window'
    ? new FixedWindowLimiter(config.ratePerSecond, phaseNs)
    : new TokenBucketLimiter(config.ratePerSecond, config.ratePerSecond);
}

/** Windows do not align with the start of the run, or constant arrivals would meet them in step. */
export function drawWindowPhaseNs(stream: RandomStream): number {
  return Math.floor(stream.next() * NS_PER_SECOND);
}

/**
 * The part of KMS that all its key stores share (model page, section 1.1, steps 3 to 7): the hop
 * from the client, the account's request quota, the front latency, and the hop back.
 */
export class KmsFront {
  readonly #loop: EventLoop;
  readonly #calls: CallTable;
  readonly #attempts: AttemptTable;
  readonly #zones: Zones;
  readonly #answers: Answers;
  readonly #recorder: Recorder;
  readonly #accountQuota: Limiter;
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
    zones: Zones,
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
    this.#answers = answers;
    this.#recorder = recorder;
    this.#accountQuota = createLimiter(
      config.accountQuota,
      drawWindowPhaseNs(streams.stream('kms/account-quota/phase')),
    );
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

  submit(attempt: number): void {
    const attempts = this.#attempts;
    const isFirst = attempts.isFirst[attempt] === 1;
    const outNs = this.#hopOut.drawNs(isFirst);
    const backNs = this.#hopBack.drawNs(isFirst);
    const frontNs = this.#frontLaw.drawNs(isFirst);
    attempts.hopBackNs[attempt] = backNs;
    attempts.processingNs[attempt] = frontNs;
    attempts.unloadedNs[attempt] = outNs + backNs + frontNs;
    attempts.zone[attempt] = this.#zones.count === 1 ? 0 : this.#zones.pick(this.#zonePick.next());
    this.#backing!.draw(attempt);
    this.#loop.after(outNs, this.#arrived, attempt);
  }

  /** Sends the outcome back to the client. */
  answer(attempt: number, outcome: number): void {
    this.#attempts.outcome[attempt] = outcome;
    this.#loop.after(this.#attempts.hopBackNs[attempt]!, this.#replied, attempt);
  }

  #arrive(attempt: number): void {
    const attempts = this.#attempts;
    if (!this.#zones.isUp(attempts.zone[attempt]!)) {
      if (attempts.call[attempt]! < 0) attempts.close(attempt);
      else this.#answers.silenced(attempt);
      return;
    }
    if (!this.#accountQuota.admit(this.#loop.now)) {
      this.#refuse(attempt, Outcome.throttledByAccount);
      return;
    }
    const refusal = this.#backing!.admit(attempt);
    if (refusal !== Outcome.success) {
      this.#refuse(attempt, refusal);
      return;
    }
    this.#admitted(attempt);
    this.#loop.after(attempts.processingNs[attempt]!, this.#processed, attempt);
  }

  /** A refusal is answered sooner than a served request. */
  #refuse(attempt: number, outcome: number): void {
    const attempts = this.#attempts;
    attempts.outcome[attempt] = outcome;
    const rejectNs = this.#rejectLaw.drawNs(attempts.isFirst[attempt] === 1);
    this.#loop.after(rejectNs + attempts.hopBackNs[attempt]!, this.#replied, attempt);
  }

  #admitted(attempt: number): void {
    this.#recorder.attemptAdmitted();
    const call = this.#attempts.call[attempt]!;
    if (call >= 0) this.#calls.admitted[call]!++;
  }
}
