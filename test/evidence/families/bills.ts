import { lineUsd, monthUsd, pointOf } from '../figures.ts';
import type { ExactAnswer, KnownRun } from '../known-answer.ts';
import { scenarioText } from '../scenario-text.ts';

const PRICES = 'AWS price list as of 2026-09';
/** The month of the comparison that circulates; AWS's own has 730 hours. */
const SHORT_MONTH = 'hoursPerMonth: 720';

interface BillWords {
  readonly name: string;
  readonly workload?: string;
  readonly store?: string;
  readonly region?: string;
  readonly pricing?: string;
  readonly usd: number;
  readonly source: string;
  readonly read?: ExactAnswer['read'];
  readonly figure?: string;
}

const MILLION = 'arrivals: { constant: 10/s }, perMonth: 1M, client: { connections: none }';

/** Bills to the micro-dollar. */
export function bills(): KnownRun[] {
  const words: readonly BillWords[] = [
    {
      name: 'a million requests, standard',
      pricing: SHORT_MONTH,
      usd: 4,
      source: '1 key + 100 × $0.03: the comparison that circulates',
    },
    {
      name: 'a million requests, two HSMs, 720 hours',
      store: '{ kind: cloudhsm, hsms: 2 }',
      pricing: SHORT_MONTH,
      usd: 2308,
      source: '2 × 720 h × $1.60 + $4: the comparison that circulates',
    },
    {
      name: 'a million requests, two HSMs, 730 hours',
      store: '{ kind: cloudhsm, hsms: 2 }',
      usd: 2340,
      source: `2 × 730 h × $1.60 + $4: ${PRICES}`,
    },
    {
      name: 'a million requests, two HSMs in us-west-2, 720 hours',
      store: '{ kind: cloudhsm, hsms: 2 }',
      region: 'us-west-2',
      pricing: SHORT_MONTH,
      usd: 2092,
      source: `2 × 720 h × $1.45 + $4: ${PRICES}`,
    },
    {
      name: 'a million requests, three HSMs in eu-central-1',
      store: '{ kind: cloudhsm, hsms: 3 }',
      region: 'eu-central-1',
      usd: 4208.8,
      source: `3 × 730 h × $1.92 + $4: ${PRICES}`,
    },
    {
      name: 'a million requests, two HSMs in ap-northeast-1',
      store: '{ kind: cloudhsm, hsms: 2 }',
      region: 'ap-northeast-1',
      usd: 2646.6,
      source: `2 × 730 h × $1.81 + $4: ${PRICES}`,
    },
    {
      name: 'a million requests, two HSMs in sa-east-1',
      store: '{ kind: cloudhsm, hsms: 2 }',
      region: 'sa-east-1',
      usd: 3975.2,
      source: `2 × 730 h × $2.72 + $4: ${PRICES}`,
    },
    {
      name: 'a million commands, two HSMs used directly',
      workload: 'service: pkcs11, arrivals: { constant: 10/s }, perMonth: 1M',
      store: '{ kind: cloudhsm-direct, hsms: 2 }',
      usd: 2336,
      source: `2 × 730 h × $1.60, no keys and no requests: ${PRICES}`,
    },
    {
      name: 'a million requests, external, $4,000 for proxies',
      store: '{ kind: external, monthlyCost: 4000 USD/month }',
      usd: 4004,
      source: `$4,000 as given + $4: ${PRICES}`,
    },
    {
      name: 'a million requests, ten keys',
      workload: `${MILLION}, keys: 10`,
      usd: 13,
      source: `10 × $1 + 100 × $0.03: ${PRICES}`,
    },
    {
      name: '49 million PUTs',
      workload:
        'service: s3, arrivals: { constant: 10/s }, operations: { PutObject: 100 % }, perMonth: 49M',
      usd: 147,
      source: `4,900 × $0.03, Bucket Keys off: ${PRICES}`,
      read: lineUsd('KMS requests'),
      figure: 'requests a month',
    },
    {
      name: 'a million items with a request each',
      workload:
        'service: dynamodb, perItem: true, arrivals: { constant: 10/s }, operations: { PutItem: 100 % }, perMonth: 1M',
      usd: 4,
      source: '1 key + 100 × $0.03: the comparison that circulates, for DynamoDB',
    },
    {
      name: 'a million new versions of secrets',
      workload:
        'service: secrets-manager, arrivals: { constant: 10/s }, operations: { PutSecretValue: 100 % }, perMonth: 1M',
      usd: 7,
      source: `1 key + 2 × 100 × $0.03: ${PRICES}; two requests each: model page, section 3`,
    },
    {
      name: 'a million requests, free tier',
      pricing: 'freeTier: true',
      usd: 3.94,
      source: `1 key + (1,000,000 − 20,000) / 10,000 × $0.03: ${PRICES}`,
    },
    {
      name: '15,000 requests, free tier',
      workload: 'arrivals: { constant: 10/s }, perMonth: 15000',
      pricing: 'freeTier: true',
      usd: 1,
      source: `1 key, fewer requests than are free: ${PRICES}`,
    },
    {
      name: 'a million signatures, RSA-2048',
      workload: `${MILLION}, operations: { Sign: 100 % }, keySpec: RSA_2048`,
      usd: 4,
      source: `1 key + 100 × $0.03: ${PRICES}`,
    },
    {
      name: 'a million signatures, RSA-3072',
      workload: `${MILLION}, operations: { Sign: 100 % }, keySpec: RSA_3072`,
      usd: 16,
      source: `1 key + 100 × $0.15: ${PRICES}`,
    },
    {
      name: 'a million signatures, ECC P-256, free tier',
      workload: `${MILLION}, operations: { Sign: 100 % }, keySpec: ECC_NIST_P256`,
      pricing: 'freeTier: true',
      usd: 16,
      source: `1 key + 100 × $0.15, which the free tier leaves out: ${PRICES}`,
    },
    {
      name: 'throttled requests are not billed',
      workload:
        'arrivals: { constant: 2500/s }, perMonth: 1M, client: { connections: none, retryMode: none }',
      store: '{ kind: standard, accountQuota: 1800/s }',
      usd: 3.16,
      source: `1 key + 72 × $0.03, since 28 % are refused: model page, section 1.6; ${PRICES}`,
    },
    {
      name: 'a key store at its quota all month',
      workload: 'arrivals: { constant: 10/s }, perMonth: 4730400000',
      usd: 14_192.2,
      source: `1 key + 1,800/s × 730 h / 10,000 × $0.03: ${PRICES}`,
    },
    {
      name: 'a second trail of a key store at its quota all month',
      workload: 'arrivals: { constant: 10/s }, perMonth: 4730400000',
      usd: 94_608,
      source: `1,800/s × 730 h / 100,000 × $2: ${PRICES}`,
      read: (result) => pointOf(result).audit.trailCopyUsd,
      figure: 'second copy of the events',
    },
  ];
  return words.map(runOf);
}

function runOf(words: BillWords): KnownRun {
  const { name, workload = MILLION, store = '{ kind: standard }', region, pricing } = words;
  return {
    name,
    family: 'Bills',
    scenario: scenarioText({
      name,
      network: '{ clientToKms: 0.5 ms }',
      workloads: [`app: { ${workload} }`],
      store,
      more: [
        ...(region === undefined ? [] : [`region: ${region}`]),
        ...(pricing === undefined ? [] : [`pricing: { ${pricing} }`]),
      ],
      seconds: 10,
      warmUpSeconds: 1,
      replications: 2,
    }),
    answers: [
      {
        figure: words.figure ?? 'month',
        unit: 'USD',
        expected: words.usd,
        source: words.source,
        judged: 'exact',
        read: words.read ?? monthUsd,
      },
    ],
  };
}
