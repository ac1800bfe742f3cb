import type { Change, Design, MovableFact } from '../study.ts';
import { factKnob, type MoveFact } from './fact-knobs.ts';
import { knobOfStops } from './knob-of-stops.ts';
import type { Knob } from './live-study.ts';
import { collide, patchesBetween } from './patch.ts';
import { settingKnobs, type Candidate } from './setting-knobs.ts';

/** Sliders beyond these only confuse. */
const MOST_KNOBS = 7;
/** So many of them are facts, where there are so many that matter. */
const LEAST_FACTS = 2;

/** The short world begins when everything is noticed already. */
const DETECTION = 'detect.';

/** Where nobody has moved the facts to see which of them matter. */
const USUAL_FACTS = ['hsm.rate.aes', 'hsm.weight.generateDataKey', 'proxy.service', 'kms.front'];

/** What it takes to find knobs. */
export interface Turnable {
  readonly movable: readonly MovableFact[];
  /** Names of facts, those first that move the verdict most. */
  readonly ranked: readonly string[];
  /** Makes the design anew with changes; null where the scenario makes no sense with them. */
  readonly redesign: (changes: readonly Change[]) => Design | null;
  readonly moveFact: MoveFact;
}

/**
 * The knobs of a design, those first that matter most: its HSMs and zones, what clients and caches
 * do, a zone that is down, and the facts in doubt that move the verdict most. A knob that turns
 * nothing is left out, and so is one whose stops would undo those of a knob before it.
 */
export function knobsOf(
  { movable, ranked, redesign, moveFact }: Turnable,
  design: Design,
): readonly Knob[] {
  const settings = withoutCollisions(
    settingKnobs(design).flatMap((candidate) => settingKnob(candidate, design, redesign) ?? []),
  );
  const facts = (ranked.length > 0 ? ranked : USUAL_FACTS)
    .filter((name) => !name.startsWith(DETECTION))
    .flatMap((name) => movable.find((fact) => fact.name === name) ?? [])
    .flatMap((fact) => factKnob(fact, design, moveFact) ?? []);
  const first = settings.slice(0, MOST_KNOBS - Math.min(LEAST_FACTS, facts.length));
  return withoutCollisions([...first, ...facts]).slice(0, MOST_KNOBS);
}

/** null where no stop makes a difference. */
function settingKnob(
  { id, title, settings, own }: Candidate,
  design: Design,
  redesign: Turnable['redesign'],
): Knob | null {
  const made = settings.flatMap(({ label, order, changes, words }) => {
    const changed = redesign(changes);
    if (changed === null) return [];
    return [{ order, stop: { label, patches: patchesBetween(design, changed), settings: words } }];
  });
  // One stop is the design as it is, whether or not its value is a usual one.
  const hasOwn = made.some(({ stop }) => stop.patches.length === 0);
  const all = hasOwn
    ? made
    : [...made, { order: own.order, stop: { label: own.label, patches: [], settings: {} } }];
  const stops = all.toSorted((a, b) => a.order - b.order).map(({ stop }) => stop);
  return knobOfStops(id, title, stops);
}

function withoutCollisions(knobs: readonly Knob[]): readonly Knob[] {
  const kept: Knob[] = [];
  for (const knob of knobs) {
    const own = knob.stops.flatMap(({ patches }) => patches);
    const isFree = kept.every((other) => !other.stops.some(({ patches }) => collide(own, patches)));
    if (isFree) kept.push(knob);
  }
  return kept;
}
