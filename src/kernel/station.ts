import { assert, fail } from './assert.ts';
import { PHASE_RELEASE, type EventLoop } from './event-loop.ts';
import { JobState, type JobTable } from './job-table.ts';

/** What a station tells its owner. */
export interface StationOwner {
  /** The service of `job` ended; the station no longer knows the job. */
  serviceEnded(job: number): void;
  /** A job that was lost while in service would have ended now: nothing refers to it any more. */
  lostServiceEnded(job: number): void;
}

/**
 * `servers` equal servers behind one FIFO queue, bounded or not. Accounts for itself in two
 * independent ways: the integral of the number present over time, and the sum of each job's time
 * present (see `StationAccount`); they must agree.
 */
export class Station {
  readonly name: string;
  readonly servers: number;
  /** Services that start from now on take so many times as long as the job says; above 0. */
  slowness = 1;
  readonly #queueLimit: number;
  readonly #loop: EventLoop;
  readonly #jobs: JobTable;
  readonly #owner: StationOwner;
  readonly #completion: number;
  #first = -1;
  #last = -1;
  #waiting = 0;
  #busy = 0;
  #inService: number[] = [];

  // Time-weighted accounts since `restart`, in job-nanoseconds.
  #accountFrom = 0;
  #changedAt = 0;
  #presentArea = 0;
  #busyArea = 0;
  #waitingArea = 0;
  // Per-job accounts since `restart`.
  #timePresent = 0;
  #waitSum = 0;
  #serviceSum = 0;
  #started = 0;
  #completed = 0;
  #arrived = 0;
  #refused = 0;

  /** `queueLimit`: jobs that may wait; Infinity for no bound, 0 for a loss system. */
  constructor(
    name: string,
    servers: number,
    queueLimit: number,
    loop: EventLoop,
    jobs: JobTable,
    owner: StationOwner,
  ) {
    assert(Number.isInteger(servers) && servers >= 1, `servers must be 1 or more, got ${servers}`);
    assert(queueLimit >= 0, `queueLimit must be 0 or more, got ${queueLimit}`);
    this.name = name;
    this.servers = servers;
    this.#queueLimit = queueLimit;
    this.#loop = loop;
    this.#jobs = jobs;
    this.#owner = owner;
    this.#completion = loop.register(PHASE_RELEASE, (job) => this.#complete(job));
  }

  get waiting(): number {
    return this.#waiting;
  }

  get present(): number {
    return this.#waiting + this.#busy;
  }

  /** Takes the job in, for a service of `serviceNs`; false when the queue is full. */
  offer(job: number, serviceNs: number): boolean {
    this.#arrived++;
    if (this.#busy === this.servers && this.#waiting >= this.#queueLimit) {
      this.#refused++;
      return false;
    }
    const jobs = this.#jobs;
    this.#account();
    jobs.arrivedNs[job] = this.#loop.now;
    jobs.serviceNs[job] = serviceNs;
    if (this.#busy < this.servers) {
      this.#start(job);
      return true;
    }
    jobs.state[job] = JobState.waiting;
    jobs.next[job] = -1;
    jobs.previous[job] = this.#last;
    if (this.#last >= 0) jobs.next[this.#last] = job;
    else this.#first = job;
    this.#last = job;
    this.#waiting++;
    return true;
  }

  /** True while `job`, one of this station's, waits for its service to start. */
  isWaiting(job: number): boolean {
    return this.#jobs.state[job] === JobState.waiting;
  }

  /** Takes a waiting job out of the queue. */
  withdraw(job: number): void {
    if (!this.isWaiting(job)) fail(`job ${job} does not wait at ${this.name}`);
    this.#account();
    this.#unlink(job);
    this.#leave(job);
    this.#jobs.state[job] = JobState.elsewhere;
  }

  /**
   * Loses everything: `onWaiting` and `onInService` are told each job, in queue order after
   * service order. A job lost in service stays reserved until `lostServiceEnded` names it.
   */
  loseAll(onInService: (job: number) => void, onWaiting: (job: number) => void): void {
    this.#account();
    const served = this.#inService;
    this.#inService = [];
    this.#busy = 0;
    for (const job of served) {
      this.#leave(job);
      this.#jobs.state[job] = JobState.lostInService;
    }
    const queued: number[] = [];
    while (this.#first >= 0) {
      const job = this.#first;
      this.#unlink(job);
      this.#leave(job);
      this.#jobs.state[job] = JobState.elsewhere;
      queued.push(job);
    }
    served.forEach(onInService);
    queued.forEach(onWaiting);
  }

  #start(job: number): void {
    const jobs = this.#jobs;
    if (this.slowness !== 1) jobs.serviceNs[job] = Math.round(jobs.serviceNs[job]! * this.slowness);
    const serviceNs = jobs.serviceNs[job]!;
    jobs.state[job] = JobState.inService;
    this.#busy++;
    if (this.servers === 1) this.#inService[0] = job;
    else this.#inService.push(job);
    this.#started++;
    this.#waitSum += this.#loop.now - jobs.arrivedNs[job]!;
    this.#loop.schedule(serviceNs, this.#completion, job);
  }

