import type { RandomStreams } from '../../kernel/index.ts';
import type { AttemptTable } from '../attempts.ts';
import type { ClusterConfig, NetworkConfig } from '../config.ts';
import { AttemptLaw } from '../network/attempt-law.ts';
import { operationCode, OPERATIONS, type OperationName } from '../operations.ts';

const RE_ENCRYPT = operationCode('ReEncrypt');

/** When a command needs a key on the HSM: random bytes need none. */
const NeedsKey = { always: 0, never: 1, lastCommand: 2 } as const;

/**
 * What the commands of one user of a cluster take where nothing waits, and of how many commands an
 * operation is (model page, section 1.3, steps 10 to 12, and section 1.5, step 1).
 */
export class CommandDelays {
  readonly #attempts: AttemptTable;
  readonly #serviceLaw: AttemptLaw;
  readonly #secondServiceLaw: AttemptLaw;
  readonly #sameOut: AttemptLaw;
  readonly #sameBack: AttemptLaw;
  readonly #crossOut: AttemptLaw;
  readonly #crossBack: AttemptLaw;
  /** By operation: weight of one command of it. */
  readonly #weights: Float64Array;
  readonly #hasTwo: Uint8Array;
  readonly #needsKey: Uint8Array;

  /**
   * `purpose` is a prefix of its random streams. `twoCommands`: operations of two commands, one
   * after the other, that share the operation's weight.
   */
  constructor(
    purpose: string,
    twoCommands: readonly OperationName[],
    { serviceNs, weights }: ClusterConfig,
    { sameZoneHopNs: same, crossZoneHopNs: cross }: NetworkConfig,
    attempts: AttemptTable,
    streams: RandomStreams,
  ) {
    const law = (of: ClusterConfig['serviceNs'], name: string) =>
      new AttemptLaw(of, streams, `${purpose}${name}`);
    this.#attempts = attempts;
    this.#serviceLaw = law(serviceNs, 'hsm/service');
    this.#secondServiceLaw = law(serviceNs, 'hsm/service/second');
    this.#sameOut = law(same, 'network/same-zone/out');
    this.#sameBack = law(same, 'network/same-zone/back');
    this.#crossOut = law(cross, 'network/cross-zone/out');
    this.#crossBack = law(cross, 'network/cross-zone/back');
    const hasTwo = (operation: OperationName) => twoCommands.includes(operation);
    this.#hasTwo = Uint8Array.from(OPERATIONS, (operation) => (hasTwo(operation) ? 1 : 0));
    this.#weights = Float64Array.from(
      OPERATIONS,
      (operation) => (weights[operation] ?? 1) / (hasTwo(operation) ? 2 : 1),
    );
    this.#needsKey = Uint8Array.from(OPERATIONS, (operation) => {
      if (operation === 'GenerateRandom') return NeedsKey.never;
      // A data key made in two commands is random bytes first.
      const isRandomFirst = hasTwo(operation) && operation !== 'ReEncrypt';
      return isRandomFirst ? NeedsKey.lastCommand : NeedsKey.always;
    });
  }

  /** Draws the service time of an attempt; `law` where it is not that of an AES command. */
  draw(attempt: number, law: AttemptLaw = this.#serviceLaw): void {
    const attempts = this.#attempts;
    const isFirst = attempts.isFirst[attempt] === 1;
    attempts.commandsDone[attempt] = 0;
    attempts.commandsLost[attempt] = 0;
    attempts.serviceNs[attempt] = law.drawNs(isFirst);
    if (attempts.operation[attempt] === RE_ENCRYPT) {
      attempts.secondServiceNs[attempt] = this.#secondServiceLaw.drawNs(isFirst);
    }
  }

  /** True when the present command of `attempt` is the operation's last. */
  isLast(attempt: number): boolean {
    const attempts = this.#attempts;
    return attempts.commandsDone[attempt]! >= this.#hasTwo[attempts.operation[attempt]!]!;
  }

  /** The present command of `attempt` is done, and the operation needs another. */
  next(attempt: number): void {
    const attempts = this.#attempts;
    attempts.commandsDone[attempt]!++;
    attempts.commandsLost[attempt] = 0;
    attempts.busyAnswers[attempt] = 0;
    if (attempts.operation[attempt] === RE_ENCRYPT) {
      attempts.serviceNs[attempt] = attempts.secondServiceNs[attempt]!;
    }
  }

  /** The key that the present command needs on the HSM; -1 for none. */
  keyOf(attempt: number): number {
    const attempts = this.#attempts;
    const needsKey = this.#needsKey[attempts.operation[attempt]!]!;
    const isNeeded =
      needsKey === NeedsKey.always || (needsKey === NeedsKey.lastCommand && this.isLast(attempt));
    return isNeeded ? attempts.key[attempt]! : -1;
  }

  serviceNs(attempt: number): number {
    const attempts = this.#attempts;
    return Math.round(attempts.serviceNs[attempt]! * this.#weights[attempts.operation[attempt]!]!);
  }

  outNs(isSameZone: boolean, isFirst: boolean): number {
    return (isSameZone ? this.#sameOut : this.#crossOut).drawNs(isFirst);
  }

  backNs(isSameZone: boolean, isFirst: boolean): number {
    return (isSameZone ? this.#sameBack : this.#crossBack).drawNs(isFirst);
  }
}
