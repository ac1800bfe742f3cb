import { NS_PER_SECOND } from '../../kernel/index.ts';
import { judgeIfAny } from '../judge.ts';
import { pointAt, seedOf, type Point } from '../point.ts';
import { pointResult } from '../point-result.ts';
import type { Estimate, ObjectiveResult, PointResult } from '../result.ts';
import { runOnce } from '../run-once.ts';
import type { RunResult } from '../run-result.ts';
import type { Design } from '../study.ts';
import type { LivePosition, LiveStudy } from './live-study.ts';
import { atPace, tellsGrowth } from './pace.ts';
import { patched, type Patch } from './patch.ts';

/** What is known of one of the two designs. */
export interface LiveSide {
  /** `growthPerSecond` is null where calls do not pile up, and where the run is too short to tell. */
  readonly point: PointResult;
  readonly objectives: readonly ObjectiveResult[];
  /** The station with the highest utilisation; null where nothing has a queue. */
  readonly busiest: { readonly station: string; readonly utilisationShare: Estimate } | null;
  /** Simulated seconds of one replication that were measured. */
  readonly measuredSeconds: number;
  /** Whether so short a run shows that calls pile up. */
  readonly tellsGrowth: boolean;
  /** The bound that cut a run short, which makes its figures worth little; null: none did. */
  readonly stoppedBy: string | null;
}

const PERCENTILES = [0.5, 0.99];

/** What a position of the knobs does to the design. */
export function patchesAt({ knobs }: LiveStudy, { stops }: LivePosition): readonly Patch[] {
  return knobs.flatMap(({ id, stops: own, at }) => own[stops[id] ?? at]!.patches);
}

/** A design at a position of the knobs, with the replications simulated so far. */
export class Side {
  readonly #live: LiveStudy;
  readonly #point: Point;
  readonly #percentiles: readonly number[];
  readonly design: Design;
  readonly runs: RunResult[] = [];

  constructor(live: LiveStudy, position: LivePosition) {
    const turned = patched(live.design, patchesAt(live, position));
    const { load } = position;
    this.#live = live;
    this.design = { ...turned, world: atPace(turned.world, live.pace, load) };
    this.#point = pointAt(this.design, load);
    this.#percentiles = percentilesOf(live);
  }

  /** One replication more. */
  run(): void {
    const seed = seedOf(this.#live.study, this.runs.length + 1);
    this.runs.push(runOnce({ config: this.#point.world, seed }));
  }

  /** What the first `count` replications say. */
  read(count: number): LiveSide {
    const { study } = this.#live;
    const { world } = this.design;
    const runs = this.runs.slice(0, count);
    const point = pointResult(study, this.#point, this.#percentiles, runs);
    return {
      point,
      objectives: study.objectives.flatMap(
        (objective) => judgeIfAny(objective, this.design, point, runs, study.run.confidence) ?? [],
      ),
      busiest: busiestOf(point),
      measuredSeconds: world.durationNs / NS_PER_SECOND,
      tellsGrowth: tellsGrowth(world),
      stoppedBy: runs.find(({ stoppedBy }) => stoppedBy !== null)?.stoppedBy ?? null,
    };
  }
}

function busiestOf({ stations }: PointResult): LiveSide['busiest'] {
  return Object.entries(stations).reduce<LiveSide['busiest']>(
    (most, [station, { utilisationShare }]) =>
      most === null || utilisationShare.value > most.utilisationShare.value
        ? { station, utilisationShare }
        : most,
    null,
  );
}

function percentilesOf({ study }: LiveStudy): readonly number[] {
  const asked = study.objectives.flatMap(({ metric }) =>
    typeof metric === 'object' ? metric.percentile : [],
  );
  return [...new Set([...PERCENTILES, ...asked])].sort((a, b) => a - b);
}
