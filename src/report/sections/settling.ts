import type { PointResult } from '../../plan/index.ts';
import type { Reading } from '../designs.ts';
import { cell, columns, tableBlock, type Block, type Cell } from '../document.ts';
import { formatDuration, formatTimes } from '../format-number.ts';

/** How long each point takes to forget its empty start; nothing where the warm-up was given. */
export function settlingBlocks(reading: Reading): readonly Block[] {
  const points = reading.designs.flatMap((design) => design.points);
  if (points.every(({ settling }) => settling.pilotMs === null)) return [];
  return [
    tableBlock({
      id: 'settling',
      caption: 'Warm-up: what each design needs at each load, and what was left out',
      columns: columns('Design', '#Load', '#Settles after', '#Pilot runs', '#Left out'),
      rows: points.map((point) => [
        cell(point.design),
        cell(formatTimes(point.load)),
        settlesCell(point),
        cell(duration(point.settling.pilotMs ?? 0)),
        cell(duration(point.settling.warmUpMs)),
      ]),
      isFolded: true,
    }),
  ];
}

function settlesCell({ stable, settling: { cutMs, isSettled } }: PointResult): Cell {
  if (!stable) return { text: '✗ never: unstable', tone: 'bad' };
  return isSettled
    ? cell(duration(cutMs ?? 0))
    : { text: '? not within its pilot runs', tone: 'open' };
}

function duration(valueMs: number): string {
  return valueMs === 0 ? 'at once' : formatDuration(valueMs);
}
