import {
  PHASE_RELEASE,
  PHASE_SEIZE,
  type EventLoop,
  type RandomStream,
  type RandomStreams,
  type StationAccount,
} from '../../kernel/index.ts';
import type { AttemptTable } from '../attempts.ts';
import type { CallTable } from '../calls.ts';
import type { DirectStoreConfig, WorkloadConfig } from '../config.ts';
import { BusyRetries } from '../hsm/busy-retries.ts';
import { CommandAnswer, type Cluster, type ClusterUser } from '../hsm/cluster.ts';
import type { Hsm } from '../hsm/hsm.ts';
import type { Cryptography } from '../keys/cryptography.ts';
import { AttemptLaw } from '../network/attempt-law.ts';
import type { Zones } from '../network/zones.ts';
import { operationCode } from '../operations.ts';
import { Outcome } from '../outcomes.ts';
import type { Recorder } from '../recorder.ts';
import type { Answers, KeyStore } from './key-store.ts';

const TWO_COMMANDS = new Set([
  operationCode('GenerateDataKey'),
  operationCode('GenerateDataKeyWithoutPlaintext'),
]);

/**
 * CloudHSM used directly through its client library (model page, section 1.5): no KMS, no quota.
 * A data key is two commands, GenerateRandom and then Encrypt, which share the operation's weight.
 */
export class DirectStore implements KeyStore, ClusterUser {
  readonly kind = 'cloudhsm-direct';
  readonly #loop: EventLoop;
  readonly #calls: CallTable;
  readonly #attempts: AttemptTable;
  readonly #cluster: Cluster;
  readonly #cryptography: Cryptography;
  readonly #zones: Zones;
  readonly #answers: Answers;
  readonly #recorder: Recorder;
  readonly #overheadLaw: AttemptLaw;
  readonly #zonePick: RandomStream;
  readonly #busyRetries: BusyRetries;
  readonly #mostRetries: readonly number[];
  readonly #send: number;
  readonly #fail: number;

  constructor(
    config: DirectStoreConfig,
    workloads: readonly WorkloadConfig[],
    cluster: Cluster,
    cryptography: Cryptography,
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
    this.#cluster = cluster;
    this.#cryptography = cryptography;
    this.#zones = zones;
    this.#answers = answers;
    this.#recorder = recorder;
    this.#overheadLaw = new AttemptLaw(config.overheadNs, streams, 'direct/overhead');
    this.#zonePick = streams.stream('direct/client-zone');
    this.#busyRetries = new BusyRetries(
      attempts,
      config.busyBaseDelayNs,
      streams.stream('store/busy-jitter'),
    );
    // The library's own re-sending is part of the client: a workload without retries has none.
    this.#mostRetries = workloads.map(({ client }) =>
      client.retry.maxAttempts === 1 ? 0 : config.busyRetries,
    );
    this.#send = loop.register(PHASE_SEIZE, (attempt) => this.#sendNext(attempt));
    this.#fail = loop.register(PHASE_RELEASE, (attempt) => answers.answered(attempt));
    cluster.connect(this);
  }

  submit(attempt: number): void {
    const attempts = this.#attempts;
    const overheadNs = this.#overheadLaw.drawNs(attempts.isFirst[attempt] === 1);
    attempts.unloadedNs[attempt] = overheadNs;
    attempts.zone[attempt] = this.#zones.count === 1 ? 0 : this.#zones.pick(this.#zonePick.next());
    this.#cluster.draw(attempt);
    this.#admitted(attempt);
    this.#loop.after(overheadNs, this.#send, attempt);
  }

  commandServed(attempt: number, hsm: Hsm): void {
    if (this.#commandsDone(attempt) < this.#commandsNeeded(attempt)) return;
    this.#cryptography.perform(this.#attempts, attempt, hsm.vault);
  }

  commandAnswered(attempt: number, answer: number): void {
    if (answer === CommandAnswer.busy) {
      this.#busy(attempt);
    } else if (answer === CommandAnswer.keyAbsent) {
      this.#answer(attempt, Outcome.deviceError);
    } else if (this.#commandsDone(attempt) < this.#commandsNeeded(attempt)) {
      this.#sendNext(attempt);
    } else {
      this.#answer(attempt, Outcome.success);
    }
  }

  commandLost(attempt: number): void {
    this.#answer(attempt, Outcome.deviceError);
  }

  clientGone(attempt: number, cancel: boolean): void {
    if (cancel && this.#cluster.withdraw(attempt)) this.#attempts.close(attempt);
  }

  restartAccounts(): void {
    this.#cluster.restartAccounts();
  }

  accounts(): readonly StationAccount[] {
    return this.#cluster.accounts();
  }

  #commandsNeeded(attempt: number): number {
    return TWO_COMMANDS.has(this.#attempts.operation[attempt]!) ? 2 : 1;
  }

  #commandsDone(attempt: number): number {
    return this.#attempts.commandsSent[attempt]! - this.#attempts.busyAnswers[attempt]!;
  }

  #sendNext(attempt: number): void {
    const hsm = this.#cluster.chooseHsm();
    if (hsm < 0) {
      // No HSM to send to: the library fails at once; through an event, so that a caller that
      // repeats without a pause cannot recurse.
      this.#attempts.outcome[attempt] = Outcome.deviceError;
      this.#loop.schedule(0, this.#fail, attempt);
    } else {
      this.#cluster.send(attempt, hsm, 1 / this.#commandsNeeded(attempt));
    }
  }

  #answer(attempt: number, outcome: number): void {
    this.#attempts.outcome[attempt] = outcome;
    this.#answers.answered(attempt);
  }

  #busy(attempt: number): void {
    const most = this.#mostRetries[this.#attempts.workload[attempt]!]!;
    const delayNs = this.#busyRetries.nextDelayNs(attempt, most);
    if (delayNs < 0) this.#answer(attempt, Outcome.functionFailed);
    else this.#loop.schedule(delayNs, this.#send, attempt);
  }

  #admitted(attempt: number): void {
    this.#recorder.attemptAdmitted();
    const call = this.#attempts.call[attempt]!;
    if (call >= 0) this.#calls.admitted[call]!++;
  }
}
