import { fileURLToPath } from 'node:url';
import { lawMean, NS_PER_MS, NS_PER_SECOND } from '../../src/kernel/index.ts';
import type { WorldConfig } from '../../src/model/index.ts';
import { ALL_CALLS, selectGroup } from '../../src/plan/groups.ts';
import { knownControls } from '../../src/plan/known-controls.ts';
import { runOnce, type RunResult } from '../../src/plan/index.ts';
import { loadScenario } from '../../src/scenario/index.ts';
import {
  controlledMeanInterval,
  differenceInterval,
  meanInterval,
  type Control,
  type Interval,
} from '../../src/stats/index.ts';
import {
  account,
  cloudHsm,
  cluster,
  constant,
  MS,
  PATIENT_CLIENT,
  SECOND,
  withWorkload,
  world,
} from '../model/worlds.ts';
import { fastServerControls } from './fast-server.ts';

/**
 * How much narrower the interval of a difference gets: 2 against 3 HSMs of a key store, sharing
 * arrivals and draws (common random numbers), and corrected by control variates. Run alone:
 * `npx tsx test/evidence/pairing.ts`.
 */
const LEVEL = 0.95;
const REPLICATIONS = 100;
const CALLS = 10_000;
const SERVICE_MS = 1;
/** Sixteen relaxation times of two HSMs at 0.9. */
const WARM_UP_SECONDS = 3;
/** No request quota comes near. */
const QUOTA = 1e5;
const WORKLOAD = 'calls';
const HSMS = [2, 3] as const;

/** How many times narrower an interval is, itself an estimate with its interval at 95 %. */
export interface Factor {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

interface Narrowing {
  /** Of 2 and of 3 HSMs, ms. */
  readonly ms: readonly [number, number];
  /** By common random numbers, over independent runs. */
  readonly paired: Factor;
  /** The same with arrivals and services as control variates. */
  readonly controlled: Factor;
  /** And with fast servers too; null where their draws cannot be drawn again. */
  readonly fastServers: Factor | null;
}

export interface PairingRow {
  readonly setup: 'plain' | 'as shipped' | 'without connections';
  /** Of the HSMs of the design with two. */
  readonly utilisation: number;
  readonly mean: Narrowing;
  readonly p99: Narrowing;
}

const UTILISATIONS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9] as const;
const UTILISATIONS_AS_SHIPPED = [0.1, 0.2, 0.5, 0.9] as const;

/** All rows of the evidence: a minute or two on one core. */
export function pairingRows(): readonly PairingRow[] {
  return [
    ...UTILISATIONS.map((utilisation) => pairingRow('plain', utilisation)),
    ...UTILISATIONS_AS_SHIPPED.map((utilisation) => pairingRow('as shipped', utilisation)),
    pairingRow('without connections', 0.2),
  ];
}

export function pairingRow(
  setup: PairingRow['setup'],
  utilisation: number,
  replications = REPLICATIONS,
  calls = CALLS,
): PairingRow {
  const worldOf =
    setup === 'plain'
      ? plainWorld
      : (hsms: number) => shippedWorld(hsms, utilisation, calls, setup === 'as shipped');
  const [two, three] = HSMS.map((hsms) => worldOf(hsms, utilisation, calls)) as [
    WorldConfig,
    WorldConfig,
  ];
  const seeds = Array.from({ length: replications }, (_, i) => `pairing/${utilisation}/${i + 1}`);
  const runsOf = (config: WorldConfig) => seeds.map((seed) => runOnce({ config, seed }));
  const [runsOfTwo, runsOfThree] = [runsOf(two), runsOf(three)];
  const controls = knownControls(two, runsOfTwo);
  const fast = setup === 'plain' ? fastServers(two, runsOfTwo) : null;
  const narrowed = (of: (run: RunResult) => number): Narrowing => {
    const [a, b] = [runsOfTwo.map(of), runsOfThree.map(of)];
    const controlledBy = (extra: readonly Control[]) => factorOf(a, b, [...controls, ...extra]);
    return {
      ms: [meanInterval(a, LEVEL).value, meanInterval(b, LEVEL).value],
      paired: factorOf(a, b, []),
      controlled: controlledBy([]),
      fastServers: fast === null ? null : controlledBy(fast),
    };
  };
  return {
    setup,
    utilisation,
    mean: narrowed((run) => selectGroup(run, ALL_CALLS).success.mean / NS_PER_MS),
    p99: narrowed((run) => selectGroup(run, ALL_CALLS).success.percentile(0.99) / NS_PER_MS),
  };
}

