import {
  createSampler,
  log,
  type Law,
  type RandomStream,
  type RandomStreams,
  type Sampler,
} from '../../kernel/index.ts';

/** The coarser tick of runs over years, 1 us: 2^53 of them are 285 years. */
export const TICKS_PER_SECOND = 1e6;

/** A repair by a law without an upper end would not fit the clock: 50 years are as good as for ever. */
const LONGEST_REPAIR_TICKS = 50 * 365.25 * 86_400 * TICKS_PER_SECOND;

/** How often something fails, and for how long. */
export interface FailureConfig {
  /** Mean of the exponential time from the end of a repair to the next failure. */
  readonly mtbfSeconds: number;
  /** Law of the time down, in seconds. */
  readonly repairSeconds: Law;
}

/** An HSM or a zone that fails and is repaired, again and again, by streams of its own. */
export class FailingPart {
  /** For an HSM, the zone it stands in; for a zone, itself. */
  readonly zone: number;
  readonly isHsm: boolean;
  /** Failures per tick, as they are. */
  readonly failureRate: number;
  /** The rate that failures are drawn by at present; never below `failureRate`. */
  drawnRate: number;
  isUp = true;
  /** When the repair under way ends; Infinity where there is none. */
  repairedAt = Infinity;
  readonly #failures: RandomStream;
  readonly #repairs: Sampler;

  constructor(
    name: string,
    zone: number,
    isHsm: boolean,
    { mtbfSeconds, repairSeconds }: FailureConfig,
    streams: RandomStreams,
  ) {
    this.zone = zone;
    this.isHsm = isHsm;
    this.failureRate = 1 / (mtbfSeconds * TICKS_PER_SECOND);
    this.drawnRate = this.failureRate;
    this.#failures = streams.stream(`${name}/failures`);
    this.#repairs = createSampler(repairSeconds, streams.stream(`${name}/repairs`));
  }

  /** Ticks to the next failure at the drawn rate, not rounded: exponential, so drawn anew at will. */
  drawUpTicks(): number {
    return -log(this.#failures.next()) / this.drawnRate;
  }

  /** Ticks that a repair takes; at least one, so that a failure has a length. */
  drawRepairTicks(): number {
    const ticks = Math.round(this.#repairs.sample() * TICKS_PER_SECOND);
    return Math.min(Math.max(1, ticks), LONGEST_REPAIR_TICKS);
  }
}
