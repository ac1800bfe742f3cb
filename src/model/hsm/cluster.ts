import {
  PHASE_CHANGE,
  PHASE_RELEASE,
  PHASE_SEIZE,
  Station,
  type DelayRing,
  type EventLoop,
  type RandomStreams,
  type StationAccount,
} from '../../kernel/index.ts';
import type { AttemptTable } from '../attempts.ts';
import type { ClusterConfig, NetworkConfig } from '../config.ts';
import { AttemptLaw } from '../network/attempt-law.ts';
import { OPERATIONS } from '../operations.ts';
import { Balancer } from './balancing.ts';
import { CommandTable } from './commands.ts';
import { Hsm } from './hsm.ts';
import { Vault, type AesGcm } from './vault.ts';

/** What became of a command. */
export const CommandAnswer = { done: 0, busy: 1, keyAbsent: 2 } as const;

/** The store on whose behalf commands are sent. */
export interface ClusterUser {
  /** HSM `hsm` has done the command; its answer is on the way. What was done, was done there and then. */
  commandServed(attempt: number, hsm: Hsm): void;
  /** An answer came back. */
  commandAnswered(attempt: number, answer: number): void;
  /** No answer came: the HSM died with the command, or took longer than the caller waits. */
  commandLost(attempt: number): void;
}

export interface ClusterOptions {
  /** Infinity for no bound. */
  readonly sessionsPerHsm: number;
  /** How long a command is waited for; null: for ever. */
  readonly commandTimeoutNs: number | null;
}

/**
 * A CloudHSM cluster: HSMs over zones, the choice among them, and the way of a command there and
 * back (model page, section 1.3, steps 10 to 12). Used by the custom key store and by CloudHSM
 * used directly alike.
 */
export class Cluster {
  readonly hsms: readonly Hsm[];
  readonly commands: CommandTable;
  readonly #loop: EventLoop;
  readonly #attempts: AttemptTable;
  readonly #balancer: Balancer;
  readonly #weights: Float64Array;
  readonly #serviceLaw: AttemptLaw;
  readonly #sameOut: AttemptLaw;
  readonly #sameBack: AttemptLaw;
  readonly #crossOut: AttemptLaw;
  readonly #crossBack: AttemptLaw;
  readonly #timeouts: DelayRing | null;
  readonly #arrived: number;
  readonly #returned: number;
  #user: ClusterUser | null = null;

