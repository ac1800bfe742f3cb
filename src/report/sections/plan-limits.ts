import type { LimitsPyramid, PlanResult, PyramidLimit } from '../../plan/index.ts';
import { limitsPyramidChart } from '../charts/limits-pyramid.ts';
import type { Reading } from '../designs.ts';
import { cell, columns, figureBlock, type Cell, type Section, type Table } from '../document.ts';
import { formatCount, formatPerSecond, formatRoundShare } from '../format-number.ts';
import { joinInWords } from '../phrases.ts';
import { planOf } from '../plan-words.ts';

/** The design against every limit of AWS; null where there is nothing to hold against them. */
export function planLimitsSection({ result }: Reading): Section | null {
  const plan = planOf(result);
  const pyramid = plan?.pyramid ?? null;
  if (plan === null || pyramid === null || pyramid.limits.length === 0) return null;
  return {
    id: 'plan-limits',
    title: 'Limits of AWS',
    sentence: sentenceOf(plan, pyramid),
    blocks: [
      figureBlock({
        id: 'plan-pyramid',
        caption: captionOf(pyramid),
        description:
          'Horizontal bars, one for each limit, from the account down to one key store: the share of the limit that the design uses. Bars beyond the dashed line are more than AWS allows by default.',
        spec: limitsPyramidChart(pyramid.limits),
        data: tableOf(pyramid),
      }),
    ],
    howToRead: [
      'The limits stand one above the other: a request counts against the account’s quota and against that of its key store, each key store needs a cluster of its own, and each HSM counts in its cluster and in the account. Adding HSMs raises none of the request quotas.',
      'Solid bars are limits that AWS does not raise; faint ones are defaults that AWS raises on request, which takes time: ask before you build.',
      ...(plan.chosen === null
        ? ['No design can be built: the bars are those of the one that comes nearest.']
        : []),
    ],
  };
}

function shareOf({ used, limit }: PyramidLimit): number {
  return used / limit;
}

function sentenceOf(plan: PlanResult, { design, limits }: LimitsPyramid): string {
  const broken = limits.filter((own) => own.kind === 'hard' && shareOf(own) > 1);
  const raised = limits.filter((own) => own.kind === 'adjustable' && shareOf(own) > 1);
  if (broken.length > 0) {
    return `${design} is more than AWS allows: ${joinInWords(broken.map(inWords))}, and AWS raises ${broken.length === 1 ? 'this limit' : 'none of these limits'} for nobody.`;
  }
  if (raised.length > 0) {
    return `${design} fits the hard limits, but needs AWS to raise ${joinInWords(raised.map(inWords))}.`;
  }
  const [most] = [...limits].sort((a, b) => shareOf(b) - shareOf(a));
  return `${plan.chosen === null ? `${design}, the nearest design,` : design} fits within every limit as it stands; the nearest is ${inWords(most!)}.`;
}

/** `HSMs in the account (9 of 6)`. */
function inWords(own: PyramidLimit): string {
  const write = writerOf(own);
  return `${own.name} (${write(own.used)} of ${write(own.limit)})`;
}

function writerOf({ unit }: PyramidLimit): (value: number) => string {
  return unit === 'count' ? formatCount : formatPerSecond;
}

function captionOf({ limits }: LimitsPyramid): string {
  const beyond = limits.filter((own) => shareOf(own) > 1);
  return beyond.length === 0
    ? 'Every limit is kept.'
    : `${formatCount(beyond.length)} of the ${formatCount(limits.length)} limits ${beyond.length === 1 ? 'is' : 'are'} exceeded.`;
}

function tableOf(pyramid: LimitsPyramid): Table {
  return {
    id: 'plan-pyramid-data',
    caption: `Limits of AWS on ${pyramid.design}`,
    columns: columns('Limit', '#Used', '#Limit', '#Share', 'Can be raised', '~Source'),
    rows: pyramid.limits.map((own) => {
      const write = writerOf(own);
      return [
        cell(own.name),
        cell(write(own.used)),
        cell(write(own.limit)),
        shareCell(own),
        cell(own.kind === 'hard' ? 'no' : 'yes, on request'),
        cell(own.source),
      ];
    }),
    isFolded: false,
  };
}

function shareCell(own: PyramidLimit): Cell {
  const share = formatRoundShare(shareOf(own));
  if (shareOf(own) <= 1) return { text: `✓ ${share}`, tone: 'good' };
  return own.kind === 'hard'
    ? { text: `✗ ${share}`, tone: 'bad' }
    : { text: `! ${share}`, detail: 'ask for an increase', tone: 'open' };
}
