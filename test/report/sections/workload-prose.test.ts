import { describe, expect, it } from 'vitest';
import { workloadSentences } from '../../../src/report/sections/workload-prose.ts';

describe('workloadSentences', () => {
  it('says what a workload asks for', () => {
    expect(
      workloadSentences({
        workloads: {
          uploads: {
            arrivals: { poisson: '900/s' },
            operations: { GenerateDataKey: '70 %', Decrypt: '30 %' },
            client: { maxAttempts: 3 },
          },
        },
      }),
    ).toEqual([
      'Workload uploads: arrivals poisson 900/s; 70 % GenerateDataKey and 30 % Decrypt. Its clients: max attempts 3.',
    ]);
  });

  it.each([null, 7, 'text', [], {}, { workloads: null }, { workloads: [1] }])(
    'says nothing about a scenario of another shape: %j',
    (scenario) => {
      expect(workloadSentences(scenario)).toEqual([]);
    },
  );
});
