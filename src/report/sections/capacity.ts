import { hsmUtilisation } from '../charts/hsm-utilisation.ts';
import { limitsUsed } from '../charts/limits-used.ts';
import type { LimitResult, PointResult } from '../../plan/index.ts';
import { loadInWords, type DesignView, type Reading } from '../designs.ts';
import {
  cell,
  columns,
  figureBlock,
  type Block,
  type Cell,
  type Section,
  type Table,
} from '../document.ts';
import {
  formatEstimate,
  formatMs,
  formatNumber,
  formatPerSecond,
  formatShare,
  formatTimes,
} from '../format-number.ts';
import { joinInWords } from '../phrases.ts';
import { confidenceCell } from './question.ts';

/** Which limit each design hits first, how far away it is, and how busy the HSMs are. */
export function capacitySection(reading: Reading): Section {
  const blocks: Block[] = [];
  const hasLimits = reading.designs.some((design) => design.atReference.limits.length > 0);
  const hasStations = reading.designs.some(
    ({ atReference }) => Object.keys(atReference.stations).length > 0,
  );
  if (hasLimits) {
    blocks.push(
      figureBlock({
        id: 'limits-used',
        caption: limitsCaption(reading),
        description:
          'Horizontal bars, one for each limit of each design: the share of the limit that the load takes. The limit reached first is drawn in full colour.',
        spec: limitsUsed(reading),
        data: limitsTable(reading),
      }),
    );
  }
  if (hasStations) {
    blocks.push(
      figureBlock({
        id: 'hsm-utilisation',
        caption: utilisationCaption(reading),
        description:
          'Horizontal bars, one for each HSM or proxy of each design: the share of time it is at work.',
        spec: hsmUtilisation(reading),
        data: stationsTable(reading),
      }),
    );
  }
  return {
    id: 'capacity',
    title: 'Capacity and limits',
    sentence: capacitySentence(reading.spotlight),
    blocks,
    howToRead: [
      'A limit’s share counts first attempts only; retries come on top once calls are refused. Above 100 % calls are throttled or pile up.',
      'In the first figure the strong bar is the limit that is reached first as the load grows; in the second it is the design named above.',
      'A queue grows long before 100 %: in a simple one, waiting more than doubles from 50 % to 70 %, and doubles again by 85 %.',
    ],
  };
}

/** The wall reached first as the load grows. */
function bindingLimit(point: PointResult): LimitResult | null {
  return point.limits.find((limit) => limit.binds) ?? null;
}

function capacitySentence(design: DesignView | null): string {
  const limit = design ? bindingLimit(design.atReference) : null;
  if (!design || !limit) return 'No limit was found that the load could reach.';
  const assumed =
    limit.confidence === 'assumption' || limit.confidence === 'inferred'
      ? ' That capacity is assumed, not published.'
      : '';
  const where =
    limit.usedShare <= 1
      ? `the load takes ${formatShare(Number(limit.usedShare.toPrecision(3)))} of it, so it is reached at ${formatTimes(1 / limit.usedShare)} the load simulated here`
      : `the load asks for ${formatTimes(limit.usedShare)} of that`;
  return `The first limit in the way of ${design.name} is ${limit.name === 'HSMs' ? 'its HSMs' : `the ${limit.name}`}, at ${formatPerSecond(limit.capacityPerSecond)}: ${where}.${assumed}`;
}

function limitsCaption(reading: Reading): string {
  const beyond = reading.designs.filter((design) =>
    design.atReference.limits.some((limit) => limit.usedShare > 1),
  );
  if (beyond.length === 0) {
    return `At ${loadInWords(reading.referenceLoad)} every design stays within all of its limits.`;
  }
  return `At ${loadInWords(reading.referenceLoad)} ${joinInWords(beyond.map((design) => design.name))} ${beyond.length === 1 ? 'is' : 'are'} beyond a limit.`;
}

function utilisationCaption(reading: Reading): string {
  const busiest = reading.designs
    .flatMap((design) =>
      Object.entries(design.atReference.stations).map(([station, { utilisationShare }]) => ({
        design,
        station,
        share: utilisationShare.value,
      })),
    )
    .sort((a, b) => b.share - a.share)[0];
  return busiest
    ? `The busiest ${busiest.design.kind === 'external' ? 'proxy' : 'HSM'} of all, ${busiest.station} of ${busiest.design.name}, is at work ${formatShare(Number(busiest.share.toPrecision(3)))} of the time.`
    : 'No HSM was used.';
}

function limitsTable(reading: Reading): Table {
  return {
    id: 'limits-data',
    caption: 'Limits by design',
    columns: columns(
      'Design',
      'Limit',
      '#Capacity',
      '#Used',
      'Reached first',
      'Confidence',
      'What can be done',
      '~Source',
    ),
    rows: reading.designs.flatMap((design) =>
      design.atReference.limits.map((limit): readonly Cell[] => [
        cell(design.name),
        cell(limit.name),
        cell(formatPerSecond(limit.capacityPerSecond)),
        limit.usedShare > 1
          ? { text: `✗ ${formatShare(Number(limit.usedShare.toPrecision(3)))}`, tone: 'bad' }
          : cell(formatShare(Number(limit.usedShare.toPrecision(3)))),
        cell(limit.binds ? 'yes' : ''),
        confidenceCell(limit.confidence),
        cell(limit.remedy),
        cell(limit.source),
      ]),
    ),
    isFolded: true,
  };
}

function stationsTable(reading: Reading): Table {
  return {
    id: 'stations-data',
    caption: 'HSMs and proxies by design',
    columns: columns(
      'Design',
      'HSM or proxy',
      'Zone',
      '#At work',
      '#Commands waiting',
      '#Mean wait',
      '#Mean service time',
      '#Commands served',
    ),
    rows: reading.designs.flatMap((design) =>
      Object.entries(design.atReference.stations).map(
        ([station, result], index): readonly Cell[] => [
          cell(design.name),
          cell(station),
          cell(design.atReference.placement[index] ?? '–'),
          cell(formatEstimate(result.utilisationShare, '%')),
          cell(formatNumber(result.meanQueue.value)),
          cell(formatMs(result.meanWaitMs.value)),
          cell(formatMs(result.meanServiceMs.value)),
          cell(formatPerSecond(result.completedPerSecond.value)),
        ],
      ),
    ),
    isFolded: true,
  };
}
