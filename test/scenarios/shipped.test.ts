import { describe, expect, it } from 'vitest';
import { poissonThrottledShare } from '../../src/stats/index.ts';
import { answer, pointOf } from './answer.ts';

describe('03-cost-4-vs-2308', () => {
  const bill = async (...overrides: string[]) => {
    const result = await answer('03-cost-4-vs-2308', 'run.duration=60 s', ...overrides);
    return ['standard', 'cks'].map((design) => pointOf(result, design).cost.monthUsd);
  };

  it('gives exactly $4.00 and $2,308.00 under the rules of the document, a ratio of 577', async () => {
    const [standard, cks] = await bill();
    expect([standard, cks, cks! / standard!]).toEqual([4, 2308, 577]);
  });

  it('gives $2,340.00 for a month of 730 hours', async () => {
    expect((await bill('pricing.hoursPerMonth=730'))[1]).toBe(2340);
  });

  it('prices us-west-2 at $1.45 an HSM-hour', async () => {
    expect((await bill('region=us-west-2'))[1]).toBe(2 * 720 * 1.45 + 4);
  });

  it('takes the free tier off both', async () => {
    expect(await bill('pricing.freeTier=true')).toEqual([3.94, 2307.94]);
  });
});

describe('04-az-loss-2-vs-3-hsms', () => {
  it('sheds a quarter of the calls with one HSM of two left, nothing with two of three in three zones', async () => {
    const result = await answer(
      '04-az-loss-2-vs-3-hsms',
      'run.duration=120 s',
      'faults.0.at=30 s',
      'faults.0.for=50 s',
      'run.replications=2',
    );
    const during = (design: string) => pointOf(result, design).phases['zone-loss']!;
    // 900/s of 1,200/s; the seconds before the loss is noticed and those of rejoining cost a
    // little more, and what still waits in queues a little less.
    expect(during('two').successShare.value).toBeGreaterThan(0.68);
    expect(during('two').successShare.value).toBeLessThan(0.76);
    expect(during('three zones=3').successShare.value).toBeGreaterThan(0.95);
    const recovery = (design: string) =>
      pointOf(result, design).recoverySeconds['zone-loss']!.value;
    expect(recovery('two')).toBeGreaterThan(50);
    expect(recovery('two')).toBeLessThan(65);
    expect(recovery('three zones=3')).toBeLessThan(10);
    const { crypto } = pointOf(result, 'two');
    expect(crypto.verified).toBeGreaterThan(1000);
  });
});

describe('07-quota-1800', () => {
  it('accepts 1,800 attempts a second whatever the number of HSMs, and names the wall', async () => {
    const result = await answer(
      '07-quota-1800',
      'vary={ load: [1] }',
      'run.warmUp=1 s',
      'run.duration=10 s',
      'stores.cks.hsms=2..6',
    );
    for (const hsms of [2, 3, 4, 5, 6]) {
      const point = pointOf(result, `cks hsms=${hsms}`);
      // Each second of the measurement overlaps two windows; over ten of them the mean is exact to
      // one window's share of a second.
      expect(Math.abs(point.acceptedAttemptsPerSecond.value - 1800)).toBeLessThan(60);
      expect(point.limits.find(({ binds }) => binds)?.name).toBe('key store quota');
      const expected = poissonThrottledShare(3000, 1800);
      const { value, low, high } = point.throttledShare;
      expect(Math.abs(value - expected)).toBeLessThan((high! - low!) / 2 + 0.02);
    }
  });

  it('names the HSMs as the wall for 400/s a piece, up to four of them', async () => {
    const result = await answer(
      '07-quota-1800',
      'vary={ load: [0.25] }',
      'run.warmUp=1 s',
      'run.duration=2 s',
      'stores.slow-hsms.hsms=[2, 3, 4, 5, 6]',
    );
    const walls = [2, 3, 4, 5, 6].map(
      (hsms) =>
        pointOf(result, `slow-hsms hsms=${hsms}`, 0.25).limits.find(({ binds }) => binds)?.name,
    );
    expect(walls).toEqual(['HSMs', 'HSMs', 'HSMs', 'key store quota', 'key store quota']);
  });
});
