import type { Config, TopLevelSpec } from 'vega-lite';
import { GRID, INK, QUIET } from './palette.ts';

/** Width and height of a plot; labels at the ends of lines stand to the right of it. */
export const PLOT_WIDTH_PX = 540;
export const PLOT_HEIGHT_PX = 250;
export const LABEL_SIZE_PX = 12;

/** What every figure's spec starts with. */
export const FRAME = {
  $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
  background: 'transparent',
  // Room at the sides for fonts that run wider than Helvetica.
  padding: { top: 4, right: 24, bottom: 4, left: 12 },
} as const satisfies Partial<TopLevelSpec>;

/**
 * The look all figures share. `aria: false` because the page labels each drawing as one image and
 * gives its numbers in a table; a screen reader would otherwise announce every tick.
 */
export const CONFIG: Config = {
  aria: false,
  view: { stroke: null },
  axis: {
    labelColor: QUIET.light,
    labelFontSize: LABEL_SIZE_PX,
    titleColor: QUIET.light,
    titleFontSize: LABEL_SIZE_PX,
    titleFontWeight: 'normal',
    titlePadding: 8,
    gridColor: GRID.light,
    domainColor: QUIET.light,
    tickColor: QUIET.light,
    labelPadding: 4,
  },
  axisY: { domain: false, ticks: false },
  axisX: { grid: false },
  text: { fontSize: LABEL_SIZE_PX, color: INK.light },
};

/** What the vertical axis shows, in words above the plot, where it can be read without turning the head. */
export function heading(text: string): {
  readonly text: string;
  readonly anchor: 'start';
  readonly frame: 'bounds';
  readonly fontSize: number;
  readonly fontWeight: 'normal';
  readonly color: string;
  readonly offset: number;
} {
  return {
    text,
    anchor: 'start',
    frame: 'bounds',
    fontSize: LABEL_SIZE_PX,
    fontWeight: 'normal',
    color: QUIET.light,
    offset: 10,
  };
}
