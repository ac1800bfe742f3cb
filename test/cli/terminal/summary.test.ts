import { describe, expect, it } from 'vitest';
import { summarise } from '../../../src/cli/terminal/summary.ts';
import { fixtureResult, type FixtureOptions } from '../../report/fixture.ts';

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

  it('says what KMS adds to the user operation that it delays most', () => {
    expect(unwrapped()).toMatch(
      /cks hsms=4: [\d.]+ ms to GetOldObject of uploads, 1.00 ± 0.01 KMS calls each, 100 % succeed/,
    );
    expect(unwrapped({ hasServices: false })).not.toContain('user operations');
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
