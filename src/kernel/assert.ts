/** A broken promise of our own code; never the user's fault. */
export class AssertionError extends Error {
  override readonly name = 'AssertionError';
}

/** Throws an AssertionError with `message` unless `condition` holds. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new AssertionError(message);
}

/** Throws an AssertionError. For hot paths, where building the message of `assert` would cost. */
export function fail(message: string): never {
  throw new AssertionError(message);
}

/** A bound that the caller set (events, calls in flight) was reached; the run stops early. */
export class BoundReached extends Error {
  override readonly name = 'BoundReached';
  readonly bound: string;
  readonly limit: number;

  constructor(bound: string, limit: number) {
    super(`the bound of ${limit} ${bound} was reached`);
    this.bound = bound;
    this.limit = limit;
  }
}