  constructor(
    config: ClusterConfig,
    options: ClusterOptions,
    network: NetworkConfig,
    loop: EventLoop,
    attempts: AttemptTable,
    maxCommands: number,
    aesGcm: AesGcm,
    streams: RandomStreams,
  ) {
    this.#loop = loop;
    this.#attempts = attempts;
    this.commands = new CommandTable(maxCommands);
    this.#weights = Float64Array.from(OPERATIONS, (operation) => config.weights[operation] ?? 1);
    const owner = {
      serviceEnded: (command: number) => this.#serviceEnded(command),
      lostServiceEnded: (command: number) => this.#eventPassed(command),
    };
    this.hsms = Array.from({ length: config.hsms }, (_, number) => {
      const station = new Station(
        `hsm-${number + 1}`,
        config.slots,
        config.queueLimit ?? Infinity,
        loop,
        this.commands.jobs,
        owner,
      );
      return new Hsm(number, number % config.zones, new Vault(aesGcm), station);
    });
    this.#balancer = new Balancer(
      this.hsms,
      config.balancing,
      options.sessionsPerHsm,
      streams.stream('hsm/balancing'),
    );
    this.#serviceLaw = new AttemptLaw(config.serviceNs, streams, 'hsm/service');
    const { sameZoneHopNs: same, crossZoneHopNs: cross } = network;
    this.#sameOut = new AttemptLaw(same, streams, 'network/same-zone/out');
    this.#sameBack = new AttemptLaw(same, streams, 'network/same-zone/back');
    this.#crossOut = new AttemptLaw(cross, streams, 'network/cross-zone/out');
    this.#crossBack = new AttemptLaw(cross, streams, 'network/cross-zone/back');
    const { commands } = this;
    this.#timeouts =
      options.commandTimeoutNs === null
        ? null
        : loop.createRing(
            options.commandTimeoutNs,
            PHASE_CHANGE,
            (command) => this.#loseCommand(command),
            (command, stamp) =>
              commands.stamp[command] === stamp && commands.attempt[command]! >= 0,
          );
    this.#arrived = loop.register(PHASE_SEIZE, (command) => this.#arrive(command));
    this.#returned = loop.register(PHASE_RELEASE, (command) => this.#answerReturned(command));
  }

  connect(user: ClusterUser): void {
    this.#user = user;
  }

  /** Draws the service time of an attempt at its start; `send` may use it later. */
  draw(attempt: number): void {
    const isFirst = this.#attempts.isFirst[attempt] === 1;
    this.#attempts.serviceNs[attempt] = this.#serviceLaw.drawNs(isFirst);
  }

  /** Index of an HSM for the next command; NO_HSM_UP or NO_SESSION_FREE where there is none. */
  chooseHsm(): number {
    return this.#balancer.choose();
  }

  /** An HSM, believed up, that holds the keys; -1 when there is none. */
  findHsmWithKeys(): number {
    return this.hsms.findIndex((hsm) => hsm.isBelievedUp && hsm.isReachable && hsm.hasKeys);
  }

  /**
   * Sends a command to HSM `index` for `attempt`. `weightShare` is the part of the operation's
   * weight that this command carries. Adds its delays without waiting to the attempt's account
   * (and takes them back if the command turns out to be in vain).
   */
  send(attempt: number, index: number, weightShare: number): void {
    const { commands } = this;
    const attempts = this.#attempts;
    const hsm = this.hsms[index]!;
    const command = commands.open(attempt, index);
    attempts.command[attempt] = command;
    attempts.commandsSent[attempt] = attempts.commandsSent[attempt]! + 1;
    hsm.outstanding++;
    const isFirst = attempts.isFirst[attempt] === 1 && attempts.commandsSent[attempt] === 1;
    const isSame = attempts.zone[attempt] === hsm.zone;
    const outNs = (isSame ? this.#sameOut : this.#crossOut).drawNs(isFirst);
    const backNs = (isSame ? this.#sameBack : this.#crossBack).drawNs(isFirst);
    const weight = this.#weights[attempts.operation[attempt]!]! * weightShare;
    const serviceNs = Math.round(attempts.serviceNs[attempt]! * weight);
    commands.hopBackNs[command] = backNs;
    commands.serviceNs[command] = serviceNs;
    const unloadedNs = outNs + serviceNs + backNs;
    commands.unloadedNs[command] = unloadedNs;
    attempts.unloadedNs[attempt] = attempts.unloadedNs[attempt]! + unloadedNs;
    if (this.#timeouts !== null) {
      this.#loop.startTimer(this.#timeouts, command, commands.stamp[command]!);
    }
    commands.pending[command] = 1;
    this.#loop.after(outNs, this.#arrived, command);
  }

  /**
   * Takes the waiting command of `attempt` out of its HSM's queue; false when it does not wait
   * there. Only where a scenario asks for it: a real client has no such power.
   */
  withdraw(attempt: number): boolean {
    const command = this.#attempts.command[attempt]!;
    if (command < 0) return false;
    const { station } = this.hsms[this.commands.hsm[command]!]!;
    if (!station.isWaiting(command)) return false;
    station.withdraw(command);
    this.#release(command);
    this.#eventPassed(command);
    return true;
  }

  /** All that HSM `index` holds is lost, now; nobody knows yet. */
  loseWorkOf(index: number): void {
    const lose = (command: number) => {
      this.commands.isLost[command] = 1;
    };
    this.hsms[index]!.station.loseAll(lose, (command) => {
      lose(command);
      this.#eventPassed(command);
    });
  }

  /** The loss of HSM `index` is known: whoever waits for its lost commands is told, in order. */
  tellLossOf(index: number): void {
    const { commands } = this;
    for (let command = 0; command < commands.capacity; command++) {
      if (
        commands.live[command] === 1 &&
        commands.hsm[command] === index &&
        commands.isLost[command] === 1 &&
        commands.attempt[command]! >= 0
      ) {
        this.#loseCommand(command);
      }
    }
  }

  accounts(): readonly StationAccount[] {
    return this.hsms.map((hsm) => hsm.station.account());
  }

  restartAccounts(): void {
    for (const hsm of this.hsms) hsm.station.restart();
  }

  #arrive(command: number): void {
    const { commands } = this;
    const hsm = this.hsms[commands.hsm[command]!]!;
    if (!hsm.isReachable) {
      commands.isLost[command] = 1;
      this.#eventPassed(command);
      // Sent before the loss was known, arrived after: nobody would look for it any more.
      if (!hsm.isBelievedUp && commands.attempt[command]! >= 0) this.#loseCommand(command);
      return;
    }
    if (!hsm.hasKeys) this.#answer(command, CommandAnswer.keyAbsent);
    else if (hsm.station.offer(command, commands.serviceNs[command]!)) return;
    else this.#answer(command, CommandAnswer.busy);
  }

  #serviceEnded(command: number): void {
    const attempt = this.commands.attempt[command]!;
    if (attempt >= 0) this.#user!.commandServed(attempt, this.hsms[this.commands.hsm[command]!]!);
    this.#answer(command, CommandAnswer.done);
  }

  #answer(command: number, answer: number): void {
    this.commands.answer[command] = answer;
    this.#loop.after(this.commands.hopBackNs[command]!, this.#returned, command);
  }

  #answerReturned(command: number): void {
    const { commands } = this;
    const attempt = commands.attempt[command]!;
    commands.pending[command] = 0;
    const answer = commands.answer[command]!;
    if (attempt >= 0) {
      if (answer !== CommandAnswer.done) this.#forgetUnloaded(command);
      this.#release(command);
    }
    commands.closeIfIdle(command);
    if (attempt >= 0) this.#user!.commandAnswered(attempt, answer);
  }

  /** Nobody waits for the command from now on; its session is free. */
  #release(command: number): void {
    const { commands } = this;
    this.hsms[commands.hsm[command]!]!.outstanding--;
    this.#attempts.command[commands.attempt[command]!] = -1;
    commands.attempt[command] = -1;
  }

  /** A command in vain is no part of the way without waiting: all its time was added. */
  #forgetUnloaded(command: number): void {
    const attempt = this.commands.attempt[command]!;
    const unloadedNs = this.#attempts.unloadedNs[attempt]! - this.commands.unloadedNs[command]!;
    this.#attempts.unloadedNs[attempt] = unloadedNs;
  }

  #loseCommand(command: number): void {
    const attempt = this.commands.attempt[command]!;
    this.#forgetUnloaded(command);
    this.#release(command);
    this.commands.closeIfIdle(command);
    this.#user!.commandLost(attempt);
  }

  #eventPassed(command: number): void {
    this.commands.pending[command] = 0;
    this.commands.closeIfIdle(command);
  }
}
