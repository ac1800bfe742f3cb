import type { Headroom } from '../../plan/index.ts';
import { headroomChart, type HeadroomBar } from '../charts/headroom.ts';
import type { Reading } from '../designs.ts';
import { cell, columns, figureBlock, type Cell, type Section, type Table } from '../document.ts';
import { formatPerSecond, formatRoundShare, formatTimes } from '../format-number.ts';
import { monthInWords, planOf } from '../plan-words.ts';

/** More designs or bars than these cannot be taken in at once; the table has them all. */
const MOST_DESIGNS = 3;
const MOST_BARS = 4;

/** How far each design goes as the load grows; null where nobody looked. */
export function planHeadroomSection({ result }: Reading): Section | null {
  const headroom = planOf(result)?.headroom ?? [];
  const [first] = headroom;
  if (first === undefined) return null;
  const growth = first.growthPerMonth;
  return {
    id: 'plan-headroom',
    title: growth === null ? 'Headroom' : 'Headroom and growth',
    sentence: first.sentence,
    blocks: [
      ...(headroom.length > 1
        ? [
            {
              kind: 'prose' as const,
              paragraphs: headroom.slice(1).map(({ sentence }) => sentence),
            },
          ]
        : []),
      figureBlock({
        id: 'plan-headroom-loads',
        caption: captionOf(first),
        description:
          'Horizontal bars over the load, for each design its limits and objectives: solid as far as they hold, faint between the last load at which they hold and the first at which they do not.',
        spec: headroomChart(
          headroom.slice(0, MOST_DESIGNS).map((own) => ({ design: own.design, bars: barsOf(own) })),
        ),
        data: tableOf(headroom),
      }),
    ],
    howToRead: [
      'The load grows, everything else stays as it is; 1× is the scenario’s own load. A limit binds where the load that it counts reaches it, by arithmetic. An objective breaks between the last simulated load that meets it (end of the solid bar) and the first that does not (end of the faint one).',
      'Limits are those of calls that come evenly. Waiting and throttling begin earlier: this is why objectives usually break before the limit binds.',
      growth === null
        ? 'The scenario says nothing about growth: with growth: 4 %/month, months stand beside the loads.'
        : `Months assume that the load grows by ${formatRoundShare(growth)} a month, compounded, from today, and are rounded up: a limit’s month is that in which it binds, an objective’s that of the first simulated load that misses it.`,
    ],
  };
}

function captionOf({ design, limits, objectives }: Headroom): string {
  const broken = objectives.find(
    ({ level, missedFromLoad }) => level === 'fail' && missedFromLoad !== null,
  );
  const [limit] = limits;
  if (broken === undefined) {
    return limit === undefined
      ? `No limit of ${design} was reached.`
      : `What ${design} reaches first is the ${limit.name}, at ${formatTimes(limit.bindsAtLoad)} today’s load.`;
  }
  const upTo =
    broken.metUpToLoad === null
      ? 'is met at no load tried'
      : `holds up to ${formatTimes(broken.metUpToLoad)} today’s load`;
  return `The first objective of ${design} to break, “${broken.expect}”, ${upTo}${limit === undefined ? '' : `; the nearest limit, the ${limit.name}, binds at ${formatTimes(limit.bindsAtLoad)}`}.`;
}

type LimitRow = Headroom['limits'][number];
type ObjectiveRow = Headroom['objectives'][number];

function barsOf({ limits, objectives }: Headroom): readonly HeadroomBar[] {
  return [
    ...objectives.slice(0, MOST_BARS).map((own): HeadroomBar => ({
      label: own.expect,
      what: 'objective',
      goodTo: own.metUpToLoad,
      badFrom: own.missedFromLoad,
      text: withMonth(rangeInWords(own), own.month),
    })),
    ...limits.slice(0, MOST_BARS).map((own): HeadroomBar => ({
      label: own.name,
      what: 'limit',
      goodTo: own.bindsAtLoad,
      badFrom: null,
      text: withMonth(formatTimes(rounded(own.bindsAtLoad)), own.month),
    })),
  ];
}

/** `1.7× to 1.9×`, `1.75× and more`, `at no load tried`. */
function rangeInWords({ metUpToLoad, missedFromLoad }: ObjectiveRow): string {
  if (metUpToLoad === null) return 'met at no load tried';
  const met = formatTimes(metUpToLoad);
  return missedFromLoad === null ? `${met} and more` : `${met} to ${formatTimes(missedFromLoad)}`;
}

function withMonth(text: string, month: number | null): string {
  return month === null ? text : `${text}, ${monthInWords(month)}`;
}

function rounded(load: number): number {
  return Number(load.toPrecision(3));
}

function tableOf(headroom: readonly Headroom[]): Table {
  const grows = headroom.some(({ growthPerMonth }) => growthPerMonth !== null);
  const [first] = headroom;
  const ofOne = headroom.length === 1 && first !== undefined ? ` of ${first.design}` : '';
  const designCell = (design: string): readonly Cell[] => (ofOne === '' ? [cell(design)] : []);
  return {
    id: 'plan-headroom-data',
    caption: `Loads at which limits${ofOne} bind and objectives break`,
    columns: columns(
      ...(ofOne === '' ? ['Design'] : []),
      'What',
      '#Holds up to',
      '#No longer at',
      ...(grows ? ['#By growth'] : []),
      'Known by',
    ),
    rows: headroom.flatMap((own) => [
      ...own.objectives.map((row) => [
        ...designCell(own.design),
        cell(row.expect, row.level === 'warn' ? 'a warning only' : undefined),
        holdsCell(row.metUpToLoad),
        cell(row.missedFromLoad === null ? 'none tried' : formatTimes(row.missedFromLoad)),
        ...(grows ? [monthCell(row.month)] : []),
        cell('simulation'),
      ]),
      ...own.limits.map((row) => [...designCell(own.design), ...limitCells(row, grows)]),
    ]),
    isFolded: false,
  };
}

function limitCells(row: LimitRow, grows: boolean): readonly Cell[] {
  return [
    cell(
      row.name,
      `${formatPerSecond(row.capacityPerSecond)}, ${formatRoundShare(row.usedShare)} used today`,
    ),
    holdsCell(rounded(row.bindsAtLoad)),
    cell('–'),
    ...(grows ? [monthCell(row.month)] : []),
    row.confidence === 'assumption' || row.confidence === 'inferred'
      ? cell('arithmetic', row.confidence === 'inferred' ? 'inferred limit' : 'assumed limit')
      : cell('arithmetic', 'documented limit'),
  ];
}

/** The load up to which something holds; less than today's is a failure already. */
function holdsCell(load: number | null): Cell {
  if (load === null) return { text: '✗ no load tried', tone: 'bad' };
  return load < 1 ? { text: `✗ ${formatTimes(load)}`, tone: 'bad' } : cell(formatTimes(load));
}

function monthCell(month: number | null): Cell {
  return cell(month === null ? '–' : monthInWords(month));
}
