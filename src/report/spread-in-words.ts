import type { Result, UncertainDesign, UncertainMetric, Uncertainty } from '../plan/index.ts';
import { hasFaults } from './calm.ts';
import { readResult } from './designs.ts';
import { formatCount, formatIn } from './format-number.ts';
import { joinInWords } from './phrases.ts';

/** The metric that sentences and the figure speak of. */
export const SPREAD_METRIC = 'p99 latency';

/** The 95th percentile of a standard normal variate: a band of 90 of 100 cases. */
const Z_95 = 1.645;

/** Up to this share of the spread chance is small beside the inputs. */
const SMALL = 0.25;

/** What uncertain inputs make of the design that the report speaks of, in two sentences. */
export interface SpreadInWords {
  /** How far the answer spreads. */
  readonly spread: string;
  /** How often it holds; null without objectives, or where no input matters. */
  readonly held: string | null;
  /** The gist, for the first screen. */
  readonly short: string;
}

/** null where the scenario has no uncertain inputs. */
export function spreadInWords(result: Result): SpreadInWords | null {
  const { uncertainty } = result;
  const { spotlight } = readResult(result);
  if (uncertainty === null || spotlight === null) return null;
  const own = uncertainty.designs.find(({ design }) => design === spotlight.name);
  if (own === undefined) return null;
  if (!own.isMoved) {
    const facts = joinInWords(uncertainty.inputs.map(({ fact }) => fact));
    const spread = `What ${spotlight.name} does and costs does not depend on the uncertain inputs (${facts}).`;
    return { spread, held: null, short: spread };
  }
  const metric = own.metrics.find((each) => each.metric === SPREAD_METRIC)!;
  const when = hasFaults(spotlight.atReference) ? ' before the first fault' : '';
  const subject = `p99 of ${spotlight.name}${when}`;
  const inputs = `With ${inputsInWords(uncertainty)}`;
  const spread = `${inputs}, ${rangeInWords(subject, own, metric, uncertainty)}.`;
  if (own.metShare === null) return { spread, held: null, short: spread };
  return {
    spread,
    held: `It meets every objective in ${heldInWords(own)}.`,
    short: `${inputs}, ${spotlight.name} meets every objective in ${heldInWords(own)}.`,
  };
}

/** `17 of 20 draws`. */
export function heldInWords({ metShare, draws }: UncertainDesign): string {
  return `${formatCount(Math.round((metShare ?? 0) * draws))} of ${formatCount(draws)} draws`;
}

/** Half the width of the band in which 90 of 100 draws would lie if there were only chance. */
export function chanceOf(
  { noiseDeviation }: UncertainMetric,
  { replicationsPerDraw }: Uncertainty,
): number {
  return (Z_95 * (noiseDeviation ?? 0)) / Math.sqrt(replicationsPerDraw);
}

function inputsInWords({ inputs }: Uncertainty): string {
  const [only, ...others] = inputs;
  return only !== undefined && others.length === 0
    ? `${only.fact} believed to be ${only.text}`
    : `${formatCount(inputs.length)} inputs drawn from what is believed of them (${joinInWords(inputs.map(({ fact }) => fact))})`;
}

function rangeInWords(
  subject: string,
  { draws }: UncertainDesign,
  metric: UncertainMetric,
  uncertainty: Uncertainty,
): string {
  const { p5, p95, unit, drawsWithout, inputDeviation } = metric;
  const without = `in ${formatCount(drawsWithout)} of ${formatCount(draws)} draws there is none, since the store is overloaded or answers no call`;
  if (p5 === null) return `there is hardly a ${subject} to speak of: ${without}`;
  if (p95 === null) {
    return `${subject} is ${formatIn(p5, unit)} or more in 95 of 100 cases; ${without}`;
  }
  const range = `${subject} lies between ${formatIn(p5, unit)} and ${formatIn(p95, unit)} in 90 of 100 cases`;
  const chance = chanceOf(metric, uncertainty);
  const width = `±${formatIn(chance, unit)}`;
  const also = drawsWithout === 0 ? '' : `; ${without}`;
  if (inputDeviation === 0)
    return `${range}, no more than chance in the simulation (${width})${also}`;
  return chance <= (SMALL * (p95 - p5)) / 2
    ? `${range}; chance in the simulation adds only ${width}${also}`
    : `${range}; chance in the simulation alone would give ${width}${also}`;
}