  #complete(job: number): void {
    const jobs = this.#jobs;
    if (jobs.state[job] === JobState.lostInService) {
      jobs.state[job] = JobState.elsewhere;
      this.#owner.lostServiceEnded(job);
      return;
    }
    this.#account();
    this.#busy--;
    if (this.servers === 1) this.#inService.length = 0;
    else this.#inService.splice(this.#inService.indexOf(job), 1);
    this.#completed++;
    this.#serviceSum += jobs.serviceNs[job]!;
    this.#leave(job);
    jobs.state[job] = JobState.elsewhere;
    if (this.#first >= 0) {
      const next = this.#first;
      this.#unlink(next);
      this.#start(next);
    }
    this.#owner.serviceEnded(job);
  }

  #unlink(job: number): void {
    const jobs = this.#jobs;
    const next = jobs.next[job]!;
    const previous = jobs.previous[job]!;
    if (previous >= 0) jobs.next[previous] = next;
    else this.#first = next;
    if (next >= 0) jobs.previous[next] = previous;
    else this.#last = previous;
    this.#waiting--;
  }

  #leave(job: number): void {
    this.#timePresent += this.#loop.now - Math.max(this.#jobs.arrivedNs[job]!, this.#accountFrom);
  }

  #account(): void {
    const elapsed = this.#loop.now - this.#changedAt;
    if (elapsed === 0) return;
    this.#changedAt = this.#loop.now;
    this.#presentArea += elapsed * (this.#waiting + this.#busy);
    this.#busyArea += elapsed * this.#busy;
    this.#waitingArea += elapsed * this.#waiting;
  }

  /** Starts the accounts anew at the present instant: the end of the warm-up. */
  restart(): void {
    this.#accountFrom = this.#loop.now;
    this.#changedAt = this.#loop.now;
    this.#presentArea = this.#busyArea = this.#waitingArea = 0;
    this.#timePresent = this.#waitSum = this.#serviceSum = 0;
    this.#started = this.#completed = this.#arrived = this.#refused = 0;
  }

  /** The accounts from `restart` to the present instant. */
  account(): StationAccount {
    this.#account();
    let timePresent = this.#timePresent;
    const now = this.#loop.now;
    const present = (job: number) => now - Math.max(this.#jobs.arrivedNs[job]!, this.#accountFrom);
    for (const job of this.#inService) timePresent += present(job);
    for (let job = this.#first; job >= 0; job = this.#jobs.next[job]!) timePresent += present(job);
    return {
      name: this.name,
      servers: this.servers,
      elapsedNs: now - this.#accountFrom,
      presentAreaNs: this.#presentArea,
      timePresentNs: timePresent,
      busyAreaNs: this.#busyArea,
      waitingAreaNs: this.#waitingArea,
      waitSumNs: this.#waitSum,
      serviceSumNs: this.#serviceSum,
      started: this.#started,
      completed: this.#completed,
      arrived: this.#arrived,
      refused: this.#refused,
    };
  }
}

/** What a station counted; areas are job-nanoseconds. */
export interface StationAccount {
  readonly name: string;
  readonly servers: number;
  readonly elapsedNs: number;
  /** Integral over time of the number present, waiting or in service. */
  readonly presentAreaNs: number;
  /** Sum over jobs of their time present: the same number by another way. */
  readonly timePresentNs: number;
  readonly busyAreaNs: number;
  readonly waitingAreaNs: number;
  readonly waitSumNs: number;
  readonly serviceSumNs: number;
  readonly started: number;
  readonly completed: number;
  readonly arrived: number;
  readonly refused: number;
}
