import { describe, expect, it } from 'vitest';
import { BucketKeys } from '../../../../src/model/workload/services/bucket-keys.ts';

const LIFE = 300;
const REACH = 1000;

describe('BucketKeys', () => {
  it('knows which bucket key a writer used when', () => {
    const keys = new BucketKeys(2, LIFE, REACH);
    keys.add(0, 100);
    keys.add(1, 150);
    keys.add(0, 400);
    expect([100, 399, 400, 900].map((atNs) => keys.usedAt(0, atNs))).toEqual([0, 0, 2, 2]);
    expect(keys.usedAt(1, 150)).toBe(1);
  });

  it('has one a life for the time before the run, told apart by writer', () => {
    const keys = new BucketKeys(2, LIFE, REACH);
    const ids = [-900, -601, -600, -301, -300, -1].map((atNs) => keys.usedAt(0, atNs));
    expect(ids[0]).toBe(ids[1]); // (-900, -600]: three lives ago
    expect(ids[2]).toBe(ids[3]);
    expect(ids[4]).toBe(ids[5]);
    expect(new Set([...ids, keys.usedAt(1, -1)]).size).toBe(4);
    expect(Math.max(...ids)).toBeLessThan(0);
    // Before its first fetch in the run a writer wrote nothing new.
    keys.add(1, 20);
    expect(keys.usedAt(0, 50)).toBe(keys.usedAt(0, -1));
  });

  it('has one a life for what others write, where nobody writes in the run', () => {
    const keys = new BucketKeys(2, LIFE, REACH);
    const ids = [-1, 0, 299, 300, 599, 600].map((atNs) => keys.usedAt(0, atNs));
    expect(ids[1]).toBe(ids[2]);
    expect(ids[3]).toBe(ids[4]);
    expect(new Set([...ids, keys.usedAt(1, 0)]).size).toBe(5);
    expect(Math.max(...ids)).toBeLessThan(0);
  });

  it('remembers those that a read can reach, and no others', () => {
    const keys = new BucketKeys(1, LIFE, REACH);
    for (let nowNs = 0; nowNs <= 30_000; nowNs += LIFE) {
      keys.add(0, nowNs);
      expect(keys.usedAt(0, Math.max(0, nowNs - REACH))).toBe(
        Math.floor(Math.max(0, nowNs - REACH) / LIFE),
      );
    }
    expect(keys.size).toBe(Math.ceil(REACH / LIFE) + 1);
  });
});
