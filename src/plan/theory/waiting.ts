import type { ClusterConfig, WorldConfig } from '../../model/index.ts';
import {
  erlangC,
  meanWait,
  randomSplitMeanWait,
  relaxationTime,
  singleServerMeanWait,
  workBoundMeanWait,
  type GeneralStation,
} from '../../stats/index.ts';
import type { CommandMix } from './command-mix.ts';
import { hopSpreadMs } from './delays.ts';
import { ROUNDING_MS } from './scene.ts';

/** A coefficient of variation of 1 may come out as so much more. */
const ROUNDING = 1e-9;

/** What theory knows of the mean wait of a command at the HSMs; times in ms. */
export interface WaitKnowledge {
  readonly kind: 'exact' | 'bound';
  /** Both the same where it is exact; null: no upper bound. */
  readonly lowMs: number;
  readonly highMs: number | null;
  /** Of the formula, for titles: `M/M/4`. */
  readonly model: string;
  readonly formula: string;
  /** Least share of commands that wait. */
  readonly waitsShare: number;
  readonly relaxationMs: number;
  /** How much rounding of service times can move the mean wait, as a share of it. */
  readonly roundingShare: number;
}

/**
 * The mean wait of Poisson commands, `perMs` of them a millisecond, below saturation. One HSM, and
 * several chosen at random, are textbook stations; several between which a balancer chooses lie
 * between one common queue and a random choice. That joining the shortest queue beats a random
 * choice is proven where a service that has lasted does not last longer still (W. Winston, Journal
 * of Applied Probability 14, 1977, 181–189; R. R. Weber, the same 15, 1978, 406–413), and turns by
 * rotation beat it for any law (Wolff 1977); a balancer of more variable services has no upper bound
 * here. Where ways to the HSMs differ, commands could have been served no sooner than over the
 * shortest way, and the bound holds from there.
 */
export function waitKnowledge(
  world: WorldConfig,
  cluster: ClusterConfig,
  mix: CommandMix,
  perMs: number,
): WaitKnowledge {
  const { hsms, slots, balancing } = cluster;
  const isApart = hsms === 1 || balancing === 'random';
  const whole = stationOf(mix, perMs, hsms * slots);
  const one = stationOf(mix, perMs / hsms, slots);
  const common = {
    waitsShare: waits(isApart ? one : whole),
    relaxationMs: relaxationTime(one),
    roundingShare: roundingShareOf(one),
  };
  if (isApart) return { ...common, ...apart(mix, one, hsms) };
  const spread = hopSpreadMs(world);
  const random = apart(mix, one, hsms);
  const hasUpper = balancing === 'round-robin' || mix.cvSquared <= 1 + ROUNDING;
  const low = mix.isExponential ? meanWait(exponential(whole)) : workBoundMeanWait(whole);
  return {
    ...common,
    kind: 'bound',
    model: `${hsms} HSMs`,
    lowMs: Math.max(0, low - spread),
    highMs: hasUpper ? random.highMs : null,
    formula: [
      mix.isExponential
        ? `not below one common queue, M/M/${whole.servers} (Erlang C)`
        : `not below one common queue, M/G/${whole.servers} (Brumelle 1971)`,
      ...(spread > 0 ? [`less ${Number(spread.toPrecision(3))} ms for ways into other zones`] : []),
      ...(hasUpper ? ['not above HSMs chosen at random (Winston 1977, Wolff 1977)'] : []),
    ].join('; '),
  };
}

/** One HSM of those that each get a part of the commands by chance, or the only one. */
function apart(
  mix: CommandMix,
  one: GeneralStation,
  hsms: number,
): Pick<WaitKnowledge, 'kind' | 'lowMs' | 'highMs' | 'model' | 'formula'> {
  const share = hsms === 1 ? '' : `; HSMs chosen at random, each with 1/${hsms} of the commands`;
  if (mix.isExponential) {
    const wait = meanWait(exponential(one));
    return {
      kind: 'exact',
      lowMs: wait,
      highMs: wait,
      model: `M/M/${one.servers}`,
      formula: `Erlang C / (cμ − λ)${share}`,
    };
  }
  if (one.servers === 1) {
    const wait = singleServerMeanWait(one);
    return {
      kind: 'exact',
      lowMs: wait,
      highMs: wait,
      model: 'M/G/1',
      formula: `Pollaczek–Khinchine: λ E[S²] / (2 (1 − ρ))${share}`,
    };
  }
  return {
    kind: 'bound',
    lowMs: workBoundMeanWait(one),
    highMs: randomSplitMeanWait(one),
    model: `M/G/${one.servers}`,
    formula: `not below Brumelle's bound (1971), not above single servers chosen at random (Wolff 1977)${share}`,
  };
}

/** As stats wants it, where service is exponential. */
export function exponential({ arrivalRate, meanService, servers }: GeneralStation) {
  return { arrivalRate, serviceRate: 1 / meanService, servers };
}

export function stationOf(
  { meanMs, cvSquared }: CommandMix,
  perMs: number,
  servers: number,
): GeneralStation {
  return { arrivalRate: perMs, meanService: meanMs, serviceCvSquared: cvSquared, servers };
}

/** The wait goes with 1 / (1 − ρ), and a share of ρ is this share over (1 − ρ) of the wait. */
function roundingShareOf({ arrivalRate, meanService, servers }: GeneralStation): number {
  const idle = 1 - (arrivalRate * meanService) / servers;
  return ROUNDING_MS / meanService / (idle * idle);
}

/** Share that waits: exact for one server or exponential service, about right for others. */
function waits({ arrivalRate, meanService, servers }: GeneralStation): number {
  return erlangC(servers, arrivalRate * meanService);
}
