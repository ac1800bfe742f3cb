import { NS_PER_SECOND, lawMean } from '../../kernel/index.ts';
import type { MeanRate } from '../config.ts';
import { PiecewiseRate } from './piecewise-rate.ts';
import { ReplayTimes } from './replay-times.ts';

/**
 * Mean arrivals per second over [fromNs, toNs): the integral of a shape, the count of a replay,
 * the mean over all time of bursts (by the mean stays of their states); null for closed arrivals.
 */
export const meanRate: MeanRate = (arrivals, fromNs, toNs) => {
  const seconds = (toNs - fromNs) / NS_PER_SECOND;
  switch (arrivals.kind) {
    case 'constant':
    case 'poisson':
      return arrivals.ratePerSecond;
    case 'closed':
      return null;
    case 'burst': {
      const stays = arrivals.states.map(({ stayNs }) => lawMean(stayNs));
      const arrived = arrivals.states.reduce(
        (sum, { ratePerSecond }, i) => sum + ratePerSecond * stays[i]!,
        0,
      );
      return arrived / stays.reduce((sum, stay) => sum + stay, 0);
    }
    case 'shape': {
      const rate = new PiecewiseRate(arrivals.points, arrivals.periodNs);
      return (rate.expectedUntil(toNs) - rate.expectedUntil(fromNs)) / seconds;
    }
    // What is left is replay: any other kind would not compile.
    default: {
      const times = new ReplayTimes(arrivals.timesNs, arrivals.loopNs);
      let count = 0;
      for (let atNs = times.next(0); atNs < toNs; atNs = times.next(atNs)) {
        if (atNs >= fromNs) count++;
      }
      return count / seconds;
    }
  }
};
