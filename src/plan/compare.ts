import { hashTexts, NS_PER_MS } from '../kernel/index.ts';
import type { ArrivalsConfig, WorldConfig } from '../model/index.ts';
import { PERCENTILE_RULE } from '../stats/index.ts';
import { checkPoint } from './checks.ts';
import { judge } from './judge.ts';
import { pointResult } from './point-result.ts';
import type { Check, ObjectiveResult, PointResult, Result, StoreResult } from './result.ts';
import type { OnProgress, RunMany } from './run-many.ts';
import type { Job } from './run-once.ts';
import type { RunResult } from './run-result.ts';
import type { Design, Objective, Study } from './study.ts';
import { reachVerdict } from './verdict.ts';

/** The load at which objectives are judged and designs compared. */
const REFERENCE_LOAD = 1;

interface Point {
  readonly design: Design;
  readonly load: number;
}

/**
 * Answers a study: every design at every load, each with the same seeds, so that all designs see
 * the same arrivals and the same draws (common random numbers).
 *
 * `toolVersion` is stamped into the result.
 */
export async function compare(
  study: Study,
  runMany: RunMany,
  onProgress: OnProgress,
  toolVersion: string,
): Promise<Result> {
  const points = study.designs.flatMap((design) =>
    study.loads.map((load): Point => ({ design, load })),
  );
  // Replication by replication over all points: stopped early, every point has equally many.
  const jobs = Array.from({ length: study.run.replications }, (_, replication) =>
    points.map(({ design, load }): Job => ({
      config: atLoad(design.world, load),
      seed: `${study.seed}/${replication + 1}`,
    })),
  ).flat();
  const results = await runMany(jobs, onProgress);
  const replications = Math.floor(results.length / points.length);
  if (replications === 0) throw new StoppedTooEarly();
  const runs = points.map((_, point) =>
    Array.from(
      { length: replications },
      (__, replication) => results[replication * points.length + point]!,
    ),
  );
  return assemble(study, points, runs, toolVersion);
}

/** Stopped before every design had been simulated once: there is nothing to compare. */
export class StoppedTooEarly extends Error {
  override readonly name = 'StoppedTooEarly';

  constructor() {
    super('stopped before every design had been simulated once');
  }
}

function assemble(
  study: Study,
  points: readonly Point[],
  runs: readonly (readonly RunResult[])[],
  toolVersion: string,
): Result {
  const level = study.run.confidence;
  const percentiles = percentilesOf(study);
  const pointResults: PointResult[] = [];
  const objectives: ObjectiveResult[] = [];
  const checks: Check[] = [];
  points.forEach(({ design, load }, index) => {
    const own = runs[index]!;
    const point = pointResult(study, design, load, percentiles, own);
    pointResults.push(point);
    checks.push(...checkPoint(design, load, own));
    if (load !== REFERENCE_LOAD) return;
    for (const objective of study.objectives) {
      if (appliesTo(objective, design)) {
        objectives.push(judge(objective, design, point, own, level));
      }
    }
  });
  const stores = byStore(study, points, pointResults);
  const world = study.designs[0]!.world;
  const stops = [...earlyStop(study, runs), ...boundWarnings(points, runs)];
  return {
    format: 'cksim-result',
    version: 1,
    tool: toolVersion,
    seed: study.seed,
    fingerprint: hashTexts(pointResults.map(({ fingerprint }) => fingerprint)),
    title: study.title,
    question: study.question,
    notes: study.notes,
    warnings: [...study.warnings, ...stops],
    region: study.region,
    scenario: study.resolved,
    run: {
      replications: runs[0]!.length,
      confidence: level,
      warmUpMs: world.warmUpNs / NS_PER_MS,
      warmUpRule: study.run.warmUpRule,
      durationMs: world.durationNs / NS_PER_MS,
      events: runs.flat().reduce((sum, run) => sum + run.events, 0),
      percentileRule: PERCENTILE_RULE,
      isPartial: stops.length > 0,
    },
    verdict: reachVerdict(study, objectives, pointResults),
    stores,
    objectives,
    differences: [],
    sensitivity: [],
    plan: {},
    assumptions: study.assumptions,
    checks,
  };
}

function byStore(
  study: Study,
  points: readonly Point[],
  results: readonly PointResult[],
): readonly StoreResult[] {
  const names = [...new Set(study.designs.map(({ store }) => store))];
  return names.map((name) => {
    const design = study.designs.find(({ store }) => store === name)!;
    return {
      name,
      kind: design.kind,
      eligible: design.eligible,
      points: results.filter((_, index) => points[index]!.design.store === name),
    };
  });
}

function percentilesOf(study: Study): readonly number[] {
  const asked = study.objectives.flatMap(({ metric }) =>
    typeof metric === 'object' ? [metric.percentile] : [],
  );
  return [...new Set([...study.run.percentiles, ...asked])].sort((a, b) => a - b);
}

function appliesTo(objective: Objective, design: Design): boolean {
  return objective.stores === null || objective.stores.includes(design.store);
}

function earlyStop(study: Study, runs: readonly (readonly RunResult[])[]): readonly string[] {
  const done = runs[0]!.length;
  return done === study.run.replications
    ? []
    : [
        `Stopped early: ${done} of ${study.run.replications} replications; these results are partial.`,
      ];
}

function boundWarnings(
  points: readonly Point[],
  runs: readonly (readonly RunResult[])[],
): readonly string[] {
  return points.flatMap(({ design, load }, index) => {
    const stopped = runs[index]!.find(({ stoppedBy }) => stoppedBy !== null);
    return stopped === undefined
      ? []
      : [`${design.name} at load ${load} was stopped early: ${stopped.stoppedBy}`];
  });
}

/** The world with its open rates, closed clients and replay speed multiplied by `load`. */
export function atLoad(world: WorldConfig, load: number): WorldConfig {
  if (load === 1) return world;
  return {
    ...world,
    workloads: world.workloads.map((workload) => {
      const arrivals = scaleArrivals(workload.arrivals, load, world.warmUpNs);
      // A client of a closed load is an SDK client; users of a service share the service's own.
      const isClient = arrivals.kind === 'closed' && workload.service === null;
      const instances = isClient ? arrivals.clients : workload.client.instances;
      return { ...workload, arrivals, client: { ...workload.client, instances } };
    }),
  };
}

function scaleArrivals(arrivals: ArrivalsConfig, load: number, warmUpNs: number): ArrivalsConfig {
  switch (arrivals.kind) {
    case 'closed':
      return { ...arrivals, clients: Math.max(1, Math.round(arrivals.clients * load)) };
    case 'burst':
      return { ...arrivals, states: arrivals.states.map((state) => faster(state, load)) };
    case 'shape':
      return { ...arrivals, points: arrivals.points.map((point) => faster(point, load)) };
    case 'replay': {
      const { timesNs, loopNs } = arrivals;
      return {
        ...arrivals,
        // A recording begins with the measured time, however fast it is played.
        timesNs: timesNs.map((atNs) => warmUpNs + Math.round((atNs - warmUpNs) / load)),
        loopNs: loopNs === null ? null : Math.max(1, Math.round(loopNs / load)),
      };
    }
    default:
      return faster(arrivals, load);
  }
}

function faster<T extends { readonly ratePerSecond: number }>(part: T, load: number): T {
  return { ...part, ratePerSecond: part.ratePerSecond * load };
}
