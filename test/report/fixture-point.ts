import type {
  Bill,
  BillLine,
  Estimate,
  GroupResult,
  LatencySummary,
  LimitResult,
  PointResult,
  StationResult,
  WindowSeries,
} from '../../src/plan/index.ts';

/** What a test may want to be different in the made-up study. */
export interface FixtureOptions {
  readonly title?: string;
  readonly question?: string | null;
  readonly notes?: readonly string[];
  readonly cksName?: string;
  readonly faultName?: string;
  readonly loads?: readonly number[];
  readonly hsmCounts?: readonly number[];
  readonly hasFaults?: boolean;
  readonly hasObjectives?: boolean;
  readonly replications?: number;
  readonly windowCount?: number;
  /** User operations and their caches; default true. */
  readonly hasServices?: boolean;
  /** A time line in which one design loses keys; default true. */
  readonly hasControl?: boolean;
}

const RATE = 900;
const HSM_RATE = 600;
const QUOTA = 1800;

/** A small deterministic wobble between -1 and 1. */
function wobble(index: number): number {
  return (((index * 7919 + 104_729) % 1009) / 1009) * 2 - 1;
}

/** An estimate with an even interval; null: one replication, no interval. */
export function estimate(value: number, half: number | null): Estimate {
  return {
    value,
    low: half === null ? null : value - half,
    high: half === null ? null : value + half,
    level: 0.95,
    method: half === null ? 'one replication' : 'Student t over 10 replications',
  };
}

/** One point of the made-up study. */
export interface PointSpec {
  readonly name: string;
  readonly kind: string;
  readonly hsms: number;
  readonly load: number;
  readonly options: FixtureOptions;
}

function utilisationOf(spec: PointSpec): number {
  return spec.hsms === 0 ? 0 : Math.min(1, (RATE * spec.load) / (spec.hsms * HSM_RATE));
}

/** What piles up where the HSMs are asked for more than they serve; null where they are not. */
function growthOf(spec: PointSpec): Estimate | null {
  if (utilisationOf(spec) < 1) return null;
  const single = (spec.options.replications ?? 10) === 1;
  return estimate(Math.max(30, RATE * spec.load - spec.hsms * HSM_RATE), single ? null : 3);
}

function latency(spec: PointSpec, slow: number, count: number): LatencySummary {
  const growthPerSecond = growthOf(spec);
  if (growthPerSecond !== null) {
    return {
      count,
      growthPerSecond,
      mean: null,
      percentiles: {},
      max: null,
      tailIsLowerBound: false,
      curve: { shares: [], ms: [] },
    };
  }
  const busy = utilisationOf(spec);
  const base = spec.kind === 'standard' ? 3.4 : spec.kind === 'cloudhsm' ? 6.1 : 2.3;
  const stretch = (1 + (busy / (1.02 - busy)) * 0.6) * slow;
  const at = (share: number): number => base * stretch * (0.6 - 0.55 * Math.log(1 - share));
  const shares = Array.from({ length: 60 }, (_, index) => 1 - 10 ** (-index / 11));
  const single = (spec.options.replications ?? 10) === 1;
  const about = (share: number): Estimate =>
    estimate(at(share), single ? null : at(share) * (0.01 + share * 0.02));
  return {
    count,
    growthPerSecond,
    mean: about(0.5),
    percentiles: {
      p50: about(0.5),
      p90: about(0.9),
      p95: about(0.95),
      p99: about(0.99),
      'p99.9': about(0.999),
    },
    max: at(0.999999),
    tailIsLowerBound: busy > 0.9,
    curve: { shares, ms: shares.map(at) },
  };
}

function group(spec: PointSpec, slow: number, success: number, seconds: number): GroupResult {
  const offered = Math.round(RATE * spec.load * seconds * 10);
  const lost = Math.round(offered * (1 - success));
  return {
    calls: {
      offered,
      succeeded: offered - lost,
      throttled: Math.round(lost * 0.8),
      failed: lost - Math.round(lost * 0.8),
      inFlight: 0,
      attempts: Math.round(offered * (1 + (1 - success) * 2)),
    },
    latencyMs: latency(spec, slow, offered - lost),
    addedLatencyMs: latency(spec, slow * 0.3, offered - lost),
    successShare: estimate(success, (1 - success) * 0.1),
    throttledShare: estimate((1 - success) * 0.8, (1 - success) * 0.08),
    failedShare: estimate((1 - success) * 0.2, (1 - success) * 0.02),
    throughputPerSecond: estimate(RATE * spec.load * success, 2.1),
  };
}

