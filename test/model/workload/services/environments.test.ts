import { describe, expect, it } from 'vitest';
import { EventLoop, RandomStreams } from '../../../../src/kernel/index.ts';
import { Environments } from '../../../../src/model/workload/services/environments.ts';
import { Asked } from '../../../../src/model/workload/services/service-cache.ts';

function environments() {
  const loop = new EventLoop(1000);
  const lives = { durationNs: 10, idleLifeNs: 100, maxLifeNs: 300 };
  const pool = new Environments(2, lives, 5, loop, null);
  /** True for a cold start, which then succeeds. */
  const isCold = (functionNumber: number, atNs: number): boolean => {
    loop.runUntil(atNs);
    if (pool.ask(functionNumber, 0, atNs) === Asked.hit) return false;
    pool.fetched(functionNumber, atNs);
    return true;
  };
  return { loop, pool, isCold };
}

describe('Environments', () => {
  it('work on one invocation at a time, of their own function', () => {
    const { isCold } = environments();
    expect([isCold(0, 0), isCold(0, 9), isCold(1, 9)]).toEqual([true, true, true]);
    // At 10 the first has ended; the second has not.
    expect([isCold(0, 10), isCold(0, 10)]).toEqual([false, true]);
  });

  it('are gone when idle for their idle life', () => {
    const { isCold } = environments();
    isCold(0, 0);
    expect(isCold(0, 10 + 99)).toBe(false);
    expect(isCold(0, 109 + 10 + 100)).toBe(true);
  });

  it('are gone at the end of their whole life, however busy', () => {
    const { isCold } = environments();
    isCold(0, 0);
    const cold = [];
    for (let atNs = 10; atNs <= 600; atNs += 10) if (isCold(0, atNs)) cold.push(atNs);
    expect(cold).toEqual([300, 600]);
  });

  it('are taken last used first, so that the others can die', () => {
    const { isCold } = environments();
    isCold(0, 0);
    isCold(0, 5); // idle from 15 on, the first from 10
    for (let atNs = 20; atNs <= 110; atNs += 10) expect(isCold(0, atNs)).toBe(false);
    // The first has been idle for 100: a second invocation at once is cold.
    expect([isCold(0, 120), isCold(0, 120)]).toEqual([false, true]);
  });

  it('are not made by a cold start that fails', () => {
    const { pool, loop } = environments();
    expect(pool.ask(0, 0, 0)).toBe(Asked.fetch);
    expect(pool.failed()).toEqual([]);
    loop.runUntil(50);
    expect(pool.ask(0, 0, 50)).toBe(Asked.fetch);
  });

  it('of the warm-up are of every age, so that they die one after the other', () => {
    const functions = 400;
    const loop = new EventLoop(1e6);
    const lives = { durationNs: 1, idleLifeNs: 100, maxLifeNs: 300 };
    const shares = new RandomStreams('a').stream('shares');
    const pool = new Environments(functions, lives, 1000, loop, { untilNs: 20, shares });
    let cold = 0;
    for (let atNs = 0; atNs < 50; atNs += 10) {
      loop.runUntil(atNs);
      if (atNs === 20) cold = 0;
      for (let each = 0; each < functions; each++) {
        if (pool.ask(each, 0, atNs) === Asked.hit) continue;
        pool.fetched(each, atNs);
        cold++;
      }
    }
    // Each dies within any 30 ns of its 300 with chance 0.1; 99.9 % of a binomial.
    expect(Math.abs(cold - 0.1 * functions)).toBeLessThan(3.29 * Math.sqrt(functions * 0.09));
  });
});
