import { renderToString } from 'preact-render-to-string';
import type { Result } from '../../plan/index.ts';
import { buildDocument } from '../build-document.ts';
import { compileFigure } from '../charts/render-svg.ts';
import { figuresOf, type Figure, type ReportDocument } from '../document.ts';
import { pack } from '../page/pack.ts';
import type { PageAssets } from '../page/page-assets.ts';
import { BLOCKS, type FigureData, type PageData } from '../page/page-data.ts';
import { ReportPage } from '../page/report-page.tsx';

/**
 * The report as one HTML page that needs no other file and no network. The same result gives the
 * same bytes.
 *
 * @param assets what makes the page interactive; null: a page without any script.
 * @param stamp when the page was made, for its foot; null: no such line, so that bytes repeat.
 */
export function renderHtml(
  result: Result,
  assets: PageAssets | null = null,
  stamp: string | null = null,
): string {
  const document = stamped(buildDocument(result), stamp);
  const page = renderToString(
    <ReportPage
      document={document}
      scripts={assets === null ? null : scriptsOf(result, document, assets)}
    />,
  );
  return `<!doctype html>\n${withoutOptionalTags(page)}\n`;
}

function stamped(document: ReportDocument, stamp: string | null): ReportDocument {
  return stamp === null
    ? document
    : { ...document, imprint: `${document.imprint} · page made ${stamp}` };
}

function scriptsOf(result: Result, document: ReportDocument, { loader, page, engine }: PageAssets) {
  const data: PageData = {
    figures: Object.fromEntries(
      document.sections.flatMap(figuresOf).map((figure) => [figure.id, figureData(figure)]),
    ),
    live: result.live,
  };
  return {
    loader,
    pageHash: page.hash,
    blocks: {
      [BLOCKS.page]: page.packed,
      [BLOCKS.data]: pack(JSON.stringify(data)),
      ...(result.live === null ? {} : { [BLOCKS.engine]: engine }),
    },
  };
}

function figureData({ spec, otherScale }: Figure): FigureData {
  return {
    spec: compileFigure(spec),
    otherScale:
      otherScale === undefined
        ? null
        : { name: otherScale.name, spec: compileFigure(otherScale.spec) },
  };
}

/**
 * Leaves out the end tags that HTML lets everybody leave out in tables, which are most of the page
 * (HTML Standard, section 13.1.2.4). All text is escaped, and the scripts hold no markup: what
 * looks like a tag is one.
 */
function withoutOptionalTags(html: string): string {
  return html.replace(/<\/(?:td|th|tr|thead|tbody)>/g, '');
}
