import {
  growthInWords,
  type LatencySummary,
  type LiveAnswer,
  type LivePrice,
  type LiveSide,
  type MetricDifference,
} from '../../../plan/index.ts';
import { differenceInWords, metricOf } from '../../difference-words.ts';
import { formatEstimate, formatUsd } from '../../format-number.ts';

/** One line of the table: as in the report, as changed, and what lies between. */
export interface LiveRow {
  readonly what: string;
  readonly baseline: string;
  readonly changed: string;
  readonly difference: string;
  /** Whether the change is for the better; `even` where none is seen, or nobody can say. */
  readonly tone: 'good' | 'bad' | 'even';
}

/** What the simulation says of both designs, without their bills. */
export function measuredRows(answer: LiveAnswer): readonly LiveRow[] {
  const { baseline, changed } = answer;
  const p99 = latencyRow(answer, 'p99 latency', ({ point }) => point.latencyMs, 'p99');
  const hasLatencies = metricOf(answer.difference, 'p99 latency') !== undefined;
  return [
    // Where calls pile up on a side, it is enough to say so once.
    ...(hasLatencies
      ? [
          latencyRow(answer, 'p50 latency', ({ point }) => point.latencyMs, 'p50'),
          p99,
          latencyRow(answer, 'p99 added latency', ({ point }) => point.addedLatencyMs, 'p99'),
        ]
      : [p99]),
    shareRow(answer, 'success', 'successShare', 'more'),
    shareRow(answer, 'throttled', 'throttledShare', 'less'),
    {
      what: 'busiest station',
      baseline: busiestInWords(baseline),
      changed: busiestInWords(changed),
      difference: '',
      tone: 'even',
    },
  ];
}

/** The month's bill: as simulated where that is known of this position, else as priced at once. */
export function costRow(answer: LiveAnswer | null, price: LivePrice | null): LiveRow | null {
  const what = 'cost a month';
  if (answer !== null) {
    const [baseline, changed] = [answer.baseline, answer.changed].map(
      ({ point }) => point.cost.monthUsd,
    );
    return { what, ...moneyBetween(baseline!, changed!) };
  }
  return price === null ? null : { what, ...moneyBetween(price.baselineUsd, price.changedUsd) };
}

function moneyBetween(baselineUsd: number, changedUsd: number) {
  const more = changedUsd - baselineUsd;
  // Less than a cent is how sums of calls are rounded.
  const isSame = Math.abs(more) < 0.005;
  return {
    baseline: formatUsd(baselineUsd),
    changed: formatUsd(changedUsd),
    difference: isSame ? 'the same' : `${formatUsd(Math.abs(more))} ${more > 0 ? 'more' : 'less'}`,
    tone: isSame ? ('even' as const) : more > 0 ? ('bad' as const) : ('good' as const),
  };
}

type Summary = (side: LiveSide) => LatencySummary;

function latencyRow(answer: LiveAnswer, what: string, of: Summary, percentile: string): LiveRow {
  const { baseline, changed, difference, isUnchanged } = answer;
  const metric = metricOf(difference, what);
  return {
    what,
    baseline: latencyInWords(of(baseline), percentile),
    changed: latencyInWords(of(changed), percentile),
    ...(metric === undefined
      ? withoutLatency(answer)
      : { difference: isUnchanged ? '' : differenceInWords(metric), tone: toneOf(metric, 'less') }),
  };
}

function withoutLatency({ baseline, changed }: LiveAnswer): Pick<LiveRow, 'difference' | 'tone'> {
  const [before, after] = [baseline, changed].map(({ point }) => point.stable);
  if (before === after) return { difference: 'no latency to compare', tone: 'even' };
  return after === true
    ? { difference: 'calls no longer pile up', tone: 'good' }
    : { difference: 'calls pile up now', tone: 'bad' };
}

function latencyInWords(summary: LatencySummary, name: string): string {
  if (summary.growthPerSecond !== null) {
    return `calls pile up by ${growthInWords(summary.growthPerSecond)}`;
  }
  const estimate = summary.percentiles[name];
  if (estimate === undefined || summary.count === 0) return 'no call succeeded';
  const isBound = summary.tailIsLowerBound && name !== 'p50';
  return `${isBound ? '≥ ' : ''}${formatEstimate(estimate, 'ms')}`;
}

function shareRow(
  { baseline, changed, difference, isUnchanged }: LiveAnswer,
  what: string,
  of: 'successShare' | 'throttledShare',
  better: 'more' | 'less',
): LiveRow {
  const metric = metricOf(difference, what);
  return {
    what,
    baseline: formatEstimate(baseline.point[of], '%'),
    changed: formatEstimate(changed.point[of], '%'),
    difference: isUnchanged || metric === undefined ? '' : differenceInWords(metric),
    tone: metric === undefined ? 'even' : toneOf(metric, better),
  };
}

function toneOf({ verdict }: MetricDifference, better: 'more' | 'less'): LiveRow['tone'] {
  if (verdict !== 'more' && verdict !== 'less') return 'even';
  return verdict === better ? 'good' : 'bad';
}

function busiestInWords({ busiest }: LiveSide): string {
  if (busiest === null) return 'none has a queue';
  return `${busiest.station}: ${formatEstimate(busiest.utilisationShare, '%')}`;
}
