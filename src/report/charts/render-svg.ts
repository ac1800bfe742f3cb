// Vega's published types leave out its text metrics, its SVG writer and its views' laid-out size.
/* oxlint-disable typescript/no-unsafe-type-assertion */
import * as vega from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import { compactSvg } from './compact-svg.ts';
import { textWidthPx } from './text-width.ts';

/** What this file needs of Vega beyond its published types. */
interface VegaParts {
  readonly textMetrics: { width: (item: TextItem, text: string) => number };
  readonly SVGStringRenderer: new () => SvgRenderer;
}
interface TextItem {
  readonly fontSize?: number;
  readonly fontWeight?: string | number;
}
interface SvgRenderer {
  initialize(
    element: null,
    width: number,
    height: number,
    origin: readonly [number, number],
    scale: number,
  ): SvgRenderer;
  background(colour: string | null): SvgRenderer;
  render(root: unknown): SvgRenderer;
  svg(): string;
}
interface Scenegraph {
  readonly root: unknown;
}
/** A view's laid-out size; Vega's own headless rendering reads the same two fields. */
interface LaidOut {
  readonly _viewWidth: number;
  readonly _viewHeight: number;
}

const { textMetrics, SVGStringRenderer } = vega as unknown as VegaParts;

/**
 * Draws a figure as SVG text: same spec, same bytes, on any machine.
 *
 * This is `View.toSVG()` without its promise: our specs hold their data, so there is nothing to
 * wait for. A test compares the two.
 *
 * @param spec with its data inside; data from addresses would not be loaded.
 */
export function renderSvg(spec: TopLevelSpec): string {
  return compactSvg(drawSvg(spec));
}

/** The figure for Vega itself, which a page draws without a compiler. */
export function compileFigure(spec: TopLevelSpec): vega.Spec {
  return compile(spec).spec;
}

/** The drawing as Vega gives it, before it is made smaller. */
export function drawSvg(spec: TopLevelSpec): string {
  const vegaWidth = textMetrics.width;
  textMetrics.width = (item, text) =>
    textWidthPx(text, item.fontSize ?? 11, isBold(item.fontWeight));
  try {
    const view = new vega.View(vega.parse(compileFigure(spec)), { renderer: 'none' });
    view.run();
    const { _viewWidth, _viewHeight } = view as unknown as LaidOut;
    const padding = asSides(view.padding());
    const [originX, originY] = view.origin();
    return new SVGStringRenderer()
      .initialize(
        null,
        _viewWidth + padding.left + padding.right,
        _viewHeight + padding.top + padding.bottom,
        [padding.left + originX, padding.top + originY],
        1,
      )
      .background(view.background())
      .render((view.scenegraph() as unknown as Scenegraph).root)
      .svg();
  } finally {
    textMetrics.width = vegaWidth;
  }
}

function isBold(weight: string | number | undefined): boolean {
  return weight === 'bold' || Number(weight) >= 600;
}

type Sides = Readonly<Record<'top' | 'right' | 'bottom' | 'left', number>>;

function asSides(padding: number | Partial<Sides>): Sides {
  const all = typeof padding === 'number' ? padding : 0;
  const given = typeof padding === 'number' ? {} : padding;
  return { top: all, right: all, bottom: all, left: all, ...given };
}
