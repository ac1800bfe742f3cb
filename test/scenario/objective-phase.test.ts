import { describe, expect, it } from 'vitest';
import { readPhase } from '../../src/scenario/objective-phase.ts';

const FAULTY = { phases: ['before', 'faults', 'after', 'loss'], durationNs: 60e9 };
const CALM = { phases: [], durationNs: 60e9 };

describe('when an objective holds', () => {
  it('is a phase or a fault, or two times, for which no fault is needed', () => {
    expect(readPhase('loss', false, FAULTY)).toEqual({ ok: true, name: 'loss' });
    expect(readPhase('5s..10s', false, FAULTY)).toEqual({ ok: true, name: '5 s..10 s' });
    expect(readPhase('5 s..10 s', false, CALM)).toEqual({ ok: true, name: '5 s..10 s' });
  });

  it.each([
    ['loss', false, CALM, 'names a phase, but the scenario has no faults'],
    ['los', false, FAULTY, 'names no phase: los'],
    ['5 s..10 s', true, FAULTY, 'recovery counts from a fault'],
    ['5 s..70 s', false, CALM, 'goes beyond the measured time'],
  ] as const)('%s is refused', (text, isRecovery, names, phrase) => {
    const phase = readPhase(text, isRecovery, names);
    expect(phase.ok ? '' : phase.phrase).toContain(phrase);
  });
});
