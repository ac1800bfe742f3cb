/**
 * The kernel: time, events and chance. Event loop with an integer clock and a total order, timer
 * rings, stations, limiters, named random streams, laws of probability, portable mathematics and
 * the run's fingerprint. Imports `seedrandom/lib/alea` and nothing else. Must not know AWS, money,
 * statistics, YAML or files.
 */
export { assert, AssertionError, BoundReached, fail } from './assert.ts';
export { NS_PER_MS, NS_PER_SECOND, toDelayNs } from './clock.ts';
export type { DelayRing } from './delay-ring.ts';
export { createSampler, type Sampler } from './distributions.ts';
export { EventLoop, PHASE_CHANGE, PHASE_RELEASE, PHASE_SEIZE } from './event-loop.ts';
export { hashTexts, RollingHash } from './fingerprint.ts';
export { JobTable } from './job-table.ts';
export { lawMean, lawVariance, scaleLaw } from './law-moments.ts';
export type { Law } from './law.ts';
export { FixedWindowLimiter, TokenBucketLimiter, type Limiter } from './limiters.ts';
export { exp, log, pow } from './portable-math.ts';
export { RandomStreams, type RandomStream } from './random.ts';
export { standardNormalQuantile } from './standard-normal.ts';
export { Station, type StationAccount, type StationOwner } from './station.ts';
