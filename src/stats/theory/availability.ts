import { pow } from '../../kernel/index.ts';

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
