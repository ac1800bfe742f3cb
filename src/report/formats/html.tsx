import { renderToString } from 'preact-render-to-string';
import type { Result } from '../../plan/index.ts';
import { buildDocument } from '../build-document.ts';
import { ReportPage } from '../page/report-page.tsx';

/**
 * The report as one HTML page that needs no other file, no script and no network. The same result
 * gives the same bytes.
 */
export function renderHtml(result: Result): string {
  const page = renderToString(<ReportPage document={buildDocument(result)} />);
  return `<!doctype html>\n${withoutOptionalTags(page)}\n`;
}

/**
 * Leaves out the end tags that HTML lets everybody leave out in tables, which are most of the page
 * (HTML Standard, section 13.1.2.4). All text is escaped: what looks like a tag is one.
 */
function withoutOptionalTags(html: string): string {
  return html.replace(/<\/(?:td|th|tr|thead|tbody)>/g, '');
}
