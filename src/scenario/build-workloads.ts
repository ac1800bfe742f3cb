import { OPERATIONS, type ArrivalsConfig, type WorkloadConfig } from '../model/index.ts';
import { buildClient } from './build-client.ts';
import type { DesignContext } from './design-context.ts';
import type { ScenarioInput, WorkloadInput } from './schema/scenario.ts';
import { formatShare } from './units.ts';

/** Shares written in per cent with a few digits need not sum to 1 exactly. */
const SHARE_ROUNDING = 0.001;

/** The workloads of a design, in the order of the scenario. */
export function buildWorkloads(input: ScenarioInput, context: DesignContext): WorkloadConfig[] {
  const hasFaults = (input.faults ?? []).length > 0;
  return Object.entries(input.workloads).map(([name, workload]) => {
    const arrivals = buildArrivals(workload);
    return {
      name,
      arrivals,
      operations: buildOperations(name, workload, context),
      keys: workload.keys ?? 1,
      client: buildClient(
        name,
        workload.client ?? {},
        arrivals.kind === 'closed' ? arrivals.clients : null,
        hasFaults,
        context,
      ),
    };
  });
}

function buildArrivals({ arrivals }: WorkloadInput): ArrivalsConfig {
  const { constant, poisson, closed } = arrivals;
  if (constant !== undefined) return { kind: 'constant', ratePerSecond: constant };
  if (poisson !== undefined) return { kind: 'poisson', ratePerSecond: poisson };
  const { clients, think } = closed!;
  return { kind: 'closed', clients, thinkNs: think ?? { kind: 'constant', value: 0 } };
}

function buildOperations(
  name: string,
  { operations }: WorkloadInput,
  { findings }: DesignContext,
): WorkloadConfig['operations'] {
  if (operations === undefined) return [{ operation: 'Decrypt', share: 1 }];
  const mix = OPERATIONS.flatMap((operation) => {
    const share = operations[operation];
    return share === undefined || share === 0 ? [] : [{ operation, share }];
  });
  const sum = mix.reduce((total, { share }) => total + share, 0);
  if (Math.abs(sum - 1) > SHARE_ROUNDING) {
    findings.add(
      ['workloads', name, 'operations'],
      `must sum to 100 %, not ${formatShare(sum)}`,
      `write shares such as { GenerateDataKey: 70 %, Decrypt: 30 % }`,
    );
  }
  return mix.map(({ operation, share }) => ({ operation, share: share / sum }));
}

/** The mean of `valueOf` over the operations of all workloads, weighted by their offered rates. */
export function meanOverMix(
  workloads: readonly WorkloadConfig[],
  valueOf: (operation: WorkloadConfig['operations'][number]['operation']) => number,
): number {
  let sum = 0;
  let weights = 0;
  // Closed arrivals have no rate of their own: each such workload counts like the others' mean.
  const rates = workloads.map(({ arrivals }) =>
    arrivals.kind === 'closed' ? null : arrivals.ratePerSecond,
  );
  const open = rates.filter((rate) => rate !== null);
  const mean = open.length === 0 ? 1 : open.reduce((a, b) => a + b, 0) / open.length;
  workloads.forEach(({ operations }, index) => {
    const weight = rates[index] ?? mean;
    weights += weight;
    for (const { operation, share } of operations) sum += weight * share * valueOf(operation);
  });
  return sum / weights;
}
