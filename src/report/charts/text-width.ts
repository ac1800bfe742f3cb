/**
 * Advance widths of Helvetica (Arial has the same) in thousandths of the font size, from Adobe's
 * font metrics. Vega measures text with these, so that a figure is tight and the same on every
 * machine, whatever fonts are installed there.
 */
const WIDTHS: ReadonlyMap<string, number> = new Map(
  [
    [191, "'"],
    [222, 'ijl'],
    [260, '|'],
    [278, ' !,./:;I[\\]ft\u00a0·'],
    [333, '()-`r'],
    [334, '{}'],
    [355, '"'],
    [389, '*'],
    [469, '^'],
    [500, 'Jcksvxyz'],
    [549, '≤≥'],
    [556, '#$0123456789?L_abdeghnopqu–'],
    [584, '+<=>~±×−'],
    [611, 'FTZ'],
    [667, '&ABEKPSVXY'],
    [722, 'CDHNRUw'],
    [778, 'GOQ'],
    [833, 'Mm'],
    [889, '%'],
    [944, 'W'],
    [1000, '…—'],
    [1015, '@'],
  ].flatMap(([width, characters]) =>
    Array.from(String(characters), (character): [string, number] => [character, Number(width)]),
  ),
);

/** Helvetica Bold is about this much wider than Helvetica over ordinary text. */
const BOLD_FACTOR = 1.06;

/** First of the scripts that are set on a full em, such as Hangul, Han and most emoji. */
const FULL_WIDTH_FROM = 0x1100;

/**
 * Width of one line of text in pixels.
 *
 * @param fontSizePx size of the font in pixels.
 */
export function textWidthPx(text: string, fontSizePx: number, isBold = false): number {
  let thousandths = 0;
  for (const character of text) {
    thousandths +=
      WIDTHS.get(character) ?? ((character.codePointAt(0) ?? 0) >= FULL_WIDTH_FROM ? 1000 : 600);
  }
  return (thousandths / 1000) * fontSizePx * (isBold ? BOLD_FACTOR : 1);
}

/** Least room beside a plot, in pixels. */
const LEAST_ROOM_PX = 24;

/**
 * Room to leave beside labels that a reader's font may set wider than Helvetica: a fifth of the
 * longest one.
 */
export function fontRoomPx(labels: readonly string[], fontSizePx: number): number {
  const widest = labels.reduce((most, label) => Math.max(most, textWidthPx(label, fontSizePx)), 0);
  return Math.max(LEAST_ROOM_PX, Math.ceil(widest / 5));
}
