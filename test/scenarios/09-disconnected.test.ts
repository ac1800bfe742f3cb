import { beforeAll, describe, expect, it } from 'vitest';
import type { Result } from '../../src/plan/index.ts';
import { answer, pointOf } from './answer.ts';

const TABLE_KEYS = 5 * 8;
const DATA_KEYS = 50;

const SCENARIO = '09-disconnected-store';

describe('09-disconnected-store', () => {
  let result: Result;

  beforeAll(async () => {
    result = await answer(SCENARIO, 'run.replications=1');
  }, 60_000);

  const statesOf = (design: string) =>
    pointOf(result, design)
      .controlEvents.filter(({ action }) => action === 'ConnectionState')
      .map(({ atMs, detail }) => [atMs / 60_000, /[A-Z]{4,}/.exec(detail)![0]]);

  it('goes through the states of a key store, at the minutes that the model assumes', () => {
    expect(statesOf('cks')).toEqual([
      [21, 'DISCONNECTING'],
      [22, 'DISCONNECTED'],
      [66, 'CONNECTING'],
      [76, 'CONNECTED'],
    ]);
    expect(statesOf('xks')).toEqual([
      [21, 'DISCONNECTING'],
      [26, 'DISCONNECTED'],
      [66, 'CONNECTING'],
      [71, 'CONNECTED'],
    ]);
    expect(statesOf('standard')).toEqual([]);
  });

  it('fails to connect with another password of kmsuser, and connects once KMS is told it', () => {
    const events = pointOf(result, 'password-changed').controlEvents;
    expect(events.map(({ result: answered }) => answered)).toContain('INVALID_CREDENTIALS');
    expect(statesOf('password-changed').map(([, state]) => state)).toEqual([
      'DISCONNECTING',
      'DISCONNECTED',
      'CONNECTING',
      'FAILED',
      'DISCONNECTING',
      'DISCONNECTED',
      'CONNECTING',
      'CONNECTED',
    ]);
  });

  it('refuses calls with KMSInvalidStateException, which nobody repeats', () => {
    for (const design of ['cks', 'password-changed', 'xks']) {
      const point = pointOf(result, design);
      expect(point.errorReasons).toEqual([
        {
          error: 'KMSInvalidStateException',
          reason: 'key store not connected',
          count: point.calls.failed,
        },
      ]);
      expect(point.calls.attempts).toBe(point.calls.offered);
      for (const { triesPerOperation } of Object.values(point.operations)) {
        expect(triesPerOperation.value).toBe(1);
      }
    }
  });

  it('is well again when connected: 45 minutes and the time to connect', () => {
    const minutes = (design: string) =>
      pointOf(result, design).recoverySeconds['disconnected']!.value / 60;
    // The caches fill in the seconds that follow.
    expect(minutes('cks')).toBeCloseTo(45 + 10, 0);
    expect(minutes('xks')).toBeCloseTo(45 + 5, 0);
  });
});

describe(`${SCENARIO}, minute by minute`, () => {
  const OPERATIONS = {
    attach: 'volumes AttachVolume',
    io: 'volumes ReadWrite',
    read: 'reads GetObject',
    item: 'items GetItem',
    encrypt: 'cached encrypt',
  };

  /** What had succeeded and failed so many minutes after the store was disconnected. */
  const until = async (minutes: number) => {
    const result = await answer(
      SCENARIO,
      'run.replications=1',
      `run.duration=${21 + minutes} min`,
      'faults=[{ storeDisconnected: true, at: 21 min, name: disconnected }]',
      'timeline=[]',
      'objectives=[]',
    );
    const { operations } = pointOf(result, 'cks');
    return Object.fromEntries(
      Object.entries(OPERATIONS).map(([name, operation]) => {
        const { count, successShare } = operations[operation]!.phases['disconnected']!;
        const succeeded = Math.round(count * successShare.value);
        return [name, { succeeded, failed: count - succeeded }];
      }),
    );
  };

  /** Within 99.9 % of what so many independent entries fail, whose (T − R)⁺ has the moments Tⁿ⁺¹/(n + 1)L. */
  const expectFailures = (
    failed: number,
    of: {
      readonly perSecond: number;
      readonly T: number;
      readonly L: number;
      readonly entries: number;
    },
  ) => {
    const { perSecond, T, L, entries } = of;
    const mean = T ** 2 / 2 / L;
    const deviation = Math.sqrt((T ** 3 / 3 / L - mean ** 2) / entries);
    expect(Math.abs(failed / perSecond - mean)).toBeLessThan(3.29 * deviation);
  };

  it('fails reads and attaching at once, DynamoDB within 5 minutes, cached data keys within 10, attached volumes never', async () => {
    const at3 = await until(3);
    for (const name of ['read', 'attach']) expect(at3[name]!.succeeded).toBe(0);
    expect(at3['io']!.failed).toBe(0);
    // An entry of any age, with a residual life R uniform in (0, L], fails its share of the traffic
    // for T − R: T²/2L on average.
    expectFailures(at3['item']!.failed, { perSecond: 20, T: 180, L: 300, entries: TABLE_KEYS });
    const at5 = await until(5);
    expectFailures(at5['encrypt']!.failed, { perSecond: 20, T: 300, L: 600, entries: DATA_KEYS });
    expect(at5['item']!.succeeded).toBeGreaterThan(0);
    const at8 = await until(8);
    expect(at8['item']!.succeeded).toBe(at5['item']!.succeeded);
    expect(at8['encrypt']!.succeeded).toBeGreaterThan(at5['encrypt']!.succeeded);
    const at10 = await until(10);
    const at15 = await until(15);
    expect(at15['encrypt']!.succeeded).toBe(at10['encrypt']!.succeeded);
    expect(at15['encrypt']!.failed).toBeGreaterThan(0);
    for (const name of ['read', 'attach']) expect(at15[name]!.succeeded).toBe(0);
    expect(at15['io']!.failed).toBe(0);
  });

  it('fetches every table key and data key again in the first seconds after the store is back', async () => {
    const result = await answer(
      SCENARIO,
      'run.replications=1',
      'run.duration=80 min',
      'faults=[{ storeDisconnected: true, at: 21 min, for: 45 min, name: disconnected }]',
      'timeline=[]',
      'workloads.reads.arrivals.poisson=0.00001/s',
      'workloads.volumes.arrivals.poisson=0.00001/s',
    );
    const perSecond = pointOf(result, 'cks').windows.throughputPerSecond;
    const fetched = (from: number, to: number) =>
      perSecond.slice(from, to).reduce((sum, calls) => sum + calls, 0);
    const BACK = 76 * 60;
    // Eight hosts of a principal are drawn at 4/s: the last of forty after some 10 s. A data key
    // that two messages miss at the same time is fetched twice.
    const first = fetched(BACK, BACK + 30);
    expect(first).toBeGreaterThanOrEqual(TABLE_KEYS + DATA_KEYS);
    expect(first).toBeLessThanOrEqual(TABLE_KEYS + DATA_KEYS + 5);
    expect(fetched(BACK + 30, BACK + 120)).toBe(0);
  });
});
