import { formatCount } from '../format-number.ts';
import { ageInDays } from './age-in-days.ts';

/** Quotas and prices change a few times a year: older than this they deserve another look. */
const OLD_DAYS = 180;

/**
 * Marks the dates of facts that are old by the day on which somebody reads the page. The page itself
 * holds no time of day; its reader's machine has one.
 */
export function markOldFacts(nowMs: number): void {
  for (const date of document.querySelectorAll('.date')) {
    const age = ageInDays(date.textContent ?? '', nowMs);
    if (age === null || age <= OLD_DAYS) continue;
    const badge = document.createElement('small');
    badge.textContent = `${formatCount(age)} days old`;
    date.after(badge);
  }
}
