import { expect, it } from 'vitest';
import { Befallen } from '../../../src/model/faults/befallen.ts';
import { rig } from '../hsm/rig.ts';

it('what a fault has befallen is gone with the hardware', () => {
  const { cluster } = rig({ hsms: 3 });
  const befallen = new Befallen([0, 2], cluster);
  expect(befallen.remaining()).toEqual([0, 2]);
  cluster.replaceIn(0, 1);
  cluster.replaceIn(1, 1);
  expect(befallen.remaining()).toEqual([2]);
  expect(befallen.numbers).toEqual([0, 2]);
});
