import { describe, expect, it } from 'vitest';
import { compare, runInProcess, type Study } from '../../src/plan/index.ts';
import { station } from './textbook.ts';

const answer = (of: Study) => compare(of, runInProcess, () => {}, '0.0.0');

describe('the automatic warm-up', () => {
  it('is cut by pilot runs, the same for all designs at one load', async () => {
    const study = station(0.7, '{ duration: 20 s, replications: 2, crypto: off }', {
      rest: 'vary: { load: [0.5, 1], stores.station.hsm.slots: [1, 2] }\n',
    });
    const { stores, run } = await answer(study);
    const points = stores[0]!.points;
    for (const load of [0.5, 1]) {
      const own = points.filter((point) => point.load === load).map(({ settling }) => settling);
      expect(own).toHaveLength(2);
      expect(new Set(own.map(({ warmUpMs }) => warmUpMs)).size).toBe(1);
      const longest = Math.max(1000, ...own.map(({ cutMs }) => cutMs ?? 0));
      expect(own[0]!.warmUpMs).toBe(longest);
      for (const { isSettled, pilotMs } of own) {
        expect(isSettled).toBe(true);
        expect(pilotMs).toBeGreaterThanOrEqual(2000);
      }
    }
    expect(run.warmUpRule).toContain('MSER-5');
    expect(run.warmUpMs).toBe(Math.max(...points.map(({ settling }) => settling.warmUpMs)));
  });

  it('takes the start of an empty, busy queue away: the mean is that of the steady state', async () => {
    // M/M/1 at 0.9: 100 ms. An empty start without warm-up in 40 s of 5 is seen by fewer calls.
    const { stores } = await answer(
      station(0.9, '{ duration: 60 s, replications: 20, crypto: off, confidence: 99.9 % }'),
    );
    const { latencyMs, settling } = stores[0]!.points[0]!;
    expect(settling.isSettled).toBe(true);
    expect(latencyMs.mean!.low!).toBeLessThan(100);
    expect(latencyMs.mean!.high!).toBeGreaterThan(100);
  });

  it('does not settle for an overloaded queue, which delays nobody else', async () => {
    const study = station(0.6, '{ duration: 20 s, replications: 3, crypto: off }', {
      rest: 'vary: { load: [1, 3] }\n',
    });
    const { stores, run } = await answer(study);
    const [calm, overloaded] = stores[0]!.points;
    expect(calm!.settling.isSettled).toBe(true);
    expect(overloaded!.settling).toMatchObject({ isSettled: false, cutMs: null, pilotMs: 20_000 });
    expect(overloaded!.stable).toBe(false);
    expect(run.warmUpMs).toBeLessThan(6000);
  });

  it('gives way to one that is given', async () => {
    const { stores, run } = await answer(
      station(0.5, '{ duration: 5 s, warmUp: 3 s, replications: 2, crypto: off }'),
    );
    expect(stores[0]!.points[0]!.settling).toEqual({
      warmUpMs: 3000,
      cutMs: null,
      pilotMs: null,
      isSettled: true,
    });
    expect(run.warmUpRule).toBe('given');
  });
});
