import type { Measured } from '../compare.ts';
import { pointAt, REFERENCE_LOAD, type Point } from '../point.ts';
import type { Design, Study } from '../study.ts';

/**
 * Every different world of some studies once, at load 1: what two designs share is simulated once,
 * whatever else differs between them.
 */
export function pointsOfStudies(studies: readonly Study[]): readonly Point[] {
  const designs = new Map<string, Design>();
  for (const design of studies.flatMap((study) => study.designs)) {
    const key = worldKey(design);
    if (!designs.has(key)) designs.set(key, design);
  }
  return [...designs.values()].map((design) => pointAt(design, REFERENCE_LOAD));
}

/** The part of what was measured that one of these studies is about, its designs in its order. */
export function measuredOf(study: Study, measured: Measured): Measured {
  const keys = measured.points.map(({ design }) => worldKey(design));
  const positions = study.designs.map((design) => keys.indexOf(worldKey(design)));
  return {
    ...measured,
    points: study.designs.map((design, i) => ({ ...measured.points[positions[i]!]!, design })),
    runs: positions.map((position) => measured.runs[position]!),
  };
}

/** The same for designs of which the same would be simulated. */
export function worldKey({ world }: Design): string {
  return JSON.stringify(world);
}
