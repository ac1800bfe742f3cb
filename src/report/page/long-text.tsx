import { directionOf } from '../directions.ts';
import { formatCount } from '../format-number.ts';
import { keepUnits } from './keep-units.ts';

/**
 * How many characters of a text the page shows before it folds the rest; well above the longest
 * text of any report that was meant to be read.
 */
export const MOST_CHARACTERS = {
  title: 160,
  question: 400,
  /** A finding, a caption, a note. */
  sentence: 600,
  cell: 640,
  paragraph: 1500,
  /** What a screen reader speaks in one go. */
  label: 400,
} as const;

/** A text cut to so many characters, at a whole one, with an ellipsis; most texts as they are. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  // No character takes more than two units, so that a text of megabytes is not taken apart.
  const characters = Array.from(text.slice(0, 2 * most + 2));
  if (characters.length <= most) return text;
  let end = most;
  // An emoji of several signs, or a letter with its accents, stays or goes as a whole.
  while (end > most / 2 && JOINED.test(`${characters[end - 1]}${characters[end]}`)) end -= 1;
  const head = characters.slice(0, end).join('');
  return `${head.trimEnd()}…${head.includes(ISOLATE) ? ISOLATE_END : ''}`;
}

/** Two characters of which the second belongs to the first. */
const JOINED = /\u200d|[\p{M}\ufe0f\p{Emoji_Modifier}]$/u;

const ISOLATE = '\u2068';
const ISOLATE_END = '\u2069';

/** A text of any length in little room: its beginning, and all of it on demand and in print. */
export function LongText({ text, most }: { readonly text: string; readonly most: number }) {
  return (
    <>
      {keepUnits(cutText(text, most))}
      <WholeText text={text} most={most} />
    </>
  );
}

/** What `cutText` left out, folded; nothing for a text that was not cut. */
export function WholeText({ text, most }: { readonly text: string; readonly most: number }) {
  if (cutText(text, most) === text) return null;
  return (
    <details class="whole">
      <summary>In full, {formatCount(text.length)} characters</summary>
      <div
        class="whole-text"
        dir={directionOf(text)}
        tabIndex={0}
        role="group"
        aria-label="Full text"
      >
        {text}
      </div>
    </details>
  );
}
