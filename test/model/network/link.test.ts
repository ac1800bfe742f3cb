import { describe, expect, it } from 'vitest';
import { RandomStreams } from '../../../src/kernel/index.ts';
import type { LossConfig, WorldConfig } from '../../../src/model/index.ts';
import { Link } from '../../../src/model/network/link.ts';
import { Links } from '../../../src/model/network/links.ts';
import { MS, world } from '../worlds.ts';

type LinkFault = Extract<WorldConfig['faults'][number], { kind: 'link' }>;

const LOSS: LossConfig = { share: 0, retransmitNs: 200 * MS, most: 5 };

function fault(overrides: Partial<LinkFault>) {
  return {
    kind: 'link',
    link: 'client-kms',
    zone: null,
    direction: 'both',
    factor: 1,
    extraNs: 0,
    lossShare: 0,
    isCut: false,
    ...overrides,
  } as const;
}

function link(loss: Partial<LossConfig> = {}) {
  const streams = new RandomStreams('test');
  return { own: new Link('client-kms', 3, { ...LOSS, ...loss }, streams), streams };
}

describe('Link', () => {
  it('costs nothing and draws nothing while it is sound', () => {
    const { own, streams } = link();
    expect(own.isSound).toBe(true);
    expect(own.hopNs(123, 'there', 2)).toBe(123);
    own.begin(fault({ factor: 2 }));
    expect(own.isSound).toBe(false);
    expect(own.hopNs(123, 'there', 2)).toBe(246);
    expect(streams.all()).toHaveLength(0);
  });

  it('composes faults: factors multiply, extra delays add, and each ends by itself', () => {
    const { own } = link();
    const twice = fault({ factor: 2, extraNs: 10 });
    const thrice = fault({ factor: 3, extraNs: 5 });
    own.begin(twice);
    own.begin(thrice);
    expect(own.hopNs(100, 'back', 0)).toBe(615);
    own.end(twice);
    expect(own.hopNs(100, 'back', 0)).toBe(305);
    own.end(thrice);
    expect(own.isSound).toBe(true);
  });

  it('cut in one direction of one zone, lets everything else pass, but no answer comes through it', () => {
    const { own } = link();
    own.begin(fault({ zone: 1, direction: 'back', isCut: true }));
    expect(own.hopNs(100, 'back', 1)).toBe(-1);
    expect(own.hopNs(100, 'there', 1)).toBe(100);
    expect(own.hopNs(100, 'back', 0)).toBe(100);
    expect([0, 1, 2].map((zone) => own.isCut(zone))).toEqual([false, true, false]);
  });

  it('stays cut until the last of two overlapping cuts ends', () => {
    const { own } = link();
    const cut = fault({ isCut: true });
    own.begin(cut);
    own.begin(cut);
    own.end(cut);
    expect(own.isCut(0)).toBe(true);
    own.end(cut);
    expect(own.isCut(0)).toBe(false);
    expect(() => own.end(cut)).toThrow(/has not begun/);
  });

  it('loses hops as p says: each loss doubles the wait, and after the most it never arrives', () => {
    const { own } = link({ share: 0.1 });
    // A fault that loses a further 1/9 of what is left: 0.9 x 8/9 = 0.8 arrive at once.
    own.begin(fault({ lossShare: 1 / 9 }));
    const p = 0.2;
    const hops = 200_000;
    const counts = new Map<number, number>();
    for (let i = 0; i < hops; i++) {
      const hopNs = own.hopNs(0, 'there', 0);
      counts.set(hopNs, (counts.get(hopNs) ?? 0) + 1);
    }
    // k losses, then one arrival: p^k (1 - p), after (2^k - 1) x 200 ms; five losses: p^5.
    const expected = [0, 1, 2, 3, 4].map((k) => [(2 ** k - 1) * 200 * MS, p ** k * (1 - p)]);
    for (const [hopNs, share] of [...expected, [-1, p ** 5]] as [number, number][]) {
      const standardError = Math.sqrt((share * (1 - share)) / hops);
      expect(Math.abs((counts.get(hopNs) ?? 0) / hops - share)).toBeLessThan(5 * standardError);
    }
    expect(counts.size).toBe(6);
  });

  it('adds the mean of the formula to the hops that arrive', () => {
    const { own } = link({ share: 0.05 });
    const hops = 200_000;
    const waits: number[] = [];
    for (let i = 0; i < hops; i++) {
      const hopNs = own.hopNs(1 * MS, 'back', 0);
      if (hopNs >= 0) waits.push(hopNs - 1 * MS);
    }
    const shares = [0, 1, 2, 3, 4].map((k) => (0.05 ** k * 0.95) / (1 - 0.05 ** 5));
    const at = (power: number) =>
      shares.reduce((sum, share, k) => sum + share * ((2 ** k - 1) * 200 * MS) ** power, 0);
    const standardError = Math.sqrt((at(2) - at(1) ** 2) / waits.length);
    const mean = waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
    expect(Math.abs(mean - at(1))).toBeLessThan(5 * standardError);
  });
});

describe('Links', () => {
  it('go by name, and lose hops by streams of their own', () => {
    const network = { ...world().network, loss: { ...LOSS, share: 0.5 } };
    const streams = new RandomStreams('test');
    const links = new Links(network, streams);
    for (const name of ['client-kms', 'kms-hsm', 'kms-proxy'] as const) {
      const own = links.byName(name);
      expect(own.name).toBe(name);
      own.hopNs(0, 'there', 0);
    }
    expect(streams.all().map(({ name }) => name)).toEqual([
      'network/client-kms/losses',
      'network/kms-hsm/losses',
      'network/kms-proxy/losses',
    ]);
  });
});
