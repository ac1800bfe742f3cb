import type {
  Economics,
  Estimate,
  Headroom,
  ObjectiveResult,
  PlanCandidate,
  PlanCondition,
  PlanResult,
  Result,
  StoreResult,
} from '../../src/plan/index.ts';
import { limitsPyramid } from '../../src/plan/limits-pyramid.ts';
import { unmeasured } from '../../src/plan/unmeasured.ts';
import { estimate, pointOf } from './fixture-point.ts';
import { fixtureResult } from './fixture.ts';

/** Calls per second that the made-up designs have to carry, and what one of their HSMs serves. */
const DEMAND = 3000;
const HSM_RATE = 1000;
const HSM_MONTH_USD = 1168;
const REQUESTS_USD = 23_652;

const DOWN = ['as asked', 'one HSM down', 'one zone down'] as const;
const LASTS = [null, '9 min, until a new HSM serves', '9 min, until new HSMs serve'] as const;

export interface Shape {
  readonly kind?: string;
  readonly keyStores: number;
  readonly hsms: number;
  readonly zones: number;
}

function nameOf({ kind = 'cloudhsm', keyStores, hsms, zones }: Shape): string {
  if (kind === 'external') return `on-premises keyStores=${keyStores}`;
  return `cks keyStores=${keyStores} hsms=${hsms} zones=${zones}`;
}

/** HSMs of a key store that are left: zones are filled in turn, so that the first has the most. */
function left({ hsms, zones }: Shape, down: (typeof DOWN)[number]): number {
  if (down === 'as asked') return hsms;
  return down === 'one HSM down' ? hsms - 1 : hsms - Math.ceil(hsms / zones);
}

function conditionOf(shape: Shape, name: string, index: number): PlanCondition {
  const isExternal = shape.kind === 'external';
  const capacity = isExternal ? 5000 : left(shape, DOWN[index]!) * HSM_RATE;
  const busy = DEMAND / shape.keyStores / capacity;
  const isStable = busy < 1;
  const value = isExternal ? 46 : 3 + (9 * busy) / (1 - busy);
  const p99 = isStable ? estimate(value, value * 0.04) : null;
  const lost = isStable ? [1e-5, 2e-5, 4e-4][index]! * busy : 1 - 1 / busy;
  const judge = (
    expect: string,
    measured: Estimate,
    limit: number,
    unit: string,
    isUpper: boolean,
    level: 'fail' | 'warn' = 'fail',
  ): ObjectiveResult => {
    const room = isUpper ? limit - measured.value : measured.value - limit;
    const isOpen = measured.low !== null && measured.low < limit && limit < measured.high!;
    return {
      expect,
      store: 'cks',
      design: name,
      coordinates: {},
      load: 1,
      verdict: isOpen ? 'undecided' : room > 0 ? 'met' : 'missed',
      measured,
      unit,
      limit,
      margin: isUpper ? room / limit : room / (1 - limit),
      level,
      replicationsToDecide: isOpen ? 40 : null,
    };
  };
  const success = estimate(1 - lost, lost * 0.1);
  const none = unmeasured('unstable: calls in flight grow by 500 ± 3 calls/s', 0.95);
  const objectives = [
    judge('p99(addedLatency) < 20 ms', p99 ?? none, 20, 'ms', true),
    judge('success > 99.9 %', success, 0.999, 'share', false),
    judge(
      'cost < 36000 USD/month',
      estimate(priceOf(shape), null),
      36_000,
      'USD/month',
      true,
      'warn',
    ),
  ];
  return {
    name: DOWN[index]!,
    verdict: worst(objectives.filter(({ level }) => level === 'fail')),
    lasts: LASTS[index]!,
    objectives,
    p99Ms: p99 === null ? null : estimate(p99.value + 8, p99.value * 0.04),
    p99AddedMs: p99,
    successShare: success,
    busiestShare: isExternal ? null : estimate(Math.min(1, busy), isStable ? 0.004 : 0),
  };
}

function worst(of: readonly Pick<ObjectiveResult, 'verdict'>[]): ObjectiveResult['verdict'] {
  const verdicts = of.map(({ verdict }) => verdict);
  if (verdicts.includes('missed')) return 'missed';
  return verdicts.includes('undecided') ? 'undecided' : 'met';
}

