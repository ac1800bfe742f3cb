import { expect, it } from 'vitest';
import { readResult } from '../../../src/report/designs.ts';
import { settlingBlocks } from '../../../src/report/sections/settling.ts';
import { fixtureResult } from '../fixture.ts';

it('tells for each design and load when it settles, and that an overloaded one never does', () => {
  const [block] = settlingBlocks(readResult(fixtureResult()));
  if (block?.kind !== 'table') throw new Error('a table was expected');
  const points = fixtureResult().stores.flatMap(({ points: own }) => own);
  expect(block.table.rows).toHaveLength(points.length);
  const settles = new Set(block.table.rows.map((row) => row[2]!.text));
  expect(settles).toEqual(new Set(['12 s', '✗ never: unstable']));
  expect(block.table.rows[0]!.map(({ text }) => text).slice(3)).toEqual(['2 min', '30 s']);
});

it('has nothing to say where the warm-up was given', () => {
  const result = fixtureResult();
  const given = {
    ...result,
    stores: result.stores.map((store) => ({
      ...store,
      points: store.points.map((point) => ({
        ...point,
        settling: { warmUpMs: 5000, cutMs: null, pilotMs: null, isSettled: true },
      })),
    })),
  };
  expect(settlingBlocks(readResult(given))).toEqual([]);
});
