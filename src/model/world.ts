import { EventLoop, RandomStreams, RollingHash, type StationAccount } from '../kernel/index.ts';
import { AttemptTable } from './attempts.ts';
import { CallTable } from './calls.ts';
import type { ClientPath } from './client/connection-pool.ts';
import { SdkClient } from './client/sdk-client.ts';
import type { ClientLibraryConfig, ClusterConfig, WorldConfig } from './config.ts';
import { ControlPlane } from './control/control-plane.ts';
import type { DurabilityReport } from './control/durability.ts';
import type { ProxyFaults } from './external/proxy-faults.ts';
import { FaultSchedule } from './faults/fault-schedule.ts';
import { Phases } from './faults/phases.ts';
import { Cluster } from './hsm/cluster.ts';
import { Vault, type AesGcm } from './hsm/vault.ts';
import { Cryptography } from './keys/cryptography.ts';
import { deriveBytes } from './keys/derived-bytes.ts';
import { placeKeys } from './keys/key-placement.ts';
import { KeyRegistry } from './keys/key-registry.ts';
import { StoreConnection } from './keys/store-connection.ts';
import { KmsFront } from './kms/kms-front.ts';
import { Links } from './network/links.ts';
import { Zones } from './network/zones.ts';
import type { Recorder, RequestLog } from './recorder.ts';
import { CloudHsmStore } from './stores/cloudhsm-store.ts';
import { DirectStore } from './stores/direct-store.ts';
import { ExternalStore } from './stores/external-store.ts';
import type { Answers, KeyStore } from './stores/key-store.ts';
import { StandardStore } from './stores/standard-store.ts';
import { ClosedArrivals } from './workload/closed-arrivals.ts';
import { OpenArrivals } from './workload/open-arrivals.ts';
import { ServiceWorkload } from './workload/service-workload.ts';
import { StayInZone } from './workload/stay-in-zone.ts';
import { CallMaker } from './workload/workload.ts';

const MASTER_KEY_PURPOSE = 9;

/** Makes the recorder of a run, once the clock and the fault list exist. */
export type RecorderFactory = (loop: EventLoop) => Recorder;

/** A wired simulation: the only file that knows all parts. */
export class World {
  readonly config: WorldConfig;
  readonly loop: EventLoop;
  readonly calls: CallTable;
  readonly attempts: AttemptTable;
  readonly store: KeyStore;
  readonly recorder: Recorder;
  readonly cryptography: Cryptography;
  readonly registry: KeyRegistry;
  readonly links: Links;
  readonly control: ControlPlane;
  /** null but for an external key store. */
  readonly proxy: ProxyFaults | null;
  readonly #streams: RandomStreams;
  /** null where the design has no HSMs of its own. */
  readonly cluster: Cluster | null;
  readonly #users: ServiceWorkload[] = [];

