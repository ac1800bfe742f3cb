import type { Result } from '../../plan/index.ts';
import { buildDocument } from '../build-document.ts';
import { renderSvg } from '../charts/render-svg.ts';
import { figuresOf, type Figure } from '../document.ts';
import { withoutForbidden, xmlText } from './xml.ts';

/** Every figure of the report as a file of its own, for slides and pages: name, then SVG. */
export function renderFigures(result: Result): ReadonlyMap<string, string> {
  const figures = buildDocument(result).sections.flatMap(figuresOf);
  return new Map(figures.map((figure) => [`${figure.id}.svg`, standAlone(figure)]));
}

/** On white, since its colours are those of the light page, with its caption as title. */
function standAlone({ caption, description, spec }: Figure): string {
  const svg = renderSvg({ ...spec, background: 'white' });
  const words = `<title>${xmlText(caption)}</title><desc>${xmlText(description)}</desc>`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${withoutForbidden(svg).replace(/^<svg [^>]*>/, (tag) => tag + words)}\n`;
}
