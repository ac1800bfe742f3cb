/** Longest label a figure can carry. */
const LABEL_LENGTH = 26;

/** `a`, `a and b`, `a, b and c`. */
export function joinInWords(items: readonly string[]): string {
  if (items.length <= 1) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;
}

/** `1 check`, `12 checks`. The count is given as text, so that it has been formatted. */
export function plural(count: number, text: string, noun: string): string {
  return `${text} ${noun}${count === 1 ? '' : 's'}`;
}

/** A name cut to what fits beside a line, by whole characters, with an ellipsis. */
export function shortenLabel(name: string, length: number = LABEL_LENGTH): string {
  // A hostile name may be megabytes long; only its head is ever looked at.
  const characters = Array.from(name.slice(0, length * 4).replace(/\s+/g, ' '));
  return characters.length <= length
    ? characters.join('')
    : `${characters.slice(0, length - 1).join('')}…`;
}
