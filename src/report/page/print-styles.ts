/**
 * How the page prints: light, folded tables open, nothing that only a screen can use. A drawing
 * stays on one page with its caption; long tables may run on, row by row, under a repeated head.
 */
export const PRINT_STYLES = `@media print {
@page { margin: 16mm; @bottom-right { content: counter(page) " of " counter(pages); font: 8pt Helvetica, Arial, sans-serif; color: #56616d; } }
:root { color-scheme: light; font-size: 9.5pt; }
body { max-width: none; padding: 0; }
section { margin-bottom: 2rem; }
nav, .skip, button, input, select { display: none; }
h1, h2, h3, .finding, .outcome, figcaption, summary, .drawing, .numbers, .numbers > div, .how, tr, .remarks li { break-inside: avoid; }
h1, h2, h3, .finding, figcaption, caption, summary, thead { break-after: avoid; }
tbody tr:first-child, tbody tr:last-child { break-before: avoid; }
/* A table of a few rows moves to the next page rather than being torn. */
table:not(:has(tbody tr:nth-child(9))) { break-inside: avoid; }
p, figcaption, .remarks ul { max-width: none; }
.whole-text { max-height: none; }
p, li { orphans: 3; widows: 3; }
.numbers > div, .how { background: none; border: 1px solid var(--line); }
.scroll { overflow: visible; background: none; }
table { font-size: .8rem; }
.prose { min-width: 0; }
th, td, td.wide, td:not(.end), thead th.end, tbody th { min-width: 0; padding: .25rem .35rem; overflow-wrap: break-word; }
th small, td small { font-size: .72rem; }
th:first-child { position: static; }
details::details-content { content-visibility: visible; block-size: auto; opacity: 1; }
details > :not(summary) { display: block; }
summary { list-style: none; color: var(--ink); font-weight: 600; }
summary::-webkit-details-marker { display: none; }
.drawing svg { min-width: 0; max-width: 100%; max-height: 230mm; }
pre, pre.scroll { max-height: none; white-space: pre-wrap; columns: 2; font-size: .68rem; line-height: 1.3; padding: 0; background: none; }
a { color: inherit; text-decoration: none; }
}
`;
