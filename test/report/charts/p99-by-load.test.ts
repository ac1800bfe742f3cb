import { describe, expect, it } from 'vitest';
import { p99ByLoad } from '../../../src/report/charts/p99-by-load.ts';
import { readResult } from '../../../src/report/designs.ts';
import { fixtureResult } from '../fixture.ts';

describe('p99ByLoad', () => {
  it('draws the limit of an objective on p99', () => {
    expect(JSON.stringify(p99ByLoad(readResult(fixtureResult())))).toContain(
      'objective: p99(latency) < 60 ms',
    );
  });

  it('draws no limit that holds for some calls only', () => {
    const result = fixtureResult();
    const objectives = result.objectives.map((objective) => ({
      ...objective,
      expect: 'p99(latency, op=Decrypt) < 60 ms',
    }));
    expect(JSON.stringify(p99ByLoad(readResult({ ...result, objectives })))).not.toContain(
      'objective:',
    );
  });

  it('leaves out the loads at which a design is unstable', () => {
    // Two HSMs of 600/s carry 1.33 times 900/s.
    const options = { loads: [0.5, 1, 1.5, 2], hsmCounts: [2], hasObjectives: false };
    const result = fixtureResult(options);
    const stores = result.stores.filter(({ name }) => name === 'cks');
    const drawn = JSON.stringify(p99ByLoad(readResult({ ...result, stores })));
    const loads = new Set([...drawn.matchAll(/"x":([\d.]+),"y"/g)].map(([, x]) => Number(x)));
    expect([...loads]).toEqual([0.5, 1]);
  });
});