  /** `requestLog` is told of every request that KMS answers; null: nobody wants to know. */
  constructor(
    config: WorldConfig,
    seed: string,
    aesGcm: AesGcm,
    createRecorder: RecorderFactory,
    requestLog: RequestLog | null = null,
  ) {
    const { bounds } = config;
    const loop = new EventLoop(bounds.maxEvents);
    const streams = new RandomStreams(seed);
    const calls = new CallTable(bounds.maxCallsInFlight);
    // An attempt can outlive its call, and a command its attempt: leave room for both.
    const attempts = new AttemptTable(bounds.maxCallsInFlight * 2);
    const recorder = createRecorder(loop);
    this.config = config;
    this.loop = loop;
    this.calls = calls;
    this.attempts = attempts;
    this.recorder = recorder;
    this.#streams = streams;
    const registry = new KeyRegistry(config.workloads, config.access, config.store.kind);
    this.registry = registry;

    const zones = new Zones(config.network.zones);
    this.links = new Links(config.network, streams);
    const clients: SdkClient[] = [];
    const answers: Answers = {
      answered: (attempt) => clients[attempts.workload[attempt]!]!.answered(attempt),
      silenced: (attempt) => clients[attempts.workload[attempt]!]!.silenced(attempt),
    };
    const clusterConfig = clusterOf(config);
    const keyStores = config.store.kind === 'cloudhsm' ? config.store.keyStores : 1;
    const storeOfKey = keyStoresOf(config, keyStores);
    const cluster =
      clusterConfig === null
        ? null
        : new Cluster(
            clusterConfig,
            keyStores,
            config.network,
            this.links.kmsHsm,
            loop,
            attempts,
            bounds.maxCallsInFlight * 4,
            aesGcm,
            streams,
          );
    this.cluster = cluster;
    const vault = new Vault(aesGcm);
    const inner = config.store.kind === 'external' ? new Vault(aesGcm) : null;
    const entropyOf = keyEntropy(seed);
    this.#generateKeys(vault, storeOfKey, entropyOf);
    const cryptography = new Cryptography(
      config.crypto,
      registry.count,
      config.workloads,
      (key) => cluster?.hsms.find((hsm) => hsm.vault.holds(key))?.vault ?? vault,
      inner,
    );
    this.cryptography = cryptography;

    const front =
      config.store.kind === 'cloudhsm-direct'
        ? null
        : new KmsFront(
            config.kms,
            config.network,
            config.workloads,
            registry,
            zones,
            this.links.clientKms,
            loop,
            calls,
            attempts,
            answers,
            recorder,
            streams,
          );
    if (front !== null) front.requestLog = requestLog;
    const connection = new StoreConnection();
    const createDirectStore = (
      library: ClientLibraryConfig,
      { signNs }: ClusterConfig,
      purpose: string,
    ) =>
      new DirectStore(
        library,
        signNs,
        { purpose, recorder: purpose === '' ? recorder : null },
        config.workloads,
        cluster!,
        cryptography,
        zones,
        loop,
        calls,
        attempts,
        answers,
        streams,
      );
    let pkcs11: KeyStore | null = null;
    switch (config.store.kind) {
      case 'standard':
        this.store = new StandardStore(
          config.store,
          config.kms,
          config.workloads,
          front!,
          vault,
          cryptography,
          attempts,
          streams,
        );
        break;
      case 'cloudhsm':
        this.store = new CloudHsmStore(
          config.store,
          front!,
          cluster!,
          storeOfKey,
          connection,
          cryptography,
          loop,
          attempts,
          streams,
        );
        if (config.store.pkcs11 !== null) {
          pkcs11 = createDirectStore(config.store.pkcs11, config.store.cluster, 'pkcs11/');
        }
        break;
      case 'external':
        this.store = new ExternalStore(
          config.store,
          front!,
          connection,
          vault,
          cryptography,
          this.links.kmsProxy,
          bounds.maxCallsInFlight * 4,
          loop,
          attempts,
          streams,
        );
        break;
      case 'cloudhsm-direct':
        this.store = createDirectStore(config.store, config.store.cluster, '');
    }
    const phases = new Phases(
      config.faults.length,
      config.faults.some(({ drawn }) => drawn !== null),
    );
    const path = { network: config.network, zones, link: this.links.clientKms };
    this.#startWorkloads(clients, pkcs11, path, phases);
    const proxy = this.store instanceof ExternalStore ? this.store.proxy : null;
    this.proxy = proxy;
    const control = new ControlPlane(
      config,
      {
        zones,
        links: this.links,
        registry,
        connection,
        cryptography,
        cluster,
        proxy,
        vaults: [vault],
        storeOfKey,
        entropyOf,
      },
      loop,
      recorder,
      streams,
    );
    this.control = control;
    control.start();
    new FaultSchedule(
      config,
      {
        zones,
        links: this.links,
        cluster,
        proxy,
        front,
        control,
      },
      loop,
      recorder,
      phases,
      streams,
    ).start();
  }

  /** Zone of each HSM, those added in the run included; none where KMS runs the HSMs. */
  get hsmZones(): readonly number[] {
    return this.cluster?.hsms.map(({ zone }) => zone) ?? [];
  }

  /** What is left of keys and ciphertexts now. */
  durability(): DurabilityReport {
    return this.control.durability();
  }

  /** Keys whose material is nowhere any more. */
  get keysLost(): number {
    return this.durability().keys.lost;
  }

