import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../src/scenario/index.ts';

/** Limits of the only design: name, capacity, and the positions of the workloads that count. */
function limits(workloads: string, more = '') {
  const { designs } = loadScenario({
    text: `region: us-east-1\nworkloads: ${workloads}\nstores: { standard: { kind: standard } }\n${more}`,
    fileName: 'test.yaml',
  });
  return designs[0]!.limits.map(({ name, capacityPerSecond, counts }) => [
    name,
    capacityPerSecond,
    counts.map(({ workload }) => workload),
  ]);
}

const RSA = '{ arrivals: { poisson: 10/s }, keySpec: RSA_2048, operations: { Sign: 100 % } }';
const AES = '{ arrivals: { poisson: 10/s } }';

describe('request quotas of accounts', () => {
  it('count signatures against the quota of their kind of key, not the symmetric one', () => {
    expect(limits(`{ contracts: ${RSA} }`)).toEqual([['account quota for RSA keys', 1000, [0]]]);
    expect(limits(`{ app: ${AES}, contracts: ${RSA} }`)).toEqual([
      ['account quota', 100_000, [0]],
      ['account quota for RSA keys', 1000, [1]],
    ]);
  });

  it('count callers in other accounts against their own', () => {
    const found = limits(
      `{ app: ${AES}, shared: { arrivals: { poisson: 10/s }, account: partner } }`,
      'accounts: { partner: { quota: 500/s } }\n',
    );
    expect(found).toEqual([
      ['account quota', 100_000, [0]],
      ['account quota of partner', 500, [1]],
    ]);
  });

  it('say where they come from and what can be done', () => {
    const { designs } = loadScenario({
      text: `workloads: { contracts: ${RSA} }\nstores: { standard: { kind: standard } }\n`,
      fileName: 'test.yaml',
    });
    const [rsa] = designs[0]!.limits;
    expect(rsa!.confidence).toBe('documented');
    expect(rsa!.remedy).toContain('Ask AWS for a higher quota');
  });
});
