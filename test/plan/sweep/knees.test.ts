import { describe, expect, it } from 'vitest';
import { kneeOf, nextLoad } from '../../../src/plan/sweep/knees.ts';
import type { Look } from '../../../src/plan/sweep/look.ts';

function look(load: number, own: Partial<Look> = {}): Look {
  return { design: 'cks', load, failure: null, p99Ms: 10, monthUsd: 1000, ...own };
}

const BROKEN = { failure: 'misses "throttled < 1 %"', p99Ms: 10 };

/** Carries loads up to `limit`, with the same latency at all of them. */
function lookAt(limit: number): (load: number) => Look {
  return (load) => look(load, load > limit ? BROKEN : {});
}

/** All looks after so many loads were put in between. */
function refined(loads: readonly number[], most: number, at: (load: number) => Look): Look[] {
  const looks = loads.map(at);
  for (let round = 0; round < most; round++) {
    const load = nextLoad(looks, round);
    if (load === null) break;
    looks.push(at(load));
    looks.sort((a, b) => a.load - b.load);
  }
  return looks;
}

describe('loads put in between', () => {
  it.each([0.7, 1.37, 1.99])('close in on the knee at %d, to within 3 %%', (limit) => {
    const looks = refined([0.5, 1, 2], 20, lookAt(limit));
    const { carriesUpToLoad, breaksAtLoad, because } = kneeOf('cks', looks);
    expect(carriesUpToLoad!).toBeLessThanOrEqual(limit);
    expect(breaksAtLoad!).toBeGreaterThan(limit);
    expect(breaksAtLoad! / carriesUpToLoad!).toBeLessThanOrEqual(1.03);
    expect(because).toBe(BROKEN.failure);
    // Five halvings by ratio: 2^(1/2^5) = 1.022.
    expect(looks.length - 3).toBe(5);
  });

  it('also tell where p99 bends: a line that rises steeply from 1.5 on gets loads around there', () => {
    // 10 ms up to 1.5 times the load, then by its tenth power.
    const p99 = (load: number) => look(load, { p99Ms: 10 * Math.max(1, load / 1.5) ** 10 });
    const added = refined([0.5, 1, 2, 4], 4, p99)
      .map(({ load }) => load)
      .filter((load) => ![0.5, 1, 2, 4].includes(load));
    expect(added).toHaveLength(4);
    expect(added.every((load) => load > 1 && load < 4)).toBe(true);
    expect(Math.min(...added.map((load) => Math.abs(load - 1.5)))).toBeLessThan(0.15);
  });

  it('spend every third load on p99, the others on where the design breaks', () => {
    const at = (load: number) =>
      look(load, {
        p99Ms: load > 0.3 ? 100 : 10,
        failure: load > 3 ? 'throttles' : null,
      });
    const looks = [0.1, 0.25, 0.5, 1, 2, 4].map(at);
    expect(nextLoad(looks, 0)).toBeCloseTo(Math.sqrt(8), 3);
    expect(nextLoad(looks, 1)).toBeCloseTo(Math.sqrt(8), 3);
    expect(nextLoad(looks, 2)).toBeLessThan(1);
  });

  it('are none where all is known: it carries everything, with latency on a line', () => {
    expect(nextLoad([look(0.5), look(1), look(2)], 0)).toBeNull();
    expect(nextLoad([look(1), look(1.02, BROKEN)], 0)).toBeNull();
    expect(nextLoad([look(1), look(2)], 0)).toBeNull();
    expect(nextLoad([], 0)).toBeNull();
  });

  it('are none below the lowest load asked for, though the design breaks there already', () => {
    expect(nextLoad([look(1, BROKEN), look(2, BROKEN)], 0)).toBeNull();
  });
});

describe('a knee', () => {
  it('is at the lowest load that breaks the design, though a higher one holds by luck', () => {
    expect(kneeOf('cks', [look(1), look(2, BROKEN), look(3), look(4, BROKEN)])).toEqual({
      design: 'cks',
      carriesUpToLoad: 1,
      breaksAtLoad: 2,
      because: BROKEN.failure,
    });
  });

  it('is open at either end', () => {
    expect(kneeOf('cks', [look(1, BROKEN)])).toMatchObject({ carriesUpToLoad: null });
    expect(kneeOf('cks', [look(1), look(2)])).toMatchObject({
      carriesUpToLoad: 2,
      breaksAtLoad: null,
      because: null,
    });
  });
});