function limitsOf(spec: PointSpec): LimitResult[] {
  const rate = RATE * spec.load;
  const all = [
    {
      name: 'account quota',
      capacityPerSecond: 50_000,
      confidence: 'documented',
      source: 'KMS developer guide, request quotas',
      remedy: 'Ask AWS for more.',
    },
    ...(spec.kind === 'cloudhsm'
      ? [
          {
            name: 'key store quota',
            capacityPerSecond: QUOTA,
            confidence: 'documented',
            source: 'KMS developer guide, custom key store quotas',
            remedy: 'AWS does not raise it.',
          },
        ]
      : []),
    ...(spec.hsms > 0
      ? [
          {
            name: 'HSMs',
            capacityPerSecond: spec.hsms * HSM_RATE,
            confidence: 'assumption',
            source: 'no published figure for AES inside a key store',
            remedy: 'Add HSMs.',
          },
        ]
      : []),
  ].filter((limit) => spec.kind !== 'cloudhsm-direct' || limit.name === 'HSMs');
  const lowest = Math.min(...all.map((limit) => limit.capacityPerSecond));
  return all.map((limit) => ({
    ...limit,
    usedShare: rate / limit.capacityPerSecond,
    binds: limit.capacityPerSecond === lowest,
  }));
}

function line(item: string, quantity: number, unit: string, price: number): BillLine {
  return {
    item,
    quantity,
    unit,
    unitPriceUsd: price,
    amountUsd: quantity * price,
    source: 'AWS price list, us-east-1',
    asOf: '2026-08-14',
  };
}

function billOf(spec: PointSpec): Bill {
  const calls = RATE * spec.load * 86_400 * 30.4;
  const requests = spec.kind === 'cloudhsm-direct' ? 0 : calls;
  const lines = [
    ...(requests > 0 ? [line('KMS requests', requests / 10_000, '10,000 requests', 0.03)] : []),
    ...(spec.kind === 'cloudhsm-direct' ? [] : [line('KMS keys', 40, 'key-month', 1)]),
    ...(spec.hsms > 0 ? [line('CloudHSM HSMs', spec.hsms * 730, 'HSM-hour', 1.6)] : []),
  ];
  const monthUsd = lines.reduce((sum, each) => sum + each.amountUsd, 0);
  return {
    monthUsd,
    perMillionCallsUsd: (monthUsd / calls) * 1e6,
    callsPerMonth: calls,
    volume: 'extrapolated',
    hoursPerMonth: 730,
    lines,
    volumes: [
      {
        workload: 'uploads',
        of: (spec.options.hasServices ?? true) ? 'user operations' : 'calls',
        perMonth: Math.round(calls * 8),
        volume: 'extrapolated',
        requestsPerMonth: Math.round(requests),
      },
    ],
  };
}

/** Two operations of S3: one that a cache mostly answers, one that always asks KMS. */
function userOperationsOf(spec: PointSpec, success: number): PointResult['operations'] {
  if (spec.options.hasServices === false) return {};
  const fault = spec.options.faultName ?? 'zone-loss';
  const of = (operation: string, slow: number, calls: number) => {
    const { latencyMs, successShare, throttledShare, failedShare, throughputPerSecond } = group(
      spec,
      slow,
      success,
      600,
    );
    const phase = { count: 5000, latencyMs, successShare };
    return {
      workload: 'uploads',
      operation,
      count: 7200,
      inProgress: 0,
      latencyMs,
      successShare,
      throttledShare,
      failedShare,
      throughputPerSecond,
      kmsCallsPerOperation: estimate(calls, 0.01),
      triesPerOperation: estimate(1, 0),
      phases:
        (spec.options.hasFaults ?? true) ? { before: phase, [fault]: phase, after: phase } : {},
    };
  };
  return {
    'uploads PutObject': of('PutObject', 0.2, 0.02),
    'uploads GetOldObject': of('GetOldObject', 1, 1),
  };
}

function durabilityOf(spec: PointSpec): PointResult['durability'] {
  const fates = { waiting: 0, orphaned: 0, deleted: 0 };
  const lost = (spec.options.hasControl ?? true) && spec.hsms === 2 ? 12 : 0;
  return {
    keys: { ...fates, readable: 40 - lost, lost },
    ciphertexts: { ...fates, readable: 4000 - lost * 100, lost: lost * 100 },
    newestBackupAgeMs: spec.hsms === 0 ? null : 72_000_000,
    longestUnderTwoHsmsMs: 0,
    tried: 4000,
    failed: lost * 100,
    keysFailed: lost,
  };
}

