import type { TopLevelSpec } from 'vega-lite';
import { formatTimes } from '../format-number.ts';
import { shortenLabel } from '../phrases.ts';
import { encodeAxis } from './axis-encoding.ts';
import { ALARM, INK, QUIET, SERIES_COLOURS } from './palette.ts';
import { logAxis } from './scales.ts';
import { CONFIG, FRAME, heading, LABEL_SIZE_PX, PLOT_WIDTH_PX } from './style.ts';
import { fontRoomPx } from './text-width.ts';
import { TIP, tipOf } from './tip.ts';

const PLOT_PX = PLOT_WIDTH_PX - 190;
const BAR_PX = 14;
const STEP_PX = 24;
const GROUP_PX = 26;
/** Objectives with a phase, and designs with levers, are told apart by their ends. */
const LONGEST_LABEL = 48;
/** Farther limits are named, not drawn to scale. */
const FARTHEST = 20;

/** One range of loads: what holds up to `goodTo`, and not from `badFrom` on. */
export interface HeadroomBar {
  readonly label: string;
  readonly what: 'limit' | 'objective';
  /** null: at no load that was tried. */
  readonly goodTo: number | null;
  /** null: at no load that was tried. */
  readonly badFrom: number | null;
  /** Written at the end of the bar: `1.8×, in 15 months`. */
  readonly text: string;
}

/**
 * For each design its limits and objectives as bars over the load: solid as far as they hold, faint
 * where they stop to. Today's load is 1.
 */
export function headroomChart(
  groups: readonly { readonly design: string; readonly bars: readonly HeadroomBar[] }[],
): TopLevelSpec {
  const ends = groups.flatMap(({ bars }) =>
    bars.flatMap(({ goodTo, badFrom }) => [goodTo, badFrom].filter((end) => end !== null)),
  );
  const axis = logAxis(
    Math.max(0.1, Math.min(0.5, ...ends)),
    Math.min(FARTHEST, Math.max(2, ...ends)),
  );
  const rows = layOut(groups);
  const height = rows.height;
  const x = (load: number): number =>
    Math.round(Math.min(1, axis.position(load)) * PLOT_PX * 100) / 100;
  const bars = rows.bars.map(({ bar, y }) => {
    const good = bar.goodTo ?? axis.domain[0];
    const bad = Math.max(good, bar.badFrom ?? good);
    const isShort = bar.goodTo === null || bar.goodTo < 1;
    return {
      label: shortenLabel(bar.what === 'limit' ? `limit: ${bar.label}` : bar.label, LONGEST_LABEL),
      from: axis.domain[0],
      good: clip(good),
      bad: clip(bad),
      text: bar.text,
      tip: tipOf(bar.label, bar.text),
      colour: isShort
        ? ALARM.light
        : bar.what === 'limit'
          ? SERIES_COLOURS[2]!
          : SERIES_COLOURS[0]!,
      y,
      bottom: y + BAR_PX,
      middle: y + BAR_PX / 2,
    };
  });
  function clip(load: number): number {
    return Math.min(axis.domain[1], Math.max(axis.domain[0], load));
  }
  const today = x(1);
  return {
    ...FRAME,
    padding: {
      ...FRAME.padding,
      left: fontRoomPx(
        [...bars, ...rows.titles].map(({ label }) => label),
        LABEL_SIZE_PX,
      ),
      right: fontRoomPx(
        bars.map(({ text }) => text),
        LABEL_SIZE_PX,
      ),
    },
    config: CONFIG,
    width: PLOT_PX,
    height,
    title: heading('load up to which it holds (today is 1×, logarithmic)'),
    data: { values: bars },
    layer: [
      {
        mark: { type: 'bar', tooltip: true },
        encoding: {
          tooltip: TIP,
          x: encodeAxis('good', axis, null, formatTimes),
          x2: { field: 'from' },
          y: place('y'),
          y2: { field: 'bottom' },
          color: { field: 'colour', type: 'nominal', scale: null, legend: null },
        },
      },
      {
        transform: [{ filter: 'datum.bad > datum.good' }],
        mark: { type: 'bar', fillOpacity: 0.35, tooltip: true },
        encoding: {
          tooltip: TIP,
          x: { field: 'good', type: 'quantitative' },
          x2: { field: 'bad' },
          y: place('y'),
          y2: { field: 'bottom' },
          color: { field: 'colour', type: 'nominal', scale: null, legend: null },
        },
      },
      {
        data: { values: [{ label: 'today' }] },
        mark: { type: 'rule', color: INK.light, strokeDash: [3, 3] },
        encoding: { x: { value: today }, y: { value: -4 }, y2: { value: height } },
      },
      {
        data: { values: [{ label: 'today' }] },
        mark: { type: 'text', align: 'center', baseline: 'bottom' },
        encoding: { x: { value: today }, y: { value: -6 }, text: { field: 'label' } },
      },
      {
        mark: { type: 'text', align: 'left', baseline: 'middle', fontSize: 11 },
        encoding: { x: { value: PLOT_PX + 12 }, y: place('middle'), text: { field: 'text' } },
      },
      {
        mark: {
          type: 'text',
          align: 'right',
          baseline: 'middle',
          fontSize: 11,
          color: QUIET.light,
        },
        encoding: { x: { value: -8 }, y: place('middle'), text: { field: 'label' } },
      },
      {
        data: { values: rows.titles },
        mark: { type: 'text', align: 'right', baseline: 'middle', fontWeight: 'bold' },
        encoding: { x: { value: -8 }, y: place('middle'), text: { field: 'label' } },
      },
    ],
  };
}

/** A place in pixels. */
function place(field: string) {
  return { field, type: 'quantitative', scale: null, axis: null } as const;
}

/** Each design's name on a line of its own, its bars under it. */
function layOut(
  groups: readonly { readonly design: string; readonly bars: readonly HeadroomBar[] }[],
) {
  const bars: { readonly bar: HeadroomBar; readonly y: number }[] = [];
  const titles: { readonly label: string; readonly middle: number }[] = [];
  let y = 4;
  for (const group of groups) {
    titles.push({ label: shortenLabel(group.design, LONGEST_LABEL), middle: y + BAR_PX / 2 });
    y += GROUP_PX;
    for (const bar of group.bars) {
      bars.push({ bar, y });
      y += STEP_PX;
    }
  }
  return { bars, titles, height: y };
}
