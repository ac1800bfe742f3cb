import { describe, expect, it } from 'vitest';
import type { Design } from '../../src/plan/index.ts';
import { readScenario } from '../../src/scenario/index.ts';

const TEXT = `workloads:
  app: { arrivals: { poisson: 100/s }, operations: { GenerateDataKey: 50 %, Decrypt: 50 % } }
stores:
  cks: { kind: cloudhsm, hsms: 2..3 }
  own: { kind: cloudhsm, hsms: 2, hsm: { rate: 700/s } }
`;

const read = (text = TEXT) => readScenario({ text, fileName: 'moved.yaml' });

function clusterOf(design: Design | null) {
  const { store } = design!.world;
  if (!('cluster' in store)) throw new Error('no cluster');
  return store.cluster;
}

describe('moveFacts', () => {
  it('gives the design as it is for no move', () => {
    const { study, moveFacts } = read();
    expect(moveFacts('cks hsms=3', [])).toEqual(study.designs[1]);
  });

  it('moves one fact in one design, and several at once', () => {
    const { moveFacts } = read();
    const base = clusterOf(moveFacts('cks hsms=2', []));
    const moved = clusterOf(
      moveFacts('cks hsms=2', [
        { fact: 'hsm.rate.aes', value: 900 },
        { fact: 'hsm.busyAfter', value: 16 },
      ]),
    );
    expect(moved).not.toEqual(base);
    expect(moved.queueLimit).toBe(16);
    expect(moved.hsms).toBe(2);
  });

  it('moves the median of a law of time, and its other percentiles in proportion', () => {
    const { moveFacts } = read();
    const lawOf = (design: Design | null) => {
      const { frontNs } = design!.world.kms;
      if (frontNs.kind !== 'lognormal') throw new Error('not lognormal');
      return frontNs;
    };
    const base = lawOf(moveFacts('cks hsms=2', []));
    const moved = lawOf(moveFacts('cks hsms=2', [{ fact: 'kms.front', value: 6.8 }]));
    // Twice the median of 3.4 ms: ln 2 more, with the same sigma.
    expect(moved.mu - base.mu).toBeCloseTo(Math.log(2), 12);
    expect(moved.sigma).toBe(base.sigma);
    const none = moveFacts('cks hsms=2', [{ fact: 'kms.customStoreHandling', value: 0 }])!;
    expect(none.world.store).toMatchObject({ handlingNs: { kind: 'constant', value: 0 } });
  });

  it('leaves a store alone that gives the value itself', () => {
    const { moveFacts } = read();
    const moved = moveFacts('own', [{ fact: 'hsm.rate.aes', value: 900 }]);
    expect(moved).toEqual(moveFacts('own', []));
  });

  it('notes nothing and warns of nothing', () => {
    const { study, moveFacts } = read();
    const before = JSON.stringify([study.assumptions, study.warnings]);
    moveFacts('cks hsms=2', [{ fact: 'hsm.rate.aes', value: 1 }]);
    expect(JSON.stringify([study.assumptions, study.warnings])).toBe(before);
  });
});

describe('movable facts', () => {
  it('are those in use that are assumed or inferred and have a range', () => {
    const { study } = read();
    const byName = new Map(study.movable.map((fact) => [fact.name, fact]));
    expect(byName.get('hsm.rate.aes')).toMatchObject({ value: 1800, low: 900, high: 5000 });
    expect(byName.get('hsm.weight.generateDataKey')).toMatchObject({ value: 1, low: 1, high: 3 });
    expect(byName.get('kms.front')).toMatchObject({ value: 3.4, low: 1, high: 10, unit: 'ms' });
    // Documented, or of a store that is not there.
    expect(byName.has('quota.customKeyStore')).toBe(false);
    expect(byName.has('proxy.slots')).toBe(false);
  });

  it('stand where the scenario puts them', () => {
    const { study } = read(`${TEXT}assume: { hsm.rate.aes: 1200/s, kms.front: 5 ms }\n`);
    const valueOf = (name: string) => study.movable.find((fact) => fact.name === name)!.value;
    expect(valueOf('hsm.rate.aes')).toBe(1200);
    expect(valueOf('kms.front')).toBe(5);
  });

  it('include the weight of an operation that a service makes', () => {
    const text = TEXT.replace(
      'operations: { GenerateDataKey: 50 %, Decrypt: 50 % }',
      'service: s3, operations: { PutObject: 100 % }',
    );
    const names = read(text).study.movable.map(({ name }) => name);
    expect(names).toContain('hsm.weight.generateDataKey');
    expect(names).not.toContain('hsm.weight.generateRandom');
  });
});
