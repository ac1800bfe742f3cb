/** Where a job is, as far as stations care. */
export const JobState = { elsewhere: 0, waiting: 1, inService: 2, lostInService: 3 } as const;

/**
 * What stations keep about jobs: links of the queue they wait in, and two stamps. Shared by all
 * stations of a world, since a job is at one station at a time. The owner of the job numbers grows
 * it (`ensure`) before it uses a new number.
 */
export class JobTable {
  next = new Int32Array(256);
  previous = new Int32Array(256);
  state = new Uint8Array(256);
  arrivedNs = new Float64Array(256);
  serviceNs = new Float64Array(256);

  /** Makes room for job numbers below `capacity`. */
  ensure(capacity: number): void {
    if (capacity <= this.next.length) return;
    const size = Math.max(capacity, this.next.length * 2);
    const next = new Int32Array(size);
    next.set(this.next);
    const previous = new Int32Array(size);
    previous.set(this.previous);
    const state = new Uint8Array(size);
    state.set(this.state);
    const arrivedNs = new Float64Array(size);
    arrivedNs.set(this.arrivedNs);
    const serviceNs = new Float64Array(size);
    serviceNs.set(this.serviceNs);
    this.next = next;
    this.previous = previous;
    this.state = state;
    this.arrivedNs = arrivedNs;
    this.serviceNs = serviceNs;
  }
}
