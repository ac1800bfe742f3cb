/**
 * The report: turns a result into something to read. First into a document (sections as data:
 * sentences, tables, figures as Vega-Lite specs), then into a format. May import result types of
 * the planner, preact, vega and vega-lite. Must not know files, arguments, clocks, nor how a
 * number was simulated.
 */
export { tameDirections } from './directions.ts';
export { calmLatency, calmOperation, hasFaults } from './calm.ts';
export { neighboursOf } from './difference-words.ts';
export {
  formatEstimate,
  formatMeasured,
  formatMs,
  formatNumber,
  formatRoundShare,
  formatShare,
  formatTimes,
  formatUsd,
} from './format-number.ts';
export { CSV_FILES } from './formats/csv.ts';
export { renderFigures } from './formats/figures-svg.ts';
export { renderHdrText } from './formats/hdr-text.ts';
export { renderHtml } from './formats/html.tsx';
export { renderJson } from './formats/json.ts';
export { renderJunit } from './formats/junit.ts';
export { NotAResult, parseResult } from './formats/parse-result.ts';
export { renderMarkdown } from './formats/report-markdown.ts';
export {
  candidateNamed,
  capital,
  planOf,
  priceDifference,
  screenedInWords,
  subjectOf,
} from './plan-words.ts';
export { changeInWords, linesOf, type WhatIfLine } from './what-if-words.ts';
export { roomInWords } from './phrases.ts';
export { spreadInWords } from './spread-in-words.ts';
export type { PageAssets } from './page/page-assets.ts';
