import { NS_PER_MS } from '../../kernel/index.ts';
import { estimate } from '../summaries.ts';
import { dependent, notPoisson, unsteady } from './assumptions.ts';
import { noFormula, type Comparison } from './comparison.ts';
import { delaysOf, hasConnections } from './delays.ts';
import { ROUNDING_MS, sourceWith, whyNotJudged, type Scene } from './scene.ts';

/**
 * Mean latency of a standard key store: nothing waits there, so that it is a sum of delays; where
 * clients keep connections, those that have to be opened come on top.
 */
export function standardRows(scene: Scene): readonly Comparison[] {
  const { world, calls, level } = scene;
  const delays = world.store.kind === 'standard' ? delaysOf(world) : null;
  if (delays === null) return [];
  const assumed = [...unsteady(world), ...notPoisson(world)];
  const broken = assumed.length > 0 ? assumed : dependent(scene, ['account request quota']);
  if (broken.length > 0) return [noFormula('mean latency', broken.join(' '))];
  const isPooled = hasConnections(world);
  const mean = calls.reduce((sum, { success }) => sum + success.count, 0) / calls.length;
  const excess = calls.map(
    ({ success }) => (success.sum / NS_PER_MS - delays.meanMs * success.count) / mean,
  );
  const reason = whyNotJudged(scene, {
    memory: { warmUpMs: 0, measuredMs: 0, because: 'nothing waits' },
    events: mean,
    eventName: 'calls',
    laws: [],
    delays: delays.laws,
  });
  const formula = isPooled
    ? 'not below the sum of the mean delays: hops, front and fleet; connections that have to be opened come on top'
    : 'sum of the mean delays: hops, front and fleet';
  return [
    {
      name: 'mean latency, no queue',
      kind: isPooled ? 'bound' : 'exact',
      expected: isPooled ? null : delays.meanMs,
      low: isPooled ? delays.meanMs : null,
      high: null,
      observed: estimate(
        calls.map(({ success }) => success.mean / NS_PER_MS),
        level,
      ),
      unit: 'ms',
      source: sourceWith(formula, reason),
      evidence:
        reason === null
          ? {
              aboveLow: excess,
              belowHigh: isPooled ? [] : excess.map((value) => -value),
              allowance: 10 * ROUNDING_MS,
            }
          : null,
    },
  ];
}
