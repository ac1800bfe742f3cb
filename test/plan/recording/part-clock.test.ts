import { expect, it } from 'vitest';
import type { FaultConfig } from '../../../src/model/index.ts';
import { PartClock } from '../../../src/plan/recording/part-clock.ts';

const FAULT: FaultConfig = { name: 'f', kind: 'all-hsms-down', atNs: 0, forNs: 0, drawn: null };
const RANGES = [
  { name: '2..6', fromNs: 12, toNs: 16 },
  { name: '8..40', fromNs: 18, toNs: 50 },
];

it('tells how much of the measured time each phase, fault and time range has taken', () => {
  // Measured from 10 to 30; one fault from 14 to 20, the other from 16 to 24.
  const clock = new PartClock([FAULT, { ...FAULT, name: 'g' }], RANGES, 10, 30);
  clock.faultStarted(0, 14);
  expect([clock.phase, clock.activeFaults]).toEqual([1, 0b01]);
  clock.faultStarted(1, 16);
  expect(clock.activeFaults).toBe(0b11);
  clock.faultEnded(0, 20);
  clock.faultEnded(1, 24);
  expect([clock.phase, clock.activeFaults]).toEqual([2, 0]);
  // Before, faults, after; both faults; both time ranges, the second cut off by the end.
  expect(clock.lengthsNs(99)).toEqual([4, 10, 6, 6, 8, 4, 12]);
});

it('leaves out what lies in the warm-up, and ends where a run was stopped', () => {
  const clock = new PartClock([FAULT], RANGES, 10, 30);
  clock.faultStarted(0, 5);
  clock.faultEnded(0, 12);
  expect(clock.lengthsNs(15)).toEqual([0, 2, 3, 2, 3, 0]);
});