  /** User operations of services that have not ended. */
  get userOperationsInProgress(): number {
    return this.#users.reduce((sum, { inProgress }) => sum + inProgress, 0);
  }

  accounts(): readonly StationAccount[] {
    return this.store.accounts();
  }

  /** Hash by ingredient: events, times, draws, outcomes (the caller's). */
  fingerprint(outcomes: string): string {
    const draws = new RollingHash();
    for (const stream of this.#streams.all()) {
      draws.foldText(stream.name);
      draws.fold(stream.draws);
    }
    const { events, times } = this.loop.digests();
    return [events, times, draws.digest(), outcomes].join('-');
  }

  /**
   * Makes every key on the first HSM of its key store and clones it to the others there; without a
   * cluster, in the vault.
   */
  #generateKeys(
    vault: Vault,
    storeOfKey: (key: number) => number,
    entropyOf: (key: number) => Uint8Array,
  ): void {
    const cluster = this.cluster;
    const firstOf = (store: number) =>
      cluster!.hsms.find(({ keyStore }) => keyStore === store)!.number;
    for (let key = 0; key < this.registry.count; key++) {
      if (cluster !== null) cluster.makeKey(key, entropyOf(key), firstOf(storeOfKey(key)));
      else vault.generate(key, entropyOf(key));
    }
    for (const { number, keyStore } of cluster?.hsms ?? []) {
      const first = firstOf(keyStore);
      if (number !== first) cluster!.cloneKeys(first, number);
    }
  }

  /** Workloads beside the key store go through `pkcs11`. */
  #startWorkloads(
    clients: SdkClient[],
    pkcs11: KeyStore | null,
    path: ClientPath,
    phases: Phases,
  ): void {
    const { config, loop, calls, attempts, recorder } = this;
    const streams = this.#streams;
    const endNs = config.warmUpNs + config.durationNs;
    config.workloads.forEach((workload, index) => {
      const { name, arrivals } = workload;
      const store = workload.via === 'pkcs11' && pkcs11 !== null ? pkcs11 : this.store;
      const client = new SdkClient(workload, loop, calls, attempts, store, recorder, path, streams);
      clients.push(client);
      const maker = new CallMaker(index, workload, this.registry, calls, client, phases, streams);
      const users =
        workload.service === null
          ? null
          : new ServiceWorkload(
              index,
              workload,
              workload.service,
              maker,
              calls,
              phases,
              loop,
              recorder,
              streams,
              config.bounds.maxCallsInFlight,
              endNs,
              config.warmUpNs,
            );
      if (users !== null) {
        client.onCallEnded = (call, outcome) => users.callEnded(call, outcome);
        users.start();
        this.#users.push(users);
      }
      const staying =
        workload.client.inDeadZone === 'stay' ? new StayInZone(client, users ?? maker) : null;
      const target = staying ?? users ?? maker;
      if (arrivals.kind === 'closed') {
        const source = new ClosedArrivals(arrivals, target, loop, streams, name, endNs);
        if (staying !== null) staying.onDropped = (user) => source.thinkAgain(user);
        if (users !== null) users.onOperationEnded = (user) => source.thinkAgain(user);
        else client.onCallEnded = (call) => source.thinkAgain(calls.instance[call]!);
        source.start();
      } else {
        new OpenArrivals(
          arrivals,
          workload.client.instances,
          target,
          loop,
          streams,
          name,
          endNs,
        ).start();
      }
    });
  }
}

/** Random bytes for key material, by the number of the key, from the run's seed. */
function keyEntropy(seed: string): (key: number) => Uint8Array {
  const hash = new RollingHash();
  hash.foldText(seed);
  const salt = parseInt(hash.digest(), 16);
  return (key) => deriveBytes(32, MASTER_KEY_PURPOSE + key, salt);
}

/** Which key store has a key: those that are made in the run, of one store alone, are in that. */
function keyStoresOf(config: WorldConfig, keyStores: number): (key: number) => number {
  if (keyStores === 1) return () => 0;
  const { storeOfKey } = placeKeys(config, keyStores);
  return (key) => storeOfKey[key]!;
}

function clusterOf(config: WorldConfig): ClusterConfig | null {
  return 'cluster' in config.store ? config.store.cluster : null;
}
