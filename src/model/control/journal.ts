import type { EventLoop } from '../../kernel/index.ts';
import type { ControlEvent, Recorder } from '../recorder.ts';

/** The answer to an action that the design has no use for. */
export const DOES_NOT_APPLY = 'does not apply';

/** Tells the recorder what happens in the control plane, by whomever it was asked for. */
export class Journal {
  readonly #loop: EventLoop;
  readonly #recorder: Recorder;
  /** What an action has caused that is not told yet itself; null outside actions. */
  #effects: ControlEvent[] | null = null;

  constructor(loop: EventLoop, recorder: Recorder) {
    this.#loop = loop;
    this.#recorder = recorder;
  }

  /** `result` and `detail` as ControlEvent has them. */
  tell(action: string, subject: string, result: string, detail: string): void {
    const event = { atNs: this.#loop.now, action, subject, result, detail };
    if (this.#effects === null) this.#recorder.controlEvent(event);
    else this.#effects.push(event);
  }

  /** Carries `act` out and has `tellResult` tell of it, before what it has caused at once. */
  causeFirst(act: () => string, tellResult: (result: string) => void): string {
    const outer = this.#effects;
    const effects: ControlEvent[] = [];
    this.#effects = effects;
    const result = act();
    this.#effects = outer;
    tellResult(result);
    for (const { action, subject, result: own, detail } of effects) {
      this.tell(action, subject, own, detail);
    }
    return result;
  }
}

/** `1 key`, `12 keys`: counts for the sentences of the journal. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
