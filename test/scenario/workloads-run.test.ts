import { describe, expect, it } from 'vitest';
import { USER_OPERATIONS, type ServiceKind } from '../../src/model/index.ts';
import { runOnce, type RunResult } from '../../src/plan/index.ts';
import { studyOf } from './workload-of.ts';

function run(app: string, overrides = ''): RunResult {
  const { world } = studyOf(`{ app: ${app} }`, overrides).designs[0]!;
  return runOnce({ config: { ...world, warmUpNs: 10e9, durationNs: 10e9 }, seed: 'words' });
}

describe('what a scenario can say runs', () => {
  it.each(Object.keys(USER_OPERATIONS) as ServiceKind[])('service: %s', (kind) => {
    const result = run(`{ service: ${kind}, arrivals: { constant: 20/s }, principals: 3 }`);
    expect(result.stoppedBy).toBeNull();
    // 20/s for 10 s; the last one is due at the very end.
    expect(Math.abs(result.userOperationSystem.arrived - 200)).toBeLessThanOrEqual(1);
  });

  it.each([
    ['burst: { rate: 100/s, on: 1 s, off: 1 s }'],
    ['ramp: { from: 10/s, to: 90/s, over: 10 s }'],
    ['daily: { mean: 50/s }'],
    ['weekly: { mean: 50/s }'],
    ['replay: { times: [0 s, 20 ms], loop: true }'],
    ['closed: { clients: 5, think: 100 ms }'],
  ])('arrivals: %s', (arrivals) => {
    const result = run(`{ arrivals: { ${arrivals} } }`);
    expect(result.stoppedBy).toBeNull();
    expect(result.events).toBeGreaterThan(100);
  });
});
