const MS_PER_DAY = 86_400_000;

/**
 * Whole days from a date to now; null where the text is no date. A month (`2026-09`) or a year counts
 * from its last day: a fact is not called older than it may be.
 */
export function ageInDays(text: string, nowMs: number): number | null {
  const [, year, month, day] = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text.trim()) ?? [];
  if (year === undefined) return null;
  const ofMonth = month === undefined ? 12 : Number(month);
  // Day 0 of the next month is the last one of this.
  const at =
    day === undefined
      ? Date.UTC(Number(year), ofMonth, 0)
      : Date.UTC(Number(year), ofMonth - 1, Number(day));
  return Math.floor((nowMs - at) / MS_PER_DAY);
}
