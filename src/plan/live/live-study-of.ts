import { NS_PER_MS, NS_PER_SECOND } from '../../kernel/index.ts';
import type { Result } from '../result.ts';
import type { Change, Design, Objective, Question } from '../study.ts';
import { chosenDesign, isSteady, workPerSecond } from './chosen-design.ts';
import { knobsOf } from './knobs.ts';
import type { LiveStudy } from './live-study.ts';
import { atPace, paceOf, type LivePace } from './pace.ts';

/** Nobody waits in the page for calls that hang longer. */
const DRAIN_NS = 5 * NS_PER_SECOND;
/** A world that explodes is stopped: about a second of work in a browser. */
const MOST_EVENTS = 1_500_000;

/**
 * The short world of the verdict's design, for a page that simulates while somebody watches; null
 * where there is no such design, and where a short piece of the run does not stand for it: a time
 * line of operator steps, or a load that changes in between.
 */
export function liveStudyOf(question: Question, result: Result): LiveStudy | null {
  const chosen = chosenDesign(question, result);
  if (chosen === null || chosen.design.world.timeline.length > 0) return null;
  const { point, name, changes: own } = chosen;
  const { world, store } = chosen.design;
  const pace = paceOf(
    workPerSecond(chosen.design, point),
    Math.round(point.settling.warmUpMs * NS_PER_MS),
    world.durationNs,
  );
  if (!isSteady(world, pace.durationNs)) return null;
  const withoutFaults = ['faults', 'objectives'].map((section) => ({
    path: [section],
    value: undefined,
  }));
  const redesign = (changes: readonly Change[]): Design | null => {
    const rewritten = question.rewrite([...own, ...withoutFaults, ...changes]);
    if ('problem' in rewritten) return null;
    const designs = rewritten.study.designs.filter((design) => design.store === store);
    return designs.length === 1 ? shortened(designs[0]!, name, pace) : null;
  };
  const design = redesign([]);
  if (design === null) return null;
  const { study } = chosen.question;
  const objectives = study.objectives.filter((objective) => isJudgeable(objective, chosen.design));
  return {
    study: {
      ...study,
      designs: [],
      loads: [1],
      objectives: objectives.map((objective) => ({ ...objective, during: null })),
      run: { ...study.run, stopping: null, warmUp: 'given' },
      notes: [],
      warnings: [],
      assumptions: [],
      movable: [],
      uncertain: [],
      plan: { ...study.plan, templates: [], levers: [] },
      resolved: null,
    },
    design,
    pace,
    knobs: knobsOf(
      {
        movable: study.movable,
        ranked: result.sensitivity.map(({ fact }) => fact),
        redesign,
        moveFact: (fact, value) => {
          const moved = chosen.question.moveFacts(chosen.design.name, [{ fact, value }]);
          if (moved === null) return null;
          return shortened({ ...moved, world: { ...moved.world, faults: [] } }, name, pace);
        },
      },
      design,
    ),
    leftOut: study.objectives
      .filter((objective) => !objectives.includes(objective) && appliesTo(objective, store))
      .map(({ expect }) => expect),
  };
}

function shortened(design: Design, name: string, pace: LivePace): Design {
  const { world } = design;
  return {
    ...design,
    name,
    coordinates: {},
    notes: [],
    limits: [],
    world: {
      ...atPace({ ...world, drainNs: Math.min(world.drainNs, DRAIN_NS), ranges: [] }, pace, 1),
      // What is down here is about to have been down for long: everybody knows at once.
      kms: { ...world.kms, detectZoneNs: 0 },
      crypto: { ...world.crypto, mode: 'off' },
      bounds: { ...world.bounds, maxEvents: Math.min(world.bounds.maxEvents, MOST_EVENTS) },
    },
  };
}

/** What the scenario's faults have a part in cannot be judged where there are none. */
function isJudgeable({ during, metric, stores }: Objective, { world, store }: Design): boolean {
  if (!appliesTo({ stores }, store) || metric === 'recovery') return false;
  return (
    during === 'before' || (during === null && (world.faults.length === 0 || metric === 'cost'))
  );
}

function appliesTo({ stores }: Pick<Objective, 'stores'>, store: string): boolean {
  return stores === null || stores.includes(store);
}
