import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../src/scenario/index.ts';

function limits(stores: string, workload = '{ arrivals: { poisson: 10/s } }') {
  const { designs } = loadScenario({
    text: `workloads: { app: ${workload} }\nstores: ${stores}\n`,
    fileName: 'test.yaml',
  });
  return designs[0]!.limits;
}

describe('limits', () => {
  it('of a key store on CloudHSM are two quotas and the HSMs, each with a remedy in words', () => {
    const found = limits('{ cks: { kind: cloudhsm, hsms: 2 } }');
    expect(found.map(({ name }) => name)).toEqual(['account quota', 'key store quota', 'HSMs']);
    for (const { remedy } of found) expect(remedy).toMatch(/^[A-Z].{15,}\.$/);
  });

  it('of a key store leave grants out: they pass the quotas of the account only', () => {
    const [, keyStore, hsms] = limits('{ cks: { kind: cloudhsm, hsms: 2 } }');
    for (const { counts } of [keyStore!, hsms!]) {
      expect(counts[0]!.operations).toContain('Decrypt');
      expect(counts[0]!.operations).not.toContain('CreateGrant');
    }
  });

  it('of direct use that signs count the dispatcher of the load source', () => {
    const signing =
      '{ service: pkcs11, arrivals: { poisson: 10/s }, keySpec: RSA_2048, operations: { Sign: 100 % } }';
    const direct = (dispatcher: boolean) =>
      limits(`{ direct: { kind: cloudhsm-direct, hsms: 6, dispatcher: ${dispatcher} } }`, signing);
    // 0.2 ms a signature.
    expect(direct(true).at(-1)).toMatchObject({
      name: 'signing dispatcher of app',
      capacityPerSecond: 5000,
      confidence: 'inferred',
      counts: [{ workload: 0, operations: ['Sign'] }],
    });
    expect(direct(false).map(({ name }) => name)).toEqual(['HSMs']);
    const aes = limits('{ direct: { kind: cloudhsm-direct, hsms: 6 } }');
    expect(aes.map(({ name }) => name)).toEqual(['HSMs']);
  });

  it('of an external store name the proxy', () => {
    const found = limits('{ site: { kind: external, roundTrip: 20 ms } }');
    expect(found.map(({ name }) => name)).toEqual(['account quota', 'key store quota', 'proxy']);
  });
});

describe('the note on the bill', () => {
  it('says which HSMs are billed where the time line changes their number', () => {
    const design = (timeline: string) =>
      loadScenario({
        text: `workloads: { app: { arrivals: { poisson: 10/s } } }
stores: { cks: { kind: cloudhsm, hsms: 2 } }
run: { duration: 2 min }
timeline: ${timeline}
`,
        fileName: 'test.yaml',
      }).designs[0]!;
    expect(design('[{ at: 30 s, createHsm: { zone: a } }]').notes.join(' ')).toContain(
      'The bill counts the 2 HSMs that the store begins with, all month',
    );
    expect(design('[{ at: 30 s, disconnectCustomKeyStore: true }]').notes).toEqual([]);
  });
});
