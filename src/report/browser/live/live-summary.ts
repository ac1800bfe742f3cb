import type { LiveAnswer, LiveStudy } from '../../../plan/index.ts';
import { differenceInWords, metricOf } from '../../difference-words.ts';
import { formatRound, formatRoundShare } from '../../format-number.ts';
import { joinInWords } from '../../phrases.ts';
import { costRow } from './live-rows.ts';
import type { LiveState } from './live-session.ts';
import { objectiveFlips, type ObjectiveFlip } from './objective-flips.ts';
import { positionInWords } from './position.ts';

const NS_PER_SECOND = 1e9;

/** `cks hsms=2 in a short world without faults: 3.2 s measured at the scenario's load.` */
export function worldInWords({ design }: Pick<LiveStudy, 'design'>): string {
  const seconds = formatRound(design.world.durationNs / NS_PER_SECOND);
  return `${design.name} in a short world without faults: ${seconds} s measured at the scenario’s load.`;
}

/** What came out, in one sentence; null before there is anything. */
export function answerInWords(
  { answer, answeredAt }: Pick<LiveState, 'answer' | 'answeredAt'>,
  { knobs }: LiveStudy,
): string | null {
  if (answer === null) return null;
  const turned = positionInWords(answeredAt, knobs);
  if (turned === null || answer.isUnchanged) {
    return 'Everything stands as in the report. Turn something, and the difference appears here.';
  }
  return `${turned} – ${effectsOf(answer).join('; ')}.`;
}

function effectsOf(answer: LiveAnswer): readonly string[] {
  const flips = objectiveFlips(answer).filter(({ isFlipped }) => isFlipped);
  const cost = costRow(answer, null)!;
  return [
    latencyEffect(answer),
    flipsInWords(flips),
    cost.difference === 'the same' ? 'the cost is the same' : `${cost.difference} a month`,
  ];
}

/** One by its rule; of several how many, since all are listed below. */
function flipsInWords(flips: readonly ObjectiveFlip[]): string {
  const [first] = flips;
  if (first === undefined) return 'no objective changes its verdict';
  if (flips.length === 1) return `${first.expect} is ${first.words}`;
  const words = [...new Set(flips.map((flip) => flip.words))];
  const counts = words.map((own) => `${flips.filter((flip) => flip.words === own).length} ${own}`);
  return `of the objectives ${joinInWords(counts)}`;
}

function latencyEffect({ changed, baseline, difference }: LiveAnswer): string {
  const p99 = metricOf(difference, 'p99 latency');
  if (p99 !== undefined) return `p99 latency: ${differenceInWords(p99)}`;
  if (!changed.point.stable) return 'calls pile up, and there is no latency to speak of';
  return baseline.point.stable ? 'no call succeeded' : 'calls no longer pile up';
}

/** `7 paired replications, refining…; ± is a 95 % interval` */
export function progressInWords({
  answer,
  isStale,
  failure,
}: Pick<LiveState, 'answer' | 'isStale' | 'failure'>): string {
  if (failure !== null) return '';
  if (answer === null || isStale) return 'simulating…';
  const { replications: count, isFinal, isUnchanged, changed } = answer;
  const kind = isUnchanged ? '' : 'paired ';
  const pairs = `${count} ${kind}${count === 1 ? 'replication' : 'replications'}`;
  if (changed.stoppedBy !== null) {
    return `${pairs}; stopped early (${changed.stoppedBy}), so these figures say little`;
  }
  const level = formatRoundShare(answer.difference.metrics[0]?.difference.level ?? 0.95);
  return `${pairs}, ${isFinal ? 'final' : 'refining…'}; ± is a ${level} interval`;
}