/** Poisson calls, exponential services, and every other delay constant and the same for all HSMs. */
function plainWorld(hsms: number, utilisation: number, calls: number): WorldConfig {
  const ratePerSecond = (utilisation * HSMS[0] * 1000) / SERVICE_MS;
  const base = world({
    warmUpNs: WARM_UP_SECONDS * SECOND,
    durationNs: Math.ceil(calls / ratePerSecond) * SECOND,
    crypto: { mode: 'off', sampleOneIn: 1 },
    store: cloudHsm({
      quota: { kind: 'fixed-window', ratePerSecond: QUOTA },
      cluster: cluster({
        hsms,
        serviceNs: { kind: 'exponential', mean: SERVICE_MS * MS },
        queueLimit: null,
      }),
    }),
  });
  const hop = constant(0.1 * MS);
  return withWorkload(
    {
      ...base,
      kms: { ...base.kms, accounts: [account(QUOTA)] },
      network: { ...base.network, sameZoneHopNs: hop, crossZoneHopNs: hop },
    },
    { name: WORKLOAD, arrivals: { kind: 'poisson', ratePerSecond }, client: PATIENT_CLIENT },
  );
}

/** What somebody gets who sets the HSMs and the rate and leaves all else as it is. */
function shippedWorld(
  hsms: number,
  utilisation: number,
  calls: number,
  hasConnections: boolean,
): WorldConfig {
  const client = `retryMode: none${hasConnections ? '' : ', connections: none'}`;
  const at = (ratePerSecond: number): WorldConfig => {
    const seconds = Math.ceil(calls / ratePerSecond);
    const text = `
      workloads: { ${WORKLOAD}: { arrivals: { poisson: ${ratePerSecond}/s }, client: { ${client} } } }
      assume: { quota.customKeyStore: ${QUOTA}/s }
      stores: { cks: { kind: cloudhsm, hsms: ${hsms} } }
      run: { duration: ${seconds} s, warmUp: ${WARM_UP_SECONDS} s, crypto: off }`;
    return loadScenario({ fileName: 'pairing.yaml', text }).designs[0]!.world;
  };
  const { store } = at(1000);
  if (!('cluster' in store)) throw new Error('a key store on CloudHSM has a cluster');
  const { serviceNs, slots } = store.cluster;
  return at(Math.round((utilisation * HSMS[0] * slots * NS_PER_SECOND) / lawMean(serviceNs)));
}

/** Of a server twice and of one three times as fast as an HSM. */
function fastServers(config: WorldConfig, runs: readonly RunResult[]): readonly Control[] {
  const { arrivals } = config.workloads[0]!;
  if (arrivals.kind !== 'poisson') throw new Error('only Poisson calls can be drawn again');
  const drawn = runs.map(({ seed }) => ({
    seed,
    workload: WORKLOAD,
    arrivalsPerMs: arrivals.ratePerSecond / 1000,
    serviceMs: SERVICE_MS,
    warmUpMs: config.warmUpNs / NS_PER_MS,
    measuredMs: config.durationNs / NS_PER_MS,
  }));
  const offered = runs.map((run) => selectGroup(run, ALL_CALLS).counts.offered);
  return HSMS.flatMap((speed) => fastServerControls(drawn, speed, offered));
}

/**
 * The half-width of the difference of independent runs over that of these pairs, corrected by
 * `controls` if any. Its own interval is the jackknife's, on the logarithm (B. Efron and C. Stein,
 * "The Jackknife Estimate of Variance", Annals of Statistics 9, 1981).
 */
