/** Characters that change the direction of everything behind them. */
const CONTROLS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Opens a text of either direction, closed again before what follows it. */
const ISOLATE = '\u2068';

/** `auto` for a tamed text that holds another direction; the others need not say that they read as the page does. */
export function directionOf(text: string): 'auto' | undefined {
  return text.includes(ISOLATE) ? 'auto' : undefined;
}

/** Letters of the scripts that run from right to left. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/;

/**
 * A copy of plain data in which no text can turn the words and digits around it: direction
 * controls are taken out, and texts with right-to-left letters are isolated. Without this a name
 * could make 75.4 % read 4.57 %.
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
  const plain = text.replace(CONTROLS, '');
  return RIGHT_TO_LEFT.test(plain) ? `${ISOLATE}${plain}\u2069` : plain;
}
