import { describe, expect, it } from 'vitest';
import { EventLoop, PHASE_SEIZE } from '../../src/kernel/event-loop.ts';
import { JobTable } from '../../src/kernel/job-table.ts';
import { Station } from '../../src/kernel/station.ts';

/** A station and a log of the services that ended: [time, job]. */
function stationWith(servers: number, queueLimit: number) {
  const loop = new EventLoop(100_000);
  const ended: [number, number][] = [];
  const lost: [number, number][] = [];
  const station = new Station('s', servers, queueLimit, loop, new JobTable(), {
    serviceEnded: (job) => void ended.push([loop.now, job]),
    lostServiceEnded: (job) => void lost.push([loop.now, job]),
  });
  return { loop, station, ended, lost };
}

describe('Station', () => {
  it('serves in order of arrival, as many at once as it has servers', () => {
    const { loop, station, ended } = stationWith(2, Infinity);
    for (const job of [0, 1, 2, 3]) station.offer(job, 10);
    expect(station.waiting).toBe(2);
    loop.runUntil(100);
    expect(ended).toEqual([
      [10, 0],
      [10, 1],
      [20, 2],
      [20, 3],
    ]);
  });

  it('refuses what finds its queue full, and a loss system what finds all servers busy', () => {
    const bounded = stationWith(1, 1).station;
    expect([0, 1, 2].map((job) => bounded.offer(job, 10))).toEqual([true, true, false]);
    const loss = stationWith(2, 0).station;
    expect([0, 1, 2].map((job) => loss.offer(job, 10))).toEqual([true, true, false]);
    expect(loss.account()).toMatchObject({ arrived: 3, refused: 1 });
  });

  it('lets a waiting job leave, first, middle or last, without disturbing the others', () => {
    for (const leaver of [1, 2, 3]) {
      const { loop, station, ended } = stationWith(1, Infinity);
      for (const job of [0, 1, 2, 3]) station.offer(job, 10);
      expect(station.isWaiting(leaver)).toBe(true);
      station.withdraw(leaver);
      loop.runUntil(100);
      expect(ended.map(([, job]) => job)).toEqual([0, 1, 2, 3].filter((job) => job !== leaver));
    }
  });

  it('loses all it holds in a crash, names each job once, and can serve again at once', () => {
    const { loop, station, ended, lost } = stationWith(1, Infinity);
    for (const job of [0, 1, 2]) station.offer(job, 10);
    const inService: number[] = [];
    const waiting: number[] = [];
    station.loseAll(
      (job) => inService.push(job),
      (job) => waiting.push(job),
    );
    expect([inService, waiting]).toEqual([[0], [1, 2]]);
    station.offer(3, 4);
    loop.runUntil(100);
    expect(ended).toEqual([[4, 3]]);
    expect(lost).toEqual([[10, 0]]);
  });

  it('accounts for time in two ways that agree exactly, across a restart and work in progress', () => {
    const { loop, station } = stationWith(2, 3);
    let state = 12345;
    const random = (below: number) => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      return state % below;
    };
    const arrive = loop.register(PHASE_SEIZE, (job) => {
      station.offer(job, 1 + random(40));
      if (job < 200) loop.schedule(random(15), arrive, job + 1);
    });
    loop.schedule(0, arrive, 0);
    loop.runUntil(300);
    expect(station.present).toBeGreaterThan(0);
    station.restart();
    loop.runUntil(1003);
    const account = station.account();
    expect(account.elapsedNs).toBe(703);
    expect(account.timePresentNs).toBe(account.presentAreaNs);
    expect(account.presentAreaNs).toBe(account.busyAreaNs + account.waitingAreaNs);
    expect(account.refused).toBeGreaterThan(0);
  });

  it('stretches the services that start while it is slow, and accounts for what they took', () => {
    const { loop, station, ended } = stationWith(1, Infinity);
    for (const job of [0, 1, 2]) station.offer(job, 10);
    loop.runUntil(5);
    station.slowness = 2.5;
    loop.runUntil(12);
    station.slowness = 1;
    loop.runUntil(100);
    expect(ended).toEqual([
      [10, 0],
      [35, 1],
      [45, 2],
    ]);
    expect(station.account()).toMatchObject({ serviceSumNs: 45, busyAreaNs: 45 });
  });

  it('refuses impossible sizes', () => {
    expect(() => stationWith(0, 1)).toThrow(/servers/);
    expect(() => stationWith(1.5, 1)).toThrow(/servers/);
    expect(() => stationWith(1, -1)).toThrow(/queueLimit/);
  });
});