function priceOf({ kind, keyStores, hsms }: Shape): number {
  const fixed = kind === 'external' ? 9000 * keyStores : keyStores * hsms * HSM_MONTH_USD;
  return fixed + REQUESTS_USD;
}

export function candidateOf(shape: Shape): PlanCandidate {
  const { kind = 'cloudhsm', keyStores, hsms, zones } = shape;
  const name = nameOf(shape);
  const conditions = (kind === 'external' ? DOWN.slice(0, 1) : DOWN).map((_, index) =>
    conditionOf(shape, name, index),
  );
  return {
    name,
    kind,
    keyStores,
    hsms,
    zones,
    levers: {},
    monthUsd: priceOf(shape),
    verdict: worst(conditions),
    conditions,
  };
}

const SHAPES: readonly Shape[] = [
  { keyStores: 2, hsms: 2, zones: 2 },
  { keyStores: 3, hsms: 2, zones: 2 },
  { keyStores: 2, hsms: 3, zones: 3 },
  { keyStores: 2, hsms: 4, zones: 3 },
  { keyStores: 3, hsms: 3, zones: 2 },
  { keyStores: 3, hsms: 3, zones: 3 },
  { keyStores: 2, hsms: 5, zones: 3 },
  { keyStores: 4, hsms: 3, zones: 3 },
  { keyStores: 2, hsms: 6, zones: 2 },
  { keyStores: 3, hsms: 4, zones: 3 },
  { keyStores: 3, hsms: 5, zones: 3 },
  { kind: 'external', keyStores: 2, hsms: 0, zones: 1 },
];

const CHOSEN = 'cks keyStores=3 hsms=3 zones=3';
const CANDIDATES = SHAPES.map(candidateOf).sort((a, b) => a.monthUsd - b.monthUsd);
const SMALLER = ['cks keyStores=2 hsms=4 zones=3', 'cks keyStores=3 hsms=2 zones=2'];
const NEXT_BEST = [
  'cks keyStores=2 hsms=5 zones=3',
  'cks keyStores=4 hsms=3 zones=3',
  'cks keyStores=2 hsms=6 zones=2',
];

const named = (name: string): PlanCandidate => CANDIDATES.find((own) => own.name === name)!;

/** Names of those that nothing cheaper beats, as asked. */
function frontierBy(measure: (asAsked: PlanCondition) => number): readonly string[] {
  let best = Infinity;
  return CANDIDATES.flatMap(({ name, conditions }) => {
    const value = measure(conditions[0]!);
    if (value >= best) return [];
    best = value;
    return [name];
  });
}

const RATES = [
  {
    name: 'account quota',
    capacityPerSecond: 100_000,
    usedShare: DEMAND / 100_000,
    confidence: 'documented',
    source: 'KMS Developer Guide, Request quotas',
  },
  {
    name: 'key store quota',
    capacityPerSecond: 1800,
    usedShare: DEMAND / 3 / 1800,
    confidence: 'documented',
    source: 'KMS Developer Guide, Request quotas',
  },
];

const STORE = { kind: 'cloudhsm', quota: { ratePerSecond: 1800 } };

const HEADROOM: readonly Headroom[] = [
  {
    design: CHOSEN,
    limits: [
      {
        name: 'key store quota',
        capacityPerSecond: 5400,
        usedShare: DEMAND / 5400,
        bindsAtLoad: 1.8,
        month: 15,
        confidence: 'documented',
      },
      {
        name: 'HSMs',
        capacityPerSecond: 9000,
        usedShare: DEMAND / 9000,
        bindsAtLoad: 3,
        month: 29,
        confidence: 'assumption',
      },
      {
        name: 'account quota',
        capacityPerSecond: 100_000,
        usedShare: DEMAND / 100_000,
        bindsAtLoad: 33.3,
        month: 90,
        confidence: 'documented',
      },
    ],
    objectives: [
      {
        expect: 'p99(addedLatency) < 20 ms',
        level: 'fail',
        metUpToLoad: 1.7,
        missedFromLoad: 1.9,
        month: 14,
      },
      {
        expect: 'success > 99.9 %',
        level: 'fail',
        metUpToLoad: 1.75,
        missedFromLoad: null,
        month: null,
      },
      {
        expect: 'cost < 36000 USD/month',
        level: 'warn',
        metUpToLoad: 1.05,
        missedFromLoad: 1.1,
        month: 2,
      },
    ],
    growthPerMonth: 0.04,
    sentence:
      'cks keyStores=3 hsms=3 zones=3 carries its load until it is 1.7× today’s; at 4 % a month that is in 14 months, when it misses p99(addedLatency) < 20 ms.',
  },
  {
    design: 'on-premises keyStores=2',
    limits: [
      {
        name: 'key store quota',
        capacityPerSecond: 3600,
        usedShare: DEMAND / 3600,
        bindsAtLoad: 1.2,
        month: 5,
        confidence: 'documented',
      },
    ],
    objectives: [
      {
        expect: 'p99(addedLatency) < 20 ms',
        level: 'fail',
        metUpToLoad: null,
        missedFromLoad: 0.25,
        month: null,
      },
    ],
    growthPerMonth: 0.04,
    sentence: 'on-premises keyStores=2 misses p99(addedLatency) < 20 ms at every load tried.',
  },
];

