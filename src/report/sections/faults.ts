import { faultTimeline } from '../charts/fault-timeline.ts';
import { gatherWindows } from '../charts/timeline-data.ts';
import { growthInWords, type FaultSpan } from '../../plan/index.ts';
import type { DesignView, Reading } from '../designs.ts';
import {
  cell,
  columns,
  figureBlock,
  tableBlock,
  type Cell,
  type Section,
  type Table,
} from '../document.ts';
import {
  formatCount,
  formatDuration,
  formatEstimate,
  formatMs,
  formatPerSecond,
  formatRound,
} from '../format-number.ts';
import { joinInWords } from '../phrases.ts';
import { latencyCell, percentile, successCell } from './estimates.ts';

/** Time lines of more designs than this would be leafed over. */
const MOST_TIMELINES = 3;
/** Rows of the table under a time line. */
const TABLE_STEPS = 30;

/** What happens while something is broken; null when the scenario breaks nothing. */
export function faultsSection(reading: Reading): Section | null {
  const withFaults = reading.designs.filter((design) => design.atReference.faults.length > 0);
  const first = withFaults[0];
  if (!first) return null;
  const timelines = pickTimelines(withFaults, reading.spotlight);
  return {
    id: 'faults',
    title: 'Faults',
    sentence: faultsSentence(timelines.find((design) => design === reading.spotlight) ?? first),
    blocks: [
      { kind: 'prose', paragraphs: first.atReference.faults.map(faultInWords) },
      ...timelines.map((design) =>
        figureBlock({
          id: `timeline-${reading.designs.indexOf(design) + 1}`,
          caption: timelineCaption(design),
          description: `Two plots over time for ${design.name}, the time of each fault shaded: above, calls per second asked for, served, and throttled or failed; below, the 99th percentile of latency.`,
          spec: faultTimeline(design),
          data: timelineTable(design, reading.designs.indexOf(design) + 1),
        }),
      ),
      tableBlock(phasesTable(withFaults)),
      tableBlock(recoveryTable(withFaults)),
    ],
    howToRead: [
      'Shaded stretches are the faults. A call belongs to the phase in which it was due, even if it ended later.',
      'Recovered means the first of five seconds in a row whose calls, by when they were due, succeed as often and have their p99 as short as before the fault; where five seconds hold fewer than 100 calls, of as many seconds as it takes. A call that never ends is not a success.',
      'Time lines are averages over the replications, second by second; a gap in the p99 line means that no call succeeded.',
      ...(timelines.length < withFaults.length
        ? [
            `Time lines are drawn for ${joinInWords(timelines.map((design) => design.name))}; the tables list all designs.`,
          ]
        : []),
    ],
  };
}

/** The spotlight first, then the first design with HSMs of every other store, then others. */
function pickTimelines(
  designs: readonly DesignView[],
  spotlight: DesignView | null,
): readonly DesignView[] {
  const picked = designs.filter((design) => design === spotlight);
  const stores = new Set(picked.map((design) => design.store));
  const byInterest = [...designs].sort((a, b) => worstLoss(b) - worstLoss(a));
  for (const design of byInterest) {
    if (picked.length >= MOST_TIMELINES) break;
    if (!stores.has(design.store) && worstLoss(design) > 0) {
      stores.add(design.store);
      picked.push(design);
    }
  }
  for (const design of byInterest) {
    if (picked.length >= MOST_TIMELINES) break;
    if (!picked.includes(design) && worstLoss(design) > 0) picked.push(design);
  }
  return picked.length > 0 ? picked : designs.slice(0, 1);
}

function worstLoss(design: DesignView): number {
  return Math.max(0, ...duringFaults(design).map(([, group]) => 1 - group.successShare.value));
}

/** Groups of calls due while a fault lasted, by the fault's name. */
function duringFaults(design: DesignView): [string, DesignView['atReference']['phases'][string]][] {
  const { faults, phases } = design.atReference;
  return faults.flatMap((fault): [string, DesignView['atReference']['phases'][string]][] => {
    const group = Object.hasOwn(phases, fault.name) ? phases[fault.name] : undefined;
    return group && group.calls.offered > 0 ? [[fault.name, group]] : [];
  });
}

const FAULT_KINDS: Readonly<Record<string, string>> = {
  'zone-down': 'an availability zone fails',
  'hsm-down': 'an HSM fails',
  'hsm-drained': 'an HSM is taken out of service',
  'all-hsms-down': 'all HSMs fail',
  'hsm-slow': 'HSMs serve slowly',
  link: 'a network link is slow, lossy or cut',
  'proxy-down': 'the external key store’s proxy is down',
  'proxy-slow': 'the external key store’s proxy is slow',
  'proxy-throttling': 'the external key store’s proxy refuses what is too much',
  'proxy-errors': 'the external key store’s proxy answers errors',
  'store-disconnected': 'the key store is disconnected',
  kmsuser: 'the crypto user kmsuser is locked out',
  'quota-lowered': 'a request quota is lowered',
  'kms-degraded': 'KMS itself is degraded',
};

