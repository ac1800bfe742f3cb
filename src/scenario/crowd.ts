import type { ServiceKind } from '../model/index.ts';
import type { DesignContext } from './design-context.ts';
import type { WorkloadInput } from './schema/scenario.ts';

/** How many SDK clients and principals a workload has. */
export interface Crowd {
  readonly instances: number;
  readonly principals: number;
}

/**
 * Numbers of SDK clients and principals. Some things are clients of their own, each with its retry
 * budget: closed clients, the principals of an AWS service, the processes of the Encryption SDK.
 * Where two numbers of the scenario say different things about them, that is a problem.
 */
export function crowdOf(
  name: string,
  input: WorkloadInput,
  kind: ServiceKind | null,
  context: DesignContext,
): Crowd {
  const { principals, processes, arrivals, client } = input;
  const given = client?.instances;
  const clients = arrivals.closed?.clients;
  const path = ['workloads', name, 'client', 'instances'];
  const checked = (own: number | undefined, what: string): number | undefined => {
    if (own !== undefined && given !== undefined && given !== own) {
      context.findings.add(path, `must be left out: ${what} is an SDK client of its own`);
    }
    return own ?? given;
  };
  if (kind === 'encryption-sdk') {
    const own = processes ?? clients;
    const instances = checked(own, `each of the ${own} processes`) ?? principals ?? 1;
    return { instances, principals: principals ?? instances };
  }
  if (kind !== null) {
    const instances = checked(principals, `each of the ${principals} principals`) ?? 1;
    return { instances, principals: instances };
  }
  const instances =
    checked(clients, `with closed arrivals each of the ${clients} clients`) ?? principals ?? 1;
  return { instances, principals: principals ?? instances };
}
