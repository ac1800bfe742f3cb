import { expect } from 'vitest';
import { isThrottled, Outcome, portableAesGcm, World } from '../../src/model/index.ts';
import type {
  CallTable,
  ControlEvent,
  Recorder,
  UserOperation,
  WorldConfig,
} from '../../src/model/index.ts';
import { QuotaWindows } from './quota-windows.ts';

interface EndedCall {
  readonly number: number;
  /** Position in OPERATIONS. */
  readonly operation: number;
  readonly dueNs: number;
  readonly endNs: number;
  readonly outcome: number;
  readonly attempts: number;
  readonly addedNs: number;
}

interface EndedUserOperation {
  readonly workload: number;
  readonly kind: number;
  readonly dueNs: number;
  readonly endNs: number;
  readonly calls: number;
  readonly tries: number;
  readonly outcome: number;
}

/** A recorder that keeps everything and checks, at every event it hears of, what must always hold. */
class Watcher implements Recorder {
  readonly ended: EndedCall[] = [];
  readonly faults: [number, 'start' | 'end', number][] = [];
  readonly userOperations: EndedUserOperation[] = [];
  readonly control: ControlEvent[] = [];
  userOperationsDue = 0;
  cacheHits = 0;
  cacheMisses = 0;
  due = 0;
  attempts = 0;
  admitted = 0;
  readonly #now: () => number;
  readonly #quotas: QuotaWindows;

  constructor(now: () => number, quotas: QuotaWindows) {
    this.#now = now;
    this.#quotas = quotas;
  }

  callDue(): void {
    this.due++;
  }

  attemptStarted(): void {
    this.attempts++;
  }

  attemptAdmitted(): void {
    this.admitted++;
    this.#quotas.admitted(this.#now());
  }

  callEnded(calls: CallTable, call: number, outcome: number, addedNs: number): void {
    const dueNs = calls.dueNs[call]!;
    // Plain comparisons: this runs for every call, and `expect` is slow.
    if (addedNs < 0) throw new Error(`call ${call} is faster than its own unloaded delays`);
    if (calls.throttled[call]! > calls.attempts[call]!)
      throw new Error('more refusals than attempts');
    this.ended.push({
      number: calls.number[call]!,
      operation: calls.operation[call]!,
      dueNs,
      endNs: this.#now(),
      outcome,
      attempts: calls.attempts[call]!,
      addedNs,
    });
  }

  userOperationDue(): void {
    this.userOperationsDue++;
  }

  userOperationEnded(operation: UserOperation, outcome: number): void {
    const { workload, kind, dueNs, calls, tries } = operation;
    this.userOperations.push({ workload, kind, dueNs, endNs: this.#now(), calls, tries, outcome });
  }

  cacheAsked(_workload: number, isHit: boolean): void {
    if (isHit) this.cacheHits++;
    else this.cacheMisses++;
  }

  controlEvent(event: ControlEvent): void {
    this.control.push(event);
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

/**
 * Runs a world to its end under a watcher, and checks that calls in = answered + in flight, and that
 * no window of a quota sees more than its rate.
 * `prepare` may reach into the world before it starts.
 */
export function watch(
  config: WorldConfig,
  seed = 'test',
  prepare: (world: World) => void = () => {},
) {
  let watcher!: Watcher;
  const world = new World(config, seed, portableAesGcm, (loop) => {
    watcher = new Watcher(() => loop.now, new QuotaWindows(config, seed));
    return watcher;
  });
  prepare(world);
  world.loop.runUntil(config.warmUpNs + config.durationNs + config.drainNs);
  expect(watcher.due).toBe(watcher.ended.length + world.calls.inFlight);
  expect(watcher.userOperationsDue).toBe(
    watcher.userOperations.length + world.userOperationsInProgress,
  );
  expect(new Set(watcher.ended.map(({ number }) => number)).size).toBe(watcher.ended.length);
  const throttled = watcher.ended.filter(({ outcome }) => isThrottled(outcome)).length;
  return { world, watcher, throttled };
}
