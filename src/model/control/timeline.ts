import type { ControlAction, TimelineStep } from '../config.ts';
import type { Agenda } from './agenda.ts';

/**
 * Carries out a world's timeline, step by step: each at its time, but not before the step before it
 * has begun; or, without a time, once the step before has completed and the delay has passed.
 */
export class Timeline {
  readonly #steps: readonly TimelineStep[];
  readonly #agenda: Agenda;
  /** `done` is called once the action has completed, at once where it is refused. */
  readonly #act: (action: ControlAction, done: () => void) => void;

  constructor(
    steps: readonly TimelineStep[],
    agenda: Agenda,
    act: (action: ControlAction, done: () => void) => void,
  ) {
    this.#steps = steps;
    this.#agenda = agenda;
    this.#act = act;
  }

  start(): void {
    const [first] = this.#steps;
    if (first === undefined) return;
    this.#agenda.at((first.atNs ?? 0) + first.delayNs, () => this.#begin(0));
  }

  #begin(index: number): void {
    const next = this.#steps[index + 1];
    const beginNext = () => this.#begin(index + 1);
    this.#act(this.#steps[index]!.action, () => {
      if (next !== undefined && next.atNs === null) this.#agenda.after(next.delayNs, beginNext);
    });
    if (next !== undefined && next.atNs !== null) {
      this.#agenda.at(next.atNs + next.delayNs, beginNext);
    }
  }
}
