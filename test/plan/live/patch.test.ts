import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collide, patched, patchesBetween } from '../../../src/plan/live/patch.ts';

const data = fc.jsonValue({ maxDepth: 4 });

describe('patchesBetween', () => {
  it('finds nothing between equal data', () => {
    fc.assert(
      fc.property(data, (value) => {
        expect(patchesBetween(value, structuredClone(value))).toEqual([]);
      }),
    );
  });

  it('gives what makes one of the other, whatever the two are', () => {
    fc.assert(
      fc.property(data, data, (before, after) => {
        expect(patched(before, patchesBetween(before, after))).toEqual(after);
      }),
    );
  });

  it('goes as deep as the data differ, and replaces lists of another length', () => {
    const before = { store: { hsms: 2, zones: 2 }, faults: [] };
    const after = { store: { hsms: 3, zones: 2 }, faults: [1] };
    expect(patchesBetween(before, after)).toEqual([
      { path: ['store', 'hsms'], value: 3 },
      { path: ['faults'], value: [1] },
    ]);
  });

  it('takes out what is not there afterwards, even where the patch has been through JSON', () => {
    const before = { store: { hsms: 2, quota: 5 } };
    const patches = patchesBetween(before, { store: { hsms: 2 } });
    const sent = JSON.parse(JSON.stringify(patches)) as typeof patches;
    expect(sent).toEqual([{ path: ['store', 'quota'] }]);
    for (const own of [patches, sent]) {
      expect(Object.keys(patched(before, own).store)).toEqual(['hsms']);
    }
  });

  it('leaves the data it is given as they are', () => {
    const before = Object.freeze({ list: Object.freeze([1, 2]), deep: Object.freeze({ a: 1 }) });
    expect(patched(before, [{ path: ['list', 1], value: 5 }])).toEqual({
      list: [1, 5],
      deep: { a: 1 },
    });
  });
});

describe('collide', () => {
  const at = (...path: (string | number)[]) => [{ path, value: 0 }];

  it('sees one place within another, and no more', () => {
    expect(collide(at('a', 'b'), at('a'))).toBe(true);
    expect(collide(at('a'), at('a', 1))).toBe(true);
    expect(collide(at('a', 0), at('a', 1))).toBe(false);
  });
});