function faultInWords(fault: FaultSpan): string {
  const [first] = fault.spans;
  const endMs = first?.endMs ?? null;
  const until = endMs === null ? 'to the end' : `for ${formatDuration(endMs - fault.startMs)}`;
  const times =
    fault.count > 1 ? `; it came ${formatCount(fault.count)} times in the first replication` : '';
  return `${fault.name}: ${FAULT_KINDS[fault.kind] ?? fault.kind}, ${whenInWords(fault.startMs)}, ${until}${times}.`;
}

function whenInWords(startMs: number): string {
  if (startMs < 0) return `${formatDuration(-startMs)} before the measurement`;
  return startMs === 0 ? 'at the start' : `${formatDuration(startMs)} into the measurement`;
}

function faultsSentence(design: DesignView): string {
  const parts = duringFaults(design).map(([name, group]) => {
    const p99 = percentile(group.latencyMs, 'p99');
    const { growthPerSecond } = group.latencyMs;
    const latency = growthPerSecond
      ? ` and calls in flight grow by ${growthInWords(growthPerSecond)}`
      : p99
        ? ` and p99 is ${formatMs(p99.value)}`
        : '';
    return `during ${name} ${formatEstimate(group.successShare, '%')} of the calls succeed${latency}`;
  });
  return parts.length === 0
    ? `${design.name} was run through the faults below.`
    : `With ${design.name}, ${joinInWords(parts)}.`;
}

function timelineCaption(design: DesignView): string {
  const { recoverySeconds } = design.atReference;
  const recovered = Object.entries(recoverySeconds).map(([fault, seconds]) =>
    seconds === null
      ? `does not recover from ${fault} within the measured time`
      : `is back to normal ${formatRound(seconds.value)} s after ${fault} began`,
  );
  const lost = worstLoss(design);
  const loss = lost > 0 ? 'loses calls during the fault' : 'loses no call during the fault';
  return `${design.name} ${joinInWords([loss, ...recovered])}.`;
}

function timelineTable(design: DesignView, number: number): Table {
  const steps = gatherWindows(design.atReference.windows, TABLE_STEPS);
  return {
    id: `timeline-data-${number}`,
    caption: `${design.name} over time`,
    columns: columns('From', '#Asked for', '#Served', '#Throttled or failed', '#Worst p99'),
    rows: steps.map((step) => [
      cell(step.startMs === 0 ? '0 s' : formatDuration(step.startMs)),
      cell(formatPerSecond(step.offeredPerSecond)),
      cell(formatPerSecond(step.throughputPerSecond)),
      cell(formatPerSecond(step.lostPerSecond)),
      cell(step.p99Ms === null ? '–' : formatMs(step.p99Ms)),
    ]),
    isFolded: true,
  };
}

function phasesTable(designs: readonly DesignView[]): Table {
  const names = [
    ...new Set(designs.flatMap((design) => Object.keys(design.atReference.phases))),
  ].sort((a, b) => phaseOrder(a) - phaseOrder(b));
  return {
    id: 'phases',
    caption: 'Before, during and after',
    columns: columns('Design', ...names.flatMap((name) => [`#${name}: success`, `#${name}: p99`])),
    rows: designs.map((design) => [
      cell(design.name),
      ...names.flatMap((name): Cell[] => {
        const { phases } = design.atReference;
        const group = Object.hasOwn(phases, name) ? phases[name] : undefined;
        return group
          ? [successCell(group), latencyCell(group.latencyMs, 'p99')]
          : [cell('–'), cell('–')];
      }),
    ]),
    isFolded: false,
  };
}

function phaseOrder(name: string): number {
  return name === 'before' ? 0 : name === 'after' ? 2 : 1;
}

function recoveryTable(designs: readonly DesignView[]): Table {
  return {
    id: 'recovery',
    caption: 'Time from the start of a fault to recovery',
    columns: columns('Design', 'Fault', '#Recovered after', '#HSMs'),
    rows: designs.flatMap((design) =>
      Object.entries(design.atReference.recoverySeconds).map(
        ([fault, seconds]): readonly Cell[] => [
          cell(design.name),
          cell(fault),
          seconds === null
            ? { text: '✗ not within the measured time', tone: 'bad' }
            : cell(formatEstimate(seconds, 's')),
          cell(formatCount(design.atReference.hsms)),
        ],
      ),
    ),
    isFolded: false,
  };
}
