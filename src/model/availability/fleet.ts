import {
  assert,
  EventLoop,
  exp,
  log,
  PHASE_RELEASE,
  PHASE_SEIZE,
  type RandomStream,
  type RandomStreams,
} from '../../kernel/index.ts';
import { FailingPart, TICKS_PER_SECOND, type FailureConfig } from './failing-part.ts';

/** The HSMs of a cluster and the zones they stand in, as things that fail. */
export interface FleetConfig {
  /** HSMs in each zone that holds any. */
  readonly hsmsByZone: readonly number[];
  /** With fewer HSMs up than this it is an outage. */
  readonly needed: number;
  readonly hsm: FailureConfig;
  /** null: zones never fail. */
  readonly zone: FailureConfig | null;
  /** true: HSMs are repaired one after the other, first come, first served. */
  readonly hasOneRepairer: boolean;
}

/**
 * What a fleet has seen. In cycles each piece of time and each outage counts by the likelihood
 * ratio of that moment, so that the raised failure rates do not bias the sums.
 */
export interface FleetAccount {
  readonly seconds: number;
  /** With fewer HSMs up than needed. */
  readonly shortSeconds: number;
  readonly outages: number;
  /** Failures and outages that happened in the simulation, each counted as one. */
  readonly failuresSeen: number;
  readonly outagesSeen: number;
}

/** Of the raised rates, until the next repair: a failure comes before it in 3 of 4 cases. */
const RAISED_HAZARD = log(4);

/**
 * HSMs and zones that fail and are repaired over years, on the event loop with a tick of 1 us. A
 * part fails after an exponential time, whatever else is down; an HSM serves while itself and its
 * zone are up. `run` simulates it as it is; `runCycles` speeds failures up. One fleet does one of
 * the two.
 */
export class Fleet {
  readonly #config: FleetConfig;
  readonly #hsms: readonly FailingPart[];
  /** Empty where zones never fail. */
  readonly #zones: readonly FailingPart[];
  readonly #parts: readonly FailingPart[];
  readonly #loop = new EventLoop(Infinity);
  readonly #firstFailure: RandomStream;
  readonly #failed: number;
  readonly #repaired: number;
  /** Of all parts together, while all are up. */
  readonly #totalRate: number;
  /** HSMs up by zone, those of a dead zone included. */
  readonly #upByZone: number[];
  #endsAt = Infinity;
  #isInCycle = false;
  #isRaising = false;
  #isShort = false;
  #repairerFreeAt = 0;
  /** Logarithm of the likelihood ratio of what has been drawn since the cycle began. */
  #logLikelihood = 0;
  /** By how much the drawn rates of the parts that are up exceed their real ones, together. */
  #excessRate = 0;
  #accountedUntil = 0;
  #ticks = 0;
  #shortTicks = 0;
  #outages = 0;
  #failuresSeen = 0;
  #outagesSeen = 0;

  /** Streams `hsm-1/failures`, `hsm-1/repairs`, `zone-1/failures` … and `first-failure`. */
  constructor(config: FleetConfig, streams: RandomStreams) {
    this.#config = config;
    const { hsmsByZone, hsm, zone } = config;
    this.#hsms = hsmsByZone
      .flatMap((count, position) => Array.from({ length: count }, () => position))
      .map((position, i) => new FailingPart(`hsm-${i + 1}`, position, true, hsm, streams));
    this.#zones =
      zone === null
        ? []
        : hsmsByZone.map((_, z) => new FailingPart(`zone-${z + 1}`, z, false, zone, streams));
    this.#parts = [...this.#hsms, ...this.#zones];
    this.#upByZone = [...hsmsByZone];
    this.#totalRate = this.#parts.reduce((sum, { failureRate }) => sum + failureRate, 0);
    this.#firstFailure = streams.stream('first-failure');
    this.#failed = this.#loop.register(PHASE_SEIZE, (part) => this.#fail(this.#parts[part]!));
    this.#repaired = this.#loop.register(PHASE_RELEASE, (part) => this.#repair(this.#parts[part]!));
  }

  /** Simulates `seconds` of failures as they come, after a warm-up that begins with all parts up. */
  run(warmUpSeconds: number, seconds: number): void {
    const start = Math.round(warmUpSeconds * TICKS_PER_SECOND);
    this.#endsAt = start + Math.round(seconds * TICKS_PER_SECOND);
    this.#changed();
    this.#loop.runUntil(start);
    this.#advanceAccount();
    this.#ticks = 0;
    this.#shortTicks = 0;
    this.#outages = 0;
    this.#outagesSeen = 0;
    this.#failuresSeen = 0;
    this.#loop.runUntil(this.#endsAt);
    this.#advanceAccount();
  }

