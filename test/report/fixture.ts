import type {
  PointResult,
  TopologyResult,
  Assumption,
  Check,
  Estimate,
  ObjectiveResult,
  Result,
  StoreResult,
} from '../../src/plan/index.ts';
import { estimate, pointOf, type FixtureOptions } from './fixture-point.ts';

export type { FixtureOptions };

function storeOf(
  name: string,
  kind: string,
  isEligible: boolean,
  hsmCounts: readonly number[],
  options: FixtureOptions,
): StoreResult {
  const loads = options.loads ?? [0.25, 0.5, 1, 1.5, 2, 2.5];
  return {
    name,
    kind,
    eligible: isEligible,
    points: hsmCounts.flatMap((hsms) =>
      loads.map((load) =>
        pointOf(hsmCounts.length > 1 ? `${name} hsms=${hsms}` : name, {
          name,
          kind,
          hsms,
          load,
          options,
        }),
      ),
    ),
  };
}

function objectivesOf(stores: readonly StoreResult[]): ObjectiveResult[] {
  return stores.flatMap((store) =>
    store.points
      .filter((point) => point.load === 1)
      .flatMap((point) => {
        const judge = (
          expect: string,
          measured: Estimate,
          unit: string,
          limit: number,
          isUpper: boolean,
          level: 'fail' | 'warn',
        ): ObjectiveResult => {
          const room = isUpper ? limit - measured.value : measured.value - limit;
          const open =
            measured.low !== null && measured.low < limit && (measured.high ?? 0) > limit;
          return {
            expect,
            store: store.name,
            design: point.design,
            coordinates: point.coordinates,
            load: 1,
            verdict: open ? 'undecided' : room > 0 ? 'met' : 'missed',
            measured,
            unit,
            limit,
            margin: room / limit,
            level,
            replicationsToDecide: open ? 40 : null,
          };
        };
        const p99 = point.latencyMs.percentiles['p99'] ?? estimate(0, null);
        const { monthUsd } = point.cost;
        return [
          judge('p99(latency) < 60 ms', p99, 'ms', 60, true, 'fail'),
          judge('success > 99.9 %', point.successShare, 'share', 0.999, false, 'fail'),
          judge('throttled < 0.1 %', point.throttledShare, 'share', 0.001, true, 'fail'),
          judge(
            'cost < 12000 USD/month',
            estimate(monthUsd, null),
            'USD/month',
            12_000,
            true,
            'warn',
          ),
        ];
      }),
  );
}

const ASSUMPTIONS: readonly Assumption[] = [
  {
    name: 'hsm.rate.aes',
    title: 'AES commands one HSM serves at saturation',
    value: '600/s',
    unit: '1/s',
    confidence: 'assumption',
    source: 'nobody publishes this for a key store; range from vendor figures',
    asOf: '2026-08',
    setBy: 'scenario',
    range: '300 to 5,000/s',
    note: 'Measure it with your own keys before you rely on it.',
  },
  {
    name: 'quota.customKeyStore',
    title: 'request quota of one custom key store',
    value: '1,800/s',
    unit: '1/s',
    confidence: 'documented',
    source: 'AWS KMS Developer Guide, Custom key store request quotas',
    asOf: '2026-08-20',
    setBy: 'default',
    range: null,
    note: null,
  },
  {
    name: 'price.hsmHour',
    title: 'price of one HSM for an hour',
    value: '$1.60',
    unit: 'USD/h',
    confidence: 'price-list-third-party',
    source: 'price list as copied by Infracost',
    asOf: '2026-06',
    setBy: 'default',
    range: null,
    note: null,
  },
];

function checksOf(stores: readonly StoreResult[]): Check[] {
  return stores.flatMap((store) =>
    store.points
      .filter((point) => point.load === 1)
      .flatMap((point) => [
        {
          name: 'calls offered = succeeded + throttled + failed + in flight',
          design: point.design,
          expected: point.calls.offered,
          observed: point.calls.offered,
          unit: 'calls',
          tolerance: 0,
          rule: 'exact',
          holds: true,
        },
        ...Object.keys(point.stations).map((station) => ({
          name: `Little's law at ${station}`,
          design: point.design,
          expected: 2.41,
          observed: 2.409,
          unit: 'commands',
          tolerance: 0.01,
          rule: 'rounding of 600 one-second windows',
          holds: true,
        })),
      ]),
  );
}

