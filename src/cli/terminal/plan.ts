import {
  candidateNamed,
  capital,
  formatEstimate,
  formatMs,
  formatRoundShare,
  formatShare,
  formatUsd,
  priceDifference,
  screenedInWords,
  subjectOf,
} from '../../report/index.ts';
import type { PlanCandidate, PlanCondition, PlanResult } from '../../plan/index.ts';
import { judgedInWords, signOf, type SummaryStyle } from './judged.ts';
import { hanging, HANGING_WIDTH, indented, wrapped } from './lines.ts';

/** What fits one screen; the report has them all. */
const MOST_LISTED = 3;

/** What `cksim plan` found, below its sentence: why, in which conditions, and what else there is. */
export function planLines(plan: PlanResult, style: SummaryStyle): string[] {
  const subject = subjectOf(plan);
  const blocks: readonly (readonly string[])[] = [
    plan.reasons.flatMap((reason) => wrapped(reason)),
    waysOut(plan),
    subject === null ? [] : conditions(subject, plan, style),
    increases(plan),
    smaller(plan, style),
    nextBest(plan),
    headroom(plan),
    wrapped(screenedInWords(plan)),
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
}

function waysOut({ waysOut: ways }: PlanResult): string[] {
  return titled(
    'What would make it possible:',
    ways.flatMap((way) => hanging('-', way)),
  );
}

/** A title over indented lines; nothing over none. */
function titled(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [...wrapped(title), ...indented(lines)];
}

/** Each condition with its figures in a line, and its objectives under it. */
function conditions(subject: PlanCandidate, plan: PlanResult, style: SummaryStyle): string[] {
  const { name } = subject;
  const title = plan.chosen === null ? `Nearest is ${name}:` : `${name}:`;
  return [
    ...wrapped(title),
    ...subject.conditions.flatMap((condition) => [
      ...indented(wrapped(`${capital(condition.name)}: ${figures(condition)}`, HANGING_WIDTH + 2)),
      ...condition.objectives.flatMap((objective) =>
        indented(indented(hanging(signOf(objective.verdict, style), judgedInWords(objective)))),
      ),
    ]),
  ];
}

/** `p99 40.7 ± 6.8 ms (added 1.78 ms), 100 % succeed, busiest HSM 45 %`. */
function figures({ p99Ms, p99AddedMs, successShare, busiestShare }: PlanCondition): string {
  const added = p99AddedMs === null ? '' : ` (added ${formatMs(p99AddedMs.value)})`;
  return [
    p99Ms === null ? 'calls pile up or all fail' : `p99 ${formatEstimate(p99Ms, 'ms')}${added}`,
    `${formatShare(successShare.value)} succeed`,
    ...(busiestShare === null ? [] : [`busiest HSM ${formatRoundShare(busiestShare.value)}`]),
  ].join(', ');
}

function increases({ increases: all }: PlanResult): string[] {
  return titled(
    'To ask AWS for before it can be built:',
    all.flatMap(({ quota, from, to }) => hanging('!', `${quota}: ${from} now, ${to} needed`)),
  );
}

function smaller(plan: PlanResult, style: SummaryStyle): string[] {
  return titled(
    'Why not smaller:',
    plan.smaller
      .slice(0, MOST_LISTED)
      .flatMap(({ name, monthUsd, fails }) =>
        hanging(signOf('missed', style), `${name} (${formatUsd(monthUsd)}): ${fails}`),
      ),
  );
}

function nextBest(plan: PlanResult): string[] {
  const own = subjectOf(plan)?.monthUsd ?? 0;
  return titled(
    'The next best that meet the objectives too:',
    plan.nextBest.slice(0, MOST_LISTED).flatMap((name) => {
      const candidate = candidateNamed(plan, name);
      if (candidate === null) return [];
      const {
        monthUsd,
        conditions: [asAsked],
      } = candidate;
      const added = asAsked?.p99AddedMs ?? null;
      const speed = added === null ? '' : `, added p99 ${formatEstimate(added, 'ms')}`;
      return hanging(
        '-',
        `${name}: ${formatUsd(monthUsd)} a month, ${priceDifference(monthUsd - own)}${speed}`,
      );
    }),
  );
}

function headroom({ headroom: [first], economics }: PlanResult): string[] {
  const step = economics?.nextHsm[0];
  return [
    ...(first === undefined ? [] : wrapped(`Headroom: ${first.sentence}`)),
    ...(step === undefined
      ? []
      : wrapped(
          `The next HSM (${step.to}): ${priceDifference(step.moreUsd)} a month; it buys ${step.buys}.`,
        )),
  ];
}
