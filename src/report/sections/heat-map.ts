import { calmLatency } from '../calm.ts';
import { p99Objective } from '../charts/p99-by-load.ts';
import { p99HeatMap, type HeatCell } from '../charts/p99-heat-map.ts';
import type { DesignView, Reading } from '../designs.ts';
import { cell, columns, figureBlock, type Block, type Cell } from '../document.ts';
import { formatCount, formatTimes } from '../format-number.ts';
import { plural } from '../phrases.ts';
import { latencyCell, percentile } from './estimates.ts';

/** p99 over HSMs and load, of the verdict's store or the first that was simulated with several. */
export function heatMapBlocks(reading: Reading): readonly Block[] {
  const designs = familyOf(reading);
  const cells = designs.flatMap(cellsOf);
  if (new Set(cells.map(({ load }) => load)).size < 2) return [];
  const limitMs = p99Objective(reading)?.limit ?? null;
  const { store } = designs[0]!;
  return [
    figureBlock({
      id: 'p99-heat-map',
      caption: captionOf(store, cells, limitMs),
      description: `A table of coloured cells for ${store}: a row for each number of HSMs, a column for each load, in each the 99th percentile of latency.`,
      spec: p99HeatMap(cells, limitMs),
      data: {
        id: 'p99-heat-map-data',
        caption: `99th percentile of latency of ${store}, by HSMs and load`,
        columns: columns('HSMs', ...reading.loads.map((load) => `#${formatTimes(load)}`)),
        rows: designs.map((design): readonly Cell[] => [
          cell(formatCount(design.atReference.hsms), design.name),
          ...reading.loads.map((load) => {
            const point = design.points.find((own) => own.load === load);
            return point === undefined
              ? cell('–')
              : latencyCell(calmLatency(point).latencyMs, 'p99');
          }),
        ]),
        isFolded: true,
      },
    }),
  ];
}

/** What the reader of the heat map must know. */
export const HOW_TO_READ_HEAT =
  'In the table of colours darker means slower, in steps of equal ratio; ✗ marks cells beyond the limit of the objective, and those where calls pile up.';

/** Designs of one store that differ in their HSMs alone, ascending; empty where none has two. */
function familyOf({ designs, spotlight }: Reading): readonly DesignView[] {
  const stores = [...new Set([spotlight, ...designs].flatMap((own) => own?.store ?? []))];
  for (const store of stores) {
    const own = designs.filter((design) => design.store === store && design.atReference.hsms > 0);
    const first = own.find((design) => design === spotlight) ?? own[0];
    const family = own
      .filter((design) => first !== undefined && isAlike(design, first))
      .sort((a, b) => a.atReference.hsms - b.atReference.hsms);
    if (new Set(family.map(({ atReference }) => atReference.hsms)).size > 1) return family;
  }
  return [];
}

/** Whether two designs of a store have the same settings but for the number of HSMs. */
function isAlike(a: DesignView, b: DesignView): boolean {
  return settingsOf(a) === settingsOf(b);
}

function settingsOf({ atReference: { coordinates } }: DesignView): string {
  const others = Object.entries(coordinates).filter(([path]) => !/^load$|\.hsms$/.test(path));
  return JSON.stringify(others.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function cellsOf({ name, points }: DesignView): readonly HeatCell[] {
  return points.map((point) => {
    const { latencyMs } = calmLatency(point);
    return {
      design: name,
      hsms: point.hsms,
      load: point.load,
      p99: percentile(latencyMs, 'p99'),
      why: latencyMs.growthPerSecond === null ? 'no success' : 'piles up',
    };
  });
}

function captionOf(store: string, cells: readonly HeatCell[], limitMs: number | null): string {
  const bad = cells.filter(({ p99 }) => p99 === null || (limitMs !== null && p99.value > limitMs));
  const what = limitMs === null ? 'have no p99, since calls pile up' : 'are beyond the limit';
  const all = plural(cells.length, formatCount(cells.length), 'combination');
  return bad.length === 0
    ? `${store}: none of ${all} of HSMs and load ${limitMs === null ? 'lets calls pile up' : 'is beyond the limit'}.`
    : `${store}: ${formatCount(bad.length)} of ${all} of HSMs and load ${what}.`;
}
