import type { LiveAnswer, LivePart, LivePosition, LivePrice } from '../../../plan/index.ts';
import { Engine } from './engine.ts';

/** What the panel knows at a moment. */
export interface LiveState {
  readonly position: LivePosition;
  /** Whether the engine gives here what it gave where the report was made; null: not known yet. */
  readonly isSame: boolean | null;
  /** About the present position; null until it is known. */
  readonly price: LivePrice | null;
  /** The last one, of an earlier position where `isStale`. */
  readonly answer: LiveAnswer | null;
  /** The position that the answer is about. */
  readonly answeredAt: LivePosition;
  readonly isStale: boolean;
  readonly failure: Failure | null;
}

export interface Failure {
  readonly message: string;
  /** True where nothing can be simulated in this viewer; else only the position is to blame. */
  readonly isForGood: boolean;
}

/** The page's talk with its engine. Tells `onChange` of every new state. */
export class LiveSession {
  readonly #part: LivePart;
  readonly #script: () => Promise<string>;
  readonly #onChange: (state: LiveState) => void;
  #engine: Promise<Engine | null> | null = null;
  #state: LiveState;

  constructor(
    part: LivePart,
    script: () => Promise<string>,
    position: LivePosition,
    onChange: (state: LiveState) => void,
  ) {
    this.#part = part;
    this.#script = script;
    this.#onChange = onChange;
    this.#state = {
      position,
      isSame: null,
      price: null,
      answer: null,
      answeredAt: position,
      isStale: true,
      failure: null,
    };
  }

  get state(): LiveState {
    return this.#state;
  }

  /** Starts the engine, which compares fingerprints first. Further calls change nothing. */
  start(): Promise<Engine | null> {
    this.#engine ??= this.#begin();
    return this.#engine;
  }

  /** Asks about a position; what was known of an earlier one is stale from now on. */
  async turn(position: LivePosition): Promise<void> {
    const { failure } = this.#state;
    const kept = failure?.isForGood === true ? failure : null;
    this.#know({ position, price: null, isStale: true, failure: kept });
    const engine = await this.start();
    // While the engine started, the knobs may have been turned again.
    if (position === this.#state.position) engine?.turn(position);
  }

  async #begin(): Promise<Engine | null> {
    try {
      return Engine.start(await this.#script(), this.#part, {
        checked: (isSame) => this.#know({ isSame }),
        priced: (price) => this.#know({ price }),
        answered: (answer) =>
          this.#know({ answer, answeredAt: this.#state.position, isStale: false }),
        failed: (message) => this.#fail(message),
      });
    } catch (error) {
      this.#fail(error instanceof Error ? error.message : '');
      return null;
    }
  }

  /** A viewer that forbids workers lets the engine fail before it says a word. */
  #fail(message: string | undefined): void {
    const failure = { message: message ?? '', isForGood: this.#state.isSame === null };
    this.#know({ failure });
  }

  #know(news: Partial<LiveState>): void {
    this.#state = { ...this.#state, ...news };
    this.#onChange(this.#state);
  }
}
