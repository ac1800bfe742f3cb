import type { WorldConfig } from '../../src/model/index.ts';
import type { AvailabilityInputs, Design, Objective, Study } from '../../src/plan/index.ts';
import { BOOK } from '../cost/prices.ts';
import {
  cloudHsm,
  cluster,
  PATIENT_CLIENT,
  SECOND,
  STANDARD,
  withWorkload,
  world,
} from '../model/worlds.ts';

export function design(name: string, config: WorldConfig, overrides: Partial<Design> = {}): Design {
  const hsms = 'cluster' in config.store ? config.store.cluster.hsms : 0;
  return {
    name,
    store: name.split(' ')[0]!,
    kind: config.store.kind,
    coordinates: {},
    eligible: true,
    notes: [],
    world: config,
    limits: [
      {
        name: 'account quota',
        capacityPerSecond: 10_000,
        confidence: 'documented',
        source: 'test',
        remedy: 'Ask AWS.',
        counts: [{ workload: 0, operations: ['Decrypt', 'GenerateDataKey'] }],
      },
    ],
    billing: { keys: 1, hsms, paysRequests: config.store.kind !== 'cloudhsm-direct', extras: [] },
    ...overrides,
  };
}

export function objective(overrides: Partial<Objective> = {}): Objective {
  return {
    expect: 'p99(latency) < 60 ms',
    metric: { percentile: 0.99 },
    of: 'latency',
    operation: null,
    userOperation: null,
    workload: null,
    during: null,
    comparison: '<',
    limit: 60,
    level: 'fail',
    stores: null,
    ...overrides,
  };
}

/** Two designs, 100 calls a second for 5 s, three replications. */
export function study(overrides: Partial<Study> = {}): Study {
  const base = withWorkload(
    world({ durationNs: 5 * SECOND, crypto: { mode: 'sampled', sampleOneIn: 50 } }),
    { arrivals: { kind: 'poisson', ratePerSecond: 100 }, client: PATIENT_CLIENT },
  );
  return {
    title: 'A small study',
    question: null,
    notes: [],
    region: 'us-east-1',
    seed: 'test',
    designs: [
      design('standard', { ...base, store: STANDARD }),
      design('cks', { ...base, store: cloudHsm({ cluster: cluster() }) }),
    ],
    loads: [1],
    objectives: [objective()],
    run: {
      replications: 3,
      confidence: 0.95,
      percentiles: [0.5, 0.9, 0.95, 0.99, 0.999],
      warmUp: 'given',
      stopping: null,
      inputDraws: 20,
      cryptography: 'given',
    },
    pricing: { hoursPerMonth: 730, freeTier: false, book: BOOK, callsPerMonth: { calls: null } },
    assumptions: [],
    movable: [],
    uncertain: [],
    availability: AVAILABILITY,
    plan: { templates: [], hsms: [], zones: [], keyStores: [], levers: [], survive: [] },
    growthPerMonth: null,
    warnings: [],
    resolved: {},
    ...overrides,
  };
}

/** One failure in ten years of each kind, an hour of repair. */
const RARE = {
  mtbfSeconds: 3.2e8,
  repairSeconds: { kind: 'constant', value: 3600 },
  source: 'test',
} as const;

export const AVAILABILITY: AvailabilityInputs = {
  hsm: RARE,
  zone: RARE,
  store: RARE,
  years: 100,
  needed: null,
  hasOneRepairer: false,
  slas: [],
};
