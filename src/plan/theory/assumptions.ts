import type { WorkloadConfig, WorldConfig } from '../../model/index.ts';
import { errorReasons } from '../errors.ts';
import type { Scene } from './scene.ts';

/** Why nothing in the run is in a steady state. */
export function unsteady({ faults, timeline, network }: WorldConfig): readonly string[] {
  return [
    ...(faults.length > 0
      ? ['Something breaks during the run, so that there is no one steady state to compare with.']
      : []),
    ...(timeline.length > 0
      ? ['Operators change the system during the run, so that there is no one steady state.']
      : []),
    ...(network.loss.share > 0
      ? ['Messages are lost and sent again, which no formula here accounts for.']
      : []),
  ];
}

/** Why calls do not arrive as a Poisson process. */
export function notPoisson({ workloads }: WorldConfig): readonly string[] {
  const services = workloads.filter(({ service }) => service !== null);
  const others = workloads.filter(
    ({ service, arrivals }) => service === null && arrivals.kind !== 'poisson',
  );
  return [
    ...(services.length > 0
      ? [
          `AWS services and libraries call for their users (${namesOf(services)}): what they keep and repeat makes calls depend on earlier ones.`,
        ]
      : []),
    ...(others.length > 0
      ? [`Calls do not arrive as a Poisson process of one rate (${namesOf(others)}).`]
      : []),
  ];
}

/**
 * What was seen in the runs that makes later calls depend on earlier ones. `expected`: errors that
 * the formula is about, by what is behind them.
 */
export function dependent(
  { runs, calls }: Scene,
  expected: readonly string[] = [],
): readonly string[] {
  const isRepeated = calls.some(({ counts }) => counts.attempts > counts.offered);
  const surprises = errorReasons(runs).filter(({ reason }) => !expected.includes(reason));
  const inFlight = calls.some(
    ({ counts }) => counts.offered > counts.succeeded + counts.throttled + counts.failed,
  );
  return [
    ...(isRepeated
      ? ['Calls are repeated: what comes again depends on what was refused or given up before.']
      : []),
    ...(surprises.length > 0
      ? [
          `Calls fail (${surprises.map(({ reason }) => reason).join(', ')}), and what comes after depends on it.`,
        ]
      : []),
    ...(inFlight ? ['Some calls had not ended when the run did.'] : []),
  ];
}

function namesOf(workloads: readonly WorkloadConfig[]): string {
  return workloads.map(({ name }) => name).join(', ');
}
