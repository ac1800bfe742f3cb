import { beforeAll, describe, expect, it } from 'vitest';
import { LiveRun } from '../../../src/plan/live/answer-live.ts';
import type { LiveStudy } from '../../../src/plan/live/live-study.ts';
import { liveOf } from './shipped-live.ts';

let live: LiveStudy;
let run: LiveRun;

beforeAll(async () => {
  ({ live } = await liveOf('01-snowybank-s3-lambda', 'cks hsms=2'));
  run = new LiveRun(live);
}, 60_000);

function priceWith(hsms: string) {
  const stop = live.knobs
    .find(({ id }) => id === 'hsms')!
    .stops.findIndex(({ label }) => label === hsms);
  return run.price({ load: 1, stops: { hsms: stop } });
}

describe('the price of a position', () => {
  it('follows the HSMs: each costs its hours of the month', () => {
    const { book, hoursPerMonth } = live.study.pricing;
    for (const hsms of ['2', '3', '8']) {
      const { baselineUsd, changedUsd } = priceWith(hsms);
      const more = (Number(hsms) - 2) * hoursPerMonth * (book.hsmHour!.microUsd / 1e6);
      expect(changedUsd - baselineUsd).toBeCloseTo(more, 6);
    }
    expect(priceWith('3').changedUsd).toBeGreaterThan(priceWith('2').changedUsd + 1000);
  });

  it('of the baseline is its bill', () => {
    run.turn({ load: 1, stops: {} });
    const answer = run.step()!;
    const { baselineUsd, changedUsd } = run.price({ load: 1, stops: {} });
    expect(changedUsd).toBe(baselineUsd);
    expect(baselineUsd).toBeCloseTo(answer.baseline.point.cost.monthUsd, 6);
  });

  it('grows by the requests of the load, and by nothing else', () => {
    const [one, two, four] = [1, 2, 4].map((load) => run.price({ load, stops: {} }).changedUsd);
    expect(two! - one!).toBeGreaterThan(100);
    // Requests are rounded to whole ones: $3 a million.
    expect(four! - two!).toBeCloseTo(2 * (two! - one!), 4);
  });
});
