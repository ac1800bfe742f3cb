import {
  Station,
  type EventLoop,
  type RandomStreams,
  type StationAccount,
  type StationOwner,
} from '../../kernel/index.ts';
import type { AttemptTable } from '../attempts.ts';
import type { ClusterConfig, NetworkConfig } from '../config.ts';
import type { Link } from '../network/link.ts';
import {
  ClusterClient,
  type ClusterClientOptions,
  type ClusterParts,
  type ClusterUser,
} from './cluster-client.ts';
import { CommandTable } from './commands.ts';
import { Hsm } from './hsm.ts';
import { KeyCopies } from './key-copies.ts';
import { Membership, type LossOwner } from './membership.ts';
import { Vault, type AesGcm } from './vault.ts';

/**
 * The HSMs of the world's CloudHSM cluster, over zones, and of those that take its place: restored
 * from a backup, one with a `clusterId` of its own. Where several key stores share the keys, each
 * has a cluster, and its HSMs are told apart by `keyStore`. Users connect and send commands; faults and the
 * control plane change what there is. HSMs are named by their number, from 0; numbers are never
 * used again.
 */
export class Cluster implements LossOwner {
  readonly hsms: readonly Hsm[];
  /** Told when an HSM is believed up again, or for the first time: whoever uses it logs in. */
  onRejoined: ((number: number) => void) | null = null;
  readonly #hsms: Hsm[];
  readonly #config: ClusterConfig;
  readonly #loop: EventLoop;
  readonly #aesGcm: AesGcm;
  readonly #commands: CommandTable;
  readonly #clients: ClusterClient[] = [];
  readonly #parts: ClusterParts;
  readonly #membership: Membership;
  readonly #copies: KeyCopies;
  readonly #keyStores: number;
  readonly #stationOwner: StationOwner = {
    serviceEnded: (command) => this.#clientOf(command).served(command),
    lostServiceEnded: (command) => this.#clientOf(command).eventPassed(command),
  };

  /**
   * `keyStores`: so many clusters of this kind, numbered from 0 as their HSMs are, those of the first
   * first. `link` is the one between KMS, or the applications, and the HSMs.
   */
  constructor(
    config: ClusterConfig,
    keyStores: number,
    network: NetworkConfig,
    link: Link,
    loop: EventLoop,
    attempts: AttemptTable,
    maxCommands: number,
    aesGcm: AesGcm,
    streams: RandomStreams,
  ) {
    const commands = new CommandTable(maxCommands);
    const hsms: Hsm[] = [];
    this.#hsms = hsms;
    this.hsms = hsms;
    this.#config = config;
    this.#loop = loop;
    this.#aesGcm = aesGcm;
    this.#commands = commands;
    this.#parts = { hsms, commands, attempts, config, network, link, loop, streams };
    this.#membership = new Membership(hsms, this, loop, config.rejoinNs);
    this.#copies = new KeyCopies(hsms, keyStores);
    this.#keyStores = keyStores;
    for (let keyStore = 0; keyStore < keyStores; keyStore++) {
      for (let number = 0; number < config.hsms; number++) {
        this.#create(number % config.zones, keyStore, false);
      }
    }
  }

  /** A new user of the cluster. */
  connect(user: ClusterUser, options: ClusterClientOptions): ClusterClient {
    const client = new ClusterClient(this.#clients.length, user, options, this.#parts);
    this.#clients.push(client);
    return client;
  }

  /** Unreachable from now on, its work lost; believed down after `detectNs`. Keeps its memory. */
  failHsm(number: number, detectNs: number): void {
    this.#membership.fail(this.#hsm(number), detectNs);
  }

  /** One fault fewer; with the last it is reachable, and believed up after the rejoin time. */
  healHsm(number: number): void {
    this.#membership.heal(this.#hsm(number));
  }

  /** Its memory is gone: the hardware failed for good. */
  loseKeysOf(number: number): void {
    this.#copies.zeroise(this.#hsm(number));
  }

  /** New hardware in its place, in `zone`: reachable now, believed up after the rejoin time. */
  replaceIn(number: number, zone: number): void {
    this.#membership.replaceIn(this.#hsm(number), zone);
  }

  /** Services that start from now on take `factor` times as long; factors multiply. */
  slow(number: number, factor: number): void {
    this.#hsm(number).slow(factor);
  }

  endSlow(number: number, factor: number): void {
    this.#hsm(number).endSlow(factor);
  }

  drain(number: number): void {
    this.#hsm(number).drain();
  }

  undrain(number: number): void {
    this.#hsm(number).undrain();
  }

  /** The link to the HSMs of a zone is found cut, or whole again. */
  linkBelief(zone: number, isUp: boolean): void {
    this.#membership.linkBelief(zone, isUp);
  }

  /** An HSM that is still being made: without keys or login, and for nobody until it is admitted. */
  addHsm(zone: number, clusterId: number): Hsm {
    const hsm = this.#create(zone, clusterId, true);
    hsm.station.restart();
    this.#copies.count(hsm);
    for (const client of this.#clients) client.hsmAdded();
    return hsm;
  }

  /** It becomes ACTIVE; believed up after the rejoin time. */
  admit(number: number): void {
    this.#membership.admit(this.#hsm(number));
  }

  /** It is deleted, keys and work included; everybody knows at once. */
  retire(number: number): void {
    const hsm = this.#hsm(number);
    this.#membership.retire(hsm);
    this.#copies.zeroise(hsm);
  }

  /** All users but those who stay where they are now use the ACTIVE HSMs of that cluster alone. */
  serveFrom(clusterId: number): void {
    this.#membership.serveFrom(clusterId);
  }

  /** `kmsuser` logs in to one HSM: the key store can use it. */
  login(number: number): void {
    this.#hsm(number).isLoggedIn = true;
  }

  logout(number: number): void {
    this.#hsm(number).isLoggedIn = false;
  }

  /** Makes key `key` from 32 random bytes on one HSM alone. */
  makeKey(key: number, entropy: Uint8Array, number: number): void {
    this.#copies.make(key, entropy, this.#hsm(number));
  }

  cloneKey(key: number, from: number, to: number): void {
    this.#copies.cloneKey(key, this.#hsm(from), this.#hsm(to));
  }

  /** HSM `to` gets all keys of HSM `from`, and keeps its own. */
  cloneKeys(from: number, to: number): void {
    this.restoreKeys(this.#hsm(from).vault, to);
  }

  /** HSM `to` gets all keys of a backup, and keeps its own. */
  restoreKeys(backup: Vault, to: number): void {
    this.#copies.fill(this.#hsm(to), backup);
  }

  /** Deletes the material of a key on one HSM. */
  removeKey(key: number, number: number): void {
    this.#copies.remove(key, this.#hsm(number));
  }

  /** KMS has deleted the key: nobody asks for it any more. */
  forgetKey(key: number): void {
    this.#copies.forget(key);
  }

  accounts(): readonly StationAccount[] {
    return this.hsms.map((hsm) => hsm.station.account());
  }

  restartAccounts(): void {
    for (const hsm of this.hsms) hsm.station.restart();
  }

  /** All that the HSM holds is lost, now; nobody knows yet. */
  loseWorkOf(number: number): void {
    const commands = this.#commands;
    const lose = (command: number) => {
      commands.isLost[command] = 1;
    };
    this.#hsm(number).station.loseAll(lose, (command) => {
      lose(command);
      this.#clientOf(command).eventPassed(command);
    });
  }

  /** The loss is known: whoever waits for the HSM's lost commands is told, in order. */
  tellLossOf(number: number): void {
    const commands = this.#commands;
    for (let command = 0; command < commands.capacity; command++) {
      if (
        commands.live[command] === 1 &&
        commands.hsm[command] === number &&
        commands.isLost[command] === 1 &&
        commands.attempt[command]! >= 0
      ) {
        this.#clientOf(command).lose(command);
      }
    }
  }

  rejoined(number: number): void {
    this.onRejoined?.(number);
  }

  #create(zone: number, clusterId: number, isNew: boolean): Hsm {
    const number = this.#hsms.length;
    // The one key store can be given other clusters; each of several keeps its own.
    const isAlone = this.#keyStores === 1;
    const keyStore = isAlone ? 0 : clusterId;
    const name = `hsm-${number + 1}`;
    const station = new Station(
      isAlone ? name : `store-${keyStore + 1}/${name}`,
      this.#config.slots,
      this.#config.queueLimit ?? Infinity,
      this.#loop,
      this.#commands.jobs,
      this.#stationOwner,
    );
    const hsm = new Hsm(number, clusterId, keyStore, zone, new Vault(this.#aesGcm), station, isNew);
    this.#hsms.push(hsm);
    return hsm;
  }

  #hsm(number: number): Hsm {
    return this.#hsms[number]!;
  }

  #clientOf(command: number): ClusterClient {
    return this.#clients[this.#commands.client[command]!]!;
  }
}
