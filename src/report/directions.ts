/** Characters that change the direction of everything behind them. */
const CONTROLS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Control characters but tab and line feed: HTML parsers drop them or stumble over them. */
// oxlint-disable-next-line no-control-regex -- these are the characters to take out
const UNPRINTABLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** Halves of a character, which no encoding can write. */
const HALVES = /\p{Surrogate}/gu;

/** The sign that stands for a control character, so that a reader sees that there was one. */
function picture(control: string): string {
  const code = control.charCodeAt(0);
  return code < 0x20 ? String.fromCharCode(0x2400 + code) : code === 0x7f ? '\u2421' : '\ufffd';
}

/** Opens a text of either direction, closed again before what follows it. */
const ISOLATE = '\u2068';

/** `auto` for a tamed text that holds another direction; the others need not say that they read as the page does. */
export function directionOf(text: string): 'auto' | undefined {
  return text.includes(ISOLATE) ? 'auto' : undefined;
}

/** Letters of the scripts that run from right to left. */
const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * A copy of plain data in which no text can turn the words and digits around it: direction
 * controls are taken out, other control characters shown as signs, and texts with right-to-left
 * letters are isolated. Without this a name could make 75.4 % read 4.57 %.
 */
export function tameDirections<T>(data: T): T {
  // The shape does not change, only texts; the compiler cannot follow that through a copy.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return tame(data) as T;
}

function tame(value: unknown): unknown {
  if (typeof value === 'string') return tameText(value);
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return items.every((item) => typeof item === 'number') ? items : items.map(tame);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]: [string, unknown]) => [tameText(key), tame(inner)]),
    );
  }
  return value;
}

function tameText(text: string): string {
  const plain = text.replace(CONTROLS, '').replace(UNPRINTABLE, picture).replace(HALVES, '\ufffd');
  return RIGHT_TO_LEFT.test(plain) ? `${ISOLATE}${plain}\u2069` : plain;
}
