/**
 * Every colour a figure may use, in its light and its dark form. Figures are drawn once, in the
 * light colours; the page's style sheet swaps each one for its dark form by attribute selectors,
 * so one drawing serves both and a saved SVG stands on its own.
 */
export interface ThemedColour {
  /** Lower-case six-digit hex, unique within the palette. */
  readonly light: string;
  readonly dark: string;
}

/**
 * Hues after Okabe and Ito, safe for the common forms of colour blindness, darkened (light) or
 * lightened (dark) until text in them has a contrast of at least 4.5 to 1.
 */
const SERIES: readonly ThemedColour[] = [
  { light: '#0067a5', dark: '#62b6ee' },
  { light: '#b04300', dark: '#f39a5c' },
  { light: '#00735a', dark: '#45c9a4' },
  { light: '#97417b', dark: '#e6a1cd' },
  { light: '#6f5a00', dark: '#dcc54a' },
  { light: '#4a4f57', dark: '#c3c9d1' },
];

export const INK: ThemedColour = { light: '#1c2530', dark: '#e8ecf0' };
export const QUIET: ThemedColour = { light: '#56616d', dark: '#a5b0bb' };
export const GRID: ThemedColour = { light: '#e1e6eb', dark: '#333c46' };
export const PAPER: ThemedColour = { light: '#fefefe', dark: '#171c22' };
export const FAULT_BAND: ThemedColour = { light: '#f7e6c4', dark: '#473814' };
export const ALARM: ThemedColour = { light: '#b3261d', dark: '#ff8f84' };

/** From little to much, one hue; ordinary text stands on each of them. */
const HEAT: readonly ThemedColour[] = [
  { light: '#f1f7fc', dark: '#1b2631' },
  { light: '#dcebf8', dark: '#1c3042' },
  { light: '#c5def3', dark: '#1d3b54' },
  { light: '#abcfed', dark: '#1e4667' },
  { light: '#91c0e6', dark: '#1f527a' },
  { light: '#78b1df', dark: '#205e8d' },
];

export const HEAT_COLOURS: readonly string[] = HEAT.map((colour) => colour.light);

export const PALETTE: readonly ThemedColour[] = [
  ...SERIES,
  INK,
  QUIET,
  GRID,
  PAPER,
  FAULT_BAND,
  ALARM,
  ...HEAT,
];

/** One hue per store. */
export const SERIES_COLOURS: readonly string[] = SERIES.map((colour) => colour.light);

/** One dash pattern per design of a store, told apart without colour. */
export const SERIES_DASHES: readonly (readonly number[])[] = [
  [1, 0],
  [7, 3],
  [2, 2],
  [10, 3, 2, 3],
  [14, 4],
  [4, 2, 1, 2],
];
