import { describe, expect, it } from 'vitest';
import { BoundReached } from '../../src/kernel/assert.ts';
import {
  EventLoop,
  PHASE_CHANGE,
  PHASE_RELEASE,
  PHASE_SEIZE,
} from '../../src/kernel/event-loop.ts';

/** A loop and a log of what happened: [time, name, argument]. */
function logged(maxEvents = 1000) {
  const loop = new EventLoop(maxEvents);
  const log: [number, string, number][] = [];
  const on = (name: string) => (argument: number) => void log.push([loop.now, name, argument]);
  return { loop, log, on };
}

describe('EventLoop', () => {
  it('carries out events by time, then phase, then order of scheduling', () => {
    const { loop, log, on } = logged();
    const seize = loop.register(PHASE_SEIZE, on('seize'));
    const release = loop.register(PHASE_RELEASE, on('release'));
    loop.schedule(10, seize, 1);
    loop.schedule(10, seize, 2);
    loop.schedule(10, release, 3);
    loop.schedule(5, seize, 4);
    loop.runUntil(10);
    expect(log).toEqual([
      [5, 'seize', 4],
      [10, 'release', 3],
      [10, 'seize', 1],
      [10, 'seize', 2],
    ]);
  });

  it('merges timer rings and the heap into the same total order', () => {
    const { loop, log, on } = logged();
    const event = loop.register(PHASE_CHANGE, on('event'));
    const ring = loop.createRing(10, PHASE_CHANGE, on('timer'), () => true);
    loop.startTimer(ring, 1, 0);
    loop.schedule(10, event, 2);
    loop.startTimer(ring, 3, 0);
    loop.runUntil(20);
    expect(log).toEqual([
      [10, 'timer', 1],
      [10, 'event', 2],
      [10, 'timer', 3],
    ]);
  });

  it('drops stale timers without counting them as events', () => {
    const { loop, log, on } = logged();
    const ring = loop.createRing(10, PHASE_CHANGE, on('timer'), (argument) => argument !== 1);
    for (const argument of [0, 1, 2]) loop.startTimer(ring, argument, 0);
    expect(loop.runUntil(100)).toBe(false);
    expect(log.map(([, , argument]) => argument)).toEqual([0, 2]);
    expect(loop.events).toBe(2);
  });

  it('keeps timers in order when a ring outgrows its capacity half-way round', () => {
    const { loop, log, on } = logged(10_000);
    const ring = loop.createRing(1000, PHASE_CHANGE, on('timer'), () => true);
    const tick = loop.register(PHASE_SEIZE, (i) => {
      loop.startTimer(ring, i, 0);
      if (i < 3000) loop.schedule(1, tick, i + 1);
    });
    loop.schedule(0, tick, 0);
    loop.runUntil(10_000);
    expect(log.map(([, , argument]) => argument)).toEqual(
      Array.from({ length: 3001 }, (_, i) => i),
    );
  });

  it('stops at the end time, leaves later events, and says whether any are left', () => {
    const { loop, log, on } = logged();
    const event = loop.register(PHASE_SEIZE, on('event'));
    loop.schedule(10, event, 1);
    loop.schedule(11, event, 2);
    expect(loop.runUntil(10)).toBe(true);
    expect(loop.now).toBe(10);
    expect(log).toHaveLength(1);
    expect(loop.runUntil(50)).toBe(false);
    expect(loop.now).toBe(50);
  });

  it('does what is due now at once, ahead of everything scheduled for now', () => {
    const { loop, log, on } = logged();
    const event = loop.register(PHASE_SEIZE, on('event'));
    loop.schedule(0, event, 1);
    loop.after(0, event, 2);
    loop.runUntil(0);
    expect(log.map(([, , argument]) => argument)).toEqual([2, 1]);
  });

  it('refuses delays that are no integer nanoseconds', () => {
    const { loop, on } = logged();
    const event = loop.register(PHASE_SEIZE, on('event'));
    for (const delay of [-1, 0.5, NaN, Infinity]) {
      expect(() => loop.schedule(delay, event, 0)).toThrow(/not a delay/);
    }
  });

  it('reaches its bound on events with a named error', () => {
    const { loop } = logged(100);
    const again = loop.register(PHASE_SEIZE, () => loop.schedule(1, again, 0));
    loop.schedule(1, again, 0);
    expect(() => loop.runUntil(1e9)).toThrow(BoundReached);
    expect(loop.events).toBe(101);
  });

  it('has the same digests for the same history, and others for another', () => {
    const history = (delay: number) => {
      const { loop, on } = logged();
      const event = loop.register(PHASE_SEIZE, on('event'));
      loop.schedule(delay, event, 1);
      loop.schedule(20, event, 2);
      loop.runUntil(100);
      return loop.digests();
    };
    expect(history(10)).toEqual(history(10));
    expect(history(10).times).not.toBe(history(11).times);
    expect(history(10).events).toBe(history(11).events);
  });
});
