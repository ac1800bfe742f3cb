import { describe, expect, it } from 'vitest';
import { Outcome, type FaultConfig, type LinkFault } from '../../../src/model/index.ts';
import { watch } from '../watch.ts';
import { cloudHsm, cluster, constant, external, MS, SECOND, STANDARD, world } from '../worlds.ts';
import { fixed } from './faults.ts';

const AT = 4 * SECOND;

function link(fields: Partial<LinkFault>, forNs: number | null = 3 * SECOND): FaultConfig {
  const sound = {
    kind: 'link',
    link: 'kms-hsm',
    zone: null,
    direction: 'both',
    factor: 1,
    extraNs: 0,
    lossShare: 0,
    isCut: false,
  } as const;
  return fixed({ ...sound, ...fields }, AT, forNs);
}

const QUICK = cloudHsm({ cluster: cluster({ serviceNs: constant(MS) }) });

describe('the link between KMS and the HSMs', () => {
  it('slow adds twice what a hop takes longer', () => {
    const { watcher } = watch(world({ store: QUICK, faults: [link({ extraNs: 2 * MS })] }));
    expect(watcher.outcomes()).toEqual({ success: watcher.due });
    const during = watcher.ended.filter(({ dueNs }) => dueNs > AT && dueNs < AT + 2.9 * SECOND);
    expect(Math.min(...during.map(({ addedNs }) => addedNs))).toBe(4 * MS);
  });

  it('cut in one zone costs a time-out each until it is found, then the other zone does it all', () => {
    const { watcher } = watch(world({ store: QUICK, faults: [link({ zone: 0, isCut: true })] }));
    const { detectLinkNs } = world().kms;
    const late = watcher.ended.filter(
      ({ dueNs }) => dueNs > AT + detectLinkNs && dueNs < AT + 3 * SECOND,
    );
    expect(late.length).toBeGreaterThan(100);
    expect(late.every(({ outcome, addedNs }) => outcome === 0 && addedNs < 50 * MS)).toBe(true);
    const early = watcher.ended.filter(
      ({ dueNs }) => dueNs > AT && dueNs < AT + detectLinkNs - SECOND,
    );
    expect(Math.max(...early.map(({ addedNs }) => addedNs))).toBeGreaterThan(400 * MS);
  });

  it('cut everywhere answers KMSInvalidStateException once that is known, and heals', () => {
    const { watcher } = watch(world({ store: QUICK, faults: [link({ isCut: true })] }));
    const late = watcher.ended.filter(
      ({ dueNs }) => dueNs > AT + world().kms.detectLinkNs && dueNs < AT + 3 * SECOND,
    );
    expect(late.every(({ outcome }) => outcome === Outcome.invalidState)).toBe(true);
    const healed = watcher.ended.filter(
      ({ dueNs }) => dueNs > AT + 3 * SECOND + world().kms.rejoinNs,
    );
    expect(healed.length).toBeGreaterThan(500);
    expect(healed.every(({ outcome }) => outcome === Outcome.success)).toBe(true);
  });

  it('cut one way lets the HSMs work for nobody', () => {
    const served = (direction: 'there' | 'back') => {
      const faults = [link({ direction, isCut: true })];
      const { world: ran } = watch(world({ store: QUICK, faults }));
      return ran.accounts().reduce((sum, { completed }) => sum + completed, 0);
    };
    expect(served('back')).toBeGreaterThan(served('there') + 200);
  });

  it('cut twice heals with the last', () => {
    const faults = [
      link({ zone: 1, isCut: true }, 2 * SECOND),
      { ...link({ zone: 1, isCut: true }, 4 * SECOND), name: 'too' },
    ];
    const { watcher, world: ran } = watch(world({ store: QUICK, faults }));
    const [first, second] = ran.accounts();
    // Half of 200 calls a second for the 11 s but these 4 and the rejoining.
    expect(second!.completed).toBeLessThan(0.8 * first!.completed);
    expect(watcher.ended.at(-1)!.outcome).toBe(Outcome.success);
  });
});

describe('the link between clients and KMS', () => {
  it('cut in one zone is avoided once it is known', () => {
    const faults = [link({ link: 'client-kms', zone: 0, isCut: true })];
    const { watcher } = watch(world({ store: STANDARD, faults }));
    const lost = watcher.ended.filter(({ outcome }) => outcome === Outcome.connectionLost);
    expect(lost.length).toBeGreaterThan(100);
    const lastLost = Math.max(...lost.map(({ dueNs }) => dueNs));
    expect(lastLost).toBeLessThanOrEqual(AT + world().kms.detectLinkNs);
  });
});

describe('the link between KMS and the proxy', () => {
  it('cut fails every call at twice the time-out, and heals at once', () => {
    const faults = [link({ link: 'kms-proxy', isCut: true })];
    const { watcher } = watch(world({ store: external(), faults }));
    const during = watcher.ended.filter(({ dueNs }) => dueNs > AT && dueNs < AT + 2 * SECOND);
    expect(during.length).toBeGreaterThan(300);
    expect(during.every(({ outcome }) => outcome === Outcome.proxyUnreachable)).toBe(true);
    const after = watcher.ended.filter(({ dueNs }) => dueNs > AT + 3 * SECOND);
    expect(after.every(({ outcome }) => outcome === Outcome.success)).toBe(true);
  });

  it('is nothing to a store without a proxy', () => {
    const faults = [link({ link: 'kms-proxy', isCut: true })];
    const { watcher } = watch(world({ store: QUICK, faults }));
    expect(watcher.outcomes()).toEqual({ success: watcher.due });
    expect(watcher.faults).toHaveLength(2);
  });
});
