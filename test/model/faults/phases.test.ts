import { describe, expect, it } from 'vitest';
import { MAX_FAULTS, Phase } from '../../../src/model/index.ts';
import { Phases } from '../../../src/model/faults/phases.ts';

describe('the phases of a run', () => {
  it('come after the faults when the last of them has ended, in whatever order', () => {
    const phases = new Phases(2, false);
    expect(phases.current).toBe(Phase.before);
    phases.faultStarted(1);
    phases.faultStarted(0);
    expect(phases.active).toBe(0b11);
    phases.faultEnded(1);
    expect([phases.current, phases.active]).toEqual([Phase.faults, 0b01]);
    phases.faultEnded(0);
    expect([phases.current, phases.active]).toEqual([Phase.after, 0]);
  });

  it('stay with the faults between two of them', () => {
    const phases = new Phases(2, false);
    phases.faultStarted(0);
    phases.faultEnded(0);
    expect([phases.current, phases.active]).toEqual([Phase.faults, 0]);
  });

  it('never come after faults that come again', () => {
    const phases = new Phases(2, true);
    for (let time = 0; time < 3; time++) {
      phases.faultStarted(0);
      phases.faultStarted(1);
      phases.faultEnded(0);
      phases.faultEnded(1);
    }
    expect(phases.current).toBe(Phase.faults);
  });

  it('hold as many faults as bits', () => {
    const phases = new Phases(MAX_FAULTS, false);
    for (let fault = 0; fault < MAX_FAULTS; fault++) phases.faultStarted(fault);
    expect(phases.active).toBe(2 ** MAX_FAULTS - 1);
    expect(() => new Phases(MAX_FAULTS + 1, false)).toThrow('at most');
  });
});
