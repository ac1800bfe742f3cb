import { NS_PER_SECOND } from '../../kernel/index.ts';
import { countCalls } from '../groups.ts';
import { estimate } from '../summaries.ts';
import { dependent, notPoisson, unsteady } from './assumptions.ts';
import { exactEvidence, exactRow, noFormula, type Comparison } from './comparison.ts';
import { hasConnections } from './delays.ts';
import { isNegligible, quotaLoads, type QuotaLoad } from './quota-loads.ts';
import { sourceWith, whyNotJudged, type Memory, type Scene } from './scene.ts';

/** The phase of the windows is drawn: the first must have begun, and ten make a mean. */
const WINDOWS: Memory = {
  warmUpMs: 1000,
  measuredMs: 10_000,
  because: 'quotas count by windows of one second',
};

/** Share of calls that a fixed-window quota refuses, for quotas that refuse any. */
export function quotaRows(scene: Scene): readonly Comparison[] {
  const { world } = scene;
  const loads = quotaLoads(world);
  const refusing = loads.filter((load) => !isNegligible(load));
  if (refusing.length === 0) return [];
  const name = 'calls that a request quota refuses';
  const assumed = [...unsteady(world), ...notPoisson(world)];
  if (assumed.length > 0) return [noFormula(name, assumed.join(' '))];
  const reasons = [
    ...dependent(scene, ['account request quota', 'key store request quota']),
    ...(refusing.some(({ refusedShare }) => refusedShare === null)
      ? ['A quota is a token bucket, for which there is no closed form.']
      : []),
    ...(refusing.length > 1 && refusing.some(({ reason }) => reason === 'key store request quota')
      ? ['What one quota lets pass meets another: its arrivals are no Poisson process any more.']
      : []),
  ];
  if (reasons.length > 0) return [noFormula(name, reasons.join(' '))];
  return refusing.map((load) => refusedRow(scene, load, load.refusedShare!));
}

function refusedRow(scene: Scene, load: QuotaLoad, share: number): Comparison {
  const { world, runs, level } = scene;
  const seconds = world.durationNs / NS_PER_SECOND;
  const counts = runs.map((run) => {
    let offered = 0;
    let throttled = 0;
    for (const { workload, operation } of load.charged) {
      const own = countCalls(run, { workload, operation, group: null });
      offered += own.offered;
      throttled += own.throttled;
    }
    return { offered, throttled };
  });
  const mean = counts.reduce((sum, { offered }) => sum + offered, 0) / counts.length;
  const observed = estimate(
    counts.map(({ offered, throttled }) => (offered === 0 ? 0 : throttled / offered)),
    level,
  );
  const title = `calls that the ${load.name} refuse${load.keyStores === 1 ? 's' : ''}`;
  const formula = formulaOf(load);
  if (hasConnections(world)) {
    const source = `${formula}; not judged, since connections that have to be opened delay calls in ways that depend on each other`;
    return {
      ...exactRow(title, share, observed, 'share', source, null),
      kind: 'approximation',
    };
  }
  const reason = whyNotJudged(scene, {
    memory: WINDOWS,
    // A full window refuses several calls, of which the first says most.
    events: Math.min(seconds * load.fullShare * 10, seconds * load.callsPerSecond * share),
    eventName: 'refusals (a full window counts as ten)',
    laws: [],
  });
  const source = sourceWith(formula, reason);
  const excess = (over: number) =>
    counts.map(({ offered, throttled }) => (throttled - over * offered) / mean);
  const { leastShare } = load;
  if (leastShare === null || leastShare === share) {
    const evidence = reason === null ? exactEvidence(excess(share)) : null;
    return exactRow(title, share, observed, 'share', source, evidence);
  }
  return {
    name: title,
    kind: 'bound',
    expected: null,
    low: leastShare,
    high: share,
    observed,
    unit: 'share',
    source,
    evidence:
      reason === null
        ? {
            aboveLow: excess(leastShare),
            belowHigh: excess(share).map((value) => -value),
            allowance: 0,
          }
        : null,
  };
}

function formulaOf({ quota, callsPerSecond, keyStores, refusedShare, leastShare }: QuotaLoad) {
  const delays = 'random delays leave a Poisson process one';
  if (keyStores === 1) {
    return `E[(N − ${quota})⁺] / λ for N Poisson with mean ${Number(callsPerSecond.toPrecision(6))}, the calls of one window; ${delays}`;
  }
  const own = `Σ E[(N − ${quota})⁺] / λ over ${keyStores} key stores, N Poisson with the mean of each, the calls of one of its windows, λ = ${Number(callsPerSecond.toPrecision(6))}; ${delays}`;
  return leastShare === refusedShare
    ? own
    : `not above ${own}, split by chance, and keys that take turns split them more regularly; not below what exceeds ${quota} on average`;
}
