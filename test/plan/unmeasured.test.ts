import { expect, it } from 'vitest';
import { isUnmeasured, unmeasured } from '../../src/plan/unmeasured.ts';
import { formatMeasured } from '../../src/report/format-number.ts';

it('a figure that there is none of exceeds every limit, and is written as its reason', () => {
  const none = unmeasured('no call succeeded', 0.95);
  expect(isUnmeasured(none)).toBe(true);
  expect(none.low!).toBeGreaterThan(1e300);
  expect(formatMeasured(none, 'ms')).toBe('no call succeeded');
  expect(isUnmeasured({ ...none, value: 12 })).toBe(false);
});

it('what it exceeds may be known', () => {
  expect(unmeasured('not within the run', 0.95, 24)).toMatchObject({ low: 24, level: 0.95 });
});
