import leven from 'leven';

const FARTHEST = 3;
const MOST_LISTED = 16;

/** The one of `known` that `word` is most likely meant to be; null when none is close. */
function nearest(word: string, known: readonly string[]): string | null {
  const limit = Math.min(FARTHEST, Math.max(1, Math.floor(word.length / 2)));
  let best: string | null = null;
  let bestDistance = limit + 1;
  for (const candidate of known) {
    const distance = leven(word.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** `did you mean "arrivals"? (one of: arrivals, client, …)`; the list alone when nothing is close. */
export function suggest(word: string, known: readonly string[]): string {
  const guess = nearest(word, known);
  const listed = known.slice(0, MOST_LISTED).join(', ') + (known.length > MOST_LISTED ? ', …' : '');
  return guess === null ? `one of: ${listed}` : `did you mean "${guess}"? (one of: ${listed})`;
}