/** Two zones with HSMs in turn, clients in both; the second zone is lost. */
function topologyOfPoint({ design, hsms }: PointResult): TopologyResult {
  const names = Array.from({ length: hsms }, (__, index) => `hsm-${index + 1}`);
  const kind =
    hsms === 0 ? 'standard' : design.startsWith('pkcs11') ? 'cloudhsm-direct' : 'cloudhsm';
  return {
    design,
    kind,
    zones: ['a', 'b'].map((name, zone) => ({
      name,
      hsms: names.filter((_name, index) => index % 2 === zone),
      downBy: zone === 1 ? ['zone-loss'] : [],
    })),
    workloads: ['uploads'],
    keyStores: 1,
    proxies: 0,
    links: [{ from: 'clients', to: 'kms', roundTripMs: 2.4 }],
  };
}

/**
 * A made-up result the size of the flagship study: four designs of a custom key store, the
 * standard store and CloudHSM used directly, over six loads, with one zone lost for two minutes.
 * Numbers follow simple formulas so that they look like a queue's; nothing was simulated.
 */
export function fixtureResult(options: FixtureOptions = {}): Result {
  const cks = options.cksName ?? 'cks';
  const stores = [
    storeOf('standard', 'standard', false, [0], options),
    storeOf(cks, 'cloudhsm', true, options.hsmCounts ?? [2, 3, 4, 5, 6], options),
    storeOf('pkcs11', 'cloudhsm-direct', true, [2, 3], options),
  ];
  const objectives = (options.hasObjectives ?? true) ? objectivesOf(stores) : [];
  const chosen = stores[1]?.points.find((point) => point.hsms === 4)?.design ?? null;
  return {
    format: 'cksim-result',
    version: 1,
    tool: '0.1.0',
    seed: 'snowybank',
    fingerprint: '8f3a91c27bd04e55',
    command: 'cksim run scenarios/fixture.yaml',
    title: options.title ?? 'SnowyBank loan documents',
    question:
      options.question === undefined
        ? 'Which key store carries the upload peak with one zone down, and at what price?'
        : options.question,
    notes: options.notes ?? ['The upload peak is the one of 30 November.'],
    warnings: ['cks hsms=2 fills two zones with one HSM each: losing one leaves a single HSM.'],
    region: 'us-east-1',
    scenario: {
      title: options.title ?? 'SnowyBank loan documents',
      workloads: {
        uploads: {
          service: 'kms',
          arrivals: { poisson: '900/s' },
          operations: { GenerateDataKey: '70 %', Decrypt: '30 %' },
          client: { instances: 40, retryMode: 'standard', maxAttempts: 3, timeout: '1 s' },
        },
      },
      stores: { standard: { kind: 'standard' }, [cks]: { kind: 'cloudhsm', hsms: '2..6' } },
      run: { duration: '10 min', warmUp: 'auto', replications: 10 },
    },
    run: {
      replications: options.replications ?? 10,
      mostReplications: options.replications ?? 10,
      stoppedBecause: 'as asked',
      confidence: 0.95,
      warmUpMs: 30_000,
      warmUpRule: '5 % of the duration',
      durationMs: 600_000,
      events: 412_345_678,
      percentileRule:
        'nearest rank over all calls of all replications, from a histogram with 1 % wide bins',
      isPartial: false,
    },
    verdict:
      objectives.length > 0
        ? {
            outcome: 'met',
            sentence: `${chosen ?? cks} is the cheapest design that meets every objective.`,
            design: chosen,
          }
        : { outcome: 'none', sentence: 'No objectives were given.', design: null },
    stores,
    objectives,
    differences: [],
    sensitivity: [],
    sensitivitySummary: null,
    uncertainty: null,
    availability: [],
    plan: {},
    whatIf: null,
    sweep: null,
    topology: stores.flatMap(({ points }) =>
      points.filter(({ load }) => load === 1).map((point) => topologyOfPoint(point)),
    ),
    live: null,
    assumptions: ASSUMPTIONS,
    checks: checksOf(stores),
  };
}