  /**
   * Simulates up to `count` cycles from all up to all up, fewer if the clock comes to
   * `mostSeconds`. A cycle begins with a failure given (the mean time up to it is known), at a part
   * picked at random, since rare kinds of failure matter as much. Until the first outage of the
   * cycle the failure rates of parts that still carry HSMs are raised, so that a failure comes
   * before the next repair ends in 3 of 4 cases; all is weighted back by the likelihood ratio. Only exponential times are changed, so any law of repair will do (failure
   * forcing and balanced failure biasing: Nicola, Shahabuddin and Nakayama, "Techniques for fast
   * simulation of models of highly dependable systems", IEEE Transactions on Reliability 50, 2001).
   */
  runCycles(count: number, mostSeconds: number): void {
    const most = mostSeconds * TICKS_PER_SECOND;
    for (let cycle = 0; cycle < count && this.#loop.now < most; cycle++) {
      this.#ticks += 1 / this.#totalRate;
      const first = this.#parts[Math.floor(this.#firstFailure.next() * this.#parts.length)]!;
      this.#isInCycle = true;
      this.#isRaising = true;
      this.#logLikelihood = log((this.#parts.length * first.failureRate) / this.#totalRate);
      this.#accountedUntil = this.#loop.now;
      this.#fail(first);
      this.#loop.runUntil(Infinity);
      assert(this.#isAllUp(), 'a cycle ends when all parts are up');
    }
  }

  account(): FleetAccount {
    return {
      seconds: this.#ticks / TICKS_PER_SECOND,
      shortSeconds: this.#shortTicks / TICKS_PER_SECOND,
      outages: this.#outages,
      failuresSeen: this.#failuresSeen,
      outagesSeen: this.#outagesSeen,
    };
  }

  #fail(part: FailingPart): void {
    this.#advanceAccount();
    const { now } = this.#loop;
    this.#failuresSeen++;
    this.#logLikelihood += log(part.failureRate / part.drawnRate);
    part.isUp = false;
    const isQueueing = part.isHsm && this.#config.hasOneRepairer;
    const startsAt = isQueueing ? Math.max(now, this.#repairerFreeAt) : now;
    part.repairedAt = startsAt + part.drawRepairTicks();
    if (isQueueing) this.#repairerFreeAt = part.repairedAt;
    if (part.isHsm) this.#upByZone[part.zone] = this.#upByZone[part.zone]! - 1;
    if (part.repairedAt <= this.#endsAt) {
      this.#loop.schedule(part.repairedAt - now, this.#repaired, this.#parts.indexOf(part));
    }
    this.#lookForOutage();
    this.#changed();
  }

  #repair(part: FailingPart): void {
    this.#advanceAccount();
    part.isUp = true;
    part.repairedAt = Infinity;
    if (part.isHsm) this.#upByZone[part.zone] = this.#upByZone[part.zone]! + 1;
    this.#lookForOutage();
    this.#changed();
  }

  #lookForOutage(): void {
    const wasShort = this.#isShort;
    const up = this.#upByZone.reduce(
      (sum, count, zone) => sum + (this.#isZoneUp(zone) ? count : 0),
      0,
    );
    this.#isShort = up < this.#config.needed;
    if (!this.#isShort || wasShort) return;
    this.#outages += exp(this.#logLikelihood);
    this.#outagesSeen++;
    this.#isRaising = false;
  }

  /** Draws the next failure anew, which exponential times allow; it is dropped if a repair is due first. */
  #changed(): void {
    let nextRepair = Infinity;
    let carrying = 0;
    for (const part of this.#parts) {
      if (part.repairedAt < nextRepair) nextRepair = part.repairedAt;
      if (this.#isCarrying(part)) carrying++;
    }
    const isAllUp = nextRepair === Infinity;
    // Where two repairs end at once there is no time left between them.
    const window = Math.max(1, nextRepair - this.#loop.now);
    const raisedRate = this.#isRaising && !isAllUp ? RAISED_HAZARD / window / carrying : 0;
    this.#excessRate = 0;
    let failsAfter = Infinity;
    let failing = -1;
    for (let i = 0; i < this.#parts.length; i++) {
      const part = this.#parts[i]!;
      if (!part.isUp) continue;
      const isRaised = raisedRate > part.failureRate && this.#isCarrying(part);
      part.drawnRate = isRaised ? raisedRate : part.failureRate;
      this.#excessRate += part.drawnRate - part.failureRate;
      const ticks = part.drawUpTicks();
      if (ticks < failsAfter) {
        failsAfter = ticks;
        failing = i;
      }
    }
    // All up is the end of a cycle: what is drawn now would belong to the next one.
    if (this.#isInCycle && isAllUp) return;
    const at = this.#loop.now + Math.round(failsAfter);
    if (at < nextRepair && at <= this.#endsAt) this.#loop.inject(at, this.#failed, failing);
  }

  /** Up, and with it HSMs that serve. */
  #isCarrying(part: FailingPart): boolean {
    if (!part.isUp) return false;
    return part.isHsm ? this.#isZoneUp(part.zone) : this.#upByZone[part.zone]! > 0;
  }

  #isZoneUp(zone: number): boolean {
    return this.#zones.length === 0 || this.#zones[zone]!.isUp;
  }

  #isAllUp(): boolean {
    return this.#parts.every(({ isUp }) => isUp);
  }

  /** Counts the time since the last change by its likelihood ratio, which grows as nothing fails. */
  #advanceAccount(): void {
    const { now } = this.#loop;
    const elapsed = now - this.#accountedUntil;
    this.#accountedUntil = now;
    if (elapsed === 0) return;
    const growth = this.#excessRate * elapsed;
    const mean = this.#excessRate > 0 ? (exp(growth) - 1) / this.#excessRate : elapsed;
    const weighted = exp(this.#logLikelihood) * mean;
    this.#ticks += weighted;
    if (this.#isShort) this.#shortTicks += weighted;
    this.#logLikelihood += growth;
  }
}
