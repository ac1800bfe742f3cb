/** Ties a unit to its number, and the two sides of an interval together, so that no line breaks between. */
export function keepUnits(sentence: string): string {
  return sentence.replace(/(\d|±) (?=(?:ms|s|min|h|%|±)(?![\p{L}\p{N}])|\d)/gu, '$1\u00a0');
}
