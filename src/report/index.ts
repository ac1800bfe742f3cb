/**
 * The report: turns a result into something to read. First into a document (sections as data:
 * sentences, tables, figures as Vega-Lite specs), then into a format. May import result types of
 * the planner, preact, vega and vega-lite. Must not know files, arguments, clocks, nor how a
 * number was simulated.
 */
export { calmLatency, calmOperation, hasFaults } from './calm.ts';
export { neighboursOf } from './difference-words.ts';
export {
  formatEstimate,
  formatMeasured,
  formatNumber,
  formatRoundShare,
  formatShare,
  formatUsd,
} from './format-number.ts';
export { renderHtml } from './formats/html.tsx';
export { renderJson } from './formats/json.ts';
export { spreadInWords } from './spread-in-words.ts';
