import { describe, expect, it } from 'vitest';
import { loadScenario, ScenarioError } from '../../src/scenario/index.ts';

/** What is wrong with a timeline of two clusters, one of them used directly, and a standard store. */
function problemsOf(timeline: string): readonly string[] {
  const text = `workloads: { app: { arrivals: { poisson: 1/s } } }
stores: { cks: { kind: cloudhsm, hsms: 2 }, hsm: { kind: cloudhsm-direct, hsms: 2 }, aws: { kind: standard } }
run: { duration: 1 h }
timeline:
${timeline}`;
  try {
    loadScenario({ fileName: 'timeline.yaml', text });
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems.map(({ message }) => message);
    throw error;
  }
  return [];
}

describe('the order of a timeline', () => {
  it('is that of its times, which may be equal', () => {
    expect(
      problemsOf(`  - { disconnectCustomKeyStore: true, at: 5 min }
  - { auditCiphertexts: true, at: 5 min }
  - { connectCustomKeyStore: true, after: 10 min }
  - { auditCiphertexts: true, at: 15 min }`),
    ).toEqual([]);
  });

  it('that goes back is refused, with both steps named', () => {
    expect(
      problemsOf(`  - { disconnectCustomKeyStore: true, at: 5 min, name: by-mistake }
  - { auditCiphertexts: true, at: 2 min }`),
    ).toEqual([
      'timeline.1.at is before the step above it: AuditCiphertexts at 2 min, but by-mistake at 5 min at the earliest',
    ]);
  });

  it('is that of each store by itself', () => {
    expect(
      problemsOf(`  - { disconnectCustomKeyStore: true, at: 5 min, stores: [cks] }
  - { auditCiphertexts: true, at: 2 min, stores: [hsm] }`),
    ).toEqual([]);
  });
});

describe('a cluster that a step names', () => {
  it('is the own one, or one that an earlier step has made, or a Region to restore from', () => {
    expect(
      problemsOf(`  - { createHsm: { cluster: main, zone: a }, at: 1 min }
  - { copyBackupToRegion: { region: eu-west-1 }, after: 1 min }
  - { restoreCluster: { cluster: abroad, from: eu-west-1 }, after: 1 min }
  - { createCluster: { cluster: young }, after: 1 min }
  - { createHsm: { cluster: young }, after: 1 min }
  - { deleteBackup: { cluster: abroad }, after: 1 min }`),
    ).toEqual([]);
  });

  it('cannot be used before it is made', () => {
    expect(
      problemsOf(`  - { createHsm: { cluster: young }, at: 1 min }
  - { createCluster: { cluster: young }, after: 1 min }
  - { restoreCluster: { cluster: abroad, from: us-east-2 }, after: 1 min }`),
    ).toEqual([
      'timeline.0.createHsm.cluster names no cluster that there is by then: young',
      'timeline.2.restoreCluster.from names no cluster that there is by then: us-east-2',
    ]);
  });
});
