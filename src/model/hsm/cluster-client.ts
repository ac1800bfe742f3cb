import {
  PHASE_CHANGE,
  PHASE_RELEASE,
  PHASE_SEIZE,
  type DelayRing,
  type EventLoop,
  type RandomStreams,
} from '../../kernel/index.ts';
import type { AttemptTable } from '../attempts.ts';
import type { ClusterConfig, NetworkConfig } from '../config.ts';
import type { AttemptLaw } from '../network/attempt-law.ts';
import type { Link } from '../network/link.ts';
import type { OperationName } from '../operations.ts';
import { Balancer } from './balancing.ts';
import { CommandDelays } from './command-delays.ts';
import type { CommandTable } from './commands.ts';
import type { Hsm } from './hsm.ts';

/** What became of a command. */
export const CommandAnswer = { done: 0, busy: 1, keyAbsent: 2 } as const;

/** On whose behalf a client sends commands. */
export interface ClusterUser {
  /** HSM `hsm` has done the command; its answer is on the way. What was done, was done there and then. */
  commandServed(attempt: number, hsm: Hsm): void;
  /** An answer came back. */
  commandAnswered(attempt: number, answer: number): void;
  /** No answer came: the HSM died with the command, the link lost it, or it took too long. */
  commandLost(attempt: number): void;
}

export interface ClusterClientOptions {
  /** Prefix of its random streams; empty for the design's own store. */
  readonly purpose: string;
  /** Infinity for no bound. */
  readonly sessionsPerHsm: number;
  /** How long a command is waited for; null: until its loss is known. */
  readonly commandTimeoutNs: number | null;
  /** It logs in to each HSM as `kmsuser`. */
  readonly needsLogin: boolean;
  /** Id of the cluster that it stays with; null: that which is used now. */
  readonly home: number | null;
  /** Operations of two commands, one after the other, that share the operation's weight. */
  readonly twoCommands: readonly OperationName[];
  /** A client whose random streams of delays it shares, so that both draw as one; null: its own. */
  readonly drawsAs: ClusterClient | null;
}

/** What all clients of one cluster have in common. */
export interface ClusterParts {
  readonly hsms: readonly Hsm[];
  readonly commands: CommandTable;
  readonly attempts: AttemptTable;
  readonly config: ClusterConfig;
  readonly network: NetworkConfig;
  readonly link: Link;
  readonly loop: EventLoop;
  readonly streams: RandomStreams;
}

/**
 * The CloudHSM client of one user of a cluster, such as KMS or an application's library: the choice
 * among the HSMs, and the way of a command there and back (model page, section 1.3, steps 10 to 12).
 * Users share the HSMs and their queues, and nothing else.
 */
export class ClusterClient {
  readonly #number: number;
  readonly #user: ClusterUser;
  readonly #hsms: readonly Hsm[];
  readonly #commands: CommandTable;
  readonly #attempts: AttemptTable;
  readonly #loop: EventLoop;
  readonly #link: Link;
  readonly #balancer: Balancer;
  readonly #delays: CommandDelays;
  readonly #timeouts: DelayRing | null;
  readonly #deadNs: number;
  readonly #arrived: number;
  readonly #returned: number;
  readonly #givenUp: number;

