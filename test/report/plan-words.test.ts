import { describe, expect, it } from 'vitest';
import {
  candidateInWords,
  demandsInWords,
  monthInWords,
  planOf,
  priceDifference,
  screenedInWords,
  subjectOf,
} from '../../src/report/plan-words.ts';
import { fixtureResult } from './fixture.ts';
import { candidateOf, FOUND_PLAN, IMPOSSIBLE_PLAN, plannedResult } from './plan-fixture.ts';

describe('words of a plan', () => {
  it('are there only where somebody planned', () => {
    expect(planOf(fixtureResult())).toBeNull();
    expect(planOf(plannedResult())).toBe(FOUND_PLAN);
  });

  it('name a design by what has to be built, levers included', () => {
    const own = candidateOf({ keyStores: 1, hsms: 2, zones: 2 });
    expect(candidateInWords({ ...own, levers: { maxMessages: '20' } })).toBe(
      'custom key store · 1 key store × 2 HSMs in 2 zones · maxMessages 20',
    );
    expect(candidateInWords({ ...own, kind: 'cloudhsm-direct' })).toBe(
      'direct CloudHSM · 2 HSMs in 2 zones',
    );
    expect(candidateInWords({ ...own, kind: 'standard', hsms: 0 })).toBe('standard store');
  });

  it('count what was simulated and what was not', () => {
    expect(screenedInWords(FOUND_PLAN)).toContain('58 of 70 designs were ruled out');
    expect(screenedInWords(IMPOSSIBLE_PLAN)).toContain('none was simulated');
    expect(screenedInWords({ ...FOUND_PLAN, screened: [] })).toBe('All 12 designs were simulated.');
  });

  it('speak of the design to build, or of the one that is still open', () => {
    expect(subjectOf(FOUND_PLAN)?.name).toBe(FOUND_PLAN.chosen);
    const [first, second] = FOUND_PLAN.candidates;
    const candidates = [first!, { ...second!, verdict: 'undecided' as const }];
    expect(subjectOf({ ...FOUND_PLAN, chosen: null, candidates })?.name).toBe(second!.name);
    expect(subjectOf(IMPOSSIBLE_PLAN)).toBeNull();
  });

  it('give loads by lever, months from today, and prices by their difference', () => {
    const demands = [
      { levers: { maxMessages: '1' }, callsPerSecond: 1500 },
      { levers: { maxMessages: '20' }, callsPerSecond: 519.4 },
    ];
    expect(demandsInWords({ ...FOUND_PLAN, demands })).toBe(
      'To be carried: 1,500 KMS calls/s with maxMessages 1 and 519 KMS calls/s with maxMessages 20.',
    );
    expect([0, 1, 14].map(monthInWords)).toEqual(['today', 'in 1 month', 'in 14 months']);
    expect([1168, -40, 0].map(priceDifference)).toEqual(['$1,168 more', '$40.00 less', 'the same']);
  });
});
