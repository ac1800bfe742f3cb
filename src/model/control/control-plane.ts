import type { EventLoop, RandomStreams } from '../../kernel/index.ts';
import type { ControlAction, StoreConfig, WorldConfig } from '../config.ts';
import type { Cluster } from '../hsm/cluster.ts';
import type { Vault } from '../hsm/vault.ts';
import type { Cryptography } from '../keys/cryptography.ts';
import type { KeyRegistry } from '../keys/key-registry.ts';
import type { StoreConnection } from '../keys/store-connection.ts';
import type { Links } from '../network/links.ts';
import type { Zones } from '../network/zones.ts';
import type { Recorder } from '../recorder.ts';
import { Agenda } from './agenda.ts';
import { ClusterControl } from './cluster-control.ts';
import type { ClusterRecord } from './cluster-record.ts';
import type { ProxyView } from './connect-failure.ts';
import { Durability, type DurabilityReport, type Fate } from './durability.ts';
import { counted, DOES_NOT_APPLY, Journal } from './journal.ts';
import { KeyControl } from './key-control.ts';
import { HsmKeyMaterial, VaultKeyMaterial } from './key-material.ts';
import { KeyStoreControl } from './key-store-control.ts';
import type { KmsuserFault } from './kmsuser.ts';
import { ClusterBacking, ProxyBacking } from './store-backings.ts';
import { ManagementQuotas, THROTTLED } from './management-quotas.ts';
import { Timeline } from './timeline.ts';

/** What the control plane works on. */
export interface ControlledParts {
  readonly zones: Zones;
  readonly links: Links;
  readonly registry: KeyRegistry;
  readonly connection: StoreConnection;
  readonly cryptography: Cryptography;
  /** null for a store without HSMs of its own. */
  readonly cluster: Cluster | null;
  /** null but for an external key store. */
  readonly proxy: ProxyView | null;
  /** Where keys are that are not on HSMs; the first is the one that operations reach for. */
  readonly vaults: readonly Vault[];
  /** Position of the key store that has a key. */
  readonly storeOfKey: (key: number) => number;
  /** 32 bytes for the material of a key, by its number. */
  readonly entropyOf: (key: number) => Uint8Array;
}

/**
 * The control plane in simulated time (model page, section 5): what operators do and what AWS does
 * by itself to clusters, HSMs, backups, the key store and its keys. A world without timeline and
 * faults meets it in a periodic backup at most.
 */
export class ControlPlane {
  readonly connection: StoreConnection;
  readonly #registry: KeyRegistry;
  readonly #storeKind: StoreConfig['kind'];
  readonly #journal: Journal;
  readonly #keys: KeyControl;
  readonly #clusters: ClusterControl | null;
  readonly #store: KeyStoreControl | null;
  readonly #durability: Durability;
  readonly #timeline: Timeline;
  readonly #quotas: ManagementQuotas;
  readonly #loop: EventLoop;

