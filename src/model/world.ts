import { EventLoop, RandomStreams, RollingHash, type StationAccount } from '../kernel/index.ts';
import { AttemptTable } from './attempts.ts';
import { CallTable } from './calls.ts';
import { SdkClient } from './client/sdk-client.ts';
import type { ClusterConfig, WorldConfig } from './config.ts';
import { FaultSchedule } from './faults/fault-schedule.ts';
import { Phases } from './faults/phases.ts';
import { Cluster } from './hsm/cluster.ts';
import { Vault, type AesGcm } from './hsm/vault.ts';
import { Cryptography } from './keys/cryptography.ts';
import { deriveBytes } from './keys/derived-bytes.ts';
import { KmsFront } from './kms/kms-front.ts';
import { Zones } from './network/zones.ts';
import type { Recorder } from './recorder.ts';
import { CloudHsmStore } from './stores/cloudhsm-store.ts';
import { DirectStore } from './stores/direct-store.ts';
import type { Answers, KeyStore } from './stores/key-store.ts';
import { StandardStore } from './stores/standard-store.ts';
import { ClosedArrivals } from './workload/closed-arrivals.ts';
import { OpenArrivals } from './workload/open-arrivals.ts';
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
  readonly #streams: RandomStreams;
  readonly #cluster: Cluster | null;
  readonly #keys: number;

  constructor(config: WorldConfig, seed: string, aesGcm: AesGcm, createRecorder: RecorderFactory) {
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
    this.#keys = config.workloads.reduce((sum, workload) => sum + workload.keys, 0);

    const zones = new Zones(config.network.zones);
    const clients: SdkClient[] = [];
    const answers: Answers = {
      answered: (attempt) => clients[attempts.workload[attempt]!]!.answered(attempt),
      silenced: (attempt) => clients[attempts.workload[attempt]!]!.silenced(attempt),
    };
    const clusterConfig = clusterOf(config);
    const cluster =
      clusterConfig === null
        ? null
        : new Cluster(
            clusterConfig,
            {
              sessionsPerHsm:
                config.store.kind === 'cloudhsm' ? config.store.sessionsPerHsm : Infinity,
              commandTimeoutNs:
                config.store.kind === 'cloudhsm' ? config.store.commandTimeoutNs : null,
            },
            config.network,
            loop,
            attempts,
            bounds.maxCallsInFlight * 4,
            aesGcm,
            streams,
          );
    this.#cluster = cluster;
    const vaults = cluster?.hsms.map((hsm) => hsm.vault) ?? [new Vault(aesGcm)];
    this.#generateKeys(vaults, seed);
    const cryptography = new Cryptography(config.crypto, this.#keys, vaults[0]!);
    this.cryptography = cryptography;

    const createFront = () =>
      new KmsFront(
        config.kms,
        config.network,
        zones,
        loop,
        calls,
        attempts,
        answers,
        recorder,
        streams,
      );
    switch (config.store.kind) {
      case 'standard':
        this.store = new StandardStore(
          config.store,
          createFront(),
          vaults[0]!,
          cryptography,
          attempts,
          streams,
        );
        break;
      case 'cloudhsm':
        this.store = new CloudHsmStore(
          config.store,
          createFront(),
          cluster!,
          cryptography,
          loop,
          attempts,
          streams,
        );
        break;
      case 'cloudhsm-direct':
        this.store = new DirectStore(
          config.store,
          config.workloads,
          cluster!,
          cryptography,
          zones,
          loop,
          calls,
          attempts,
          answers,
          recorder,
          streams,
        );
    }
    const phases = new Phases(config.faults.length);
    this.#startWorkloads(clients, phases);
    new FaultSchedule(
      config.faults,
      config.kms,
      clusterConfig,
      cluster,
      zones,
      loop,
      recorder,
      phases,
      streams,
    ).start();
  }

  /** Keys that no HSM holds any more. */
  get keysLost(): number {
    const hsms = this.#cluster?.hsms ?? [];
    return hsms.length > 0 && hsms.every((hsm) => !hsm.hasKeys) ? this.#keys : 0;
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

  /** Makes every key on the first vault and clones it to the others, as a cluster does. */
  #generateKeys(vaults: readonly Vault[], seed: string): void {
    const hash = new RollingHash();
    hash.foldText(seed);
    const salt = parseInt(hash.digest(), 16);
    for (let key = 0; key < this.#keys; key++) {
      vaults[0]!.generate(key, deriveBytes(32, MASTER_KEY_PURPOSE + key, salt));
    }
    for (const vault of vaults.slice(1)) vault.cloneFrom(vaults[0]!);
  }

  #startWorkloads(clients: SdkClient[], phases: Phases): void {
    const { config, loop, calls, attempts, store, recorder } = this;
    const streams = this.#streams;
    const endNs = config.warmUpNs + config.durationNs;
    let firstKey = 0;
    config.workloads.forEach((workload, index) => {
      const { name, arrivals } = workload;
      const client = new SdkClient(workload, loop, calls, attempts, store, recorder, streams);
      clients.push(client);
      const maker = new CallMaker(index, workload, firstKey, calls, client, phases, streams);
      firstKey += workload.keys;
      if (arrivals.kind === 'closed') {
        const source = new ClosedArrivals(arrivals, maker, loop, streams, name, endNs);
        client.onCallEnded = (instance) => source.thinkAgain(instance);
        source.start();
      } else {
        new OpenArrivals(
          arrivals,
          workload.client.instances,
          maker,
          loop,
          streams,
          name,
          endNs,
        ).start();
      }
    });
  }
}

function clusterOf(config: WorldConfig): ClusterConfig | null {
  return config.store.kind === 'standard' ? null : config.store.cluster;
}
