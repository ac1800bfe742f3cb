/**
 * The planner: questions about many runs. A study (plain data) becomes worlds, runs, replications,
 * judgements and a result. May import kernel, facts, model, stats and cost. Must not know files or
 * threads (the runner is passed in), zod or YAML.
 */
export { compare, StoppedTooEarly } from './compare.ts';
export { EmptyObjective } from './judge.ts';
export type {
  AuditResult,
  Bill,
  BillLine,
  CacheResult,
  CallCounts,
  Check,
  ControlEventResult,
  CryptoResult,
  DurabilityResult,
  Estimate,
  FaultSpan,
  GroupResult,
  LatencySummary,
  LimitResult,
  ObjectiveResult,
  PointResult,
  Result,
  RunFacts,
  StationResult,
  StoreResult,
  TheoryCheck,
  UserOperationResult,
  Verdict,
  VolumeResult,
  WindowSeries,
} from './result.ts';
export { logRequests, type LogEntry } from './request-log.ts';
export { runInProcess, type OnProgress, type RunMany } from './run-many.ts';
export { runOnce, type Job } from './run-once.ts';
export type { RunResult } from './run-result.ts';
export type {
  Assumption,
  Design,
  DesignBilling,
  LimitInput,
  MetricName,
  Objective,
  PricingRules,
  RunControl,
  Study,
} from './study.ts';
export { percentileName } from './summaries.ts';