  constructor(
    config: WorldConfig,
    parts: ControlledParts,
    loop: EventLoop,
    recorder: Recorder,
    streams: RandomStreams,
  ) {
    const { registry, connection, cryptography, cluster } = parts;
    const { workloads, control, store } = config;
    this.#loop = loop;
    this.#quotas = new ManagementQuotas(control.managementQuotas);
    const agenda = new Agenda(loop);
    const journal = new Journal(loop, recorder);
    this.connection = connection;
    this.#registry = registry;
    this.#storeKind = store.kind;
    this.#journal = journal;
    const clusters =
      cluster === null || !('cluster' in store)
        ? null
        : new ClusterControl(config, store.cluster, parts, cluster, agenda, journal, streams);
    this.#clusters = clusters;
    const backing = backingOf(store, parts, clusters, config.network.zones);
    this.#durability = new Durability(
      registry,
      cryptography,
      (key) =>
        store.kind !== 'cloudhsm-direct' && workloads[registry.workloadOf(key)]!.via === 'kms',
      parts.storeOfKey,
      () => ({
        clusters: clusters?.records ?? [],
        serving: clusters?.servingAll ?? [],
        ofApplications: clusters?.ofApplications ?? null,
        isStoreConnected: connection.isConnected,
        vaults: parts.vaults,
        nowNs: loop.now,
      }),
    );
    const materialChanged = () => {
      clusters?.keysChanged();
      this.#durability.review();
    };
    if (clusters !== null) clusters.onMaterialChanged = materialChanged;
    const isConnected = () => this.#store?.state === 'CONNECTED';
    const material =
      cluster === null || clusters === null
        ? new VaultKeyMaterial(parts.vaults, parts.entropyOf)
        : new HsmKeyMaterial(
            cluster,
            (isThroughKms) => (isThroughKms ? clusters.serving : clusters.ofApplications),
            isConnected,
            control.maxKeys,
            store.kind === 'cloudhsm-direct'
              ? store
              : store.kind === 'cloudhsm'
                ? store.pkcs11
                : null,
            parts.entropyOf,
          );
    this.#keys = new KeyControl(
      control,
      workloads,
      store.kind,
      registry,
      cryptography,
      material,
      () => this.#store?.createKeyRefusal() ?? null,
      agenda,
      journal,
      { materialChanged },
    );
    this.#store =
      backing === null
        ? null
        : new KeyStoreControl(
            control,
            backing,
            connection,
            registry,
            () => this.#keys.storeKeys,
            agenda,
            journal,
          );
    this.#timeline = new Timeline(config.timeline, agenda, (action, done) => {
      if (this.act(action, done) !== 'started') done();
    });
  }

  /** Begins the timeline. */
  start(): void {
    this.#durability.review();
    this.#timeline.start();
  }

  /**
   * Does what an operator asks; gives `ok`, `started`, the name of AWS's error, or `does not apply`.
   * `done` is called once what was started has completed, well or not.
   */
  act(action: ControlAction, done: () => void = () => {}): string {
    return this.#journal.causeFirst(
      () => (this.#isWithinQuota(action) ? this.#dispatch(action, done) : THROTTLED),
      (result) => {
        if (action.kind === 'AuditCiphertexts') return;
        this.#journal.tell(action.kind, this.#subjectOf(action), result, sentenceOf(result));
      },
    );
  }

  /** The hardware of an HSM is gone with its keys; `onBack` once AWS has replaced it. */
  hsmLost(hsm: number, onBack: () => void): void {
    this.#clusters?.hsmLost(hsm, onBack);
  }

  kmsuserFault(how: KmsuserFault): void {
    this.#clusters?.kmsuserFault(how);
  }

  endKmsuserFault(how: KmsuserFault): void {
    this.#clusters?.endKmsuserFault(how);
  }

  /** All clusters there have been, with their HSMs and backups; none where nobody runs any. */
  get clusters(): readonly ClusterRecord[] {
    return this.#clusters?.records ?? [];
  }

  /** What has become of one key. */
  fateOf(key: number): Fate {
    return this.#durability.fateOf(key);
  }

  /** What is left of keys and ciphertexts now. */
  durability(): DurabilityReport {
    return this.#durability.report();
  }

  /** CreateKey asks once for each key, and counts for itself. */
  #isWithinQuota({ kind }: ControlAction): boolean {
    return kind === 'CreateKey' || this.#quotas.admit(kind, this.#loop.now);
  }

  #dispatch(action: ControlAction, done: () => void): string {
    const clusters = this.#clusters;
    const store = this.#store;
    switch (action.kind) {
      case 'CreateCustomKeyStore':
        return store?.create(action) ?? DOES_NOT_APPLY;
      case 'ConnectCustomKeyStore':
        return store?.connect(done) ?? DOES_NOT_APPLY;
      case 'DisconnectCustomKeyStore':
        return store?.disconnect(done) ?? DOES_NOT_APPLY;
      case 'UpdateCustomKeyStore':
        return store?.update(action) ?? DOES_NOT_APPLY;
      case 'DeleteCustomKeyStore':
        return store?.delete() ?? DOES_NOT_APPLY;
      case 'Misconfigure':
        return store?.misconfigure(action.what) ?? DOES_NOT_APPLY;
      case 'CreateKey':
        return this.#keys.create(
          action,
          () => this.#quotas.admit(action.kind, this.#loop.now),
          done,
        );
      case 'PutKeyPolicy':
        return this.#onRights(() => this.#registry.putPolicy(action.workload, action.statements));
      case 'CreateGrant':
        return this.#onRights(() => this.#registry.createGrant(action.workload, action.grantee));
      case 'RevokeGrant':
        return this.#onRights(() => this.#registry.revokeGrant(action.workload, action.grantee));
      case 'AuditCiphertexts':
        return this.#audit();
      case 'EnableKey':
      case 'DisableKey':
      case 'ScheduleKeyDeletion':
      case 'CancelKeyDeletion':
      case 'UpdateAlias':
      case 'EnableKeyRotation':
      case 'RotateKeyOnDemand':
      case 'ImportKeyMaterial':
      case 'ReplicateKey':
        // Without KMS there are no KMS keys, only key material.
        return this.#storeKind === 'cloudhsm-direct'
          ? DOES_NOT_APPLY
          : this.#keys.act(action, done);
      default:
        return clusters?.act(action, done) ?? DOES_NOT_APPLY;
    }
  }

  /** Key policies and grants are KMS's. */
  #onRights(change: () => void): string {
    if (this.#storeKind === 'cloudhsm-direct') return DOES_NOT_APPLY;
    change();
    return 'ok';
  }

  #audit(): string {
    const { tried, failed, failedKeys } = this.#durability.auditNow();
    const ciphertexts = counted(failed, 'ciphertext');
    const keys = counted(failedKeys.length, 'key');
    const detail = `Of ${tried} kept, ${ciphertexts} under ${keys} cannot be decrypted now.`;
    this.#journal.tell('AuditCiphertexts', 'ciphertexts', 'ok', detail);
    return 'ok';
  }

  #subjectOf(action: ControlAction): string {
    if ('key' in action) return this.#keys.subjectOf(action);
    if ('workload' in action) return this.#keys.subjectOf({ workload: action.workload, key: null });
    if ('cluster' in action && action.cluster !== null) return action.cluster;
    return 'key store';
  }
}

function backingOf(
  store: StoreConfig,
  { links, proxy }: ControlledParts,
  clusters: ClusterControl | null,
  zones: number,
): ClusterBacking | ProxyBacking | null {
  if (store.kind === 'external' && proxy !== null) {
    return new ProxyBacking(store, proxy, links.kmsProxy, zones);
  }
  if (store.kind !== 'cloudhsm' || clusters === null) return null;
  return new ClusterBacking(clusters, links.kmsHsm);
}

function sentenceOf(result: string): string {
  if (result === DOES_NOT_APPLY) return 'This design has nothing of the kind.';
  return result === 'ok' || result === 'started' ? '' : `Refused: ${result}.`;
}
