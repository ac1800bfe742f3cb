import { describe, expect, it } from 'vitest';
import { summarise } from '../../../src/cli/terminal/summary.ts';
import { fixtureResult } from '../../report/fixture.ts';
import { plannedResult } from '../../report/plan-fixture.ts';
import { MOVED_RESULT } from '../../report/sensitivity-fixture.ts';
import { sweptResult } from '../../report/sweep-fixture.ts';

const PLAIN = { hasColour: false, hasSigns: true };
const LONG = 'a-custom-key-store-with-a-name-that-nobody-would-want-to-read-out-in-a-review';

describe('what the terminal shows', () => {
  it.each([
    ['a run', MOVED_RESULT],
    ['a plan', plannedResult()],
    ['a sweep', sweptResult()],
    ['a run with long names', fixtureResult({ cksName: LONG, faultName: LONG, title: LONG })],
  ])('fits 80 columns: %s', (_, result) => {
    const wide = summarise(result, PLAIN)
      .split('\n')
      .filter((line) => Array.from(line).length > 80);
    expect(wide).toEqual([]);
  });
});
