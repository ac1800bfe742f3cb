import type { TopLevelSpec } from 'vega-lite';
import { shortenLabel } from '../phrases.ts';
import { encodeAxis } from './axis-encoding.ts';
import { ALARM, INK, QUIET } from './palette.ts';
import type { AxisPlan } from './scales.ts';
import { CONFIG, FRAME, heading, LABEL_SIZE_PX, PLOT_WIDTH_PX } from './style.ts';
import { fontRoomPx } from './text-width.ts';
import { TIP, tipOf } from './tip.ts';

/** One horizontal bar; bars of a group stand together under the group's name. */
export interface Bar {
  readonly group: string;
  readonly label: string;
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
  /** Written at the bar's end. */
  readonly text: string;
  readonly colour: string;
  readonly isStrong: boolean;
}

/** Bars are slimmer where there are many. */
const WIDE_BAR_PX = 16;
const SLIM_BAR_PX = 12;
const MANY_BARS = 20;
const GROUP_GAP_PX = 10;
const PLOT_PX = PLOT_WIDTH_PX - 90;

/** Horizontal bars in groups, with a line where the limit is if there is one. */
export function barSpec(figure: {
  readonly title: string;
  readonly bars: readonly Bar[];
  readonly axis: AxisPlan;
  readonly write: (tick: number) => string;
  readonly limit: { readonly value: number; readonly label: string } | null;
}): TopLevelSpec {
  const rows = layOut(figure.bars, figure.axis);
  const height = rows.reduce((bottom, row) => Math.max(bottom, row.bottom), 0);
  const groups = rows.filter((row) => row.isFirst);
  const x = encodeAxis('value', figure.axis, null, figure.write);
  const middle = { field: 'middle', type: 'quantitative', scale: null, axis: null } as const;
  return {
    ...FRAME,
    padding: {
      ...FRAME.padding,
      left: fontRoomPx(
        groups.map(({ group }) => group),
        LABEL_SIZE_PX,
      ),
    },
    config: CONFIG,
    width: PLOT_PX,
    height,
    title: heading(figure.title),
    data: { values: rows },
    layer: [
      {
        mark: { type: 'bar', tooltip: true },
        encoding: {
          tooltip: TIP,
          x,
          x2: { datum: 0 },
          y: { field: 'y', type: 'quantitative', scale: null, axis: null },
          y2: { field: 'bottom' },
          color: { field: 'colour', type: 'nominal', scale: null, legend: null },
          fillOpacity: { condition: { test: 'datum.isStrong', value: 1 }, value: 0.45 },
        },
      },
      {
        transform: [{ filter: 'isValid(datum.low)' }],
        mark: { type: 'rule', color: INK.light, strokeWidth: 1.5 },
        encoding: {
          x: { field: 'low', type: 'quantitative' },
          x2: { field: 'high' },
          y: middle,
        },
      },
      {
        mark: { type: 'text', align: 'left', baseline: 'middle', dx: 6, fontSize: 11 },
        encoding: {
          x: { field: 'textX', type: 'quantitative', scale: null },
          y: middle,
          text: { field: 'text' },
        },
      },
      {
        mark: {
          type: 'text',
          align: 'right',
          baseline: 'middle',
          color: QUIET.light,
          fontSize: 11,
        },
        encoding: { x: { value: -8 }, y: middle, text: { field: 'label' } },
      },
      {
        data: { values: groups },
        mark: { type: 'text', align: 'right', baseline: 'middle' },
        encoding: { x: { value: -labelRoom(rows) }, y: middle, text: { field: 'group' } },
      },
      ...(figure.limit === null ? [] : limitLayers(figure.limit, figure.axis, height)),
    ],
  };
}

function limitLayers(
  limit: { readonly value: number; readonly label: string },
  axis: AxisPlan,
  height: number,
): Layer[] {
  const x = Math.round(axis.position(limit.value) * PLOT_PX * 100) / 100;
  return [
    {
      data: { values: [{ label: limit.label }] },
      mark: { type: 'rule', color: ALARM.light, strokeDash: [3, 3] },
      encoding: { x: { value: x }, y: { value: -4 }, y2: { value: height } },
    },
    {
      data: { values: [{ label: limit.label }] },
      mark: { type: 'text', align: 'center', baseline: 'bottom', color: ALARM.light },
      encoding: { x: { value: x }, y: { value: -6 }, text: { field: 'label' } },
    },
  ];
}

type Layer = Extract<TopLevelSpec, { layer: unknown }>['layer'][number];

interface Row extends Bar {
  readonly tip: string;
  readonly y: number;
  readonly bottom: number;
  readonly middle: number;
  readonly textX: number;
  readonly isFirst: boolean;
}

function layOut(bars: readonly Bar[], axis: AxisPlan): Row[] {
  const barPx = bars.length > MANY_BARS ? SLIM_BAR_PX : WIDE_BAR_PX;
  let y = 4;
  return bars.map((bar, index): Row => {
    const isFirst = bar.group !== bars[index - 1]?.group;
    if (index > 0) y += barPx + (isFirst ? GROUP_GAP_PX : 2);
    const end = Math.max(bar.value, bar.high ?? 0);
    return {
      ...bar,
      tip: tipOf(bar.group, bar.label, bar.text),
      group: shortenLabel(bar.group),
      label: shortenLabel(bar.label, 20),
      value: Math.min(bar.value, axis.domain[1]),
      y,
      bottom: y + barPx,
      middle: y + barPx / 2,
      textX: Math.round(Math.min(1, axis.position(end)) * PLOT_PX * 100) / 100,
      isFirst,
    };
  });
}

/** Room the bars' own labels take, so that the groups' names stand to the left of them. */
function labelRoom(rows: readonly Row[]): number {
  return 20 + Math.max(0, ...rows.map((row) => Math.ceil(row.label.length * 6)));
}
