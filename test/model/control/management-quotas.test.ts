import { describe, expect, it } from 'vitest';
import type { ControlAction, TimelineStep } from '../../../src/model/index.ts';
import { watch } from '../watch.ts';
import { CONTROL, SECOND, withWorkload, world } from '../worlds.ts';

const at = (atNs: number, action: ControlAction, index: number): TimelineStep => ({
  name: `step-${index}`,
  atNs,
  delayNs: 0,
  action,
});

/** A quiet world with the quotas of AWS's table, and a timeline. */
function told(actions: readonly (readonly [atNs: number, action: ControlAction])[]) {
  const quiet = withWorkload(world(), { arrivals: { kind: 'constant', ratePerSecond: 1 } });
  const { watcher, world: ran } = watch({
    ...quiet,
    control: { ...CONTROL, managementQuotas: { CreateKey: 5, DisableKey: 5, CreateGrant: 50 } },
    timeline: actions.map(([atNs, action], index) => at(atNs, action, index)),
  });
  return { events: watcher.control, ran };
}

describe('request quotas of management operations', () => {
  it('throttle the sixth request of one operation in a second, and count anew in the next', () => {
    const disable: ControlAction = { kind: 'DisableKey', workload: 0, key: 0 };
    const six = Array.from({ length: 6 }, () => [2.5 * SECOND, disable] as const);
    const { events } = told([...six, [3.5 * SECOND, disable]]);
    const results = events.filter(({ action }) => action === 'DisableKey').map((e) => e.result);
    expect(results).toEqual(['ok', 'ok', 'ok', 'ok', 'ok', 'ThrottlingException', 'ok']);
  });

  it('are each operation’s own', () => {
    const { events } = told([
      ...Array.from(
        { length: 5 },
        () => [2 * SECOND, { kind: 'DisableKey', workload: 0, key: 0 }] as const,
      ),
      [2 * SECOND, { kind: 'CreateGrant', workload: 0, grantee: 0 }],
    ]);
    expect(events.every(({ result }) => result === 'ok')).toBe(true);
  });

  it('make twelve keys take two seconds more: five, five and two', () => {
    const { events, ran } = told([[2 * SECOND, { kind: 'CreateKey', workload: 0, count: 12 }]]);
    const [first, last] = events.filter(({ action }) => action === 'CreateKey');
    expect(first).toMatchObject({ atNs: 2 * SECOND, result: 'started' });
    expect(last).toMatchObject({ atNs: 4 * SECOND, result: 'ok' });
    expect(ran.registry.count).toBe(2 + 12);
  });
});
