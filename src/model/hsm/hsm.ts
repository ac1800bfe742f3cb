import type { Station } from '../../kernel/index.ts';
import type { Vault } from './vault.ts';

/**
 * One HSM of a cluster: its place, its key memory, its queue, and two views of its health. The
 * world's view (`isReachable`) changes at the instant of a fault; belief follows after detection.
 */
export class Hsm {
  readonly name: string;
  readonly number: number;
  readonly vault: Vault;
  readonly station: Station;
  zone: number;
  /** False once a crash has wiped the key memory and no living HSM has filled it again. */
  hasKeys = true;
  /** What routing goes by. */
  isBelievedUp = true;
  /** Commands sent and not yet answered, as the balancing sees them; also the sessions held. */
  outstanding = 0;
  #faults = 0;
  #drains = 0;

  constructor(number: number, zone: number, vault: Vault, station: Station) {
    this.name = `hsm-${number + 1}`;
    this.number = number;
    this.zone = zone;
    this.vault = vault;
    this.station = station;
  }

  get isReachable(): boolean {
    return this.#faults === 0;
  }

  get isDrained(): boolean {
    return this.#drains > 0;
  }

  /** Overlapping faults count up, and heal when the last ends. */
  fail(): void {
    this.#faults++;
  }

  heal(): void {
    this.#faults = Math.max(0, this.#faults - 1);
  }

  /** New hardware in `zone`: whatever befell the old is over, and what heals later finds nothing. */
  replaceIn(zone: number): void {
    this.zone = zone;
    this.#faults = 0;
  }

  /** Takes it out of rotation; what it holds it finishes. */
  drain(): void {
    this.#drains++;
  }

  undrain(): void {
    this.#drains--;
  }
}
