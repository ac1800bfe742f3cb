import { describe, expect, it } from 'vitest';
import { RequestQuota } from '../../../src/model/kms/request-quota.ts';
import { SECOND } from '../worlds.ts';

function admittedIn(quota: RequestQuota, second: number): number {
  let admitted = 0;
  for (let i = 0; i < 100; i++) if (quota.admit(second * SECOND + i * 1e7)) admitted++;
  return admitted;
}

describe('a request quota', () => {
  it('takes the lowest of several lowered rates, and its own when the last is restored', () => {
    const quota = new RequestQuota({ kind: 'fixed-window', ratePerSecond: 50 }, 0);
    expect(admittedIn(quota, 0)).toBe(50);
    quota.lower(20, 0.995 * SECOND);
    expect(admittedIn(quota, 1)).toBe(20);
    quota.lower(30, 1.995 * SECOND);
    expect(admittedIn(quota, 2)).toBe(20);
    quota.restore(20, 2.995 * SECOND);
    expect(admittedIn(quota, 3)).toBe(30);
    quota.restore(30, 3.995 * SECOND);
    expect(admittedIn(quota, 4)).toBe(50);
  });

  it('cannot be raised by lowering it', () => {
    const quota = new RequestQuota({ kind: 'fixed-window', ratePerSecond: 5 }, 0);
    quota.lower(20, 0);
    expect([admittedIn(quota, 0), admittedIn(quota, 1)]).toEqual([5, 5]);
  });

  it('below one a second still admits: one in so many seconds', () => {
    const quota = new RequestQuota({ kind: 'fixed-window', ratePerSecond: 0.25 }, 0);
    const perSecond = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((second) => admittedIn(quota, second));
    expect(perSecond.reduce((sum, n) => sum + n)).toBe(3);
  });
});
