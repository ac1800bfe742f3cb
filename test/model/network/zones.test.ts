import { describe, expect, it } from 'vitest';
import { zoneName, Zones } from '../../../src/model/network/zones.ts';

describe('Zones', () => {
  it('go by belief: a dead zone is picked until it is reviewed, and again after it healed', () => {
    const zones = new Zones(2);
    const picks = () => [0.1, 0.9].map((u) => zones.pick(u));
    zones.fail(1);
    expect(zones.isUp(1)).toBe(false);
    expect(picks()).toEqual([0, 1]);
    zones.review(1);
    expect(picks()).toEqual([0, 0]);
    zones.heal(1);
    expect(picks()).toEqual([0, 0]);
    zones.review(1);
    expect(picks()).toEqual([0, 1]);
  });

  it('heal when the last of overlapping faults ends', () => {
    const zones = new Zones(1);
    zones.fail(0);
    zones.fail(0);
    zones.heal(0);
    expect(zones.isUp(0)).toBe(false);
    zones.heal(0);
    expect(zones.isUp(0)).toBe(true);
  });

  it('have letters for names', () => {
    expect([0, 1, 5].map(zoneName)).toEqual(['a', 'b', 'f']);
  });

  it('keeps new requests out of a zone that a cut link is known to shut off, up or not', () => {
    const zones = new Zones(2);
    zones.believeLink(0, false);
    expect([0.1, 0.9].map((u) => zones.pick(u))).toEqual([1, 1]);
    expect(zones.isUp(0)).toBe(true);
    zones.fail(0);
    zones.review(0);
    zones.believeLink(0, true);
    expect(zones.pick(0.1)).toBe(1);
    zones.heal(0);
    zones.review(0);
    expect(zones.pick(0.1)).toBe(0);
  });
});
