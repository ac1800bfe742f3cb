import { describe, expect, it } from 'vitest';
import { loadInWords, readResult } from '../../src/report/designs.ts';
import { fixtureResult } from './fixture.ts';

describe('readResult', () => {
  it('groups the points of a result by design, loads ascending', () => {
    const reading = readResult(fixtureResult());
    expect(reading.designs).toHaveLength(8);
    for (const design of reading.designs) {
      expect(design.points.map((point) => point.load)).toEqual([0.25, 0.5, 1, 1.5, 2, 2.5]);
      expect(design.atReference.load).toBe(1);
    }
  });

  it('speaks of the design that the verdict names', () => {
    expect(readResult(fixtureResult()).spotlight?.name).toBe('cks hsms=4');
  });

  it('speaks of the cheapest eligible design with the fewest misses when the verdict names none', () => {
    const result = fixtureResult();
    const none = { ...result, verdict: { ...result.verdict, design: null } };
    expect(readResult(none).spotlight?.name).toBe('cks hsms=4');
  });

  it('never speaks of a design that the requirement rules out while another is eligible', () => {
    const result = fixtureResult({ hasObjectives: false });
    // The standard store is cheaper than any custom one, and ruled out in the fixture.
    expect(readResult(result).spotlight?.isEligible).toBe(true);
  });

  it('takes the load nearest to the scenario’s where 1 was not simulated', () => {
    expect(readResult(fixtureResult({ loads: [0.5, 0.9, 2] })).referenceLoad).toBe(0.9);
    expect(loadInWords(0.9)).toBe('0.9× the scenario’s load');
  });

  it('draws at most eight designs, the spotlight and one of every store among them', () => {
    const hsmCounts = Array.from({ length: 20 }, (_, index) => index + 2);
    const reading = readResult(fixtureResult({ hsmCounts, loads: [1] }));
    expect(reading.designs).toHaveLength(23);
    expect(reading.drawn).toHaveLength(8);
    expect(reading.drawn).toContain(reading.spotlight);
    expect(new Set(reading.drawn.map((design) => design.store)).size).toBe(3);
  });

  it('draws designs from all over a long list, not its first few', () => {
    const hsmCounts = Array.from({ length: 27 }, (_, index) => index + 2);
    const { drawn } = readResult(fixtureResult({ hsmCounts }));
    const drawnHsms = drawn
      .filter(({ store }) => store === 'cks')
      .map(({ atReference }) => atReference.hsms);
    expect(Math.max(...drawnHsms)).toBeGreaterThan(20);
    expect(drawn).toHaveLength(8);
  });

  it('gives designs of the only store there is hues of their own', () => {
    const result = fixtureResult();
    const [cks] = result.stores.filter(({ name }) => name === 'cks');
    const { designs } = readResult({ ...result, stores: [cks!] });
    expect(new Set(designs.map((design) => design.style.colour)).size).toBe(designs.length);
  });

  it('gives designs of one store one hue and different dashes', () => {
    const cks = readResult(fixtureResult()).designs.filter((design) => design.store === 'cks');
    expect(new Set(cks.map((design) => design.style.colour)).size).toBe(1);
    expect(new Set(cks.map((design) => String(design.style.dash))).size).toBe(cks.length);
  });
});
