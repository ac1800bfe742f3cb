import type { KEY_STATES } from '../../facts/index.ts';

/** States of a KMS key that can come about here, by AWS's names, and one after the last. */
export type KeyState =
  | Extract<
      (typeof KEY_STATES)[number],
      'Creating' | 'Enabled' | 'Disabled' | 'PendingDeletion' | 'Unavailable'
    >
  | 'Deleted';

/** What KMS itself writes down of a key; Unavailable is no such thing, only how it looks. */
export type RecordedState = Exclude<KeyState, 'Unavailable'>;

export type KeyCommand = 'EnableKey' | 'DisableKey' | 'ScheduleKeyDeletion' | 'CancelKeyDeletion';

/** The state that a command leads to, from each state in which AWS accepts it. */
const TRANSITIONS: Readonly<
  Record<KeyCommand, Readonly<Partial<Record<RecordedState, RecordedState>>>>
> = {
  EnableKey: { Enabled: 'Enabled', Disabled: 'Enabled' },
  DisableKey: { Enabled: 'Disabled', Disabled: 'Disabled' },
  ScheduleKeyDeletion: { Enabled: 'PendingDeletion', Disabled: 'PendingDeletion' },
  // What comes back comes back disabled.
  CancelKeyDeletion: { PendingDeletion: 'Disabled' },
};

/**
 * The state after `command` on a key in `state`, or AWS's error (KMS Developer Guide, key states).
 * Commands are accepted whatever the key store's connection state; they take effect after it is
 * connected again.
 */
export function afterCommand(
  command: KeyCommand,
  state: RecordedState,
): { readonly state: RecordedState; readonly answer: string } {
  if (state === 'Deleted') return { state, answer: 'NotFoundException' };
  const next = TRANSITIONS[command][state];
  if (next === undefined) return { state, answer: 'KMSInvalidStateException' };
  return { state: next, answer: 'ok' };
}

/**
 * How a key looks: a disconnected key store hides whether its keys are enabled, but not that they
 * are being deleted. Losing HSMs or material changes nothing.
 */
export function visibleState(state: RecordedState, isConnected: boolean): KeyState {
  return !isConnected && (state === 'Enabled' || state === 'Disabled') ? 'Unavailable' : state;
}
