import { describe, expect, it } from 'vitest';
import { EventLoop } from '../../../src/kernel/index.ts';
import { Outcome, type FaultConfig, type UserOperation } from '../../../src/model/index.ts';
import { CallTable } from '../../../src/model/calls.ts';
import { RunRecorder } from '../../../src/plan/recording/run-recorder.ts';
import { LogLinearHistogram } from '../../../src/stats/index.ts';
import { SECOND, world } from '../../model/worlds.ts';

const FAULT: FaultConfig = {
  name: 'f',
  kind: 'all-hsms-down',
  atNs: null,
  forNs: null,
  drawn: { mtbfNs: 10 * SECOND, repairNs: null },
};
/** Warm-up 1 s, measured 10 s: times of the record count from 1 s. */
const CONFIG = world({ faults: [FAULT] });

function recorder() {
  const loop = new EventLoop(100);
  return { loop, recorder: new RunRecorder(CONFIG, loop) };
}

function operation(dueNs: number, overrides: Partial<UserOperation> = {}): UserOperation {
  return {
    workload: 0,
    kind: 2,
    dueNs,
    calls: 0,
    tries: 1,
    phase: 0,
    activeFaults: 0,
    ...overrides,
  };
}

describe('user operations', () => {
  it('are counted by kind and phase, with latency from when they were due', () => {
    const { loop, recorder: own } = recorder();
    loop.runUntil(1 * SECOND);
    own.beginMeasure();
    loop.runUntil(2 * SECOND);
    own.userOperationDue(operation(2 * SECOND));
    own.userOperationDue(operation(2 * SECOND, { kind: 1, phase: 1, activeFaults: 1 }));
    loop.runUntil(5 * SECOND);
    own.userOperationEnded(operation(2 * SECOND, { calls: 3, tries: 2 }), Outcome.success);
    own.userOperationEnded(
      operation(2 * SECOND, { kind: 1, phase: 1, activeFaults: 1 }),
      Outcome.serviceThrottled,
    );
    const { userOperations, userOperationSystem } = own.record();
    expect(
      userOperations.map(({ kind, group, counts }) => [kind, group, counts.due, counts.throttled]),
    ).toEqual([
      [1, 1, 1, 1],
      [1, 3, 1, 1], // once more, in the group of the fault
      [2, 0, 1, 0],
    ]);
    const { counts, success } = userOperations[2]!;
    expect(counts).toMatchObject({ succeeded: 1, calls: 3, tries: 2 });
    expect(LogLinearHistogram.fromJSON(success).mean / SECOND).toBeCloseTo(3, 9);
    expect(userOperationSystem).toMatchObject({ arrived: 2, ended: 2, timeInSystemNs: 6e9 });
  });

  it('of the warm-up are not counted but as answers, and neither are caches asked then', () => {
    const { loop, recorder: own } = recorder();
    own.userOperationDue(operation(0));
    own.cacheAsked(0, true);
    loop.runUntil(1 * SECOND);
    own.beginMeasure();
    own.cacheAsked(0, false);
    own.cacheAsked(0, true);
    own.cacheAsked(0, true);
    own.userOperationEnded(operation(0), Outcome.success);
    const { userOperations, caches } = own.record();
    expect(userOperations.map(({ counts }) => [counts.due, counts.succeeded])).toEqual([[0, 0]]);
    expect(userOperations[0]!.counts.answered).toBe(1);
    expect(caches).toEqual([{ workload: 0, hits: 2, misses: 1 }]);
  });
});

describe('time ranges', () => {
  it('hold again what was due in them, the first instant included and the last not', () => {
    const ranges = [
      { name: '1 s..3 s', fromNs: 2 * SECOND, toNs: 4 * SECOND },
      { name: '2 s..5 s', fromNs: 3 * SECOND, toNs: 6 * SECOND },
    ];
    const loop = new EventLoop(100);
    const own = new RunRecorder({ ...CONFIG, ranges }, loop);
    const calls = new CallTable(10);
    loop.runUntil(1 * SECOND);
    own.beginMeasure();
    for (const due of [1.5, 2, 3, 4, 6]) {
      loop.runUntil(due * SECOND);
      const call = calls.open(0, 0, loop.now);
      own.callDue(calls, call);
      own.userOperationDue(operation(loop.now));
      loop.runUntil(loop.now + 1);
      own.callEnded(calls, call, Outcome.success, 0);
      own.userOperationEnded(operation(due * SECOND), Outcome.success);
    }
    const { cells, userOperations } = own.record();
    // Group 0: before any fault; 3: the fault, which never came; from 4 on the ranges.
    const perGroup = [
      [0, 5],
      [4, 2],
      [5, 2],
    ];
    expect(cells.map(({ group, counts }) => [group, counts.offered])).toEqual(perGroup);
    expect(cells.map(({ group, counts }) => [group, counts.succeeded])).toEqual(perGroup);
    expect(userOperations.map(({ group, counts }) => [group, counts.due])).toEqual(perGroup);
    expect(userOperations.map(({ group, counts }) => [group, counts.succeeded])).toEqual(perGroup);
  });
});

describe('faults', () => {
  it('that come again are counted, from the first start to the last end', () => {
    const { loop, recorder: own } = recorder();
    for (const [startNs, endNs] of [
      [2, 3],
      [5, 9],
    ] as const) {
      loop.runUntil(startNs * SECOND);
      own.faultStarted(0);
      loop.runUntil(endNs * SECOND);
      own.faultEnded(0);
    }
    expect(own.record().faults).toEqual([
      {
        name: 'f',
        kind: 'all-hsms-down',
        startNs: 1 * SECOND,
        endNs: 8 * SECOND,
        count: 2,
        spans: [
          { startNs: 1 * SECOND, endNs: 2 * SECOND },
          { startNs: 4 * SECOND, endNs: 8 * SECOND },
        ],
      },
    ]);
  });

  it('that are there at the end have no end, though an earlier occurrence had one', () => {
    const { loop, recorder: own } = recorder();
    own.faultStarted(0);
    own.faultEnded(0);
    loop.runUntil(4 * SECOND);
    own.faultStarted(0);
    expect(own.record().faults[0]).toMatchObject({ count: 2, endNs: null });
  });

  it('keep a hundred occurrences one by one and count the rest', () => {
    const { recorder: own } = recorder();
    for (let i = 0; i < 150; i++) {
      own.faultStarted(0);
      own.faultEnded(0);
    }
    const [fault] = own.record().faults;
    expect([fault?.count, fault?.spans.length]).toEqual([150, 100]);
  });
});

describe('events of the control plane', () => {
  it('are kept in order up to a bound, with times from the start of the measured time', () => {
    const { recorder: own } = recorder();
    for (let i = 0; i < 1003; i++) {
      own.controlEvent({
        atNs: i * SECOND,
        action: 'KeySync',
        subject: 'cluster-1',
        result: 'ok',
        detail: '',
      });
    }
    const { controlEvents, controlEventsLeftOut } = own.record();
    expect(controlEvents.slice(0, 2).map(({ atNs }) => atNs)).toEqual([-1 * SECOND, 0]);
    expect([controlEvents.length, controlEventsLeftOut]).toEqual([1000, 3]);
  });
});
