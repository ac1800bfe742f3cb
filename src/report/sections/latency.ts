import { growthInWords } from '../../plan/index.ts';
import { p99ByLoad } from '../charts/p99-by-load.ts';
import { calmLatency, hasFaults } from '../calm.ts';
import { percentileCurve } from '../charts/percentile-curve.ts';
import { loadInWords, type DesignView, type Reading } from '../designs.ts';
import {
  cell,
  columns,
  figureBlock,
  tableBlock,
  type Block,
  type Section,
  type Table,
} from '../document.ts';
import { formatCount, formatEstimate, formatMs, formatTimes } from '../format-number.ts';
import { someInWords } from '../phrases.ts';
import { heatMapBlocks, HOW_TO_READ_HEAT } from './heat-map.ts';
import { HOW_TO_READ_OVER_TIME, overTimeBlocks } from './latency-over-time.ts';
import { drawnNote, loadTable } from './by-load-table.ts';
import { designCell, estimateCell, latencyCell, percentile, successCell } from './estimates.ts';

/** How long calls take: every percentile at the scenario's load, and p99 as the load grows. */
export function latencySection(reading: Reading): Section {
  const { result } = reading;
  const blocks: Block[] = [
    figureBlock({
      id: 'percentile-curve',
      caption: curveCaption(reading),
      description:
        'Lines rising from left to right, one for each design: latency on a logarithmic axis over percentiles from the median to the rarest.',
      spec: percentileCurve(reading),
      otherScale: { name: 'linear', spec: percentileCurve(reading, 'linear') },
      data: percentileTable(reading),
    }),
  ];
  if (reading.loads.length > 1 && result.sweep === null) blocks.push(p99Figure(reading));
  const heat = heatMapBlocks(reading);
  const overTime = overTimeBlocks(reading.spotlight);
  blocks.push(...heat, ...overTime);
  const groups = operationTable(reading.spotlight);
  if (groups) blocks.push(tableBlock(groups));
  return {
    id: 'latency',
    title: 'Latency',
    sentence: latencySentence(reading),
    blocks,
    howToRead: [
      'Latency covers calls that succeeded, from the moment the first attempt was due to the accepted answer, with all waiting, back-off and retries inside.',
      ...(reading.designs.some(({ atReference }) => hasFaults(atReference))
        ? [
            'All of it is of calls due before the first fault; the section on faults says what faults do. Only the table by operation and workload covers the whole run.',
          ]
        : []),
      'p99 is the time within which 99 of 100 calls end. On the first figure’s axis each step to the right is ten times rarer, so the tail has as much room as the middle.',
      ...(hasBounds(reading)
        ? [
            '≥ marks a lower bound: when the simulation ended, calls were still on their way that will end up among the slowest.',
          ]
        : []),
      ...(reading.spotlight?.atReference.latencyBand?.shares.length
        ? [
            `The shaded band along the curve of ${reading.spotlight.name} is the interval of each percentile over the replications; it ends where the run is too short for one.`,
          ]
        : []),
      'A curve ends where fewer than ten slower calls stand behind it. A design has no curve, and no dot over the load, where it is unstable: calls in flight keep growing there, and the longer the run, the longer the latency.',
      ...(heat.length > 0 ? [HOW_TO_READ_HEAT] : []),
      ...(overTime.length > 0 ? [HOW_TO_READ_OVER_TIME] : []),
      `Percentile rule: ${result.run.percentileRule}`,
      ...drawnNote(reading),
    ],
  };
}

/** p99 as the load grows; a sweep shows it at its beginning. */
export function p99Figure(reading: Reading): Block {
  return figureBlock({
    id: 'p99-by-load',
    caption: growthCaption(reading),
    description:
      'Lines, one for each design: the 99th percentile of latency over the load. A line that shoots up has reached a limit.',
    spec: p99ByLoad(reading),
    otherScale: { name: 'linear', spec: p99ByLoad(reading, 'linear') },
    data: loadTable(reading, 'p99-data', '99th percentile of latency by load', (point) =>
      latencyCell(calmLatency(point).latencyMs, 'p99'),
    ),
  });
}

function hasBounds(reading: Reading): boolean {
  return reading.designs.some((design) =>
    design.points.some((point) => {
      const { tailIsLowerBound, growthPerSecond } = calmLatency(point).latencyMs;
      return tailIsLowerBound && growthPerSecond === null;
    }),
  );
}