function controlEventsOf(spec: PointSpec): PointResult['controlEvents'] {
  if (spec.hsms === 0 || spec.options.hasControl === false) return [];
  const sync = { action: 'KeySync', subject: 'cluster-1', result: 'ok', detail: '' };
  return [
    { atMs: -12_000, action: 'Backup', subject: 'cluster-1', result: 'ok', detail: '' },
    { atMs: 0, ...sync },
    { atMs: 60_000, ...sync },
    {
      atMs: 301_000,
      action: 'ConnectCustomKeyStore',
      subject: 'key store',
      result: 'started',
      detail: '',
    },
    {
      atMs: 320_000,
      action: 'ConnectCustomKeyStore',
      subject: 'key store',
      result: 'INVALID_CREDENTIALS',
      detail: 'The backup holds an older password of kmsuser.',
    },
  ];
}

function windowsOf(spec: PointSpec): WindowSeries {
  const count = spec.options.windowCount ?? 600;
  const rate = RATE * spec.load;
  const startMs = Array.from({ length: count }, (_, index) => index * 1000);
  const hasFaults = spec.options.hasFaults ?? true;
  const isHit = (ms: number): boolean =>
    hasFaults && spec.hsms > 0 && spec.hsms < 4 && ms >= 180_000 && ms < 300_000;
  const offered = startMs.map((_, index) => rate + wobble(index) * 28);
  const lost = startMs.map((ms, index) =>
    isHit(ms) ? rate * (ms < 185_000 ? 0.4 : 0.04) + Math.abs(wobble(index * 3)) * 4 : 0,
  );
  return {
    widthMs: 1000,
    startMs,
    offeredPerSecond: offered,
    throughputPerSecond: offered.map((value, index) => value - (lost[index] ?? 0)),
    throttledPerSecond: lost.map((value) => value * 0.8),
    failedPerSecond: lost.map((value) => value * 0.2),
    attemptsPerSecond: offered.map((value, index) => value + (lost[index] ?? 0) * 2),
    p50Ms: startMs.map((ms, index) => (isHit(ms) ? 14 : 7) + wobble(index) * 0.6),
    p99Ms: startMs.map((ms, index) =>
      isHit(ms) && ms < 182_000 ? null : (isHit(ms) ? 190 : 27) * (1 + wobble(index * 5) * 0.15),
    ),
  };
}

function stationsOf(spec: PointSpec): Record<string, StationResult> {
  const busy = utilisationOf(spec);
  return Object.fromEntries(
    Array.from({ length: spec.hsms }, (_, index) => [
      `hsm-${index + 1}`,
      {
        utilisationShare: estimate(Math.min(1, busy * (1 + wobble(index) * 0.01)), 0.004),
        meanQueue: estimate(busy / (1.01 - busy), 0.05),
        meanWaitMs: estimate((busy / (1.01 - busy)) * 1.6, 0.08),
        meanServiceMs: estimate(1.667, 0.004),
        completedPerSecond: estimate((RATE * spec.load) / Math.max(1, spec.hsms), 1.2),
      },
    ]),
  );
}

