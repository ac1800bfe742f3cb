import { NS_PER_SECOND } from '../../kernel/index.ts';
import { measure } from '../compare.ts';
import { ALL_CALLS, countCalls } from '../groups.ts';
import { monthlyVolumes } from '../monthly-volume.ts';
import { pointAt, REFERENCE_LOAD } from '../point.ts';
import { billPoint } from '../point-bill.ts';
import type { OnProgress, RunMany } from '../run-many.ts';
import type { RunResult } from '../run-result.ts';
import type { Question } from '../study.ts';
import { buildCandidate, leverWords, type Candidate, type LeverSetting } from './candidates.ts';

/** Replications of the probe: counts of calls are much less noisy than latencies. */
const PROBES = 2;

/** What the workloads ask for with the levers in one position, whatever store answers. */
export interface Demand {
  readonly levers: readonly LeverSetting[];
  readonly words: Readonly<Record<string, string>>;
  readonly runs: readonly RunResult[];
  /** KMS calls per second offered at load 1. */
  readonly callsPerSecond: number;
}

/**
 * Simulates the workloads against a standard store, which answers everything that the account's
 * quota lets through: how many calls caches and services leave is a matter of simulation. A text
 * where the scenario makes no sense with these levers.
 */
export async function measureDemand(
  base: Question,
  levers: readonly LeverSetting[],
  tools: { readonly runMany: RunMany; readonly onProgress: OnProgress },
): Promise<Demand | string> {
  const template = { kind: 'standard', store: 'probe', settings: PROBE } as const;
  const family = { template, keyStores: 1, zones: 1, levers, accountQuotaPerSecond: null };
  const probe = buildCandidate(base, family, 0, [
    { path: ['faults'], value: undefined },
    { path: ['timeline'], value: undefined },
    { path: ['objectives'], value: undefined },
  ]);
  if (typeof probe === 'string') return probe;
  const { study } = probe.question;
  const run = { ...study.run, replications: PROBES, stopping: null };
  const { runs } = await measure(
    { ...study, run },
    [pointAt(probe.design, REFERENCE_LOAD)],
    tools.runMany,
    tools.onProgress,
  );
  const own = runs[0]!;
  const seconds = own.reduce((sum, { measuredNs }) => sum + measuredNs, 0) / NS_PER_SECOND;
  const calls = own.reduce((sum, result) => sum + countCalls(result, ALL_CALLS).offered, 0);
  return { levers, words: leverWords(levers), runs: own, callsPerSecond: calls / seconds };
}

/** No quota: what is asked for counts, not what gets through. */
const PROBE = { kind: 'standard', accountQuota: 'none' };

/** The bill of a candidate for what its workloads ask for, US dollars a month, before it is simulated. */
export function expectedBill(
  { question, design }: Candidate,
  { runs }: Demand,
  hsms: number = design.billing.hsms,
): number {
  const volumes = monthlyVolumes(question.study, design, REFERENCE_LOAD, runs);
  const billed = { ...design, billing: { ...design.billing, hsms } };
  return billPoint(question.study, billed, volumes).monthUsd;
}
