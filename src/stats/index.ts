/**
 * Statistics: histograms, confidence intervals over replications, time-weighted averages, and
 * closed forms of queueing theory to check simulations against. May import the kernel (portable
 * mathematics), `simple-statistics` and `@stdlib/stats-*`. Must not know AWS, and uses the built-in
 * transcendental functions nowhere: the same bits in Node and in a browser.
 */
export { controlledMeanInterval, type Control } from './control-variates.ts';
export { LogLinearHistogram, PERCENTILE_RULE, type HistogramData } from './histogram.ts';
export { initialTransient, type InitialTransient } from './initial-transient.ts';
export { checkLittlesLaw, type FlowAverages, type LittlesLawCheck } from './littles-law.ts';
export { independentTailCount } from './tail-strength.ts';
export { differenceInterval, meanInterval, type Interval } from './summary.ts';
export { ratioInterval } from './ratio-interval.ts';
export {
  atLeastWorking,
  zonedOutages,
  type OutageFigures,
  type RepairablePart,
} from './theory/availability.ts';
export { erlangB, erlangC } from './theory/erlang.ts';
export {
  finiteSource,
  type FiniteSourceFigures,
  type FiniteSourceStation,
} from './theory/finite-source.ts';
export {
  allenCunneenMeanWait,
  randomSplitMeanWait,
  relaxationTime,
  workBoundMeanWait,
  type GeneralStation,
} from './theory/general-service.ts';
export { limitedQueue, type LimitedQueueFigures } from './theory/limited-queue.ts';
export {
  meanTimeInSystem,
  meanWait,
  timeLongerThan,
  timePercentile,
  waitLongerThan,
  waitPercentile,
  type MultiServerStation,
} from './theory/multi-server.ts';
export { poissonFullWindowShare, poissonThrottledShare } from './theory/quota.ts';
export {
  constantServiceMeanWait,
  singleServerMeanTime,
  singleServerMeanWait,
  type SingleServerStation,
} from './theory/single-server.ts';