const ECONOMICS: Economics = {
  nextHsm: [
    {
      from: CHOSEN,
      to: 'cks keyStores=3 hsms=4 zones=3',
      moreUsd: 3 * HSM_MONTH_USD,
      buys: '1.5 ± 0.2 ms less added latency at p99; with one zone down no detectable difference (less than ±0.4 ms)',
    },
    {
      from: 'cks keyStores=3 hsms=4 zones=3',
      to: 'cks keyStores=3 hsms=5 zones=3',
      moreUsd: 3 * HSM_MONTH_USD,
      buys: '0.7 ± 0.2 ms less added latency at p99',
    },
  ],
  breakEvens: [
    {
      cheapBelow: CHOSEN,
      cheapAbove: 'pkcs11 hsms=6 zones=3',
      load: null,
      callsPerSecond: null,
      sentence:
        'CloudHSM used directly costs less at every load, since it pays for no requests; but no AWS service can use it.',
    },
    {
      cheapBelow: 'on-premises keyStores=2',
      cheapAbove: CHOSEN,
      load: 0.41,
      callsPerSecond: 1230,
      sentence:
        'Below 1,230 calls/s the external key store costs less than cks keyStores=3 hsms=3 zones=3.',
    },
  ],
  regions: [
    { region: 'us-east-1', monthUsd: named(CHOSEN).monthUsd, hsmHourUsd: 1.6, isChosen: true },
    { region: 'eu-central-1', monthUsd: 37_200, hsmHourUsd: 2.06, isChosen: false },
    { region: 'sa-east-1', monthUsd: 41_910, hsmHourUsd: 2.78, isChosen: false },
    { region: 'us-gov-west-1', monthUsd: 44_000, hsmHourUsd: null, isChosen: false },
  ],
  nines: [
    {
      design: 'cks keyStores=3 hsms=3 zones=3',
      unavailableShare: 8.2e-5,
      downtimeMinutesPerMonth: 3.59,
      nines: 4.09,
      monthUsd: named(CHOSEN).monthUsd,
      usdPerNine: null,
    },
    {
      design: 'cks keyStores=2 hsms=5 zones=3',
      unavailableShare: 7.1e-5,
      downtimeMinutesPerMonth: 3.11,
      nines: 4.15,
      monthUsd: named(NEXT_BEST[0]!).monthUsd,
      usdPerNine: 18_200,
    },
  ],
};

