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

  it('says once what the clients of all workloads have in common, and keeps settings of settings apart', () => {
    const workload = {
      arrivals: { daily: { least: '30/s', peak: '300/s' } },
      client: { maxAttempts: 3, connections: { most: 50, tls: 1.3 }, timeout: '1 s' },
    };
    expect(workloadSentences({ workloads: { a: workload, b: workload } })).toEqual([
      'Workload a: arrivals daily (least 30/s, peak 300/s).',
      'Workload b: arrivals daily (least 30/s, peak 300/s).',
      'The clients of each workload: max attempts 3, connections (most 50, tls 1.3), timeout 1 s.',
    ]);
  });

  it.each([null, 7, 'text', [], {}, { workloads: null }, { workloads: [1] }])(
    'says nothing about a scenario of another shape: %j',
    (scenario) => {
      expect(workloadSentences(scenario)).toEqual([]);
    },
  );
});
