import { hasFaults } from '../calm.ts';
import { costBreakdown } from '../charts/cost-breakdown.ts';
import { costByLoad } from '../charts/cost-by-load.ts';
import type { DesignView, Reading } from '../designs.ts';
import {
  cell,
  columns,
  figureBlock,
  tableBlock,
  type Block,
  type Cell,
  type Section,
  type Table,
} from '../document.ts';
import {
  formatCount,
  formatNumber,
  formatTimes,
  formatUnitPrice,
  formatUsd,
  formatUsdExact,
} from '../format-number.ts';
import { candidateNamed, planOf } from '../plan-words.ts';
import { drawnNote, loadTable } from './by-load-table.ts';

/** What each design costs a month, line by line, and how the bill grows with the load. */
export function moneySection(reading: Reading): Section {
  const { spotlight } = reading;
  const blocks: Block[] = [];
  if (reading.loads.length > 1 && reading.result.sweep === null) blocks.push(costFigure(reading));
  if (reading.designs.length > 0) blocks.push(breakdownFigure(reading));
  if (spotlight) {
    blocks.push(
      tableBlock(billTable([spotlight], 'bill', `Bill of ${spotlight.name} for a month`, false)),
    );
  }
  if (reading.designs.length > 1) {
    blocks.push(tableBlock(billTable(reading.designs, 'bills', 'Bills of all designs', true)));
  }
  const volumes = volumeTable(reading);
  if (volumes) blocks.push(tableBlock(volumes));
  return {
    id: 'money',
    title: 'Money',
    sentence: moneySentence(reading),
    blocks,
    howToRead: [
      ...(spotlight ? [volumeInWords(spotlight)] : []),
      ...(volumes
        ? [
            'KMS requests for each user operation are those measured in the simulation, at its rate. At a lower rate caches save less, so a month whose load is mostly below that of the simulation needs more requests for each operation.',
          ]
        : []),
      ...(reading.designs.some(({ atReference }) => hasFaults(atReference))
        ? [
            'Requests are those of the whole run, what faults made clients repeat included: the bill is that of a month in which such faults last as large a share of the time as here.',
          ]
        : []),
      'Only the key store is on the bill: keys, requests and HSMs. Data transfer, support plans, people and whatever calls the keys are not. List prices, without discounts.',
      ...drawnNote(reading),
    ],
  };
}

/** What the money is for, design by design. */
function breakdownFigure(reading: Reading): Block {
  return figureBlock({
    id: 'cost-breakdown',
    caption: breakdownCaption(reading),
    description:
      'Bars, one for each design, cut into parts: HSMs, other costs of the scenario, keys, requests; from what is paid anyhow to what grows with the load.',
    spec: costBreakdown(reading),
    data: {
      id: 'cost-breakdown-data',
      caption: 'The bill for a month, line by line',
      columns: columns('Design', 'For', '#A month'),
      rows: reading.designs.flatMap(({ name, atReference }) =>
        atReference.cost.lines.map(({ item, amountUsd }) => [
          cell(name),
          cell(item),
          cell(formatUsdExact(amountUsd)),
        ]),
      ),
      isFolded: true,
    },
  });
}

function breakdownCaption({ spotlight, designs }: Reading): string {
  const own = spotlight ?? designs[0]!;
  const { lines, monthUsd } = own.atReference.cost;
  const largest = [...lines].sort((a, b) => b.amountUsd - a.amountUsd)[0];
  return largest === undefined || monthUsd <= 0
    ? 'What the money is for.'
    : `${own.name}: ${formatUsd(monthUsd)} a month, of it ${formatUsd(largest.amountUsd)} for ${largest.item}.`;
}

/** The bill as the load grows; a sweep shows it at its beginning. */
export function costFigure(reading: Reading): Block {
  return figureBlock({
    id: 'cost-by-load',
    caption: costCaption(reading),
    description:
      'Lines, one for each design: US dollars a month over the load. Where a line starts is the fixed part, how steep it is the part per call.',
    spec: costByLoad(reading),
    otherScale: { name: 'logarithmic', spec: costByLoad(reading, 'log') },
    data: loadTable(reading, 'cost-data', 'Cost a month, by load', (point) =>
      cell(
        formatUsd(point.cost.monthUsd),
        `${formatUsd(point.cost.perMillionCallsUsd)} per million`,
      ),
    ),
  });
}

function volumeInWords(design: DesignView): string {
  const { cost } = design.atReference;
  const calls = formatCount(Math.round(cost.callsPerMonth));
  return cost.volume === 'given'
    ? `The bill is for ${calls} calls a month, as the scenario gives them, and a month of ${formatNumber(cost.hoursPerMonth)} hours.`
    : `The bill assumes that the simulated rate lasts all month, day and night: ${calls} calls in ${formatNumber(cost.hoursPerMonth)} hours. If the simulation shows a peak, give the month’s calls with perMonth: in the scenario.`;
}

