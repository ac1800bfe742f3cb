import { describe, expect, it } from 'vitest';
import { rig } from './rig.ts';

const ENTROPY = new Uint8Array(32);

/** Keys that each HSM misses, as counted; and whether what it says of them is true. */
function missing({ cluster }: ReturnType<typeof rig>, asked: readonly number[]) {
  return cluster.hsms.map((hsm) => {
    for (const key of asked) expect(hsm.holds(key)).toBe(hsm.vault.holds(key));
    return hsm.missingKeys;
  });
}

describe('copies of keys', () => {
  it('are counted whatever happens to them', () => {
    const own = rig({ hsms: 3 });
    const { cluster } = own;
    expect(missing(own, [0])).toEqual([0, 0, 0]);
    cluster.makeKey(1, ENTROPY, 2);
    cluster.makeKey(2, ENTROPY, 2);
    expect(missing(own, [0, 1, 2])).toEqual([2, 2, 0]);
    cluster.cloneKey(1, 2, 0);
    cluster.cloneKey(1, 2, 0);
    expect(missing(own, [0, 1, 2])).toEqual([1, 2, 0]);
    cluster.cloneKeys(2, 1);
    expect(missing(own, [0, 1, 2])).toEqual([1, 0, 0]);
    cluster.loseKeysOf(2);
    expect(missing(own, [0, 1, 2])).toEqual([1, 0, 3]);
    cluster.restoreKeys(cluster.hsms[0]!.vault.copy(), 2);
    expect(missing(own, [0, 1, 2])).toEqual([1, 0, 1]);
    cluster.removeKey(0, 1);
    cluster.removeKey(0, 1);
    expect(missing(own, [0, 1, 2])).toEqual([1, 1, 1]);
  });

  it('that nobody asks for any more are missed by nobody, and orphans where they remain', () => {
    const own = rig({ hsms: 2 });
    const { cluster } = own;
    cluster.makeKey(1, ENTROPY, 0);
    cluster.forgetKey(1);
    cluster.forgetKey(1);
    expect(missing(own, [0])).toEqual([0, 0]);
    expect(cluster.hsms[0]!.vault.holds(1)).toBe(true);
    cluster.removeKey(1, 0);
    expect(missing(own, [0])).toEqual([0, 0]);
  });

  it('are all missing on an HSM that is still being made', () => {
    const own = rig({ hsms: 1, zones: 1 });
    own.cluster.addHsm(0, 0);
    expect(missing(own, [0])).toEqual([0, 1]);
  });

  it('of one key cannot come from an HSM that lacks it', () => {
    const own = rig({ hsms: 2 });
    own.cluster.makeKey(1, ENTROPY, 0);
    own.cluster.cloneKey(1, 1, 0);
    own.cluster.cloneKey(1, 1, 1);
    expect(missing(own, [0, 1])).toEqual([0, 1]);
  });
});
