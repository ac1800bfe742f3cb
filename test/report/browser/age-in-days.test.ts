import { describe, expect, it } from 'vitest';
import { ageInDays } from '../../../src/report/browser/age-in-days.ts';

const NOON = Date.UTC(2027, 0, 1, 12);

describe('ageInDays', () => {
  it('counts whole days from a date', () => {
    expect(ageInDays('2027-01-01', NOON)).toBe(0);
    expect(ageInDays('2026-12-31', NOON)).toBe(1);
    expect(ageInDays('2026-01-01', NOON)).toBe(365);
  });

  it('counts a month and a year from their last day', () => {
    expect(ageInDays('2026-11', NOON)).toBe(32);
    expect(ageInDays('2026-02', NOON)).toBe(307);
    expect(ageInDays('2025', NOON)).toBe(366);
  });

  it('knows no age of what is no date', () => {
    for (const text of ['', 'soon', '2026-1-1', '12.11.2026']) {
      expect(ageInDays(text, NOON)).toBe(null);
    }
  });
});
