import type { ArrivalsConfig, WorldConfig } from '../model/index.ts';

/** The world with its open rates, closed clients and replay speed multiplied by `load`. */
export function atLoad(world: WorldConfig, load: number): WorldConfig {
  if (load === 1) return world;
  return {
    ...world,
    workloads: world.workloads.map((workload) => {
      const arrivals = scaleArrivals(workload.arrivals, load, world.warmUpNs);
      // A client of a closed load is an SDK client; users of a service share the service's own.
      const isClient = arrivals.kind === 'closed' && workload.service === null;
      const instances = isClient ? arrivals.clients : workload.client.instances;
      return { ...workload, arrivals, client: { ...workload.client, instances } };
    }),
  };
}

function scaleArrivals(arrivals: ArrivalsConfig, load: number, warmUpNs: number): ArrivalsConfig {
  switch (arrivals.kind) {
    case 'closed':
      return { ...arrivals, clients: Math.max(1, Math.round(arrivals.clients * load)) };
    case 'burst':
      return { ...arrivals, states: arrivals.states.map((state) => faster(state, load)) };
    case 'shape':
      return { ...arrivals, points: arrivals.points.map((point) => faster(point, load)) };
    case 'replay': {
      const { timesNs, loopNs } = arrivals;
      return {
        ...arrivals,
        // A recording begins with the measured time, however fast it is played.
        timesNs: timesNs.map((atNs) => warmUpNs + Math.round((atNs - warmUpNs) / load)),
        loopNs: loopNs === null ? null : Math.max(1, Math.round(loopNs / load)),
      };
    }
    default:
      return faster(arrivals, load);
  }
}

function faster<T extends { readonly ratePerSecond: number }>(part: T, load: number): T {
  return { ...part, ratePerSecond: part.ratePerSecond * load };
}
