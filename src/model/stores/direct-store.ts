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
import type { ClientLibraryConfig, ClusterConfig, WorkloadConfig } from '../config.ts';
import { BusyRetries } from '../hsm/busy-retries.ts';
import { CommandAnswer, type ClusterClient, type ClusterUser } from '../hsm/cluster-client.ts';
import type { Cluster } from '../hsm/cluster.ts';
import type { Hsm } from '../hsm/hsm.ts';
import type { Cryptography } from '../keys/cryptography.ts';
import { AttemptLaw } from '../network/attempt-law.ts';
import type { Zones } from '../network/zones.ts';
import { operationCode, OPERATIONS } from '../operations.ts';
import { Outcome } from '../outcomes.ts';
import type { Recorder } from '../recorder.ts';
import { KeyQuorum } from './key-quorum.ts';
import type { Answers, KeyStore } from './key-store.ts';
import { LibraryWork, libraryWork } from './library-work.ts';
import { ProcessSessions } from './process-sessions.ts';

const GENERATE_RANDOM = operationCode('GenerateRandom');

/** Id of the cluster that a design begins with. */
const FIRST_CLUSTER = 0;

/** What a direct store is used for: as the design itself, or for load beside a key store. */
interface DirectUse {
  /** Prefix of its random streams; empty for the design itself. */
  readonly purpose: string;
  /** Told of what passed every quota, as there is none; null beside a key store, which has some. */
  readonly recorder: Recorder | null;
}

/**
 * CloudHSM used directly through its client library (model page, section 1.5): no KMS, no quota.
 * A data key is two commands, GenerateRandom and then Encrypt, which share the operation's weight.
 * Processes are client instances; a workload is one load source, with one signing dispatcher.
 */
export class DirectStore implements KeyStore, ClusterUser {
  readonly kind = 'cloudhsm-direct';
  readonly #config: ClientLibraryConfig;
  readonly #loop: EventLoop;
  readonly #calls: CallTable;
  readonly #attempts: AttemptTable;
  readonly #cluster: Cluster;
  readonly #client: ClusterClient;
  readonly #cryptography: Cryptography;
  readonly #zones: Zones;
  readonly #answers: Answers;
  readonly #recorder: Recorder | null;
  readonly #overheadLaw: AttemptLaw;
  readonly #rsaLaw: AttemptLaw | null;
  readonly #ecLaw: AttemptLaw | null;
  readonly #zonePick: RandomStream;
  readonly #busyRetries: BusyRetries;
  readonly #mostRetries: readonly number[];
  /** By workload and operation. */
  readonly #work: Uint8Array;
  /** By workload: the number of its first process. */
  readonly #firstProcess: Int32Array;
  readonly #sessions: ProcessSessions;
  readonly #quorum: KeyQuorum | null;
  /** By workload: when its signing dispatcher is free again. */
  readonly #dispatcherFreeNs: Float64Array;
  readonly #prepared: number;
  readonly #dispatched: number;
  readonly #lookAgain: number;
  readonly #sendAgain: number;
  readonly #ended: number;

