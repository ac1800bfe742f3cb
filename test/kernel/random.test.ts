import alea from 'seedrandom/lib/alea.js';
import { describe, expect, it } from 'vitest';
import { RandomStream, RandomStreams } from '../../src/kernel/random.ts';

function draw(stream: RandomStream, count: number): number[] {
  return Array.from({ length: count }, () => stream.next());
}

describe('a random stream', () => {
  it('gives the numbers of seedrandom, moved off the ends by half a step', () => {
    const stream = new RandomStreams('snowybank').stream('workload/uploads/arrivals');
    const reference = alea('snowybank/workload/uploads/arrivals');
    for (const value of draw(stream, 1000)) expect(value).toBe(reference() + 2 ** -33);
  });

  it('starts with these golden draws', () => {
    // From seedrandom 3.0.5 alone: three calls of alea('snowybank/arrivals'), times 2^32.
    expect(draw(new RandomStreams('snowybank').stream('arrivals'), 3)).toEqual(
      [3274811544, 3273122784, 1110718293].map((word) => (word + 0.5) / 2 ** 32),
    );
  });

  it('stays inside the open interval, on odd multiples of 2^-33', () => {
    const stream = new RandomStream('any', 'any');
    const strays = draw(stream, 100_000).filter(
      (value) => !(value > 0 && value < 1 && (value * 2 ** 33) % 2 === 1),
    );
    expect(strays).toEqual([]);
  });

  it('counts its draws', () => {
    const stream = new RandomStream('any', 'any');
    expect(stream.draws).toBe(0);
    draw(stream, 17);
    expect(stream.draws).toBe(17);
  });
});

describe('the streams of a run', () => {
  it('do not move each other: one more stream leaves all draws unchanged', () => {
    const before = new RandomStreams('seed');
    const [a, b] = [before.stream('a'), before.stream('b')];
    const expected = [draw(a, 100), draw(b, 100)];

    const after = new RandomStreams('seed');
    const late = after.stream('b');
    const added = after.stream('added');
    const early = after.stream('a');
    const got: [number[], number[]] = [[], []];
    for (let i = 0; i < 100; i++) {
      got[0].push(early.next());
      added.next();
      got[1].push(late.next());
    }
    expect(got).toEqual(expected);
  });

  it('differ between names and between seeds', () => {
    const first = ['1', '2'].flatMap((seed) => {
      const streams = new RandomStreams(seed);
      return ['x', 'y', 'z'].map((name) => streams.stream(name).next());
    });
    expect(new Set(first).size).toBe(6);
  });

  it('have one owner each', () => {
    const streams = new RandomStreams('seed');
    streams.stream('faults');
    expect(() => streams.stream('faults')).toThrow('faults has an owner already');
  });

  it('are listed in the order of their making, with their names', () => {
    const streams = new RandomStreams('seed');
    for (const name of ['z', 'a', 'm']) streams.stream(name);
    expect(streams.all().map(({ name }) => name)).toEqual(['z', 'a', 'm']);
  });

  it('look independent: first draws of numbered names are uniform and uncorrelated', () => {
    const count = 10_000;
    const streams = new RandomStreams('seed');
    const firsts = Array.from({ length: count }, (_, i) => streams.stream(`hsm-${i}`).next());
    const mean = firsts.reduce((sum, u) => sum + u, 0) / count;
    // Standard errors of a uniform mean and of a lag-1 correlation; 4 of them is 6e-5 two-sided.
    expect(Math.abs(mean - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / count));
    let product = 0;
    for (let i = 1; i < count; i++) product += (firsts[i]! - 0.5) * (firsts[i - 1]! - 0.5);
    expect(Math.abs((12 * product) / count)).toBeLessThan(4 / Math.sqrt(count));
  });
});