export function factorOf(
  a: readonly number[],
  b: readonly number[],
  controls: readonly Control[],
): Factor {
  const count = a.length;
  const value = narrowing(a, b, controls);
  const logs = a.map((_, left) => {
    const without = (values: readonly number[]) => values.filter((__, i) => i !== left);
    const rest = controls.map(({ values, mean }) => ({ values: without(values), mean }));
    return Math.log(narrowing(without(a), without(b), rest));
  });
  // Pseudo-values: their mean and spread are those of the logarithm of the factor.
  const whole = Math.log(value);
  const { low, high } = meanInterval(
    logs.map((log) => count * whole - (count - 1) * log),
    LEVEL,
  );
  const half = (high! - low!) / 2;
  return { value, low: Math.exp(whole - half), high: Math.exp(whole + half) };
}

function narrowing(
  a: readonly number[],
  b: readonly number[],
  controls: readonly Control[],
): number {
  const paired =
    controls.length === 0
      ? differenceInterval(b, a, LEVEL)
      : controlledMeanInterval(
          b.map((value, i) => value - a[i]!),
          controls,
          LEVEL,
        );
  const [ofA, ofB] = [halfOf(meanInterval(a, LEVEL)), halfOf(meanInterval(b, LEVEL))];
  return Math.sqrt(ofA * ofA + ofB * ofB) / halfOf(paired);
}

function halfOf({ low, high }: Interval): number {
  return (high! - low!) / 2;
}

/** The part of reports/evidence.md. */
export function pairingTable(rows: readonly PairingRow[]): string {
  const isPlain = ({ setup }: PairingRow) => setup === 'plain';
  return [
    'Two against three HSMs of a key store: how many times narrower the 95 % interval of the',
    `difference is than that of two independent runs (${REPLICATIONS} replications of about`,
    `${CALLS.toLocaleString('en-US')} calls). In brackets the 95 % interval of the factor itself, by jackknife.`,
    '“Paired”: both designs get the same calls and the same draws. “+ controls”: corrected by how many',
    'calls came and how long services took, against what their laws say. “+ fast servers”: and by the',
    'exactly known waits of single servers twice and three times as fast as one HSM, given the same',
    'calls and services. The first two are what a report uses (control variates for the mean, from 20',
    'replications on); fast servers are tried here only.',
    '',
    'Poisson calls, exponential services of 1 ms, all other delays constant:',
    '',
    ...tableOf(rows.filter(isPlain)),
    '',
    'All delays as the program assumes them. What KMS takes in front of the HSMs is the same in both',
    'designs and cancels; what does not is the way from there: which zones a replication’s few',
    'connections lead to matters less to three HSMs in three zones than to two in two. The last row has',
    'a connection for each call:',
    '',
    ...tableOf(rows.filter((row) => !isPlain(row))),
    '',
    'p99 is read from buckets 0.4 % wide, which is part of what keeps its factors low where little waits.',
  ].join('\n');
}

function tableOf(rows: readonly PairingRow[]): string[] {
  const hasFast = rows.some(({ mean }) => mean.fastServers !== null);
  const kinds = ['paired', '+ controls', ...(hasFast ? ['+ fast servers'] : [])];
  const heads = (figure: string) => [
    `${figure}, 2 → 3 HSMs`,
    ...kinds.map((kind) => `${figure}: ${kind}`),
  ];
  const cells = ({ ms, paired, controlled, fastServers: byFastServers }: Narrowing) => [
    `${ms[0].toFixed(2)} → ${ms[1].toFixed(2)} ms`,
    inWords(paired),
    inWords(controlled),
    ...(byFastServers === null ? [] : [inWords(byFastServers)]),
  ];
  const line = (own: readonly string[]) => `| ${own.join(' | ')} |`;
  const head = ['utilisation', ...heads('mean'), ...heads('p99')];
  return [
    line(head),
    line(head.map(() => '---:')),
    ...rows.map(({ setup, utilisation, mean, p99 }) => {
      const remark = setup === 'without connections' ? `, ${setup}` : '';
      return line([`${utilisation}${remark}`, ...cells(mean), ...cells(p99)]);
    }),
  ];
}

/** `3.97 (3.2–4.9)`. */
function inWords({ value, low, high }: Factor): string {
  const write = (number: number, digits: number) => Number(number.toPrecision(digits)).toString();
  return Number.isFinite(low) && Number.isFinite(high)
    ? `${write(value, 3)} (${write(low, 2)}–${write(high, 2)})`
    : write(value, 3);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(pairingTable(pairingRows()));
