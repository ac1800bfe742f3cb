import { formatRoundShare } from './format-number.ts';

/** Longest label a figure can carry. */
const LABEL_LENGTH = 32;

/** `a`, `a and b`, `a, b and c`. */
export function joinInWords(items: readonly string[]): string {
  if (items.length <= 1) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;
}

/** As `joinInWords`, of many only the first: `a, b, c and 12 more`. */
export function someInWords(items: readonly string[], most = 6): string {
  if (items.length <= most) return joinInWords(items);
  return `${items.slice(0, most - 1).join(', ')} and ${items.length - most + 1} more`;
}

/** `1 check`, `12 checks`. The count is given as text, so that it has been formatted. */
export function plural(count: number, text: string, noun: string): string {
  return `${text} ${noun}${count === 1 ? '' : 's'}`;
}

/**
 * A name cut to what fits beside a line, by whole characters, with an ellipsis before its last third:
 * the names of designs differ at their ends.
 */
export function shortenLabel(name: string, length: number = LABEL_LENGTH): string {
  // A hostile name may be megabytes long; only its head and its tail are ever looked at.
  const most = length * 4;
  const bounded = name.length > 2 * most ? `${name.slice(0, most)}${name.slice(-most)}` : name;
  const characters = Array.from(bounded.replace(/\s+/g, ' '));
  if (characters.length <= length) return characters.join('');
  const tail = Math.floor(length / 3);
  return `${characters.slice(0, length - 1 - tail).join('')}…${characters.slice(-tail).join('')}`;
}

/** Beyond ten times the limit the exact figure says no more. */
const FAR = -10;

/** `20 % to spare`, `5 % beyond`, `far beyond`: the distance to a limit as a share of it. */
export function roomInWords(margin: number): string {
  if (margin < FAR) return 'far beyond';
  return `${formatRoundShare(Math.abs(margin))} ${margin > 0 ? 'to spare' : 'beyond'}`;
}
