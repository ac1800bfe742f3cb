import type { TimelineStep } from '../model/index.ts';
import type { Findings } from './findings.ts';
import type { Path } from './source.ts';
import { suggest } from './suggestions.ts';
import { formatDuration } from './units.ts';

/** A step of the timeline with the place where it is written. */
export interface WrittenStep {
  readonly step: TimelineStep;
  /** Of the step, and of the setting in it that names a cluster, or a Region as one. */
  readonly path: Path;
  readonly clusterPath: (field: 'cluster' | 'from') => Path;
}

/**
 * Steps are done in the order written, since some follow the end of the one before. A time that
 * goes back would therefore be passed over in silence.
 */
export function checkOrder(
  steps: readonly WrittenStep[],
  warmUpNs: number,
  findings: Findings,
): void {
  let earliestNs = 0;
  let before: TimelineStep | null = null;
  for (const { step, path } of steps) {
    const { atNs, delayNs, name } = step;
    if (atNs !== null && before !== null && atNs < earliestNs) {
      findings.add(
        [...path, 'at'],
        `is before the step above it: ${name} at ${formatDuration(atNs - warmUpNs)}, but ${before.name} at ${formatDuration(earliestNs - warmUpNs)} at the earliest`,
        'write the steps in the order in which they are done',
      );
    }
    // What an action takes until it has completed comes on top, and is not known before the run.
    earliestNs = atNs ?? earliestNs + delayNs;
    before = step;
  }
}

/** Clusters exist from the start (`main`), or from the step that makes them. */
export function checkClusters(
  steps: readonly WrittenStep[],
  main: string,
  findings: Findings,
): void {
  const clusters = [main];
  const regions: string[] = [];
  const check = (name: string, known: readonly string[], path: Path) => {
    if (known.includes(name)) return;
    const hint = `${suggest(name, known)}; createCluster and restoreCluster make others`;
    findings.add(path, `names no cluster that there is by then: ${name}`, hint);
  };
  for (const { step, clusterPath } of steps) {
    const { action } = step;
    if (action.kind === 'RestoreCluster') {
      check(action.from, [...clusters, ...regions], clusterPath('from'));
    } else if (action.kind !== 'CreateCluster' && 'cluster' in action && action.cluster !== null) {
      check(action.cluster, clusters, clusterPath('cluster'));
    }
    if (action.kind === 'CreateCluster' || action.kind === 'RestoreCluster') {
      clusters.push(action.cluster);
    }
    if (action.kind === 'CopyBackupToRegion') regions.push(action.region);
  }
}
