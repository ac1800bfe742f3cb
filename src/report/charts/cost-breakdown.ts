import type { TopLevelSpec } from 'vega-lite';
import type { Reading } from '../designs.ts';
import { formatShare, formatUsd } from '../format-number.ts';
import { shortenLabel } from '../phrases.ts';
import { encodeAxis } from './axis-encoding.ts';
import { HEAT_COLOURS, INK, QUIET } from './palette.ts';
import { linearAxis, type AxisPlan } from './scales.ts';
import { CONFIG, FRAME, heading, LABEL_SIZE_PX, PLOT_WIDTH_PX } from './style.ts';
import { fontRoomPx, textWidthPx } from './text-width.ts';
import { TIP, tipOf } from './tip.ts';

const PLOT_PX = PLOT_WIDTH_PX - 60;
const BAR_PX = 24;
const STEP_PX = 32;

/** Kinds of cost from the most fixed to the most variable; all further lines are the scenario's own. */
const KINDS = [
  { name: 'HSMs', begins: 'CloudHSM', shade: 4 },
  { name: 'other', begins: '', shade: 3 },
  { name: 'keys', begins: 'KMS keys', shade: 2 },
  { name: 'requests', begins: 'KMS requests', shade: 1 },
] as const;

/** One bar a design, cut by what the money is for; each part carries its name where it has room. */
export function costBreakdown(reading: Reading): TopLevelSpec {
  const designs = reading.drawn;
  const highest = Math.max(1, ...designs.map(({ atReference }) => atReference.cost.monthUsd));
  const axis = linearAxis(highest, 5);
  const rows = designs.map(({ name, atReference }, index) => ({
    name,
    cost: atReference.cost,
    y: 4 + index * STEP_PX,
  }));
  const parts = rows.flatMap(({ name, cost, y }) => partsOf(name, cost, y, axis));
  const totals = rows.map(({ name, cost, y }) => ({
    name: shortenLabel(name),
    total: formatUsd(cost.monthUsd),
    x: axis.position(cost.monthUsd) * PLOT_PX,
    middle: y + BAR_PX / 2,
  }));
  const x = encodeAxis('from', axis, null, (tick) => (tick === 0 ? '$0' : formatUsd(tick)));
  return {
    ...FRAME,
    padding: {
      ...FRAME.padding,
      left: fontRoomPx(
        totals.map(({ name }) => name),
        LABEL_SIZE_PX,
      ),
    },
    config: CONFIG,
    width: PLOT_PX,
    height: rows.length * STEP_PX + 4,
    title: heading('US dollars a month, by what they are for'),
    layer: [
      {
        data: { values: parts },
        mark: { type: 'bar', strokeWidth: 0.75, stroke: QUIET.light, tooltip: true },
        encoding: {
          x,
          x2: { field: 'to' },
          y: place('y'),
          y2: { field: 'bottom' },
          fill: { field: 'fill', type: 'nominal', scale: null, legend: null },
          tooltip: TIP,
        },
      },
      text(parts, 'middleX', 'label', 'center', INK.light),
      text(
        totals.map((row) => ({ ...row, x: row.x + 8 })),
        'x',
        'total',
        'left',
        INK.light,
      ),
      text(
        totals.map((row) => ({ ...row, x: -8 })),
        'x',
        'name',
        'right',
        QUIET.light,
      ),
    ],
  };
}

type Bill = Reading['designs'][number]['atReference']['cost'];

function partsOf(name: string, { lines, monthUsd }: Bill, y: number, axis: AxisPlan) {
  let from = 0;
  return KINDS.flatMap((kind) => {
    const usd = lines
      .filter(({ item }) => kindOf(item) === kind)
      .reduce((sum, { amountUsd }) => sum + amountUsd, 0);
    if (usd <= 0) return [];
    const to = from + usd;
    const [startX, endX] = [axis.position(from) * PLOT_PX, axis.position(to) * PLOT_PX];
    const part = {
      from,
      to,
      y,
      bottom: y + BAR_PX,
      middle: y + BAR_PX / 2,
      middleX: (startX + endX) / 2,
      fill: HEAT_COLOURS[kind.shade]!,
      label: textWidthPx(kind.name, LABEL_SIZE_PX) * 1.2 + 8 < endX - startX ? kind.name : '',
      tip: tipOf(
        name,
        `${kind.name}: ${formatUsd(usd)} a month`,
        `${formatShare(Number((usd / Math.max(monthUsd, usd)).toPrecision(3)))} of the bill`,
      ),
    };
    from = to;
    return [part];
  });
}

function kindOf(item: string) {
  return KINDS.find(({ begins }) => begins !== '' && item.startsWith(begins)) ?? KINDS[1];
}

/** A place in pixels. */
function place(field: string) {
  return { field, type: 'quantitative', scale: null, axis: null } as const;
}

function text(
  values: readonly object[],
  x: string,
  field: string,
  align: 'left' | 'center' | 'right',
  color: string,
) {
  return {
    data: { values: values.map((row) => ({ ...row })) },
    mark: { type: 'text', align, baseline: 'middle', color, fontSize: 11 },
    encoding: { x: place(x), y: place('middle'), text: { field } },
  } as const;
}
