import { NS_PER_MS } from '../kernel/index.ts';
import type { WorldConfig } from '../model/index.ts';
import { atLoad } from './at-load.ts';
import type { Settling } from './result.ts';
import type { Design, Study } from './study.ts';

/** The load at which objectives are judged and designs compared. */
export const REFERENCE_LOAD = 1;

/** One design at one load. */
export interface Point {
  readonly design: Design;
  readonly load: number;
  /** The design's world at this load, with the warm-up that is used. */
  readonly world: WorldConfig;
  readonly settling: Settling;
}

/** Every design at every load of a study, with the warm-up that its worlds come with. */
export function pointsOf(study: Study): readonly Point[] {
  return study.designs.flatMap((design) => study.loads.map((load) => pointAt(design, load)));
}

/** One design at one load, with the warm-up that its world comes with. */
export function pointAt(design: Design, load: number): Point {
  const settling: Settling = {
    warmUpMs: design.world.warmUpNs / NS_PER_MS,
    cutMs: null,
    pilotMs: null,
    isSettled: true,
  };
  return { design, load, world: atLoad(design.world, load), settling };
}

/** The seed of a replication, from 1: the same for every design, load and moved fact. */
export function seedOf(study: Study, replication: number): string {
  return `${study.seed}/${replication}`;
}
