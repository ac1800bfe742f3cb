import { describe, expect, it } from 'vitest';
import type { AvailabilityResult, AvailabilityTerm } from '../../../src/plan/index.ts';
import { readResult } from '../../../src/report/designs.ts';
import { tablesOf } from '../../../src/report/document.ts';
import { availabilitySection } from '../../../src/report/sections/availability.ts';
import { fixtureResult } from '../fixture.ts';

const term = (overrides: Partial<AvailabilityTerm>): AvailabilityTerm => ({
  cause: 'HSMs alone',
  unavailable: { value: 4.5e-10, low: 4.4e-10, high: 4.6e-10, level: 0.95, method: 'speeded up' },
  closedForm: 4.41e-10,
  holds: true,
  eventsPerYear: 3.6e-5,
  meanLengthMinutes: 6.4,
  method: 'speeded up',
  isSummed: false,
  ...overrides,
});

const STORE = term({
  cause: 'store as a whole',
  unavailable: { value: 5.7e-5, low: 5.7e-5, high: 5.7e-5, level: 0.95, method: 'closed form' },
  closedForm: 5.7e-5,
  holds: null,
  eventsPerYear: 1,
  meanLengthMinutes: 30,
  isSummed: true,
});

const OWN: AvailabilityResult = {
  design: 'cks hsms=4',
  hsms: 4,
  needed: 2,
  keyStores: 1,
  neededBecause: 'given by the scenario',
  terms: [term({}), term({ cause: 'HSMs and zones', closedForm: 4.8e-8, isSummed: true }), STORE],
  unavailableShare: 5.7048e-5,
  downtimeMinutesPerMonth: 2.5,
  errorBudget: { expect: 'success > 99.9 %', minutesPerMonth: 43.8, usedShare: 0.057 },
  slas: [{ name: 'AWS KMS', minutesPerMonth: 0.438, source: 'aws.amazon.com/kms/sla' }],
};

function sectionOf(...availability: readonly AvailabilityResult[]) {
  return availabilitySection(readResult({ ...fixtureResult(), availability }));
}

/** All texts of a table, row by row. */
function rowsOf(id: string, ...availability: readonly AvailabilityResult[]): readonly string[] {
  const table = tablesOf(sectionOf(...availability)!).find((own) => own.id === id)!;
  return table.rows.map((row) =>
    row
      .map(({ text, detail }) => (detail === undefined ? text : `${text} (${detail})`))
      .join(' | '),
  );
}

describe('the section on availability', () => {
  it('is missing where no design has HSMs', () => {
    expect(sectionOf()).toBe(null);
  });

  it('begins with what each cause costs a year, and which one rules', () => {
    expect(sectionOf(OWN)!.sentence).toBe(
      'On assumed rates, failures of HSMs alone would take 13.9 ms a year from cks hsms=4; with lost zones it is 2 s a year; most is lost with the store as a whole (operator errors, lost connections): 29 min 59 s a year.',
    );
  });

  it('says where HSMs and zones rule', () => {
    const zones = { ...OWN.terms[1]!, closedForm: 1.1e-4 };
    const { sentence } = sectionOf({ ...OWN, terms: [OWN.terms[0]!, zones, STORE] })!;
    expect(sentence).toMatch(/what decides is where the HSMs stand and how many are needed\.$/);
  });

  it('calls the agreements thresholds, not forecasts', () => {
    const [prose] = sectionOf(OWN)!.blocks;
    expect(prose).toMatchObject({
      paragraphs: [
        'cks hsms=4 has 4 HSMs, of which 2 must be up: given by the scenario.',
        expect.stringMatching(/AWS KMS 26 s a month .*thresholds for credits, not forecasts\.$/),
      ],
    });
  });

  it('gives the time lost in a month with as many nines as count, and the error budget', () => {
    expect(
      rowsOf('availability-totals', OWN, { ...OWN, design: 'other', errorBudget: null }),
    ).toEqual([
      'cks hsms=4 | 2 of 4 | 2 min 30 s | 99.9943 % | 43 min 48 s (success > 99.9 %) | 5.7 %',
      'other | 2 of 4 | 2 min 30 s | 99.9943 % | – | –',
    ]);
    const spent = { ...OWN.errorBudget!, usedShare: 1.5 };
    expect(rowsOf('availability-totals', { ...OWN, errorBudget: spent })[0]).toMatch(/✗ 150 %$/);
    // Without an objective there is no such column.
    expect(rowsOf('availability-totals', { ...OWN, errorBudget: null })).toEqual([
      'cks hsms=4 | 2 of 4 | 2 min 30 s | 99.9943 %',
    ]);
  });

  it('lists the terms, simulated beside the closed form', () => {
    expect(rowsOf('availability-terms', OWN)).toEqual([
      'cks hsms=4 | HSMs alone (not added to the total) | 13.9 ms | 4.50 × 10⁻¹⁰ (± 2.2 % of it) | 4.41 × 10⁻¹⁰ | ✓ agrees | once in 27,800 years | 6 min 24 s | speeded up',
      expect.stringContaining('HSMs and zones (in the total) | 2 s'),
      'cks hsms=4 | store as a whole (in the total) | 29 min 59 s | 5.70 × 10⁻⁵ | 5.70 × 10⁻⁵ | – | 1.00 a year | 30 min | speeded up',
    ]);
    const wrong = { ...OWN, terms: [term({ holds: false, isSummed: true })] };
    expect(rowsOf('availability-terms', wrong)[0]).toContain('✗ differs');
  });

  it('writes what never happens and what hardly does in words', () => {
    const rare = term({ closedForm: 1e-25, eventsPerYear: 1e-9, isSummed: true });
    const never = term({ closedForm: 0, eventsPerYear: 0, meanLengthMinutes: 0 });
    const [first, second] = rowsOf('availability-terms', { ...OWN, terms: [rare, never] });
    expect(first).toContain('less than a microsecond');
    expect(first).toContain('once in 1.00 × 10⁹ years');
    expect(second).toContain('| nothing |');
    expect(second).toContain('| never | nothing |');
  });
});
