import { transforms } from 'vega-dataflow';
import * as encode from 'vega-encode';
import { expressionInterpreter } from 'vega-interpreter';
import { parse } from 'vega-parser';
import { textMetrics } from 'vega-scenegraph';
import * as dataTransforms from 'vega-transforms';
import { View } from 'vega-view';
import * as viewTransforms from 'vega-view-transforms';
import { textWidthPx } from '../../charts/text-width.ts';
import type { FigureData } from '../../page/page-data.ts';

// What `vega` registers, less what no figure of ours uses: maps, trees, forces, word clouds and so on.
Object.assign(transforms, dataTransforms, viewTransforms, encode);

// Laid out by the widths of the still drawing, so that nothing moves when it is replaced.
textMetrics.width = (item, text) =>
  textWidthPx(
    text,
    item.fontSize ?? 11,
    Number(item.fontWeight) >= 600 || item.fontWeight === 'bold',
  );

/**
 * A figure as a view inside `container`, laid out but not drawn. Its expressions are walked, not
 * compiled: the page's security policy allows no code made from text.
 */
export function createView(spec: FigureData['spec'], container: HTMLElement): View {
  return new View(parse(spec, undefined, { ast: true }), {
    renderer: 'svg',
    container,
    expr: expressionInterpreter,
  });
}

export type { View };
