import type { Economics, PlanResult } from '../../plan/index.ts';
import { costByRegion } from '../charts/cost-by-region.ts';
import type { Reading } from '../designs.ts';
import {
  cell,
  columns,
  figureBlock,
  tableBlock,
  type Block,
  type Section,
  type Table,
} from '../document.ts';
import {
  formatNumber,
  formatPerSecond,
  formatRoundShare,
  formatTimes,
  formatUnitPrice,
  formatUsd,
} from '../format-number.ts';
import { capital, planOf, priceDifference } from '../plan-words.ts';

/** Bars for more Regions than these would be a wall; the table has them all. */
const MOST_BARS = 12;

/** What the next dollar buys; null where nothing was reckoned. */
export function planEconomicsSection({ result }: Reading): Section | null {
  const plan = planOf(result);
  const economics = plan?.economics ?? null;
  if (plan === null || economics === null) return null;
  const { nextHsm, breakEvens, regions, nines } = economics;
  const blocks: readonly (Block | null)[] = [
    nextHsm.length === 0 ? null : tableBlock(nextHsmTable(nextHsm)),
    breakEvens.length === 0 ? null : tableBlock(breakEvenTable(breakEvens)),
    nines.length === 0 ? null : tableBlock(ninesTable(nines)),
    regions.length < 2 ? null : figureBlock(regionsFigure(economics, plan)),
  ];
  const shown = blocks.filter((block) => block !== null);
  if (shown.length === 0) return null;
  return {
    id: 'plan-economics',
    title: 'What more or less money would do',
    sentence: sentenceOf(economics),
    blocks: shown,
    howToRead: [
      ...(nextHsm.length > 0
        ? [
            'The next HSM is one more in each key store, paired with the design before it under the same random numbers, so that small gains are not hidden by chance. “No detectable difference” names what the gain can be at most.',
          ]
        : []),
      ...(breakEvens.length > 0
        ? [
            'A break-even is the load at which two designs cost the same: HSMs cost the same whether they work or not, requests only when they come. It compares prices alone; whether both designs meet the objectives there is another matter.',
          ]
        : []),
      ...(nines.length > 0
        ? [
            'A nine more is a tenth of the time lost: 99.9 % has three. Availability over years rests on assumed rates of failure, so the price of a nine does too. It is given only where a dearer design gains something to speak of against the one before it.',
          ]
        : []),
      ...(regions.length > 1
        ? [
            'Regions are compared by list prices alone: latency between Regions, data transfer and where data may be kept are left out.',
          ]
        : []),
    ],
  };
}

function sentenceOf({ nextHsm, breakEvens, regions }: Economics): string {
  const [step] = nextHsm;
  if (step !== undefined) {
    return `The next HSM (${step.to}) costs ${priceDifference(step.moreUsd)} a month and buys ${withoutDot(step.buys)}.`;
  }
  if (breakEvens[0] !== undefined) return `${capital(withoutDot(breakEvens[0].sentence))}.`;
  const [cheapest] = regions;
  return cheapest === undefined
    ? 'What availability over years costs, design by design.'
    : `The same design costs least in ${cheapest.region}: ${formatUsd(cheapest.monthUsd)} a month.`;
}

function withoutDot(text: string): string {
  return text.replace(/\.$/, '');
}

function nextHsmTable(steps: Economics['nextHsm']): Table {
  return {
    id: 'plan-next-hsm',
    caption: 'The next HSM: what it costs and buys',
    columns: columns('From', 'To', '#More a month', '~Buys'),
    rows: steps.map(({ from, to, moreUsd, buys }) => [
      cell(from),
      cell(to),
      cell(formatUsd(moreUsd)),
      cell(buys),
    ]),
    isFolded: false,
  };
}

function breakEvenTable(breakEvens: Economics['breakEvens']): Table {
  return {
    id: 'plan-break-evens',
    caption: 'Where another design becomes the cheaper one',
    columns: columns('Cheaper below', 'Cheaper above', '#At load', '#Calls', '~In words'),
    rows: breakEvens.map(({ cheapBelow, cheapAbove, load, callsPerSecond, sentence }) => [
      cell(cheapBelow),
      cell(cheapAbove),
      cell(load === null ? 'never' : formatTimes(load)),
      cell(callsPerSecond === null ? '–' : formatPerSecond(callsPerSecond)),
      cell(capital(sentence)),
    ]),
    isFolded: false,
  };
}

function ninesTable(nines: Economics['nines']): Table {
  return {
    id: 'plan-nines',
    caption: 'Availability over years against money',
    columns: columns(
      'Design',
      '#$/month',
      '#Time lost a month',
      '#Nines',
      '#For each further nine',
    ),
    rows: nines.map((own, index) => [
      cell(own.design),
      cell(formatUsd(own.monthUsd)),
      cell(`${formatNumber(own.downtimeMinutesPerMonth)} min`),
      cell(formatNumber(own.nines)),
      cell(
        own.usdPerNine === null
          ? index === 0
            ? '–'
            : 'no gain'
          : `${formatUsd(own.usdPerNine)} a month`,
      ),
    ]),
    isFolded: false,
  };
}

function regionsFigure({ regions }: Economics, plan: PlanResult) {
  const cheapest = regions[0]!;
  const own = regions.find(({ isChosen }) => isChosen);
  const isCheapest = own === undefined || own.monthUsd <= cheapest.monthUsd;
  return {
    id: 'plan-regions',
    caption:
      own === undefined
        ? `${cheapest.region} is the cheapest Region for ${plan.chosen ?? 'this design'}.`
        : isCheapest
          ? `No Region with known prices is cheaper than ${own.region}.`
          : `In ${cheapest.region} the same design would cost ${priceDifference(cheapest.monthUsd - own.monthUsd)} than in ${own.region}.`,
    description:
      'Horizontal bars, one for each Region: what the chosen design costs there a month. The scenario’s own Region is drawn solid, the others faint.',
    spec: costByRegion(drawnRegions(regions)),
    data: regionsTable(regions),
  };
}

/** The cheapest ones, and the scenario's own among them in any case. */
function drawnRegions(regions: Economics['regions']): Economics['regions'] {
  if (regions.length <= MOST_BARS) return regions;
  const first = regions.slice(0, MOST_BARS);
  const own = regions.find(({ isChosen }) => isChosen);
  return own === undefined || first.includes(own) ? first : [...first.slice(0, -1), own];
}

function regionsTable(regions: Economics['regions']): Table {
  const own = regions.find(({ isChosen }) => isChosen);
  return {
    id: 'plan-regions-data',
    caption: 'The same design in every Region with known prices',
    columns: columns('Region', '#$/month', '#Against the scenario’s', '#HSM, an hour'),
    rows: regions.map((row) => [
      cell(row.region, row.isChosen ? 'the scenario’s' : undefined),
      cell(formatUsd(row.monthUsd)),
      cell(
        own === undefined || row === own
          ? '–'
          : `${priceDifference(row.monthUsd - own.monthUsd)} (${row.monthUsd >= own.monthUsd ? '+' : '−'}${formatRoundShare(Math.abs(row.monthUsd / own.monthUsd - 1))})`,
      ),
      cell(row.hsmHourUsd === null ? '–' : formatUnitPrice(row.hsmHourUsd)),
    ]),
    isFolded: true,
  };
}
