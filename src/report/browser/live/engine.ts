import type { LiveAnswer, LivePart, LivePosition, LivePrice } from '../../../plan/index.ts';
import type { Reply, Request } from './engine-protocol.ts';

/** What the page hears from its engine. */
export interface Listener {
  /** Whether the engine gives here what it gave where the report was made. */
  readonly checked: (isSame: boolean) => void;
  /** At once, long before the first answer. */
  readonly priced: (price: LivePrice) => void;
  readonly answered: (answer: LiveAnswer) => void;
  readonly failed: (message: string) => void;
}

/** The engine in a worker of its own, made from the text that the page carries: nothing is fetched. */
export class Engine {
  readonly #worker: Worker;
  readonly #listener: Listener;
  readonly #expected: string;
  #number = 0;

  private constructor(worker: Worker, expected: string, listener: Listener) {
    this.#worker = worker;
    this.#expected = expected;
    this.#listener = listener;
    worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => this.#hear(data));
    worker.addEventListener('error', ({ message }) => listener.failed(message));
  }

  static start(script: string, { live, fingerprint }: LivePart, listener: Listener): Engine {
    const address = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
    const engine = new Engine(new Worker(address), fingerprint, listener);
    URL.revokeObjectURL(address);
    engine.#send({ kind: 'start', live });
    return engine;
  }

  /** Asks about a position of the knobs; answers about earlier ones are dropped. */
  turn(position: LivePosition): void {
    this.#number++;
    this.#send({ kind: 'turn', number: this.#number, position });
  }

  #hear(reply: Reply): void {
    switch (reply.kind) {
      case 'checked':
        this.#listener.checked(reply.fingerprint === this.#expected);
        return;
      case 'priced':
        if (reply.number === this.#number) this.#listener.priced(reply.price);
        return;
      case 'answer':
        if (reply.number === this.#number) this.#listener.answered(reply.answer);
        return;
      case 'failed':
        this.#listener.failed(reply.message);
    }
  }

  #send(request: Request): void {
    this.#worker.postMessage(request);
  }
}