  constructor(
    config: ClientLibraryConfig,
    signNs: ClusterConfig['signNs'],
    { purpose, recorder }: DirectUse,
    workloads: readonly WorkloadConfig[],
    cluster: Cluster,
    cryptography: Cryptography,
    zones: Zones,
    loop: EventLoop,
    calls: CallTable,
    attempts: AttemptTable,
    answers: Answers,
    streams: RandomStreams,
  ) {
    this.#config = config;
    this.#loop = loop;
    this.#calls = calls;
    this.#attempts = attempts;
    this.#cluster = cluster;
    this.#cryptography = cryptography;
    this.#zones = zones;
    this.#answers = answers;
    this.#recorder = recorder;
    const law = (of: ClusterConfig['serviceNs'], name: string) =>
      new AttemptLaw(of, streams, `${purpose}${name}`);
    this.#overheadLaw = law(config.overheadNs, 'direct/overhead');
    this.#rsaLaw = signNs && law(signNs.rsa2048, 'hsm/service/rsa-2048-sign');
    this.#ecLaw = signNs && law(signNs.ecP256, 'hsm/service/ec-p256-sign');
    this.#zonePick = streams.stream(`${purpose}direct/client-zone`);
    this.#busyRetries = new BusyRetries(
      attempts,
      config.busyBaseDelayNs,
      streams.stream(`${purpose}store/busy-jitter`),
    );
    // The library's own re-sending is part of the client: a workload without retries has none.
    this.#mostRetries = workloads.map(({ client }) =>
      client.retry.maxAttempts === 1 ? 0 : config.busyRetries,
    );
    this.#work = libraryWork(workloads, signNs !== null);
    let processes = 0;
    this.#firstProcess = Int32Array.from(workloads, ({ client }) => {
      processes += client.instances;
      return processes - client.instances;
    });
    this.#sessions = new ProcessSessions(processes, config.sessionsPerProcess);
    this.#dispatcherFreeNs = new Float64Array(workloads.length);
    this.#prepared = loop.register(PHASE_SEIZE, (attempt) => this.#prepare(attempt));
    this.#dispatched = loop.register(PHASE_SEIZE, (attempt) => this.#findKey(attempt));
    this.#lookAgain = loop.register(PHASE_SEIZE, (attempt) => this.#findKeyOrFail(attempt));
    this.#sendAgain = loop.register(PHASE_SEIZE, (attempt) => this.#send(attempt));
    this.#ended = loop.register(PHASE_RELEASE, (attempt) => this.#end(attempt));
    this.#client = cluster.connect(this, {
      purpose,
      sessionsPerHsm: Infinity,
      commandTimeoutNs: null,
      needsLogin: false,
      // Moving a key store to another cluster moves no application.
      home: purpose === '' ? null : FIRST_CLUSTER,
      twoCommands: ['GenerateDataKey', 'GenerateDataKeyWithoutPlaintext', 'ReEncrypt'],
      drawsAs: null,
    });
    this.#quorum = config.hasQuorum
      ? new KeyQuorum(processes, (key) => this.#client.copiesOf(key))
      : null;
  }

  submit(attempt: number): void {
    const attempts = this.#attempts;
    const overheadNs = this.#overheadLaw.drawNs(attempts.isFirst[attempt] === 1);
    attempts.processingNs[attempt] = overheadNs;
    attempts.unloadedNs[attempt] = overheadNs;
    attempts.zone[attempt] = this.#zones.count === 1 ? 0 : this.#zones.pick(this.#zonePick.next());
    const work = this.#workOf(attempt);
    this.#drawService(attempt, work);
    const call = attempts.call[attempt]!;
    if (this.#recorder !== null) {
      this.#recorder.attemptAdmitted();
      this.#calls.admitted[call]!++;
    }
    const process = this.#firstProcess[attempts.workload[attempt]!]! + this.#calls.instance[call]!;
    if (this.#sessions.take(attempt, process)) this.#start(attempt);
  }

  commandServed(attempt: number, hsm: Hsm): void {
    if (!this.#client.isLast(attempt)) return;
    const { vault } = hsm;
    this.#attempts.outcome[attempt] = this.#cryptography.perform(this.#attempts, attempt, vault);
  }

  commandAnswered(attempt: number, answer: number): void {
    if (answer === CommandAnswer.busy) {
      this.#busy(attempt);
    } else if (answer === CommandAnswer.keyAbsent) {
      this.#answer(attempt, Outcome.keyHandleInvalid);
    } else if (this.#client.isLast(attempt)) {
      this.#end(attempt);
    } else {
      this.#client.nextCommand(attempt);
      this.#send(attempt);
    }
  }

  commandLost(attempt: number): void {
    this.#answer(attempt, Outcome.deviceError);
  }

  clientGone(attempt: number, cancel: boolean): void {
    if (this.#sessions.isWaiting(attempt)) {
      // The line is in the client's own process: who gives up leaves it.
      this.#sessions.leave(attempt);
      this.#attempts.close(attempt);
    } else if (cancel && this.#client.withdraw(attempt)) {
      const next = this.#sessions.release(attempt);
      this.#attempts.close(attempt);
      if (next >= 0) this.#start(next);
    }
  }

  restartAccounts(): void {
    this.#cluster.restartAccounts();
  }

  accounts(): readonly StationAccount[] {
    return this.#cluster.accounts();
  }

  #workOf(attempt: number): number {
    const { workload, operation } = this.#attempts;
    return this.#work[workload[attempt]! * OPERATIONS.length + operation[attempt]!]!;
  }

  #drawService(attempt: number, work: number): void {
    if (work === LibraryWork.rsa2048Sign) this.#client.draw(attempt, this.#rsaLaw!);
    else if (work === LibraryWork.ecP256Sign) this.#client.draw(attempt, this.#ecLaw!);
    else this.#client.draw(attempt);
  }

  /** The thread has its session. */
  #start(attempt: number): void {
    this.#loop.after(this.#attempts.processingNs[attempt]!, this.#prepared, attempt);
  }

  /** The library has done its own work; signatures pass the dispatcher one after the other. */
  #prepare(attempt: number): void {
    const work = this.#workOf(attempt);
    const { dispatcherNs } = this.#config;
    if (work === LibraryWork.none) {
      this.#answerSoon(attempt, Outcome.unsupported);
      return;
    }
    if (work === LibraryWork.aes || dispatcherNs === null) {
      this.#findKey(attempt);
      return;
    }
    const isRsa = work === LibraryWork.rsa2048Sign;
    const serviceNs = isRsa ? dispatcherNs.rsa2048Sign : dispatcherNs.ecP256Sign;
    this.#attempts.unloadedNs[attempt]! += serviceNs;
    const workload = this.#attempts.workload[attempt]!;
    const freeNs = Math.max(this.#loop.now, this.#dispatcherFreeNs[workload]!) + serviceNs;
    this.#dispatcherFreeNs[workload] = freeNs;
    this.#loop.after(freeNs - this.#loop.now, this.#dispatched, attempt);
  }

  #findKey(attempt: number): void {
    if (this.#quorum === null || this.#finds(attempt, this.#quorum)) this.#send(attempt);
    else this.#loop.schedule(this.#config.quorumWaitNs, this.#lookAgain, attempt);
  }

  /** It has tried for as long as it does; whether it succeeds is decided by what it finds now. */
  #findKeyOrFail(attempt: number): void {
    if (this.#finds(attempt, this.#quorum!)) this.#send(attempt);
    else this.#answer(attempt, Outcome.keyQuorum);
  }

  #finds(attempt: number, quorum: KeyQuorum): boolean {
    if (this.#attempts.operation[attempt] === GENERATE_RANDOM) return true;
    return quorum.finds(this.#sessions.processOf(attempt), this.#attempts.key[attempt]!);
  }

  #send(attempt: number): void {
    const hsm = this.#client.chooseHsm();
    if (hsm < 0) this.#answerSoon(attempt, Outcome.deviceError);
    else this.#client.send(attempt, hsm);
  }

  #busy(attempt: number): void {
    const most = this.#mostRetries[this.#attempts.workload[attempt]!]!;
    const delayNs = this.#busyRetries.nextDelayNs(attempt, most);
    if (delayNs < 0) this.#answer(attempt, Outcome.functionFailed);
    else this.#loop.schedule(delayNs, this.#sendAgain, attempt);
  }

  #answer(attempt: number, outcome: number): void {
    this.#attempts.outcome[attempt] = outcome;
    this.#end(attempt);
  }

  /** The library fails at once; through an event, so that a caller that repeats cannot recurse. */
  #answerSoon(attempt: number, outcome: number): void {
    this.#attempts.outcome[attempt] = outcome;
    this.#loop.schedule(0, this.#ended, attempt);
  }

  /** The function returns; its session goes to the thread that has waited longest. */
  #end(attempt: number): void {
    const next = this.#sessions.release(attempt);
    this.#answers.answered(attempt);
    if (next >= 0) this.#start(next);
  }
}
