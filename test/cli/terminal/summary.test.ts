import { describe, expect, it } from 'vitest';
import { summarise } from '../../../src/cli/terminal/summary.ts';
import { withDifferences } from '../../report/difference-fixture.ts';
import { fixtureResult, type FixtureOptions } from '../../report/fixture.ts';
import { MOVED_RESULT, SENTENCE } from '../../report/sensitivity-fixture.ts';

function summary(options: FixtureOptions = {}): string {
  return summarise(fixtureResult(options), { hasColour: false, hasSigns: true });
}

/** The lines without the breaks that fit them to a terminal. */
function unwrapped(options: FixtureOptions = {}): string {
  return summary(options).replace(/\s+/g, ' ');
}

describe('the summary', () => {
  it('fits a terminal of 80 columns', () => {
    const widest = Math.max(
      ...summary()
        .split('\n')
        .map((line) => line.length),
    );
    expect(widest).toBeLessThanOrEqual(80);
  });

  it('says right under the verdict what it hangs on', () => {
    const { verdict } = MOVED_RESULT;
    const text = summarise(MOVED_RESULT, { hasColour: false, hasSigns: true });
    expect(text.replace(/\s+/g, ' ')).toContain(`${verdict.sentence} ${SENTENCE}`);
    expect(summary()).not.toContain('assumption:');
  });

  it('says what KMS adds to the user operation that it delays most', () => {
    expect(unwrapped()).toMatch(
      /cks hsms=4: [\d.]+ ms to GetOldObject of uploads, 1.00 ± 0.01 KMS calls each, 100 % succeed/,
    );
    expect(unwrapped({ hasServices: false })).not.toContain('user operations');
  });

  it('sets the next designs by price beside that of the verdict', () => {
    const lines = summarise(withDifferences(), { hasColour: false, hasSigns: true }).split('\n');
    const from = lines.indexOf('Against cks hsms=4, the next designs by price:');
    expect(lines.slice(from + 1, from + 4)).toEqual([
      '  cheaper, cks hsms=3: $1,168 less a month; p99 latency: 3.10 ± 0.20 ms more',
      '  dearer, cks hsms=5: $1,168 more a month; p99 latency: no detectable difference',
      '  (less than ±0.3 ms)',
    ]);
    expect(summary()).not.toContain('the next designs by price');
  });

  it('says in a line what failures cost the design of the verdict over years', () => {
    const estimate = { low: null, high: null, level: 0.95, method: 'test' };
    const term = (cause: string, share: number) => ({
      cause,
      unavailable: { ...estimate, value: share },
      closedForm: null,
      holds: null,
      eventsPerYear: 1,
      meanLengthMinutes: 30,
      method: 'test',
      isSummed: true,
    });
    const availability = ['cks hsms=4', 'cks hsms=5'].map((design) => ({
      design,
      hsms: 4,
      needed: 2,
      keyStores: 1,
      neededBecause: 'test',
      terms: [term('HSMs and zones', 2e-5), term('store as a whole', 6e-5)],
      unavailableShare: 8e-5,
      downtimeMinutesPerMonth: 3.504,
      errorBudget: null,
      slas: [],
    }));
    const lines = (own: typeof availability) =>
      summarise({ ...fixtureResult(), availability: own }, { hasColour: false, hasSigns: true });
    expect(lines(availability).replace(/\s+/g, ' ')).toContain(
      'Over years, on assumed rates of failure, cks hsms=4 loses 3.50 min a month, 25 % of it to HSMs and zones.',
    );
    expect(lines([])).not.toContain('Over years');
    expect(lines(availability).match(/Over years/g)).toHaveLength(1);
  });

  it('says what was lost for good, and nothing where nothing was', () => {
    expect(unwrapped()).toContain(
      'LOST FOR GOOD: cks hsms=2: 12 keys and 1,200 ciphertexts; 1,200 decrypts really failed',
    );
    expect(unwrapped({ hasControl: false })).not.toContain('LOST');
  });

  it('tells errors by their cause, designs that fail alike on one line', () => {
    expect(unwrapped()).toMatch(
      /ThrottlingException \(key store request quota\): cks hsms=2 [\d.]+ %, cks hsms=3/,
    );
  });
});