function latencySentence(reading: Reading): string {
  const { spotlight } = reading;
  const summary = spotlight ? calmLatency(spotlight.atReference).latencyMs : null;
  const own = summary ? percentile(summary, 'p99') : null;
  if (spotlight && summary && summary.growthPerSecond !== null) {
    return `${spotlight.name} is unstable at ${loadInWords(reading.referenceLoad)}: calls in flight grow by ${growthInWords(summary.growthPerSecond)}, so there is no latency to report.`;
  }
  if (!spotlight || !own) return 'No call succeeded, so there is no latency to report.';
  const fastest = [...reading.designs]
    .flatMap((design) => {
      const p99 = percentile(calmLatency(design.atReference).latencyMs, 'p99');
      return p99 ? [{ design, p99 }] : [];
    })
    .sort((a, b) => a.p99.value - b.p99.value)[0];
  const compared =
    !fastest || reading.designs.length === 1
      ? ''
      : fastest.design === spotlight
        ? ', the shortest of all designs'
        : `; the shortest of all designs is ${fastest.design.name} with ${formatMs(fastest.p99.value)}`;
  return `With ${spotlight.name}, 99 of 100 calls end within ${formatEstimate(own, 'ms')} at ${loadInWords(reading.referenceLoad)}${hasFaults(spotlight.atReference) ? ' while nothing fails' : ''}${compared}.`;
}

function curveCaption(reading: Reading): string {
  const design = reading.spotlight;
  const median = design ? percentile(calmLatency(design.atReference).latencyMs, 'p50') : null;
  const rare = design ? percentile(calmLatency(design.atReference).latencyMs, 'p99.9') : null;
  return design && median && rare && median.value > 0
    ? `${design.name}: half of the calls end within ${formatMs(median.value)}; one in a thousand takes longer than ${formatMs(rare.value)}, ${formatTimes(Number((rare.value / median.value).toPrecision(2)))} that.`
    : 'Latency at every percentile.';
}

function growthCaption(reading: Reading): string {
  const piling = reading.designs.flatMap((design) => {
    const first = design.points.find((point) => !point.stable);
    if (!first?.growthPerSecond) return [];
    const rate = growthInWords(first.growthPerSecond);
    return [`${design.name} at ${formatTimes(first.load)} (by ${rate})`];
  });
  const highest = formatTimes(reading.loads.at(-1) ?? 1);
  return piling.length === 0
    ? `Up to ${highest} load no design is overloaded: in none do calls pile up without end.`
    : `Calls pile up without end from some load on: ${someInWords(piling)}.`;
}

function percentileTable(reading: Reading): Table {
  const names = [
    ...new Set(
      reading.designs.flatMap((design) =>
        Object.keys(calmLatency(design.atReference).latencyMs.percentiles),
      ),
    ),
  ].sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)));
  return {
    id: 'percentiles-data',
    caption: `Latency at ${loadInWords(reading.referenceLoad)}`,
    columns: columns('Design', '#Calls', '#Mean', ...names.map((name) => `#${name}`), '#Longest'),
    rows: reading.designs.map((design) => {
      const { latencyMs } = calmLatency(design.atReference);
      return [
        designCell(design.name, design.atReference),
        cell(formatCount(latencyMs.count)),
        latencyMs.mean === null ? cell('–') : estimateCell(latencyMs.mean, 'ms'),
        ...names.map((name) => latencyCell(latencyMs, name)),
        cell(latencyMs.max === null ? '–' : formatMs(latencyMs.max)),
      ];
    }),
    isFolded: true,
  };
}

function operationTable(design: DesignView | null): Table | null {
  if (!design) return null;
  const { byOperation, byWorkload } = design.atReference;
  const groups = [
    ...Object.entries(byOperation).map(([name, group]) => ['KMS operation', name, group] as const),
    ...Object.entries(byWorkload).map(([name, group]) => ['workload', name, group] as const),
  ];
  if (groups.length < 2) return null;
  return {
    id: 'operations',
    caption: `${design.name} by operation and workload`,
    columns: columns('Group', 'Of', '#Calls', '#Success', '#p50', '#p99', '#Added p99'),
    rows: groups.map(([of, name, group]) => [
      cell(name),
      cell(of),
      cell(formatCount(group.calls.offered)),
      successCell(group),
      latencyCell(group.latencyMs, 'p50'),
      latencyCell(group.latencyMs, 'p99'),
      latencyCell(group.addedLatencyMs, 'p99'),
    ]),
    isFolded: true,
  };
}
