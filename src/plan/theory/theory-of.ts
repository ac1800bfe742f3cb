import type { WorldConfig } from '../../model/index.ts';
import type { TheoryRow } from '../result.ts';
import type { RunResult } from '../run-result.ts';
import { closedRows } from './closed-rows.ts';
import { judgeComparisons, noFormula, type Comparison } from './comparison.ts';
import { hsmRows } from './hsm-rows.ts';
import { quotaRows } from './quota-rows.ts';
import { createScene, type Scene } from './scene.ts';
import { standardRows } from './standard-rows.ts';
import { utilisationRows } from './utilisation-row.ts';

/**
 * What theory knows of one design at one load, beside what was simulated. `world` is at the load,
 * with the warm-up that was used; `level` is that of the intervals shown. What is judged is judged
 * at 99.99 % for all rows together, and only where the run is long enough for it.
 */
export function theoryOf(
  world: WorldConfig,
  runs: readonly RunResult[],
  level: number,
): readonly TheoryRow[] {
  if (runs.length === 0) return [];
  const scene = createScene(world, runs, level);
  const rows = [
    ...(closedRows(scene) ?? [...quotaRows(scene), ...storeRows(scene)]),
    ...utilisationRows(scene),
  ];
  return judgeComparisons(mergeUnknown(rows));
}

function storeRows(scene: Scene): readonly Comparison[] {
  if (scene.world.store.kind !== 'external') return [...standardRows(scene), ...hsmRows(scene)];
  return [
    noFormula(
      'latency',
      'An external key store has no formula: requests share connections, and those that a proxy does not answer within their time fail or are sent again.',
    ),
  ];
}

/** One row for all of which nothing is known, with each reason once. */
function mergeUnknown(rows: readonly Comparison[]): readonly Comparison[] {
  const unknown = rows.filter(({ kind }) => kind === 'none');
  const names = [...new Set(unknown.map(({ name }) => name))].join('; ');
  const reasons = [...new Set(unknown.map(({ source }) => source))].join(' ');
  return [
    ...rows.filter(({ kind }) => kind !== 'none'),
    ...(unknown.length > 0 ? [noFormula(names, reasons)] : []),
  ];
}
