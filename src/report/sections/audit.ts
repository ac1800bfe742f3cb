import type { DesignView, Reading } from '../designs.ts';
import { loadInWords } from '../designs.ts';
import { cell, columns, tableBlock, type Cell, type Section, type Table } from '../document.ts';
import { formatCount, formatUsd } from '../format-number.ts';

const HOURS_PER_DAY = 24;

/** How many events the audit trail gets; null where no design goes through KMS. */
export function auditSection(reading: Reading): Section | null {
  const logged = reading.designs.filter(({ atReference }) => atReference.audit.isLogged);
  const first = logged.find((design) => design === reading.spotlight) ?? logged[0];
  if (!first) return null;
  return {
    id: 'audit',
    title: 'Audit trail',
    sentence: sentenceOf(first),
    blocks: [tableBlock(eventsTable(reading)), tableBlock(operationsTable(logged))],
    howToRead: [
      'Every request that reaches KMS is one management event of AWS CloudTrail. The first copy of them is free; each further trail pays for every event, unless it leaves out all events of KMS.',
      'Whether CloudTrail logs every request that KMS throttles is undocumented: those are counted apart, and not in the price.',
      ...(logged.length < reading.designs.length
        ? [
            'CloudHSM used directly writes no event for an operation with a key: its own audit log holds logins and the management of keys and users.',
          ]
        : []),
      'What a service answers from its cache leaves no event of KMS: fewer calls mean less detail in the trail.',
    ],
  };
}

function perDay({ atReference }: DesignView): number {
  const { audit, cost } = atReference;
  return (audit.eventsPerMonth * HOURS_PER_DAY) / cost.hoursPerMonth;
}

function sentenceOf(design: DesignView): string {
  const { eventsPerMonth, trailCopyUsd } = design.atReference.audit;
  return `${design.name} writes ${formatCount(eventsPerMonth)} CloudTrail events a month, ${formatCount(Math.round(perDay(design)))} a day; a second trail that keeps them costs ${formatUsd(trailCopyUsd)} a month.`;
}

function eventsTable(reading: Reading): Table {
  return {
    id: 'audit-events',
    caption: `CloudTrail management events at ${loadInWords(reading.referenceLoad)}`,
    columns: columns(
      'Design',
      '#Events a day',
      '#Events a month',
      '#A second trail, a month',
      '#Throttled requests a month',
    ),
    rows: reading.designs.map((design): readonly Cell[] => {
      const { isLogged, eventsPerMonth, trailCopyUsd, throttledPerMonth } =
        design.atReference.audit;
      return isLogged
        ? [
            cell(design.name),
            cell(formatCount(Math.round(perDay(design)))),
            cell(formatCount(eventsPerMonth)),
            cell(formatUsd(trailCopyUsd)),
            cell(formatCount(throttledPerMonth)),
          ]
        : [cell(design.name), cell('none'), cell('none'), cell('–'), cell('–')];
    }),
    isFolded: false,
  };
}

function operationsTable(designs: readonly DesignView[]): Table {
  return {
    id: 'audit-operations',
    caption: 'Events a month by operation',
    columns: columns('Design', 'Event name', '#Events a month'),
    rows: designs.flatMap((design) =>
      Object.entries(design.atReference.audit.byOperation).map(
        ([operation, count]): readonly Cell[] => [
          cell(design.name),
          cell(operation),
          cell(formatCount(count)),
        ],
      ),
    ),
    isFolded: true,
  };
}
