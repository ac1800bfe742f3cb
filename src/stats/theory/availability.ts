import { pow } from '../../kernel/index.ts';
import { birthDeathShares } from './birth-death.ts';

/**
 * Probability that at least `needed` of `parts` independent parts work, each with probability
 * `availability`: the upper tail of a binomial distribution (R. E. Barlow and F. Proschan,
 * "Mathematical Theory of Reliability", 1965, section 2.2). Throws a RangeError for a bad argument.
 */
export function atLeastWorking(needed: number, parts: number, availability: number): number {
  if (!Number.isInteger(parts) || parts < 1) {
    throw new RangeError(`parts is a whole number from 1 on, got ${parts}`);
  }
  if (!Number.isInteger(needed) || needed < 0 || needed > parts) {
    throw new RangeError(`needed is a whole number from 0 to ${parts}, got ${needed}`);
  }
  if (!(availability >= 0 && availability <= 1)) {
    throw new RangeError(`availability is 0 to 1, got ${availability}`);
  }
  // Of the two sums, the failing one is small where parts mostly work, and so is its error.
  let tooFew = 0;
  let combinations = 1;
  for (let working = 0; working < needed; working++) {
    tooFew += combinations * pow(availability, working) * pow(1 - availability, parts - working);
    combinations = (combinations * (parts - working)) / (working + 1);
  }
  return Math.max(0, 1 - tooFew);
}

/** A part that fails again and again; both means in the same unit of time. */
export interface RepairablePart {
  /** Mean time between the end of a repair and the next failure. */
  readonly mtbf: number;
  /** Mean time to repair. */
  readonly mttr: number;
}

/** Equal parts spread over zones, of which some must work. */
export interface ZonedParts {
  readonly partsByZone: readonly number[];
  /** Parts that must work in zones that work. */
  readonly needed: number;
  readonly part: RepairablePart;
  /** null: zones never fail. */
  readonly zone: RepairablePart | null;
  /** true: one part is repaired at a time; zones repair themselves. */
  readonly hasOneRepairer: boolean;
}

export interface OutageFigures {
  /** Share of time with fewer parts than needed; small ones keep their relative precision. */
  readonly unavailable: number;
  /** How often it comes to that, per unit of time. */
  readonly outageRate: number;
  /** Share of time in which all parts and all zones work. */
  readonly allUp: number;
}

/** Share of time that a part is down: any law of repair gives the same, only its mean counts. */
function unavailability({ mtbf, mttr }: RepairablePart): number {
  return mttr / (mtbf + mttr);
}

/**
 * How long and how often fewer than `needed` parts work, by conditioning on the set S of zones that
 * work: P = sum over S of P(S) P(fewer than needed work among the parts in S); parts and zones fail
 * independently of each other. With own repair the number of parts down is binomial, whatever the
 * law of repair; with one repairer it is a birth-death chain, which is exact for exponential
 * repairs only (Barlow and Proschan, sections 2.2 and 5.2). An outage begins with the failure of a
 * part while exactly `needed` work, or of a zone without which too few do. The sums are of positive
 * terms, so that tiny results keep their precision. Throws a RangeError for a bad argument.
 */
export function zonedOutages(system: ZonedParts): OutageFigures {
  const { partsByZone, needed, part, zone, hasOneRepairer } = system;
  const parts = partsByZone.reduce((sum, count) => sum + count, 0);
  if (partsByZone.some((count) => !Number.isInteger(count) || count < 1)) {
    throw new RangeError(`each zone holds at least one part, got ${partsByZone.join(', ')}`);
  }
  if (!Number.isInteger(needed) || needed < 1 || needed > parts) {
    throw new RangeError(`needed is a whole number from 1 to ${parts}, got ${needed}`);
  }
  checkPart(part);
  if (zone !== null) checkPart(zone);
  const down = downShares(parts, part, hasOneRepairer);
  const figures = Array.from({ length: parts + 1 }, (_, among) =>
    workingAmong(among, down, needed),
  );
  const zoneDown = zone === null ? 0 : unavailability(zone);
  const zoneUp = zone === null ? 1 : zone.mtbf / (zone.mtbf + zone.mttr);
  let unavailable = 0;
  let outageRate = 0;
  for (let subset = 0; subset < 1 << partsByZone.length; subset++) {
    const isUp = partsByZone.map((_, z) => ((subset >> z) & 1) === 1);
    const share = isUp.reduce((product, up) => product * (up ? zoneUp : zoneDown), 1);
    if (share === 0) continue;
    const among = partsByZone.reduce((sum, count, z) => sum + (isUp[z]! ? count : 0), 0);
    const { tooFew, justEnough } = figures[among]!;
    unavailable += share * tooFew;
    outageRate += (share * justEnough * needed) / part.mtbf;
    if (zone === null) continue;
    partsByZone.forEach((count, z) => {
      if (!isUp[z]!) return;
      outageRate += (share * (figures[among - count]!.tooFew - tooFew)) / zone.mtbf;
    });
  }
  const allUp = down[0]! * pow(zoneUp, partsByZone.length);
  return { unavailable, outageRate, allUp };
}

function checkPart({ mtbf, mttr }: RepairablePart): void {
  if (!(mtbf > 0 && Number.isFinite(mtbf) && mttr >= 0 && Number.isFinite(mttr))) {
    throw new RangeError(`a part needs mtbf > 0 and mttr >= 0, got ${mtbf} and ${mttr}`);
  }
}

/** Shares of time with 0, 1, … of `parts` down. */
function downShares(parts: number, part: RepairablePart, hasOneRepairer: boolean): Float64Array {
  const { mtbf, mttr } = part;
  // A part that is repaired at once is never down; a chain cannot have such a rate.
  if (hasOneRepairer && mttr > 0) {
    return birthDeathShares(
      parts,
      (down) => (parts - down) / mtbf,
      () => 1 / mttr,
    );
  }
  const down = unavailability(part);
  const up = mtbf / (mtbf + mttr);
  return Float64Array.from(
    { length: parts + 1 },
    (_, count) => choose(parts, count) * pow(down, count) * pow(up, parts - count),
  );
}

/**
 * P(fewer than `needed` work) and P(exactly `needed` work) among `among` of the parts, when any set
 * of as many parts is as likely to be the one that is down: hypergeometric.
 */
function workingAmong(
  among: number,
  down: Float64Array,
  needed: number,
): { readonly tooFew: number; readonly justEnough: number } {
  const parts = down.length - 1;
  let tooFew = 0;
  let justEnough = 0;
  for (let count = 0; count <= parts; count++) {
    for (let inside = 0; inside <= Math.min(among, count); inside++) {
      if (among - inside > needed || count - inside > parts - among) continue;
      const share =
        (down[count]! * choose(among, inside) * choose(parts - among, count - inside)) /
        choose(parts, count);
      if (among - inside < needed) tooFew += share;
      else justEnough += share;
    }
  }
  return { tooFew, justEnough };
}

/** Binomial coefficient; exact as long as it is below 2^53. */
function choose(from: number, count: number): number {
  let ways = 1;
  for (let i = 1; i <= count; i++) ways = (ways * (from - count + i)) / i;
  return ways;
}
