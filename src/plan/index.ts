/**
 * The planner: questions about many runs. A study (plain data) becomes worlds, runs, replications,
 * judgements and a result. May import kernel, facts, model, stats and cost. Must not know files or
 * threads (the runner is passed in), zod or YAML.
 */
export { answer, type Tools, type Wanted } from './answer.ts';
export { assemble, compare, measure, StoppedTooEarly, type Measured } from './compare.ts';
export { EmptyObjective } from './judge.ts';
export type {
  AuditResult,
  Bill,
  BillLine,
  ControlEventResult,
  CryptoResult,
  DurabilityResult,
  VolumeResult,
} from './result-accounts.ts';
export type {
  CacheResult,
  CallCounts,
  Check,
  Estimate,
  FaultSpan,
  GroupResult,
  LatencySummary,
  LimitResult,
  NoPlan,
  ObjectiveResult,
  PointResult,
  Result,
  RunFacts,
  StationResult,
  StoreResult,
  TheoryRow,
  TooShort,
  Settling,
  UserOperationResult,
  Verdict,
  WindowSeries,
} from './result.ts';
export type {
  Difference,
  MetricDifference,
  SensitivityRow,
  SensitivityEnd,
  SensitivityFlip,
  SensitivitySummary,
  Uncertainty,
  UncertainDesign,
  UncertainMetric,
  AvailabilityResult,
  AvailabilityTerm,
} from './result-analysis.ts';
export type {
  Economics,
  FailingNeighbour,
  Headroom,
  LimitsPyramid,
  PlanCandidate,
  PlanCondition,
  PlanDemand,
  PlanResult,
  PyramidLimit,
  QuotaIncrease,
  ScreenedOut,
} from './result-plan.ts';
export type { Knee, SweepResult } from './result-sweep.ts';
export type {
  Bottleneck,
  ObjectiveChange,
  SettingChange,
  VariantDesign,
  VariantResult,
  WhatIfResult,
} from './result-what-if.ts';
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
  Stopping,
  MovableFact,
  UncertainFact,
  BeliefLaw,
  FactMove,
  MoveFacts,
  MovePricing,
  AvailabilityInputs,
  Change,
  Lever,
  PlanInputs,
  PlanTemplate,
  Question,
  Rewrite,
  Unmakeable,
  FailureInput,
  SlaInput,
  Study,
} from './study.ts';
export { answerPlan, NoDesign } from './search/answer-plan.ts';
export { answerSweep } from './sweep/answer-sweep.ts';
export { SenselessSweep, type Axis } from './sweep/axes.ts';
export { gridOf } from './sweep/grid.ts';
export { diffResults, type DiffResult } from './diff/diff-results.ts';
export { growthInWords } from './stability.ts';
export { settledStudy } from './settling.ts';
export { percentileName } from './summaries.ts';
export { isUnmeasured } from './unmeasured.ts';
export { answerWhatIf, type AskedVariant } from './what-if/answer-what-if.ts';
export { LiveRun, type LiveAnswer } from './live/answer-live.ts';
export type { LiveSide } from './live/live-side.ts';
export { withLivePart } from './live/live-part.ts';
export type {
  Knob,
  KnobStop,
  LivePart,
  LivePosition,
  LivePrice,
  LiveStudy,
} from './live/live-study.ts';
export type { LinkResult, TopologyResult, ZoneResult } from './result-topology.ts';
