import { PALETTE } from '../charts/palette.ts';
import { SCREEN_STYLES } from './screen-styles.ts';

const LIGHT = `
  --paper: #fefefe; --panel: #f4f6f8; --ink: #1c2530; --quiet: #56616d; --line: #d3dae0;
  --link: #0a5c94; --good: #0b6b3a; --bad: #b3261d; --open: #7a5200;
  --assumed-ink: #6b4700; --assumed-paper: #fbecc8;`;

const DARK = `
  --paper: #171c22; --panel: #1f262e; --ink: #e8ecf0; --quiet: #a5b0bb; --line: #3a444f;
  --link: #7cc0f5; --good: #6fd19a; --bad: #ff8f84; --open: #eec15c;
  --assumed-ink: #f5d48a; --assumed-paper: #473814;`;

/**
 * The page's style sheet. Light is the base; dark applies on screens that ask for it, so print is
 * always light. In the dark each colour of a figure is swapped by its attribute.
 */
export function stylesheet(): string {
  return `:root {${LIGHT} color-scheme: light dark; }
${SCREEN_STYLES}
@media screen and (prefers-color-scheme: dark) {
:root {${DARK} }
${darkFigures()}
}
${PRINT_STYLES}`;
}

/** One rule for fills and one for strokes of every colour a figure may use. */
function darkFigures(): string {
  return PALETTE.map(
    ({ light, dark }) =>
      `.drawing [fill="${light}"] { fill: ${dark}; } .drawing [stroke="${light}"] { stroke: ${dark}; }`,
  ).join('\n');
}

const PRINT_STYLES = `@media print {
@page { margin: 16mm; }
:root { color-scheme: light; font-size: 9.5pt; }
body { max-width: none; padding: 0; }
section { margin-bottom: 2rem; }
nav, .skip { display: none; }
figure, .numbers, .how, tr { break-inside: avoid; }
h2, h3, figcaption, caption, summary { break-after: avoid; }
.scroll { overflow: visible; background: none; }
table { font-size: .8rem; }
.prose { min-width: 0; }
th, td, thead th.end, tbody th { min-width: 0; padding: .25rem .35rem; overflow-wrap: break-word; }
th small, td small { font-size: .72rem; }
th:first-child { position: static; }
details::details-content { content-visibility: visible; block-size: auto; opacity: 1; }
details > :not(summary) { display: block; }
summary { list-style: none; }
.drawing svg { min-width: 0; max-width: 100%; }
a { color: inherit; text-decoration: none; }
}
`;
