import type { ControlEventResult } from '../../plan/index.ts';
import type { DesignView, Reading } from '../designs.ts';
import { cell, columns, tableBlock, type Cell, type Section, type Table } from '../document.ts';
import { formatCount, formatDuration } from '../format-number.ts';
import { joinInWords, plural } from '../phrases.ts';

/** More rows than this are not read. */
const MOST_ROWS = 200;

/** What happened to cluster, key store and keys, in order; null when nothing did. */
export function controlSection(reading: Reading): Section | null {
  const designs = reading.designs.filter(({ atReference }) => atReference.controlEvents.length > 0);
  const first = designs.find((design) => design === reading.spotlight) ?? designs[0];
  if (!first) return null;
  return {
    id: 'control',
    title: 'Control plane',
    sentence: sentenceOf(first),
    blocks: designs.map((design) =>
      tableBlock(eventTable(design, reading.designs.indexOf(design) + 1, design !== first)),
    ),
    howToRead: [
      'Times count from the start of the measurement. Events are those of the first replication; others differ where times are drawn by chance.',
      '“started” means that AWS answers at once and goes on in the background; the end follows as an event of its own.',
      'Repetitions of one event in a row are gathered into one line.',
    ],
  };
}

/** Events that are alike and follow one another. */
interface Gathered {
  readonly event: ControlEventResult;
  readonly count: number;
  readonly lastMs: number;
}

function gather(events: readonly ControlEventResult[]): readonly Gathered[] {
  const gathered: Gathered[] = [];
  for (const event of events) {
    const last = gathered.at(-1);
    const isSame =
      last !== undefined &&
      last.event.action === event.action &&
      last.event.subject === event.subject &&
      last.event.result === event.result &&
      last.event.detail === event.detail;
    if (isSame) {
      gathered[gathered.length - 1] = { ...last, count: last.count + 1, lastMs: event.atMs };
    } else gathered.push({ event, count: 1, lastMs: event.atMs });
  }
  return gathered;
}

/** Results that say nothing went wrong; the last: there is no such thing in this design. */
const HARMLESS: readonly string[] = ['ok', 'started', 'does not apply'];

function isRefused({ result }: ControlEventResult): boolean {
  return !HARMLESS.includes(result);
}

function sentenceOf({ name, atReference }: DesignView): string {
  const { controlEvents, controlEventsLeftOut } = atReference;
  const total = controlEvents.length + controlEventsLeftOut;
  const refused = controlEvents.filter(isRefused);
  const kinds = [...new Set(refused.map(({ action, result }) => `${action} (${result})`))];
  const failures =
    refused.length === 0
      ? 'none of them failed'
      : `${formatCount(refused.length)} of them failed: ${joinInWords(kinds.slice(0, 4))}${kinds.length > 4 ? ' and others' : ''}`;
  return `The control plane of ${name} saw ${plural(total, formatCount(total), 'event')}; ${failures}.`;
}

function eventTable(design: DesignView, number: number, isFolded: boolean): Table {
  const { controlEvents, controlEventsLeftOut } = design.atReference;
  const rows = gather(controlEvents);
  const shown = rows.slice(0, MOST_ROWS);
  const leftOut =
    rows.slice(MOST_ROWS).reduce((sum, { count }) => sum + count, 0) + controlEventsLeftOut;
  return {
    id: `control-events-${number}`,
    caption: `Events of ${design.name}${leftOut > 0 ? `; ${formatCount(leftOut)} later ones are left out` : ''}`,
    columns: columns('Time', 'Event', 'Of', 'Result', '~Detail'),
    rows: shown.map(({ event, count, lastMs }): readonly Cell[] => [
      cell(timeInWords(event.atMs)),
      count === 1
        ? cell(event.action)
        : cell(event.action, `${formatCount(count)} times, the last at ${timeInWords(lastMs)}`),
      cell(event.subject),
      resultCell(event),
      cell(event.detail),
    ]),
    isFolded,
  };
}

function timeInWords(atMs: number): string {
  if (atMs === 0) return '0 s';
  return atMs < 0 ? `${formatDuration(-atMs)} before` : formatDuration(atMs);
}

function resultCell(event: ControlEventResult): Cell {
  // The loss was told without a mistake, but nobody would call it a success.
  if (event.action === 'HsmLost') return { text: '✗ lost', tone: 'bad' };
  if (event.result === 'ok') return { text: '✓ ok', tone: 'good' };
  return isRefused(event) ? { text: `✗ ${event.result}`, tone: 'bad' } : cell(event.result);
}
