import type { PlanCandidate, PlanCondition, PlanResult } from '../../plan/index.ts';
import { addedAxis, type Threshold } from '../charts/added-axis.ts';
import { frontier, type FrontierPoint } from '../charts/frontier.ts';
import { logAxis } from '../charts/scales.ts';
import type { Reading } from '../designs.ts';
import { cell, columns, figureBlock, type Figure, type Section, type Table } from '../document.ts';
import {
  formatCount,
  formatMs,
  formatRoundMs,
  formatRoundShare,
  formatUsd,
} from '../format-number.ts';
import { plural } from '../phrases.ts';
import { candidateInWords, candidateNamed, planOf } from '../plan-words.ts';
import { estimateCell } from './estimates.ts';
import { addedCell, overallCell } from './plan-cells.ts';

/** What money buys over all designs that were simulated; null where there are none to compare. */
export function planFrontierSection({ result }: Reading): Section | null {
  const plan = planOf(result);
  if (plan === null || plan.candidates.length < 2) return null;
  const latency = latencyFigure(plan);
  const success = successFigure(plan);
  const piling = plan.candidates.filter(({ conditions }) => conditions[0]?.p99AddedMs === null);
  return {
    id: 'plan-frontier',
    title: 'What money buys',
    sentence: sentenceOf(plan),
    blocks: [latency, success].flatMap((figure) => (figure === null ? [] : [figureBlock(figure)])),
    howToRead: [
      'Each point is a design that was simulated, over its price; lower and further left is better. The line steps along the designs that no other beats in both: it shows the best that each budget buys. What lies above the line costs more than it must, or is slower.',
      'Heights are those of the scenario as asked, with nothing more down. A design on the line may still fail with an HSM or a zone down: then it is hollow.',
      ...(piling.length > 0
        ? [
            `${plural(piling.length, formatCount(piling.length), 'design')} ${piling.length === 1 ? 'has' : 'have'} no latency, since calls pile up or all fail: ${piling.length === 1 ? 'it is' : 'they are'} in the table only.`,
          ]
        : []),
      ...(success === null
        ? ['No design lost a call as asked, so that success tells none of them apart.']
        : []),
    ],
  };
}

function asAsked({ conditions }: PlanCandidate): PlanCondition | undefined {
  return conditions[0];
}

function sentenceOf(plan: PlanResult): string {
  const names = plan.frontier.costAndP99;
  const [first, last] = [names[0], names.at(-1)].map((name) =>
    name === undefined ? null : candidateNamed(plan, name),
  );
  const count = plural(plan.candidates.length, formatCount(plan.candidates.length), 'design');
  if (!first || !last) return `${count} were simulated; none of them has a latency to speak of.`;
  const one = `${formatUsd(first.monthUsd)} a month buys an added p99 of ${added(first)}`;
  return first === last
    ? `Of ${count} simulated, ${first.name} is both the cheapest and the fastest: ${one}.`
    : `Of ${count} simulated, ${formatCount(names.length)} are beaten by no other in both price and speed: ${one} (${first.name}), ${formatUsd(last.monthUsd)} one of ${added(last)} (${last.name}).`;
}

function added(candidate: PlanCandidate): string {
  const estimate = asAsked(candidate)?.p99AddedMs ?? null;
  return estimate === null ? 'no end' : formatMs(estimate.value);
}

function pointOf(
  plan: PlanResult,
  candidate: PlanCandidate,
  y: number,
  interval: { readonly low: number | null; readonly high: number | null },
  line: readonly string[],
): FrontierPoint {
  const { name, kind, monthUsd, verdict } = candidate;
  const { low, high } = interval;
  return {
    name,
    kind,
    monthUsd,
    y,
    ...(low === null || high === null ? {} : { low, high }),
    verdict,
    isChosen: name === plan.chosen,
    isOnFrontier: line.includes(name),
  };
}

function latencyFigure(plan: PlanResult): Figure | null {
  const points = plan.candidates.flatMap((candidate) => {
    const estimate = asAsked(candidate)?.p99AddedMs ?? null;
    return estimate === null
      ? []
      : [pointOf(plan, candidate, estimate.value, estimate, plan.frontier.costAndP99)];
  });
  if (points.length < 2) return null;
  const { title, y, threshold } = addedAxis(
    'p99 of added latency, as asked',
    points.flatMap((point) => [point.y, point.high ?? point.y]),
    addedLimit(plan),
  );
  return {
    id: 'plan-frontier-p99',
    caption: captionOf(plan, points, 'a lower added p99 for the same money'),
    description:
      'Points, one for each design: added latency at p99 over the price a month. A stepped line joins the designs that no other beats in both.',
    spec: frontier({
      title,
      points,
      y,
      writeY: (tick) => (tick === 0 ? '0' : formatRoundMs(tick)),
      unit: 'ms',
      threshold,
    }),
    data: tableOf(plan, 'plan-frontier-p99-data'),
  };
}

