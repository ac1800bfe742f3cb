import type { TopLevelSpec } from 'vega-lite';
import type { PyramidLimit } from '../../plan/index.ts';
import { formatCount, formatPerSecond, formatRoundShare } from '../format-number.ts';
import { shortenLabel } from '../phrases.ts';
import { encodeAxis } from './axis-encoding.ts';
import { ALARM, INK, SERIES_COLOURS } from './palette.ts';
import { linearAxis } from './scales.ts';
import { CONFIG, FRAME, heading, LABEL_SIZE_PX, PLOT_WIDTH_PX } from './style.ts';
import { fontRoomPx } from './text-width.ts';
import { TIP, tipOf } from './tip.ts';

const PLOT_PX = PLOT_WIDTH_PX - 200;
const BAR_PX = 18;
const STEP_PX = 30;
/** Beyond this the bar is cut off: it is far too much, however far. */
const FARTHEST = 2;

/**
 * One bar for each limit of AWS, from the account down to one key store: the share of it that the
 * design uses. Red beyond the limit; faint where AWS may raise it.
 */
export function limitsPyramidChart(limits: readonly PyramidLimit[]): TopLevelSpec {
  const shares = limits.map(({ used, limit }) => used / limit);
  const axis = linearAxis(Math.min(FARTHEST, Math.max(1, ...shares)), 5);
  const rows = limits.map((own, index) => {
    const share = own.used / own.limit;
    const y = 4 + index * STEP_PX;
    const end = Math.min(share, axis.domain[1]);
    return {
      label: shortenLabel(own.name, 34),
      end,
      text: textOf(own),
      tip: tipOf(own.name, textOf(own)),
      colour: share > 1 ? ALARM.light : SERIES_COLOURS[0]!,
      isHard: own.kind === 'hard',
      y,
      bottom: y + BAR_PX,
      middle: y + BAR_PX / 2,
    };
  });
  const height = limits.length * STEP_PX + 4;
  const wallX = Math.round(axis.position(1) * PLOT_PX * 100) / 100;
  return {
    ...FRAME,
    padding: {
      ...FRAME.padding,
      left: fontRoomPx(
        rows.map(({ label }) => label),
        LABEL_SIZE_PX,
      ),
      right: fontRoomPx(
        rows.map(({ text }) => text),
        LABEL_SIZE_PX,
      ),
    },
    config: CONFIG,
    width: PLOT_PX,
    height,
    title: heading('share of each limit that the design uses'),
    data: { values: rows },
    layer: [
      {
        mark: { type: 'bar', tooltip: true },
        encoding: {
          tooltip: TIP,
          x: encodeAxis('end', axis, null, formatRoundShare),
          x2: { datum: 0 },
          y: place('y'),
          y2: { field: 'bottom' },
          color: { field: 'colour', type: 'nominal', scale: null, legend: null },
          fillOpacity: { condition: { test: 'datum.isHard', value: 1 }, value: 0.45 },
        },
      },
      {
        data: { values: [{ label: 'the limit' }] },
        mark: { type: 'rule', color: INK.light, strokeDash: [3, 3] },
        encoding: { x: { value: wallX }, y: { value: -4 }, y2: { value: height } },
      },
      {
        data: { values: [{ label: 'the limit' }] },
        mark: { type: 'text', align: 'center', baseline: 'bottom' },
        encoding: { x: { value: wallX }, y: { value: -6 }, text: { field: 'label' } },
      },
      {
        mark: { type: 'text', align: 'left', baseline: 'middle', fontSize: 11 },
        encoding: { x: { value: PLOT_PX + 12 }, y: place('middle'), text: { field: 'text' } },
      },
      {
        mark: { type: 'text', align: 'right', baseline: 'middle' },
        encoding: { x: { value: -8 }, y: place('middle'), text: { field: 'label' } },
      },
    ],
  };
}

/** A place in pixels. */
function place(field: string) {
  return { field, type: 'quantitative', scale: null, axis: null } as const;
}

/** `3 of 10, hard`, `! 9 of 6, can be raised`, `✗ 3,000/s of 1,800/s, hard`. */
function textOf({ used, limit, unit, kind }: PyramidLimit): string {
  const write = unit === 'count' ? formatCount : formatPerSecond;
  const isHard = kind === 'hard';
  const sign = used <= limit ? '' : isHard ? '✗ ' : '! ';
  return `${sign}${write(used)} of ${write(limit)}, ${isHard ? 'hard' : 'can be raised'}`;
}
