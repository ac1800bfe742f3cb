import { lawMean, NS_PER_SECOND } from '../../kernel/index.ts';
import type { WorldConfig } from '../../model/index.ts';
import type { PlanCondition } from '../result-plan.ts';
import type { Change, Objective, PlanInputs, Study } from '../study.ts';
import { hasCluster, type Candidate, type Family } from './candidates.ts';

/** What is down while the objectives must hold. */
export type ConditionName = PlanCondition['name'];

/** A condition that a candidate is simulated in, beside the scenario as it is. */
export interface Condition {
  readonly name: Exclude<ConditionName, 'as asked'>;
  readonly changes: readonly Change[];
}

/** Something is down from the start of the measured time to its end: longer than any run. */
const FOR_EVER = '30 d';

const HSM_DOWN: Condition = {
  name: 'one HSM down',
  changes: downChanges({ hsmDown: 1, at: '0 s', for: FOR_EVER, name: 'hsm-down' }),
};

const ZONE_DOWN: Condition = {
  name: 'one zone down',
  changes: downChanges({ zoneDown: 'a', at: '0 s', for: FOR_EVER, name: 'zone-down' }),
};

/** The scenario's own faults and steps are the other condition's; objectives are set in the study. */
function downChanges(fault: Readonly<Record<string, unknown>>): readonly Change[] {
  return [
    { path: ['faults'], value: [fault] },
    { path: ['timeline'], value: undefined },
    { path: ['objectives'], value: undefined },
  ];
}

/** What a family must survive: without HSMs of its own there is nothing to lose but KMS itself. */
export function conditionsOf({ template }: Family, { survive }: PlanInputs): readonly Condition[] {
  if (!hasCluster(template.kind)) return [];
  return [
    ...(survive.includes('zone') ? [ZONE_DOWN] : []),
    ...(survive.includes('hsm') ? [HSM_DOWN] : []),
  ];
}

/** HSMs of a cluster that are left; zones fill in turn, so that zone a has as many as any. */
export function hsmsLeft(name: ConditionName, hsms: number, zones: number): number {
  if (name === 'as asked') return hsms;
  return name === 'one HSM down' ? hsms - 1 : hsms - Math.ceil(hsms / zones);
}

/** By then a loss has been noticed, and who waited in vain has given up. */
const LEAST_NOTICE_NS = 10 * NS_PER_SECOND;
/** Clients without time-outs fill their connections with calls that wait, and take long to catch up. */
const MOST_NOTICE_NS = 60 * NS_PER_SECOND;
/** A condition is simulated for as long as the scenario, but no longer than this: it is steady. */
const LONGEST_NS = 60 * NS_PER_SECOND;

/** Name of the part of the measured time in which a condition is judged. */
export const STEADY = 'steady';

/**
 * The study of a candidate in a condition, in which its objectives must hold all the while: from
 * when the loss is noticed to the end. `warmUpNs` is that of the candidate as asked.
 */
export function studyInCondition(
  { question, design }: Candidate,
  objectives: readonly Objective[],
): Study {
  const { world } = design;
  const noticeNs = noticeOf(world);
  const durationNs = noticeNs + Math.min(world.durationNs, LONGEST_NS);
  const fromNs = world.warmUpNs + noticeNs;
  const steady = { name: STEADY, fromNs, toNs: world.warmUpNs + durationNs };
  return {
    ...question.study,
    objectives: objectives.filter(canHoldAllTheWhile).map((own) => ({ ...own, during: STEADY })),
    designs: [{ ...design, world: { ...world, durationNs, ranges: [steady] } }],
  };
}

/** How long until a loss has been noticed and the time-outs of its victims are over. */
function noticeOf({ workloads }: WorldConfig): number {
  const timeouts = workloads.map(
    ({ client }) => client.callTimeoutNs ?? client.attemptTimeoutNs ?? MOST_NOTICE_NS,
  );
  return Math.min(MOST_NOTICE_NS, LEAST_NOTICE_NS + Math.max(0, ...timeouts));
}

/** Objectives about faults are about the scenario's own; a bill does not change when an HSM is down. */
function canHoldAllTheWhile({ during, metric }: Objective): boolean {
  if (during !== null && during !== 'before' && !during.includes('..')) return false;
  return metric !== 'cost' && metric !== 'recovery' && metric !== 'utilisation';
}

/** How long a condition lasts, in words; null as asked. */
export function lastsInWords(name: ConditionName, { store }: WorldConfig): string | null {
  if (name === 'as asked' || !('cluster' in store)) return null;
  const { replaceDetectNs, provisioningNs } = store.cluster;
  const provisioning = minutes(lawMean(provisioningNs));
  return name === 'one HSM down'
    ? `about ${minutes(replaceDetectNs + lawMean(provisioningNs))} on average, until AWS has noticed and replaced it (assumed)`
    : `as long as the zone is down: AWS puts nothing into it; an HSM that somebody creates in another zone takes about ${provisioning} (assumed)`;
}

function minutes(ns: number): string {
  return `${Number((ns / NS_PER_SECOND / 60).toPrecision(2))} min`;
}
