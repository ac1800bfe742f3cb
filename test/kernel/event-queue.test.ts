import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventQueue, isBefore, orderOf } from '../../src/kernel/event-queue.ts';

interface Entry {
  readonly time: number;
  readonly order: number;
  readonly argument: number;
}

/** The specification: a list that is searched for its first entry. */
class NaiveQueue {
  readonly #entries: Entry[] = [];

  push(entry: Entry): void {
    this.#entries.push(entry);
  }

  pop(): Entry {
    let first = 0;
    this.#entries.forEach((entry, i) => {
      const best = this.#entries[first]!;
      if (isBefore(entry.time, entry.order, best.time, best.order)) first = i;
    });
    return this.#entries.splice(first, 1)[0]!;
  }
}

describe('EventQueue', () => {
  it('pops what a naive list pops, under heavy ties and any interleaving', () => {
    const steps = fc.array(
      fc.oneof(
        fc.record({ time: fc.integer({ min: 0, max: 4 }), phase: fc.integer({ min: 0, max: 2 }) }),
        fc.constant(null),
      ),
      { maxLength: 300 },
    );
    fc.assert(
      fc.property(steps, (sequence) => {
        const queue = new EventQueue();
        const naive = new NaiveQueue();
        sequence.forEach((step, i) => {
          if (step !== null) {
            const order = orderOf(step.phase, i);
            queue.push(step.time, order, 7, i);
            naive.push({ time: step.time, order, argument: i });
          } else if (queue.size > 0) {
            const expected = naive.pop();
            expect(queue.headTime()).toBe(expected.time);
            queue.pop();
            expect(queue.poppedArgument).toBe(expected.argument);
          }
        });
      }),
      { seed: 20261123, numRuns: 300 },
    );
  });

  it('grows past its first capacity and keeps the order', () => {
    const queue = new EventQueue();
    for (let i = 0; i < 5000; i++) queue.push((i * 7919) % 1009, orderOf(2, i), 0, i);
    let lastTime = -1;
    let lastArgument = -1;
    while (queue.size > 0) {
      const time = queue.headTime();
      queue.pop();
      expect(time).toBeGreaterThanOrEqual(lastTime);
      if (time === lastTime) expect(queue.poppedArgument).toBeGreaterThan(lastArgument);
      lastTime = time;
      lastArgument = queue.poppedArgument;
    }
  });
});
