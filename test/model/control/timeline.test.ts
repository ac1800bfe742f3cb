import { describe, expect, it } from 'vitest';
import type { ControlAction, TimelineStep } from '../../../src/model/index.ts';
import { SECOND } from '../worlds.ts';
import { Driven, quiet } from './driven.ts';

const DISCONNECT: ControlAction = { kind: 'DisconnectCustomKeyStore' };
const CONNECT: ControlAction = { kind: 'ConnectCustomKeyStore' };
const AUDIT: ControlAction = { kind: 'AuditCiphertexts' };
const CREATE: ControlAction = { kind: 'CreateKey', workload: 0, count: 1 };

function step(action: ControlAction, atS: number | null, delayS = 0): TimelineStep {
  const atNs = atS === null ? null : atS * SECOND;
  return { name: action.kind, atNs, delayNs: delayS * SECOND, action };
}

/** When each step was taken, in seconds, and its answer. */
function run(...timeline: TimelineStep[]): (readonly [string, number, string])[] {
  const driven = new Driven(quiet({ timeline }));
  driven.wait(600 * SECOND);
  const taken = new Set(timeline.map(({ action }) => action.kind as string));
  return driven.events
    .filter(({ action }) => taken.has(action))
    .map(({ action, atNs, result }) => [action, atNs / SECOND, result]);
}

describe('the timeline', () => {
  it('takes its steps at their times', () => {
    expect(run(step(AUDIT, 3), step(CREATE, 5))).toEqual([
      ['AuditCiphertexts', 3, 'ok'],
      ['CreateKey', 5, 'ok'],
    ]);
  });

  it('waits for the step before to complete, its asynchronous part included, and then longer', () => {
    // Disconnecting takes 1 s, connecting 10 s.
    expect(run(step(DISCONNECT, 2), step(CONNECT, null, 4), step(CREATE, null))).toEqual([
      ['DisconnectCustomKeyStore', 2, 'started'],
      ['ConnectCustomKeyStore', 7, 'started'],
      ['CreateKey', 17, 'ok'],
    ]);
  });

  it('goes on after a step that was refused, and after one that failed', () => {
    const broken: ControlAction = { kind: 'Misconfigure', what: 'SUBNET_NOT_FOUND' };
    expect(
      run(
        step(CONNECT, 2),
        step(broken, null),
        step(DISCONNECT, null),
        step(CONNECT, null),
        step(CREATE, null, 1),
      ),
    ).toEqual([
      ['ConnectCustomKeyStore', 2, 'ok'],
      ['Misconfigure', 2, 'ok'],
      ['DisconnectCustomKeyStore', 2, 'started'],
      ['ConnectCustomKeyStore', 3, 'started'],
      ['CreateKey', 14, 'CustomKeyStoreInvalidStateException'],
    ]);
  });

  it('takes a step that has a time while the one before is still under way', () => {
    expect(run(step(DISCONNECT, 2), step(CONNECT, 3), step(CREATE, 5))).toEqual([
      ['DisconnectCustomKeyStore', 2, 'started'],
      ['ConnectCustomKeyStore', 3, 'started'],
      ['CreateKey', 5, 'CustomKeyStoreInvalidStateException'],
    ]);
  });

  it('keeps the order of its steps: none begins before the one before it has', () => {
    expect(run(step(DISCONNECT, 2), step(CONNECT, null, 30), step(AUDIT, 5))).toEqual([
      ['DisconnectCustomKeyStore', 2, 'started'],
      ['ConnectCustomKeyStore', 33, 'started'],
      ['AuditCiphertexts', 33, 'ok'],
    ]);
  });
});
