import { NS_PER_SECOND } from '../../kernel/index.ts';
import type {
  ControlAction,
  ControlConfig,
  KeyAction,
  StoreConfig,
  WorkloadConfig,
} from '../config.ts';
import type { Cryptography } from '../keys/cryptography.ts';
import type { KeyRegistry } from '../keys/key-registry.ts';
import { storeRefusal } from '../keys/refusals.ts';
import type { Agenda } from './agenda.ts';
import { counted, type Journal } from './journal.ts';
import type { KeyMaterial } from './key-material.ts';
import { THROTTLED } from './management-quotas.ts';

/** What becomes of KMS keys by themselves, or by action; told to whoever keeps an eye on them. */
export interface KeyWatch {
  /** Material was made or deleted. */
  materialChanged(): void;
}

/** Why the key store refuses to make keys, by its state; null when it does not. */
export type StoreStateRefusal = () => string | null;

/**
 * The life of KMS keys (model page, section 5): making them, enabling and disabling, deletion after
 * its waiting period, manual rotation by alias; and what a custom key store refuses.
 */
export class KeyControl {
  readonly #config: ControlConfig;
  readonly #workloads: readonly WorkloadConfig[];
  readonly #storeKind: StoreConfig['kind'];
  readonly #registry: KeyRegistry;
  readonly #cryptography: Cryptography;
  readonly #material: KeyMaterial;
  readonly #storeRefuses: StoreStateRefusal;
  readonly #agenda: Agenda;
  readonly #journal: Journal;
  readonly #watch: KeyWatch;
  /** When the waiting period of a key ends. */
  readonly #deletionNs = new Map<number, number>();
  /** Keys that a rotation has taken from behind their alias. */
  readonly #retired = new Set<number>();

  constructor(
    config: ControlConfig,
    workloads: readonly WorkloadConfig[],
    storeKind: StoreConfig['kind'],
    registry: KeyRegistry,
    cryptography: Cryptography,
    material: KeyMaterial,
    storeRefuses: StoreStateRefusal,
    agenda: Agenda,
    journal: Journal,
    watch: KeyWatch,
  ) {
    this.#config = config;
    this.#workloads = workloads;
    this.#storeKind = storeKind;
    this.#registry = registry;
    this.#cryptography = cryptography;
    this.#material = material;
    this.#storeRefuses = storeRefuses;
    this.#agenda = agenda;
    this.#journal = journal;
    this.#watch = watch;
  }