/** One point; numbers follow simple formulas so that they look like a queue's. */
export function pointOf(design: string, spec: PointSpec): PointResult {
  const busy = utilisationOf(spec);
  const hasFaults = spec.options.hasFaults ?? true;
  const fault = spec.options.faultName ?? 'zone-loss';
  const throttled = Math.max(
    spec.kind === 'cloudhsm' && RATE * spec.load > QUOTA ? 1 - QUOTA / (RATE * spec.load) : 0,
    busy >= 1 ? 0.18 : 0,
    hasFaults && spec.hsms > 0 && spec.hsms < 4 ? 0.008 / spec.hsms : 0,
  );
  const success = 1 - throttled * 1.25;
  const whole = group(spec, 1, success, 600);
  const single = (spec.options.replications ?? 10) === 1;
  const slowInFault = spec.hsms > 0 && spec.hsms < 4 ? 6 : 1.1;
  const { latencyMs, addedLatencyMs, calls } = whole;
  return {
    design,
    coordinates: spec.hsms > 0 ? { 'stores.cks.hsms': spec.hsms } : {},
    load: spec.load,
    hsms: spec.hsms,
    placement: Array.from({ length: spec.hsms }, (_, index) => (index % 2 === 0 ? 'a' : 'b')),
    replications: spec.options.replications ?? 10,
    stable: busy < 1,
    growthPerSecond: growthOf(spec),
    settling: { warmUpMs: 30_000, cutMs: 12_000, pilotMs: 120_000, isSettled: busy < 1 },
    fingerprint: `f${spec.hsms}${String(spec.load).replace('.', '')}c0ffee`,
    calls,
    offeredPerSecond: estimate(RATE * spec.load + 0.4, single ? null : 1.3),
    throughputPerSecond: whole.throughputPerSecond,
    acceptedAttemptsPerSecond: estimate(RATE * spec.load * (1 + throttled), 1.4),
    latencyMs,
    latencyBand:
      latencyMs.growthPerSecond === null
        ? {
            shares: latencyMs.curve.shares,
            lowMs: latencyMs.curve.ms.map((ms) => ms * 0.95),
            highMs: latencyMs.curve.ms.map((ms) => ms * 1.05),
          }
        : null,
    latencyAllMs: latencyMs,
    addedLatencyMs,
    byOperation: {
      GenerateDataKey: group(spec, 1, success, 420),
      Decrypt: group(spec, 0.95, success, 180),
    },
    byWorkload: { uploads: whole },
    operations: userOperationsOf(spec, success),
    phases: hasFaults
      ? {
          before: group(spec, 1, 1, 180),
          [fault]: group(spec, slowInFault, spec.hsms > 0 && spec.hsms < 4 ? 0.952 : 1, 120),
          after: group(spec, 1.02, 1, 300),
        }
      : {},
    recoverySeconds: hasFaults
      ? {
          [fault]:
            spec.hsms === 2 ? null : estimate(spec.hsms === 3 ? 127 : 4.2, single ? null : 3),
        }
      : {},
    throttledShare: estimate(throttled, single ? null : throttled * 0.06),
    throttledAttemptsShare: estimate(throttled * 1.6, throttled * 0.09),
    successShare: estimate(success, single ? null : (1 - success) * 0.06),
    failedShare: estimate(throttled * 0.25, throttled * 0.01),
    attemptsPerCall: estimate(1 + throttled * 2, single ? null : 0.002),
    errors:
      throttled > 0
        ? {
            ThrottlingException: Math.round(calls.offered * throttled),
            KMSInvalidStateException: Math.round(calls.offered * throttled * 0.02),
            DependencyTimeoutException: Math.round(calls.offered * throttled * 0.2),
          }
        : {},
    errorReasons:
      throttled > 0
        ? [
            {
              error: 'ThrottlingException',
              reason: 'key store request quota',
              count: Math.round(calls.offered * throttled),
            },
            {
              error: 'DependencyTimeoutException',
              reason: 'HSM commands lost',
              count: Math.round(calls.offered * throttled * 0.2),
            },
            {
              error: 'KMSInvalidStateException',
              reason: 'no HSM reachable',
              count: Math.round(calls.offered * throttled * 0.02),
            },
          ]
        : [],
    stations: stationsOf(spec),
    limits: limitsOf(spec),
    crypto: {
      mode: 'sampled',
      sampleOneIn: 1000,
      operations: Math.round(calls.attempts / 1000),
      verified: Math.round(calls.attempts / 3300),
      refused: 0,
      keysLost: 0,
      ciphertextsLost: 0,
    },
    cost: billOf(spec),
    theory:
      spec.kind === 'cloudhsm-direct'
        ? [
            {
              name: 'M/M/c mean waiting time',
              kind: 'exact',
              expected: 1.92,
              low: null,
              high: null,
              source: 'Erlang C',
              observed: estimate(1.93, 0.04),
              unit: 'ms',
              holds: true,
              tolerance: 0.1,
            },
          ]
        : [],
    windows: windowsOf(spec),
    faults: hasFaults
      ? [
          {
            name: fault,
            kind: 'zone-down',
            startMs: 180_000,
            endMs: 300_000,
            count: 1,
            spans: [{ startMs: 180_000, endMs: 300_000 }],
          },
        ]
      : [],
    caches:
      spec.options.hasServices === false
        ? {}
        : { uploads: { asked: 7200, hits: 7056, hitShare: estimate(0.98, 0.001) } },
    audit: {
      eventsPerMonth:
        spec.kind === 'cloudhsm-direct' ? 0 : Math.round(RATE * spec.load * 2_628_000),
      byOperation:
        spec.kind === 'cloudhsm-direct'
          ? {}
          : { Decrypt: Math.round(RATE * spec.load * 2_628_000) },
      throttledPerMonth: Math.round(throttled * 1e6),
      trailCopyUsd: spec.kind === 'cloudhsm-direct' ? 0 : RATE * spec.load * 52.56,
      isLogged: spec.kind !== 'cloudhsm-direct',
    },
    durability: durabilityOf(spec),
    controlEvents: controlEventsOf(spec),
    controlEventsLeftOut: 0,
    notes: spec.kind === 'cloudhsm-direct' ? ['No AWS service can use CloudHSM directly.'] : [],
    byReplication: {
      meanLatencyMs: [],
      p50LatencyMs: [],
      p99LatencyMs: [],
      p99AddedLatencyMs: [],
      successShare: [],
      throttledShare: [],
      throughputPerSecond: [],
    },
  };
}
