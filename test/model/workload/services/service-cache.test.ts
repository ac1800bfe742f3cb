import { describe, expect, it } from 'vitest';
import {
  Asked,
  ServiceCache,
  sharedCache,
} from '../../../../src/model/workload/services/service-cache.ts';

const LIFE = 100;

function lru(capacity: number): ServiceCache {
  return new ServiceCache({
    lifeNs: LIFE,
    isShared: false,
    capacity,
    start: null,
    isRenewed: () => true,
  });
}

describe('ServiceCache', () => {
  it('keeps an entry for its life after the answer, and not for the instant at its end', () => {
    const cache = sharedCache(LIFE, null);
    expect(cache.ask(1, 0, 0)).toBe(Asked.fetch);
    cache.fetched(1, 10, Infinity);
    expect(cache.ask(1, 0, 10 + LIFE - 1)).toBe(Asked.hit);
    expect(cache.ask(1, 0, 10 + LIFE)).toBe(Asked.fetch);
  });

  it('lets later needs of an entry on its way wait, and names them when it is there', () => {
    const cache = sharedCache(LIFE, null);
    expect(cache.ask(1, 7, 0)).toBe(Asked.fetch);
    expect(cache.ask(1, 8, 1)).toBe(Asked.wait);
    expect(cache.ask(2, 5, 1)).toBe(Asked.fetch);
    expect(cache.ask(1, 9, 2)).toBe(Asked.wait);
    expect(cache.fetched(1, 3, Infinity)).toEqual([8, 9]);
    expect(cache.fetched(2, 3, Infinity)).toEqual([]);
    expect(cache.ask(1, 6, 4)).toBe(Asked.hit);
  });

  it('gives a failure to everybody who waited and remembers nothing of it', () => {
    const cache = sharedCache(LIFE, null);
    cache.ask(1, 7, 0);
    cache.ask(1, 8, 0);
    expect(cache.failed(1)).toEqual([8]);
    expect(cache.size).toBe(0);
    expect(cache.ask(1, 8, 1)).toBe(Asked.fetch);
  });

  it('asks once for each entry, all at once, after an outage longer than their life', () => {
    const cache = sharedCache(LIFE, null);
    const entries = Array.from({ length: 50 }, (_, entry) => entry);
    // In the steady state they expire one after the other.
    for (const entry of entries) {
      cache.ask(entry, 0, 2 * entry);
      cache.fetched(entry, 2 * entry, Infinity);
    }
    const asksAt = (nowNs: number) =>
      entries.filter((entry) => cache.ask(entry, 0, nowNs) === Asked.fetch).length;
    // Outage: half of the entries have expired; whoever asks fails, and the rest still serve.
    expect(asksAt(149)).toBe(25);
    for (const entry of entries.slice(0, 25)) cache.failed(entry);
    expect(cache.ask(49, 0, 149)).toBe(Asked.hit);
    // It ends after more than a life: every entry is wanted in the same instant, once.
    expect(asksAt(500)).toBe(50);
    expect(asksAt(500)).toBe(0);
  });

  it('serves an entry as often as it is good for, the fetch included', () => {
    const cache = lru(10);
    cache.fetched(1, 0, 3);
    expect([cache.ask(1, 0, 1), cache.ask(1, 0, 1), cache.ask(1, 0, 1)]).toEqual([
      Asked.hit,
      Asked.hit,
      Asked.fetch,
    ]);
    cache.fetched(2, 0, 1);
    expect(cache.ask(2, 0, 1)).toBe(Asked.fetch);
  });

  it('lets everybody fetch where fetching is not shared, and keeps what came last', () => {
    const cache = lru(10);
    expect([cache.ask(1, 0, 0), cache.ask(1, 1, 0)]).toEqual([Asked.fetch, Asked.fetch]);
    cache.fetched(1, 10, 100);
    cache.fetched(1, 20, 100);
    expect(cache.failed(1)).toEqual([]);
    expect(cache.ask(1, 0, 10 + LIFE)).toBe(Asked.hit);
  });

  it('drops the entry used longest ago when it is full', () => {
    const cache = lru(2);
    cache.fetched(1, 0, 100);
    cache.fetched(2, 0, 100);
    cache.ask(1, 0, 1);
    cache.fetched(3, 1, 100);
    expect(cache.size).toBe(2);
    expect(cache.ask(2, 0, 2)).toBe(Asked.fetch);
    expect(cache.ask(1, 0, 2)).toBe(Asked.hit);
    expect(cache.ask(3, 0, 2)).toBe(Asked.hit);
  });

  it('holds no more memory than twice the entries in use, and a thousand', () => {
    const cache = sharedCache(LIFE, null);
    for (let entry = 0; entry < 100_000; entry++) {
      cache.ask(entry, 0, entry);
      cache.fetched(entry, entry, Infinity);
      if (cache.size > 1024) throw new Error(`${cache.size} entries of ${LIFE} in use`);
    }
    expect(cache.ask(99_950, 0, 100_000)).toBe(Asked.hit);
  });
});
