import type { ControlAction, ControlConfig } from '../config.ts';
import {
  answerInState,
  type StoreCall,
  type StoreCallContext,
  type StoreProperty,
} from '../keys/key-store-states.ts';
import type { KeyRegistry } from '../keys/key-registry.ts';
import type {
  ConnectionErrorCode,
  ConnectionState,
  StoreConnection,
} from '../keys/store-connection.ts';
import type { Agenda } from './agenda.ts';
import { canFailWith } from './connect-failure.ts';
import { DOES_NOT_APPLY, type Journal } from './journal.ts';

const STORE = 'key store';
const NO_STORE = 'CustomKeyStoreNotFoundException';

type Done = () => void;
type Create = Extract<ControlAction, { readonly kind: 'CreateCustomKeyStore' }>;
type Update = Extract<ControlAction, { readonly kind: 'UpdateCustomKeyStore' }>;

/** What a key store of one kind is connected to: a CloudHSM cluster, or an external proxy. */
export interface StoreBacking {
  readonly kind: StoreCallContext['storeKind'];
  /** AWS's error for which a store cannot be created on this; null: it can. */
  createRefusal(action: Create, hasStore: boolean): string | null;
  /** True when the store already is what `action` asks for. */
  isSame(action: Create): boolean;
  created(action: Create): void;
  /** AWS's error for which the store cannot be changed so; null: it can. */
  updateRefusal(action: Update): string | null;
  updated(action: Update): void;
  /** What is found before connecting begins; null: nothing. */
  connectRefusal(): string | null;
  /** What is found when connecting ends; null: it succeeds. */
  connectFailure(): ConnectionErrorCode | null;
  connected(): void;
  disconnected(): void;
}

/**
 * The life of a custom key store (model page, sections 4 and 5): create, connect, disconnect,
 * update, delete, in five connection states. What it is connected to says whether it can be.
 */
export class KeyStoreControl {
  readonly #config: ControlConfig;
  readonly #backing: StoreBacking;
  readonly #connection: StoreConnection;
  readonly #registry: KeyRegistry;
  readonly #countKeys: () => number;
  readonly #agenda: Agenda;
  readonly #journal: Journal;
  #state: ConnectionState = 'CONNECTED';
  #exists = true;
  #misconfigured: ConnectionErrorCode | null = null;
  /** Counts connects and disconnects: a later one overtakes what is still under way. */
  #round = 0;
  #waiting: Done[] = [];

  /** `connection` is what the data path sees of the state, which may be some time later. */
  constructor(
    config: ControlConfig,
    backing: StoreBacking,
    connection: StoreConnection,
    registry: KeyRegistry,
    countKeys: () => number,
    agenda: Agenda,
    journal: Journal,
  ) {
    this.#config = config;
    this.#backing = backing;
    this.#connection = connection;
    this.#registry = registry;
    this.#countKeys = countKeys;
    this.#agenda = agenda;
    this.#journal = journal;
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** AWS's error for which no key can be made now; null: the store does not stand in the way. */
  createKeyRefusal(): string | null {
    if (!this.#exists) return NO_STORE;
    const { answer } = answerInState('CreateKey', this.#state, { storeKind: this.#backing.kind });
    return answer === 'ok' ? null : answer;
  }

  /** A store of the same properties that is disconnected is simply given back. */
  create(action: Create): string {
    if (this.#exists && this.#state === 'DISCONNECTED' && this.#backing.isSame(action)) return 'ok';
    const refusal = this.#backing.createRefusal(action, this.#exists);
    if (refusal !== null) return refusal;
    // The design has one key store, and so one name.
    if (this.#exists) return 'CustomKeyStoreNameInUseException';
    this.#exists = true;
    this.#backing.created(action);
    return 'ok';
  }

  connect(done: Done): string {
    const answer = this.#answer('ConnectCustomKeyStore');
    if (answer !== 'starts') return answer;
    const refusal = this.#backing.connectRefusal();
    if (refusal !== null) return refusal;
    this.#overtake(done);
    this.#become('CONNECTING', null);
    const round = this.#round;
    this.#agenda.after(this.#config.connectNs, () => {
      if (round === this.#round) this.#finishConnect();
    });
    return 'started';
  }

  disconnect(done: Done): string {
    const answer = this.#answer('DisconnectCustomKeyStore');
    if (answer !== 'starts') return answer;
    this.#overtake(done);
    this.#become('DISCONNECTING', null);
    const round = this.#round;
    this.#agenda.after(this.#config.disconnectNs, () => {
      if (round !== this.#round) return;
      this.#backing.disconnected();
      this.#become('DISCONNECTED', null);
      this.#tellWaiting();
    });
    return 'started';
  }

  update(action: Update): string {
    const changes: StoreProperty[] = [];
    if (action.newName !== null) changes.push('name');
    if (action.cluster !== null) changes.push('cluster');
    if (action.passwordIsNew) {
      changes.push(this.#backing.kind === 'external' ? 'credential' : 'password');
    }
    const answer = this.#answer('UpdateCustomKeyStore', { changes });
    if (answer !== 'ok') return answer;
    const refusal = this.#backing.updateRefusal(action);
    if (refusal !== null) return refusal;
    this.#backing.updated(action);
    return 'ok';
  }

  delete(): string {
    const answer = this.#answer('DeleteCustomKeyStore', { isEmpty: this.#countKeys() === 0 });
    if (answer === 'ok') this.#exists = false;
    return answer;
  }

  /** null: repaired. Gives `ok`, or that such a thing cannot befall this kind of store. */
  misconfigure(what: ConnectionErrorCode | null): string {
    if (what !== null && !canFailWith(what, this.#backing.kind)) return DOES_NOT_APPLY;
    this.#misconfigured = what;
    return 'ok';
  }

  #answer(call: StoreCall, context: Omit<StoreCallContext, 'storeKind'> = {}): string {
    if (!this.#exists) return NO_STORE;
    return answerInState(call, this.#state, { storeKind: this.#backing.kind, ...context }).answer;
  }

  #finishConnect(): void {
    const code = this.#misconfigured ?? this.#backing.connectFailure();
    if (code === null) this.#backing.connected();
    this.#become(code === null ? 'CONNECTED' : 'FAILED', code);
    this.#tellWaiting();
  }

  /** Whoever waits for what was under way need wait no longer. */
  #overtake(done: Done): void {
    this.#round++;
    this.#tellWaiting();
    this.#waiting.push(done);
  }

  #tellWaiting(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const done of waiting) done();
  }

  #become(state: ConnectionState, code: ConnectionErrorCode | null): void {
    this.#state = state;
    const because = code === null ? '' : `: ${code}`;
    const detail = `The key store is ${state}${because}.`;
    this.#journal.tell('ConnectionState', STORE, code ?? 'ok', detail);
    const show = () => {
      this.#connection.become(state, code);
      this.#registry.setConnected(state === 'CONNECTED');
    };
    if (this.#config.stateChangeVisibleNs === 0) show();
    else this.#agenda.after(this.#config.stateChangeVisibleNs, show);
  }
}
