import type { Design, Objective, Study } from './study.ts';

/** Whether an objective speaks of a design. */
export function appliesTo(objective: Objective, design: Design): boolean {
  return objective.stores === null || objective.stores.includes(design.store);
}

/** Shares of the percentiles that every figure of a study shows, ascending: those asked for included. */
export function percentilesOf(study: Study): readonly number[] {
  const asked = study.objectives.flatMap(({ metric }) =>
    typeof metric === 'object' ? [metric.percentile] : [],
  );
  const { stopping, percentiles } = study.run;
  const awaited = stopping?.until.kind === 'precision' ? stopping.until.percentiles : [];
  return [...new Set([...percentiles, ...asked, ...awaited])].sort((a, b) => a - b);
}
