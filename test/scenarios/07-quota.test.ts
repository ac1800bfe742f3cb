import { describe, expect, it } from 'vitest';
import { answer, pointOf } from './answer.ts';

describe('07-quota-1800, a second store and retries', () => {
  it('throttles nothing where two key stores share the load', async () => {
    const result = await answer(
      '07-quota-1800',
      'vary={ load: [0.5] }',
      'run.warmUp=1 s',
      'run.duration=10 s',
    );
    for (const hsms of [2, 6]) {
      const { throttledShare, successShare } = pointOf(result, `cks hsms=${hsms}`, 0.5);
      expect([throttledShare.value, successShare.value]).toEqual([0, 1]);
    }
  });

  it('sends what five attempts a call make of 3,000/s, and succeeds no oftener', async () => {
    const result = await answer(
      '07-quota-1800',
      'vary={ load: [1], workloads.peak.client.retryMode: [none, standard, legacy] }',
      'run.duration=20 s',
      'run.replications=1',
      'stores.cks.hsms=6',
      'stores.slow-hsms.hsms=2',
    );
    const perSecond = (mode: string, series: 'attemptsPerSecond' | 'throughputPerSecond') => {
      const values = pointOf(result, `cks retryMode=${mode}`).windows[series];
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    };
    for (const mode of ['none', 'standard', 'legacy']) {
      // Twenty windows, of which the first and the last are cut.
      const succeeded = perSecond(mode, 'throughputPerSecond');
      expect(succeeded).toBeLessThan(1800 * 1.05);
      expect(succeeded).toBeGreaterThan(1800 * 0.9);
    }
    // Each of five attempts is refused with the same probability q, so that q to the fifth is the
    // share that fails in the end, and the attempts are 1,800 / (1 - q).
    const refused = (1 - 1800 / 3000) ** (1 / 5);
    expect(perSecond('none', 'attemptsPerSecond') / 3000).toBeCloseTo(1, 1);
    const attempts = perSecond('legacy', 'attemptsPerSecond');
    expect(Math.abs(attempts / (1800 / (1 - refused)) - 1)).toBeLessThan(0.05);
    // A budget that is empty leaves each client the tokens that its successes give back.
    expect(perSecond('standard', 'attemptsPerSecond')).toBeLessThan(3000 + 1800);
  });
});
