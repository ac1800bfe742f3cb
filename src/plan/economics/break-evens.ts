import { NS_PER_SECOND } from '../../kernel/index.ts';
import { ALL_CALLS, countCalls } from '../groups.ts';
import { monthlyVolumes } from '../monthly-volume.ts';
import { billPoint } from '../point-bill.ts';
import type { Economics } from '../result-plan.ts';
import type { RunResult } from '../run-result.ts';
import type { Design, Study } from '../study.ts';

/** A design as its bill goes with the load: something fixed, and something for each unit of load. */
export interface BilledDesign {
  readonly name: string;
  readonly study: Study;
  readonly design: Design;
  readonly fixedUsd: number;
  /** US dollars a month more for the load of the scenario. */
  readonly usdPerLoad: number;
}

/** The bill of a design by the calls of `runs`, as a straight line over the load. */
export function billed(study: Study, design: Design, runs: readonly RunResult[]): BilledDesign {
  const billAt = (load: number) =>
    billPoint(study, design, monthlyVolumes(study, design, load, runs)).monthUsd;
  const asAsked = billAt(1);
  // Without calls only keys, HSMs and what the scenario adds are left.
  const fixedUsd = billPoint(study, design, []).monthUsd;
  return { name: design.name, study, design, fixedUsd, usdPerLoad: asAsked - fixedUsd };
}

/**
 * Where one design becomes cheaper than another as the load grows. `runs`: of load 1, for the calls a
 * second that a load means.
 */
export function breakEven(
  a: BilledDesign,
  b: BilledDesign,
  runs: readonly RunResult[],
): Economics['breakEvens'][number] {
  const [below, above] = a.fixedUsd <= b.fixedUsd ? [a, b] : [b, a];
  const slope = below.usdPerLoad - above.usdPerLoad;
  const load = slope <= 0 ? null : (above.fixedUsd - below.fixedUsd) / slope;
  const callsPerSecond = load === null ? null : load * offeredPerSecond(runs);
  return {
    cheapBelow: below.name,
    cheapAbove: above.name,
    load,
    callsPerSecond,
    sentence:
      load === null
        ? `${below.name} is cheaper than ${above.name} at every load: ${above.name} has the higher fixed part and saves nothing on a call.`
        : `${below.name} is cheaper than ${above.name} below ${round(callsPerSecond!)} calls a second (${round(load)} times the load), dearer above.${remark(above)}`,
  };
}

function remark({ design }: BilledDesign): string {
  const isBeyondServices = design.kind === 'cloudhsm-direct' && !design.eligible;
  return isBeyondServices ? ' No AWS service can use CloudHSM directly.' : '';
}

function offeredPerSecond(runs: readonly RunResult[]): number {
  const calls = runs.reduce((sum, run) => sum + countCalls(run, ALL_CALLS).offered, 0);
  const seconds = runs.reduce((sum, { measuredNs }) => sum + measuredNs, 0) / NS_PER_SECOND;
  return calls / seconds;
}

function round(value: number): string {
  const short = Number(value.toPrecision(3));
  return short < 1000 ? `${short}` : short.toFixed(0).replace(/\B(?=(\d{3})+$)/g, ',');
}
