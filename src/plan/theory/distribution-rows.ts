import { NS_PER_MS } from '../../kernel/index.ts';
import { timeLongerThan, timePercentile, type GeneralStation } from '../../stats/index.ts';
import { estimate, percentileName } from '../summaries.ts';
import { exactEvidence, exactRow, type Comparison } from './comparison.ts';
import { delaysOf } from './delays.ts';
import { sourceWith, whyNotJudged, type Demands, type Scene } from './scene.ts';
import { exponential, type WaitKnowledge } from './waiting.ts';

const SHARES: readonly number[] = [0.5, 0.9, 0.99];
/** A histogram's bucket is at most so wide, as a share of the value. */
const BUCKET_WIDTH = 2 ** -8;

/** Share of calls that wait at all: to Poisson arrivals, the share of time without a free slot. */
export function waitsRow(
  scene: Scene,
  { waitsShare, model, roundingShare }: WaitKnowledge,
  demands: Demands,
): Comparison {
  const counts = scene.calls.map(({ added }) => ({
    all: added.count,
    waited: added.countAbove(0),
  }));
  const mean = counts.reduce((sum, { all }) => sum + all, 0) / counts.length;
  const reason = whyNotJudged(scene, demands);
  const formula =
    model === 'M/G/1' ? 'Poisson arrivals see the time averages: utilisation' : 'Erlang C';
  return exactRow(
    `calls that wait, ${model}`,
    waitsShare,
    estimate(
      counts.map(({ all, waited }) => (all === 0 ? 0 : waited / all)),
      scene.level,
    ),
    'share',
    sourceWith(formula, reason),
    reason === null
      ? exactEvidence(
          counts.map(({ all, waited }) => (waited - waitsShare * all) / mean),
          roundingShare * waitsShare,
        )
      : null,
  );
}

/**
 * Percentiles of the time in system of M/M/c, where a call takes no other time. Judged by how many
 * calls take longer than the formula's value, which is unbiased where the percentile is not; the
 * bucket that the value lies in counts for both sides. `pieces`: independent calls a replication.
 */
export function percentileRows(
  scene: Scene,
  station: GeneralStation,
  pieces: number,
  demands: Demands,
): readonly Comparison[] {
  if (delaysOf(scene.world)?.meanMs !== 0) return [];
  const { calls, level } = scene;
  const mean = calls.reduce((sum, { success }) => sum + success.count, 0) / calls.length;
  return SHARES.map((share) => {
    const expected = timePercentile(exponential(station), share);
    const reason = whyNotJudged(scene, {
      ...demands,
      events: (1 - share) * pieces,
      eventName: `calls beyond the ${percentileName(share)}`,
    });
    // A share too much of calls beyond is so many ms too much.
    const msPerShare = 1 / densityAt(station, expected);
    const excess = (limitMs: number) =>
      calls.map(
        ({ success }) =>
          ((success.countAbove(limitMs * NS_PER_MS) - (1 - share) * success.count) / mean) *
          msPerShare,
      );
    return exactRow(
      `${percentileName(share)} latency, M/M/${station.servers}`,
      expected,
      estimate(
        calls.map(({ success }) => success.percentile(share) / NS_PER_MS),
        level,
      ),
      'ms',
      sourceWith('law of the time in M/M/c (Gross et al., section 2.3)', reason),
      reason === null
        ? {
            aboveLow: excess(expected * (1 - BUCKET_WIDTH)),
            belowHigh: excess(expected).map((value) => -value),
            allowance: 0,
          }
        : null,
    );
  });
}

/** Density of the time in system at `time`, by a difference quotient. */
function densityAt(station: GeneralStation, time: number): number {
  const step = time / 1000;
  const rates = exponential(station);
  return (timeLongerThan(rates, time - step) - timeLongerThan(rates, time + step)) / (2 * step);
}
