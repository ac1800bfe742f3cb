import { describe, expect, it } from 'vitest';
import {
  PALETTE,
  SERIES_COLOURS,
  PAPER,
  INK,
  QUIET,
  ALARM,
} from '../../../src/report/charts/palette.ts';
import { stylesheet } from '../../../src/report/page/stylesheet.ts';

/** Relative luminance of a colour, WCAG 2.2. */
function luminance(hex: string): number {
  const channel = (from: number): number => {
    const value = Number.parseInt(hex.slice(from, from + 2), 16) / 255;
    return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

describe('the style sheet', () => {
  it('swaps every colour of the figures in the dark, for fills and for strokes', () => {
    const css = stylesheet();
    PALETTE.forEach(({ light, dark }, index) => {
      expect(css).toContain(`[fill="${light}"] { fill: var(--f${index}); }`);
      expect(css).toContain(`[stroke="${light}"] { stroke: var(--f${index}); }`);
      // By the system's wish and by the reader's.
      expect(css.split(`--f${index}: ${dark};`)).toHaveLength(3);
      expect(css.split(`--f${index}: ${light};`)).toHaveLength(2);
    });
  });

  it('cannot mix up two colours: each light one appears once', () => {
    expect(new Set(PALETTE.map((colour) => colour.light)).size).toBe(PALETTE.length);
  });

  it('keeps print light: dark is for screens only', () => {
    expect(stylesheet()).toContain('@media screen and (prefers-color-scheme: dark)');
    expect(stylesheet()).not.toMatch(/@media \(prefers-color-scheme: dark\)/);
  });

  it('gives all text in figures a contrast of 4.5 to 1 or more, light and dark (WCAG AA)', () => {
    const texts = PALETTE.filter(
      (colour) => SERIES_COLOURS.includes(colour.light) || [INK, QUIET, ALARM].includes(colour),
    );
    expect(texts).toHaveLength(SERIES_COLOURS.length + 3);
    for (const { light, dark } of texts) {
      expect(contrast(light, PAPER.light)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(dark, PAPER.dark)).toBeGreaterThanOrEqual(4.5);
    }
  });
});