  /**
   * Makes keys until one is refused; gives `ok`, AWS's error, or `started` where the request quota
   * (`admit`) takes more than a second for them: whoever makes many waits for the next one.
   */
  create(
    { workload, count }: Extract<ControlAction, { readonly kind: 'CreateKey' }>,
    admit: () => boolean,
    done: () => void,
  ): string {
    const made = this.#createSome(workload, count, admit);
    if (made.answer !== THROTTLED) return made.answer;
    const goOn = (left: number, sofar: number): void => {
      this.#agenda.after(NS_PER_SECOND, () => {
        const { answer, keys } = this.#createSome(workload, left, admit);
        if (answer === THROTTLED) {
          goOn(left - keys, sofar + keys);
          return;
        }
        const detail = `${counted(sofar + keys, 'key')} made, as fast as the request quota allows.`;
        this.#journal.tell('CreateKey', this.#workloads[workload]!.name, answer, detail);
        done();
      });
    };
    goOn(count - made.keys, made.keys);
    return 'started';
  }

  /** Up to `count` keys, until the quota or AWS refuses one. */
  #createSome(
    workload: number,
    count: number,
    admit: () => boolean,
  ): { readonly answer: string; readonly keys: number } {
    for (let keys = 0; keys < count; keys++) {
      const answer = admit()
        ? this.#create(workload, () => this.#registry.create(workload, this.#agenda.nowNs))
        : THROTTLED;
      if (answer === 'ok') continue;
      if (keys > 0 && answer !== THROTTLED) {
        const detail = `${counted(keys, 'key')} made before a refusal.`;
        this.#journal.tell('CreateKey', this.#workloads[workload]!.name, 'ok', detail);
      }
      return { answer, keys };
    }
    return { answer: 'ok', keys: count };
  }

  /** On one key or all of a workload; gives `ok` or the first error. */
  act(action: KeyAction, done: () => void): string {
    // An application's own keys on the HSMs are unknown to KMS.
    if (this.#workloads[action.workload]!.via === 'pkcs11') return 'NotFoundException';
    const refusal = storeRefusal(action, this.#storeKind);
    const isRequest = REQUESTS.has(action.kind);
    if (refusal !== null && isRequest) return refusal;
    const keys = this.#keysOf(action);
    if (keys.length === 0) return 'NotFoundException';
    if (isRequest) return 'ok';
    if (this.#config.stateChangeVisibleNs === 0) return this.#applyToAll(action, keys);
    this.#agenda.after(this.#config.stateChangeVisibleNs, () => {
      const answer = this.#applyToAll(action, keys);
      this.#journal.tell(
        action.kind,
        this.subjectOf(action),
        answer,
        'Seen everywhere from now on.',
      );
      done();
    });
    return 'started';
  }

  subjectOf({ workload, key }: Pick<KeyAction, 'workload' | 'key'>): string {
    const { name } = this.#workloads[workload]!;
    return key === null ? `keys of ${name}` : `key ${key + 1} of ${name}`;
  }

  /** KMS keys that the design's key store has, those pending deletion included. */
  get storeKeys(): number {
    let count = 0;
    for (let key = 0; key < this.#registry.count; key++) {
      if (this.#isThroughKms(key) && this.#registry.stateOf(key) !== 'Deleted') count++;
    }
    return count;
  }

  #isThroughKms(key: number): boolean {
    return this.#workloads[this.#registry.workloadOf(key)]!.via === 'kms';
  }

  #create(workload: number, register: () => number): string {
    const { via, keySpec } = this.#workloads[workload]!;
    const isThroughKms = via === 'kms' && this.#storeKind !== 'cloudhsm-direct';
    if (isThroughKms) {
      const request = { kind: 'CreateKey', keySpec, isMultiRegion: false } as const;
      const refusal = storeRefusal(request, this.#storeKind) ?? this.#storeRefuses();
      if (refusal !== null) return refusal;
    }
    const answer = this.#material.prepare(isThroughKms);
    if (answer === 'ok') {
      const key = register();
      this.#cryptography.keyMade(key, this.#material.make(key));
    }
    this.#watch.materialChanged();
    return answer;
  }

  #keysOf({ workload, key }: KeyAction): readonly number[] {
    const keys = this.#registry.keysOf(workload);
    if (key !== null) return keys[key] === undefined ? [] : [keys[key]];
    return keys.filter((each) => this.#registry.stateOf(each) !== 'Deleted');
  }

  #applyToAll(action: KeyAction, keys: readonly number[]): string {
    const answers = keys.map((key) => this.#apply(action, key));
    return answers.find((answer) => answer !== 'ok') ?? 'ok';
  }

  #apply(action: KeyAction, key: number): string {
    switch (action.kind) {
      case 'EnableKey':
        return this.#registry.enable(key);
      case 'DisableKey':
        return this.#registry.disable(key);
      case 'CancelKeyDeletion':
        this.#deletionNs.delete(key);
        return this.#registry.cancelDeletion(key);
      case 'ScheduleKeyDeletion':
        return this.#scheduleDeletion(key, action.windowNs);
      case 'UpdateAlias':
        return this.#rotate(action.workload, key);
      default:
        return 'ok';
    }
  }

  /** A key that no alias names any more stays as it is. */
  #rotate(workload: number, key: number): string {
    if (this.#retired.has(key)) return 'ok';
    const answer = this.#create(workload, () =>
      this.#registry.rotateByAlias(workload, key, this.#agenda.nowNs),
    );
    if (answer === 'ok') this.#retired.add(key);
    return answer;
  }

  #scheduleDeletion(key: number, windowNs: number): string {
    const answer = this.#registry.scheduleDeletion(key);
    if (answer !== 'ok') return answer;
    const atNs = this.#agenda.nowNs + windowNs + this.#config.keyDeletionDelayNs;
    this.#deletionNs.set(key, atNs);
    this.#agenda.at(atNs, () => {
      // Cancelled, and maybe scheduled anew, in between.
      if (this.#deletionNs.get(key) === atNs) this.#delete(key);
    });
    return 'ok';
  }

  /** Best effort: what cannot be deleted on an HSM now is an orphan there for ever. */
  #delete(key: number): void {
    this.#deletionNs.delete(key);
    if (this.#registry.markDeleted(key) !== 'ok') return;
    const left = this.#material.delete(key);
    const workload = this.#registry.workloadOf(key);
    const position = this.#registry.keysOf(workload).indexOf(key);
    const subject = this.subjectOf({ workload, key: position });
    if (left.length === 0) {
      this.#journal.tell('DeleteKey', subject, 'ok', 'Metadata and key material are deleted.');
    } else {
      const detail = `Metadata is deleted; the key material is orphaned on ${left.join(', ')}.`;
      this.#journal.tell('DeleteKey', subject, 'FAILURE', detail);
    }
    this.#watch.materialChanged();
  }
}

/** Asked of KMS without any change that matters here; a custom key store refuses them. */
const REQUESTS: ReadonlySet<KeyAction['kind']> = new Set([
  'EnableKeyRotation',
  'RotateKeyOnDemand',
  'ImportKeyMaterial',
  'ReplicateKey',
]);
