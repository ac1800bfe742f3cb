import { expect } from 'vitest';
import { isThrottled, Outcome, portableAesGcm, World } from '../../src/model/index.ts';
import type { CallTable, Recorder, WorldConfig } from '../../src/model/index.ts';

interface EndedCall {
  readonly number: number;
  readonly dueNs: number;
  readonly endNs: number;
  readonly outcome: number;
  readonly attempts: number;
  readonly addedNs: number;
}

/** A recorder that keeps everything and checks, at every event it hears of, what must always hold. */
class Watcher implements Recorder {
  readonly ended: EndedCall[] = [];
  readonly faults: [number, 'start' | 'end', number][] = [];
  due = 0;
  attempts = 0;
  admitted = 0;
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  callDue(): void {
    this.due++;
  }

  attemptStarted(): void {
    this.attempts++;
  }

  attemptAdmitted(): void {
    this.admitted++;
  }

  callEnded(calls: CallTable, call: number, outcome: number, addedNs: number): void {
    const dueNs = calls.dueNs[call]!;
    // Plain comparisons: this runs for every call, and `expect` is slow.
    if (addedNs < 0) throw new Error(`call ${call} is faster than its own unloaded delays`);
    if (calls.throttled[call]! > calls.attempts[call]!)
      throw new Error('more refusals than attempts');
    this.ended.push({
      number: calls.number[call]!,
      dueNs,
      endNs: this.#now(),
      outcome,
      attempts: calls.attempts[call]!,
      addedNs,
    });
  }

  faultStarted(fault: number): void {
    this.faults.push([fault, 'start', this.#now()]);
  }

  faultEnded(fault: number): void {
    this.faults.push([fault, 'end', this.#now()]);
  }

  outcomes(): Record<string, number> {
    const names = Object.fromEntries(Object.entries(Outcome).map(([name, code]) => [code, name]));
    const counts: Record<string, number> = {};
    for (const { outcome } of this.ended) {
      const name = names[outcome]!;
      counts[name] = (counts[name] ?? 0) + 1;
    }
    return counts;
  }
}

/** Runs a world to its end under a watcher, and checks that calls in = answered + in flight. */
export function watch(config: WorldConfig, seed = 'test') {
  let watcher!: Watcher;
  const world = new World(config, seed, portableAesGcm, (loop) => {
    watcher = new Watcher(() => loop.now);
    return watcher;
  });
  world.loop.runUntil(config.warmUpNs + config.durationNs + config.drainNs);
  expect(watcher.due).toBe(watcher.ended.length + world.calls.inFlight);
  expect(new Set(watcher.ended.map(({ number }) => number)).size).toBe(watcher.ended.length);
  const throttled = watcher.ended.filter(({ outcome }) => isThrottled(outcome)).length;
  return { world, watcher, throttled };
}
