import { PALETTE, type ThemedColour } from '../charts/palette.ts';
import { FIGURE_STYLES } from './figure-styles.ts';
import { LIVE_STYLES } from './live-styles.ts';
import { PRINT_STYLES } from './print-styles.ts';
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
 * The page's style sheet. Light is the base; dark applies on screens that ask for it, or whose reader
 * chose it, so print is always light.
 */
export function stylesheet(): string {
  return `:root {${LIGHT} ${figureColours('light')} color-scheme: light dark; }
:root[data-theme="light"] { color-scheme: light; }
@media screen and (prefers-color-scheme: dark) { :root:not([data-theme="light"]) {${DARK} ${figureColours('dark')} } }
@media screen { :root[data-theme="dark"] { color-scheme: dark;${DARK} ${figureColours('dark')} } }
${themedFigures()}
${SCREEN_STYLES}
${FIGURE_STYLES}
${LIVE_STYLES}
${PRINT_STYLES}`;
}

function figureColours(theme: keyof ThemedColour): string {
  return PALETTE.map((colour, index) => `--f${index}: ${colour[theme]};`).join(' ');
}

/** Figures are drawn in light colours; each of them is looked up by its attribute. */
function themedFigures(): string {
  return PALETTE.map(
    ({ light }, index) =>
      `:is(.drawing, .key) [fill="${light}"] { fill: var(--f${index}); } :is(.drawing, .key) [stroke="${light}"] { stroke: var(--f${index}); }`,
  ).join('\n');
}