  constructor(
    number: number,
    user: ClusterUser,
    options: ClusterClientOptions,
    { hsms, commands, attempts, config, network, link, loop, streams }: ClusterParts,
  ) {
    const { purpose, commandTimeoutNs } = options;
    this.#number = number;
    this.#user = user;
    this.#hsms = hsms;
    this.#commands = commands;
    this.#attempts = attempts;
    this.#loop = loop;
    this.#link = link;
    this.#balancer = new Balancer(
      hsms,
      config.balancing,
      options.sessionsPerHsm,
      options.needsLogin,
      options.home,
      streams.stream(`${purpose}hsm/balancing`),
    );
    this.#delays =
      options.drawsAs === null
        ? new CommandDelays(purpose, options.twoCommands, config, network, attempts, streams)
        : options.drawsAs.#delays;
    this.#timeouts =
      commandTimeoutNs === null
        ? null
        : loop.createRing(
            commandTimeoutNs,
            PHASE_CHANGE,
            (command) => this.lose(command),
            (command, stamp) =>
              commands.stamp[command] === stamp && commands.attempt[command]! >= 0,
          );
    // As long as a connection repeats a message before it takes the other end for dead.
    this.#deadNs = network.loss.retransmitNs * ((1 << network.loss.most) - 1);
    this.#arrived = loop.register(PHASE_SEIZE, (command) => this.#arrive(command));
    this.#returned = loop.register(PHASE_RELEASE, (command) => this.#answerReturned(command));
    this.#givenUp = loop.register(PHASE_CHANGE, (command) => this.#giveUp(command));
  }

  /** An HSM has joined the cluster. */
  hsmAdded(): void {
    this.#balancer.widen();
  }

  /**
   * Draws the service time of an attempt at its start, so that all designs draw in the same order;
   * `law` where it is not that of an AES command.
   */
  draw(attempt: number, law?: AttemptLaw): void {
    this.#delays.draw(attempt, law);
  }

  /** Index of an HSM for the next command; NO_HSM_UP or NO_SESSION_FREE where there is none. */
  chooseHsm(): number {
    return this.#balancer.choose();
  }

  /** True while some HSM is believed up and open to this client. */
  hasHsm(): boolean {
    return this.#hsms.some((hsm) => this.#balancer.isCandidate(hsm));
  }

  /** Number of an HSM that this client can reach and that holds `key`; -1 when there is none. */
  findHsmWithKey(key: number): number {
    return this.#hsms.findIndex((hsm) => this.#canServe(hsm, key));
  }

  /** On how many HSMs this client finds `key`. */
  copiesOf(key: number): number {
    let copies = 0;
    for (const hsm of this.#hsms) if (this.#canServe(hsm, key)) copies++;
    return copies;
  }

  /** True when the present command of `attempt` is the operation's last. */
  isLast(attempt: number): boolean {
    return this.#delays.isLast(attempt);
  }

  /** The present command of `attempt` is done, and the operation needs another. */
  nextCommand(attempt: number): void {
    this.#delays.next(attempt);
  }

  /**
   * Sends the present command of `attempt` to HSM `index`. Adds its delays without waiting to the
   * attempt's account (and takes them back if the command turns out to be in vain).
   */
  send(attempt: number, index: number): void {
    const commands = this.#commands;
    const attempts = this.#attempts;
    const hsm = this.#hsms[index]!;
    const delays = this.#delays;
    const command = commands.open(this.#number, attempt, index, delays.keyOf(attempt));
    attempts.command[attempt] = command;
    attempts.commandsSent[attempt] = attempts.commandsSent[attempt]! + 1;
    this.#balancer.outstanding[index]!++;
    const isFirst = attempts.isFirst[attempt] === 1 && attempts.commandsSent[attempt] === 1;
    const isSame = attempts.zone[attempt] === hsm.zone;
    const outNs = delays.outNs(isSame, isFirst);
    const backNs = delays.backNs(isSame, isFirst);
    const serviceNs = delays.serviceNs(attempt);
    commands.hopBackNs[command] = backNs;
    commands.serviceNs[command] = serviceNs;
    const unloadedNs = outNs + serviceNs + backNs;
    commands.unloadedNs[command] = unloadedNs;
    attempts.unloadedNs[attempt] = attempts.unloadedNs[attempt]! + unloadedNs;
    if (this.#timeouts !== null) {
      this.#loop.startTimer(this.#timeouts, command, commands.stamp[command]!);
    }
    const hopNs = this.#link.isSound ? outNs : this.#link.hopNs(outNs, 'there', hsm.zone);
    if (hopNs < 0) {
      this.#lostOnLink(command);
      return;
    }
    commands.pending[command] = 1;
    this.#loop.after(hopNs, this.#arrived, command);
  }

  /**
   * Takes the waiting command of `attempt` out of its HSM's queue; false when it does not wait
   * there. Only where a scenario asks for it: a real client has no such power.
   */
  withdraw(attempt: number): boolean {
    const command = this.#attempts.command[attempt]!;
    if (command < 0) return false;
    const { station } = this.#hsms[this.#commands.hsm[command]!]!;
    if (!station.isWaiting(command)) return false;
    station.withdraw(command);
    this.#release(command);
    this.eventPassed(command);
    return true;
  }

  /** The HSM has done `command`, or finds now that the key was taken away from it. */
  served(command: number): void {
    const commands = this.#commands;
    const attempt = commands.attempt[command]!;
    const hsm = this.#hsms[commands.hsm[command]!]!;
    if (lacksKey(hsm, commands, command)) {
      this.#answer(command, CommandAnswer.keyAbsent);
      return;
    }
    if (attempt >= 0) this.#user.commandServed(attempt, hsm);
    this.#answer(command, CommandAnswer.done);
  }

  /** It is known that no answer to `command` will come, or nobody waits any longer. */
  lose(command: number): void {
    const attempts = this.#attempts;
    const attempt = this.#commands.attempt[command]!;
    attempts.commandsLost[attempt] = attempts.commandsLost[attempt]! + 1;
    this.#forgetUnloaded(command);
    this.#release(command);
    this.#commands.closeIfIdle(command);
    this.#user.commandLost(attempt);
  }

  /** The last event that names `command` is over. */
  eventPassed(command: number): void {
    this.#commands.pending[command] = 0;
    this.#commands.closeIfIdle(command);
  }

  #canServe(hsm: Hsm, key: number): boolean {
    return this.#balancer.isCandidate(hsm) && hsm.isReachable && hsm.holds(key);
  }

  #arrive(command: number): void {
    const commands = this.#commands;
    const hsm = this.#hsms[commands.hsm[command]!]!;
    if (!hsm.isReachable) {
      commands.isLost[command] = 1;
      this.eventPassed(command);
      // Sent before the loss was known, arrived after: nobody would look for it any more.
      if (!hsm.isBelievedUp && commands.attempt[command]! >= 0) this.lose(command);
      return;
    }
    if (lacksKey(hsm, commands, command)) this.#answer(command, CommandAnswer.keyAbsent);
    else if (hsm.station.offer(command, commands.serviceNs[command]!)) return;
    else this.#answer(command, CommandAnswer.busy);
  }

  #answer(command: number, answer: number): void {
    const commands = this.#commands;
    let hopNs = commands.hopBackNs[command]!;
    if (!this.#link.isSound) {
      hopNs = this.#link.hopNs(hopNs, 'back', this.#hsms[commands.hsm[command]!]!.zone);
    }
    if (hopNs < 0) {
      this.#lostOnLink(command);
      return;
    }
    commands.answer[command] = answer;
    this.#loop.after(hopNs, this.#returned, command);
  }

  #answerReturned(command: number): void {
    const commands = this.#commands;
    const attempt = commands.attempt[command]!;
    commands.pending[command] = 0;
    const answer = commands.answer[command]!;
    if (attempt >= 0) {
      if (answer !== CommandAnswer.done) this.#forgetUnloaded(command);
      this.#release(command);
    }
    commands.closeIfIdle(command);
    if (attempt >= 0) this.#user.commandAnswered(attempt, answer);
  }

  /**
   * A hop will never arrive. Who waits without a time-out is told when the HSM is found
   * unreachable, or else when the connection has given up.
   */
  #lostOnLink(command: number): void {
    const commands = this.#commands;
    commands.isLost[command] = 1;
    if (this.#timeouts === null && commands.attempt[command]! >= 0) {
      commands.pending[command] = 1;
      this.#loop.schedule(this.#deadNs, this.#givenUp, command);
    } else {
      this.eventPassed(command);
    }
  }

  #giveUp(command: number): void {
    const isWaitedFor = this.#commands.attempt[command]! >= 0;
    this.eventPassed(command);
    if (isWaitedFor) this.lose(command);
  }

  /** Nobody waits for the command from now on; its session is free. */
  #release(command: number): void {
    const commands = this.#commands;
    this.#balancer.outstanding[commands.hsm[command]!]!--;
    this.#attempts.command[commands.attempt[command]!] = -1;
    commands.attempt[command] = -1;
  }

  /** A command in vain is no part of the way without waiting: all its time was added. */
  #forgetUnloaded(command: number): void {
    const attempt = this.#commands.attempt[command]!;
    const unloadedNs = this.#attempts.unloadedNs[attempt]! - this.#commands.unloadedNs[command]!;
    this.#attempts.unloadedNs[attempt] = unloadedNs;
  }
}

function lacksKey(hsm: Hsm, { key }: CommandTable, command: number): boolean {
  return hsm.missingKeys > 0 && key[command]! >= 0 && !hsm.holds(key[command]!);
}
