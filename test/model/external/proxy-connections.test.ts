import { describe, expect, it } from 'vitest';
import { Connection, ProxyConnections } from '../../../src/model/external/proxy-connections.ts';

const LIMITS = { connections: 2, idleNs: 100 };
const always = () => true;

describe('ProxyConnections', () => {
  it('opens up to its limit, and then gives none', () => {
    const pool = new ProxyConnections(LIMITS);
    expect([pool.take(0), pool.take(0), pool.take(0)]).toEqual([
      Connection.cold,
      Connection.cold,
      Connection.none,
    ]);
  });

  it('uses the last used first, so that the others die of age', () => {
    const pool = new ProxyConnections(LIMITS);
    pool.take(0);
    pool.take(0);
    pool.free(0, true, 10);
    pool.free(0, true, 50);
    // At 120 the one used until 10 is past its 100 ns, the one used until 50 is not.
    expect(pool.take(120)).toBe(Connection.warm);
    expect(pool.take(120)).toBe(Connection.cold);
  });

  it('makes room for a new connection where an idle one has died', () => {
    const pool = new ProxyConnections({ ...LIMITS, connections: 1 });
    pool.take(0);
    pool.free(0, true, 0);
    expect(pool.take(100)).toBe(Connection.cold);
    expect(pool.take(100)).toBe(Connection.none);
  });

  it('keeps no connection that was closed, is of an older generation, or where none is kept', () => {
    const pool = new ProxyConnections(LIMITS);
    pool.take(0);
    pool.free(pool.generation, false, 0);
    expect(pool.take(0)).toBe(Connection.cold);
    const { generation } = pool;
    pool.closeAll();
    pool.free(generation, true, 0);
    expect(pool.take(0)).toBe(Connection.cold);
    const reuseless = new ProxyConnections({ ...LIMITS, connections: 0 });
    reuseless.take(0);
    reuseless.free(0, true, 0);
    expect(reuseless.take(0)).toBe(Connection.cold);
  });

  it('lets those who wait have their turn in order, and passes over who has left', () => {
    const pool = new ProxyConnections(LIMITS);
    // More than it takes to forget the places that are behind.
    const many = 10_000;
    for (let number = 0; number < many; number++) pool.enqueue(number, 7);
    const isLive = (number: number, stamp: number) => stamp === 7 && number % 3 !== 0;
    const served: number[] = [];
    for (let next = pool.next(isLive); next >= 0; next = pool.next(isLive)) served.push(next);
    expect(served).toEqual(Array.from({ length: many }, (_, i) => i).filter((i) => i % 3 !== 0));
    expect(pool.next(always)).toBe(-1);
  });
});
