import { describe, expect, it } from 'vitest';
import {
  afterCommand,
  visibleState,
  type KeyCommand,
  type RecordedState,
} from '../../../src/model/keys/key-states.ts';

const INVALID = 'KMSInvalidStateException';

/** AWS's table of key states: what each command makes of a key in each state, or its error. */
const TABLE: readonly (readonly [KeyCommand, Readonly<Record<RecordedState, string>>])[] = [
  [
    'EnableKey',
    {
      Creating: INVALID,
      Enabled: 'Enabled',
      Disabled: 'Enabled',
      PendingDeletion: INVALID,
      Deleted: 'NotFoundException',
    },
  ],
  [
    'DisableKey',
    {
      Creating: INVALID,
      Enabled: 'Disabled',
      Disabled: 'Disabled',
      PendingDeletion: INVALID,
      Deleted: 'NotFoundException',
    },
  ],
  [
    'ScheduleKeyDeletion',
    {
      Creating: INVALID,
      Enabled: 'PendingDeletion',
      Disabled: 'PendingDeletion',
      PendingDeletion: INVALID,
      Deleted: 'NotFoundException',
    },
  ],
  [
    'CancelKeyDeletion',
    {
      Creating: INVALID,
      Enabled: INVALID,
      Disabled: INVALID,
      PendingDeletion: 'Disabled',
      Deleted: 'NotFoundException',
    },
  ],
];

describe.each(TABLE)('%s', (command, row) => {
  it.each(Object.entries(row) as [RecordedState, string][])('of a key in %s: %s', (from, to) => {
    const { state, answer } = afterCommand(command, from);
    if (to.endsWith('Exception')) expect({ state, answer }).toEqual({ state: from, answer: to });
    else expect({ state, answer }).toEqual({ state: to, answer: 'ok' });
  });
});

describe('a disconnected key store', () => {
  it('makes its keys Unavailable, enabled or not', () => {
    expect(visibleState('Enabled', false)).toBe('Unavailable');
    expect(visibleState('Disabled', false)).toBe('Unavailable');
    expect(visibleState('Enabled', true)).toBe('Enabled');
  });

  it('leaves those alone that are being deleted', () => {
    expect(visibleState('PendingDeletion', false)).toBe('PendingDeletion');
    expect(visibleState('Deleted', false)).toBe('Deleted');
  });
});