/** What the bill takes each workload to do, where a call is not simply a request. */
function volumeTable(reading: Reading): Table | null {
  const rows = reading.designs.flatMap((design) =>
    design.atReference.cost.volumes.map((own) => ({ design, own })),
  );
  if (!rows.some(({ own }) => own.of === 'user operations')) return null;
  return {
    id: 'volumes',
    caption: 'What the bills are for, a month',
    columns: columns(
      'Design',
      'Workload',
      '#A month',
      'Of',
      'Volume',
      '#KMS requests',
      '#KMS requests each',
    ),
    rows: rows.map(({ design, own }): readonly Cell[] => [
      cell(design.name),
      cell(own.workload),
      cell(formatCount(own.perMonth)),
      cell(own.of),
      cell(own.volume === 'given' ? 'given' : 'simulated rate all month'),
      cell(formatCount(own.requestsPerMonth)),
      cell(own.perMonth === 0 ? '–' : formatNumber(own.requestsPerMonth / own.perMonth)),
    ]),
    isFolded: true,
  };
}

function byCost(designs: readonly DesignView[]): readonly DesignView[] {
  return [...designs].sort((a, b) => a.atReference.cost.monthUsd - b.atReference.cost.monthUsd);
}

function moneySentence(reading: Reading): string {
  const { spotlight } = reading;
  if (!spotlight) return 'No design was simulated.';
  const own = spotlight.atReference.cost;
  const cheapest = byCost(reading.designs)[0];
  const compared = comparedWith(reading, spotlight, cheapest);
  const basis =
    own.volume === 'given'
      ? ''
      : ' This takes the simulated rate for the whole month; the scenario gives no monthly volume.';
  return `${spotlight.name} costs ${formatUsd(own.monthUsd)} a month, ${formatUsd(own.perMillionCallsUsd)} per million calls${compared}.${basis}`;
}

/** How the bill compares with the least one. */
function comparedWith(
  reading: Reading,
  { atReference: { cost } }: DesignView,
  cheapest: DesignView | undefined,
): string {
  if (cheapest === undefined || reading.designs.length === 1) return '';
  const least = cheapest.atReference.cost.monthUsd;
  if (cost.monthUsd <= least) return ', the least of all designs';
  const ratio = Number((cost.monthUsd / Math.max(least, 0.01)).toPrecision(2));
  if (ratio === 1) return `, hardly more than the least, ${cheapest.name}`;
  return least <= 0
    ? ''
    : `, ${formatTimes(ratio)} the cheapest design of all, ${cheapest.name} (${formatUsd(least)}${whyNot(reading, cheapest)})`;
}

/** A cheaper design that cannot be chosen is no bargain. */
function whyNot({ result }: Reading, { name, isEligible, objectives }: DesignView): string {
  const plan = planOf(result);
  const planned = plan === null ? null : (candidateNamed(plan, name)?.verdict ?? null);
  const misses = objectives.some(({ level, verdict }) => level === 'fail' && verdict === 'missed');
  if (!isEligible) return ', which the scenario rules out';
  return misses || (planned !== null && planned !== 'met')
    ? ', which does not meet the objectives'
    : '';
}

function costCaption(reading: Reading): string {
  const low = reading.loads[0] ?? 1;
  const high = reading.loads.at(-1) ?? 1;
  const at = (load: number): string => {
    const costs = reading.designs.flatMap((design) => {
      const point = design.points.find((candidate) => candidate.load === load);
      return point ? [{ name: design.name, usd: point.cost.monthUsd }] : [];
    });
    return costs.sort((a, b) => a.usd - b.usd)[0]?.name ?? '–';
  };
  return at(low) === at(high)
    ? `${at(low)} is the cheapest design at both ends of the range, from ${formatTimes(low)} to ${formatTimes(high)} load.`
    : `The cheapest design at ${formatTimes(low)} load is ${at(low)}; at ${formatTimes(high)} it is ${at(high)}.`;
}

function billTable(
  designs: readonly DesignView[],
  id: string,
  caption: string,
  isFolded: boolean,
): Table {
  return {
    id,
    caption,
    columns: columns(
      ...(designs.length > 1 ? ['Design'] : []),
      'Item',
      '#Quantity',
      'Unit',
      '#Unit price',
      '#Amount',
      '~Source',
      'As of',
    ),
    rows: designs.flatMap((design): (readonly Cell[])[] => {
      const name = designs.length > 1 ? [cell(design.name)] : [];
      const { cost } = design.atReference;
      return [
        ...cost.lines.map((line) => [
          ...name,
          cell(line.item),
          cell(formatCount(Math.round(line.quantity))),
          cell(line.unit),
          cell(formatUnitPrice(line.unitPriceUsd)),
          cell(formatUsdExact(line.amountUsd)),
          cell(line.source),
          { text: line.asOf, tone: 'date' as const },
        ]),
        [
          ...name,
          cell('Total'),
          cell(''),
          cell(''),
          cell(''),
          cell(
            formatUsdExact(cost.monthUsd),
            `${formatUsd(cost.perMillionCallsUsd)} per million calls`,
          ),
          cell(''),
          cell(''),
        ],
      ];
    }),
    isFolded,
  };
}