/** A plan that was found among 86 designs: made up, but with numbers that follow from each other. */
export const FOUND_PLAN: PlanResult = {
  outcome: 'found',
  sentence: `Build ${CHOSEN}: 3 key stores of 3 HSMs each in 3 zones meet both objectives, with one HSM down and with one zone down too, at $34,164 a month.`,
  reasons: [
    'No key store carries more than 1,800/s, whatever it has of HSMs: 3,000 calls/s need two at least.',
    'Three key stores of three HSMs cost less than two of five, and two of four fail when a zone is lost.',
  ],
  chosen: CHOSEN,
  demands: [{ levers: {}, callsPerSecond: DEMAND }],
  candidates: CANDIDATES,
  screened: [
    {
      designs: 'cks keyStores=1 hsms=2..28 zones=2..3',
      count: 54,
      reason: '1 key store takes 1,800/s of 3,000/s',
      limit: 'hard',
    },
    {
      designs: 'cks keyStores=2..4 hsms=2 zones=3',
      count: 3,
      reason: '2 HSMs cannot fill 3 zones',
      limit: 'physical',
    },
    {
      designs: 'standard',
      count: 1,
      reason: 'require: custody: customer does not admit the standard store',
      limit: 'physical',
    },
  ],
  smaller: SMALLER.map((name) => {
    const { monthUsd } = named(name);
    const fails =
      name === SMALLER[0]
        ? 'with one zone down: p99(addedLatency) < 20 ms is missed with 30.0 ± 1.2 ms'
        : 'with one HSM down: calls pile up, since the one HSM left of each key store serves 1,000/s (assumed) of 1,000/s';
    return { name, monthUsd, fails };
  }),
  nextBest: NEXT_BEST,
  frontier: {
    costAndP99: frontierBy(({ p99AddedMs }) => p99AddedMs?.value ?? Infinity),
    costAndSuccess: frontierBy(({ successShare }) => 1 - successShare.value),
  },
  increases: [
    {
      quota: 'HSMs in the account',
      from: 6,
      to: 9,
      source:
        'CloudHSM User Guide, Quotas: docs.aws.amazon.com/cloudhsm/latest/userguide/limits.html',
    },
  ],
  waysOut: [],
  pyramid: limitsPyramid(named(CHOSEN), STORE, RATES),
  headroom: HEADROOM,
  economics: ECONOMICS,
};

/** The same question at ten times the load, which no number of key stores carries. */
export const IMPOSSIBLE_PLAN: PlanResult = {
  outcome: 'impossible',
  sentence:
    'Not possible within 10 key stores of one account: 30,000 calls/s are more than the 18,000/s that they take, and AWS raises neither limit.',
  reasons: [
    'Each custom key store takes 1,800/s, and an account has at most 10 of them in a Region.',
  ],
  chosen: null,
  demands: [{ levers: {}, callsPerSecond: 30_000 }],
  candidates: [],
  screened: [
    {
      designs: 'cks keyStores=1..10 hsms=2..28 zones=2..3',
      count: 540,
      reason: '10 key stores take 18,000/s of 30,000/s',
      limit: 'hard',
    },
  ],
  smaller: [],
  nextBest: [],
  frontier: { costAndP99: [], costAndSuccess: [] },
  increases: [],
  waysOut: [
    'Cache data keys so that at least 40 % of the calls are answered without KMS.',
    'Spread the keys over 2 accounts, each with 9 key stores.',
  ],
  pyramid: limitsPyramid(
    { name: 'cks keyStores=10 hsms=4 zones=3', keyStores: 10, hsms: 4 },
    STORE,
    RATES.map((rate) => ({
      ...rate,
      usedShare: rate.name === 'account quota' ? 0.3 : 3000 / 1800,
    })),
  ),
  headroom: [],
  economics: null,
};

/** A result of `cksim plan`: the shortlisted designs as stores, the plan beside them. */
export function plannedResult(plan: PlanResult = FOUND_PLAN): Result {
  const result = fixtureResult({ loads: [1], hsmCounts: [3], hasServices: false });
  const shortlist = plan.chosen === null ? [] : [CHOSEN, ...SMALLER, NEXT_BEST[0]!];
  const store: StoreResult = {
    name: 'cks',
    kind: 'cloudhsm',
    eligible: true,
    points: shortlist.map((name) => {
      const { hsms, monthUsd } = named(name);
      const options = { hasServices: false, hasControl: false, hasFaults: false };
      const point = pointOf(name, { name: 'cks', kind: 'cloudhsm', hsms, load: 1, options });
      return { ...point, cost: { ...point.cost, monthUsd } };
    }),
  };
  return {
    ...result,
    title: 'SnowyBank loan documents',
    question: 'How many key stores and HSMs carry the upload peak, and at what price?',
    verdict: {
      outcome: plan.outcome === 'found' ? 'met' : 'missed',
      sentence: plan.sentence,
      design: plan.chosen,
    },
    stores: shortlist.length === 0 ? [] : [store],
    objectives: shortlist.flatMap((name) => named(name).conditions[0]!.objectives),
    checks: result.checks.slice(0, 3),
    differences: [],
    plan,
  };
}