/** The limit of the objective on added p99 over all calls, if there is one. */
export function addedLimit({ candidates }: Pick<PlanResult, 'candidates'>): Threshold | null {
  const objective = candidates
    .flatMap((candidate) => asAsked(candidate)?.objectives ?? [])
    .find(({ expect }) => /^p99\(addedLatency\) *</.test(expect));
  return objective === undefined ? null : { y: objective.limit, label: objective.expect };
}

function successFigure(plan: PlanResult): Figure | null {
  const points = plan.candidates.flatMap((candidate) => {
    const estimate = asAsked(candidate)?.successShare;
    if (estimate === undefined) return [];
    const { value, low, high } = estimate;
    const lost = {
      low: high === null ? null : Math.max(0, 1 - high),
      high: low === null ? null : Math.min(1, 1 - low),
    };
    return [pointOf(plan, candidate, 1 - value, lost, plan.frontier.costAndSuccess)];
  });
  const losses = points.map(({ y }) => y).filter((lost) => lost > 0);
  if (points.length < 2 || losses.length === 0) return null;
  const hasNone = losses.length < points.length;
  const lowest = Math.min(...losses);
  const y = logAxis(hasNone ? lowest / 5 : lowest, Math.min(1, Math.max(...losses)));
  return {
    id: 'plan-frontier-success',
    caption: captionOf(plan, points, 'fewer lost calls for the same money'),
    description:
      'Points, one for each design: share of calls that do not succeed, on a logarithmic axis, over the price a month. A stepped line joins the designs that no other beats in both.',
    spec: frontier({
      title: `calls that do not succeed, as asked (logarithmic${hasNone ? '; lower edge: none' : ''})`,
      points,
      y,
      writeY: (tick) => (hasNone && tick === y.domain[0] ? 'none' : formatRoundShare(tick)),
      unit: '%',
      threshold: null,
    }),
    data: successTable(plan),
  };
}

/** `points`: what is drawn; equals in price and height beat each other not. */
function captionOf(plan: PlanResult, points: readonly FrontierPoint[], better: string): string {
  if (plan.chosen === null) {
    return 'None of these designs meets the objectives; the line joins those that no other beats.';
  }
  const own = points.find(({ isChosen }) => isChosen);
  if (own === undefined) return `${plan.chosen} has no such figure as asked.`;
  return points.some(({ monthUsd, y }) => monthUsd <= own.monthUsd && y < own.y)
    ? `${own.name} lies off the line: another design gives ${better} as asked; the table has the verdict on each.`
    : `${own.name} lies on the line: nothing simulated gives ${better}.`;
}

function tableOf(plan: PlanResult, id: string): Table {
  return {
    id,
    caption: 'Every design that was simulated, by price',
    columns: columns(
      'Design',
      'Verdict',
      '#$/month',
      '#Added p99, as asked',
      '#One HSM down',
      '#One zone down',
      'On the line',
    ),
    rows: plan.candidates.map((candidate) => [
      cell(candidate.name, candidateInWords(candidate)),
      overallCell(candidate.verdict),
      cell(formatUsd(candidate.monthUsd)),
      addedCell(asAsked(candidate)),
      addedCell(under(candidate, 'one HSM down')),
      addedCell(under(candidate, 'one zone down')),
      cell(plan.frontier.costAndP99.includes(candidate.name) ? 'yes' : '–'),
    ]),
    isFolded: true,
  };
}

function under(
  { conditions }: PlanCandidate,
  name: PlanCondition['name'],
): PlanCondition | undefined {
  return conditions.find((condition) => condition.name === name);
}

function successTable(plan: PlanResult): Table {
  return {
    id: 'plan-frontier-success-data',
    caption: 'Success of every design that was simulated, by price',
    columns: columns(
      'Design',
      '#$/month',
      '#As asked',
      '#One HSM down',
      '#One zone down',
      'On the line',
    ),
    rows: plan.candidates.map((candidate) => [
      cell(candidate.name),
      cell(formatUsd(candidate.monthUsd)),
      ...(['as asked', 'one HSM down', 'one zone down'] as const).map((name) => {
        const share = under(candidate, name)?.successShare;
        return share === undefined ? cell('–') : estimateCell(share, '%');
      }),
      cell(plan.frontier.costAndSuccess.includes(candidate.name) ? 'yes' : '–'),
    ]),
    isFolded: true,
  };
}
