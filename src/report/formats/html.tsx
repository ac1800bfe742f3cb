import { renderToString } from 'preact-render-to-string';
import type { Result } from '../../plan/index.ts';
import { buildDocument } from '../build-document.ts';
import { ReportPage } from '../page/report-page.tsx';

/**
 * The report as one HTML page that needs no other file, no script and no network. The same result
 * gives the same bytes.
 */
export function renderHtml(result: Result): string {
  return `<!doctype html>\n${renderToString(<ReportPage document={buildDocument(result)} />)}\n`;
}
