import type { PointResult } from '../../plan/index.ts';
import type { Reading } from '../designs.ts';
import { cell, columns, type Cell, type Table } from '../document.ts';
import { formatCount, formatTimes } from '../format-number.ts';

/** The numbers behind a figure over load: a row for each design, a column for each load. */
export function loadTable(
  reading: Reading,
  id: string,
  caption: string,
  write: (point: PointResult) => Cell,
): Table {
  return {
    id,
    caption,
    columns: columns('Design', ...reading.loads.map((load) => `#${formatTimes(load)}`)),
    rows: reading.designs.map((design) => [
      cell(design.name),
      ...reading.loads.map((load): Cell => {
        const point = design.points.find((candidate) => candidate.load === load);
        if (!point) return cell('–');
        const written = write(point);
        return point.stable || written.detail !== undefined
          ? written
          : { ...written, detail: 'unstable' };
      }),
    ]),
    isFolded: true,
  };
}

/** Says so when not every design could be drawn. */
export function drawnNote(reading: Reading): readonly string[] {
  const all = reading.designs.length;
  const drawn = reading.drawn.length;
  return drawn < all
    ? [`${formatCount(drawn)} of ${formatCount(all)} designs are drawn; the tables list all.`]
    : [];
}
