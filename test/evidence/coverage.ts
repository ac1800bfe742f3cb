import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import {
  compare,
  runInProcess,
  type Estimate,
  type Result,
  type Study,
} from '../../src/plan/index.ts';
import { loadScenario } from '../../src/scenario/index.ts';
import { meanTimeInSystem, timePercentile } from '../../src/stats/index.ts';

/**
 * Do 95 % intervals contain the truth in 95 of 100 cases? Each experiment is a whole study as a
 * user would run it (pilot runs, warm-up, five replications) with a seed of its own, at the length
 * of run that the tool asks for; the truth is Erlang's.
 */
export interface CoverageCase {
  readonly name: string;
  readonly slots: number;
  readonly utilisation: number;
}

export const COVERAGE_CASES: readonly CoverageCase[] = [
  { name: 'M/M/1 at 0.7', slots: 1, utilisation: 0.7 },
  { name: 'M/M/4 at 0.9', slots: 4, utilisation: 0.9 },
];

export interface Coverage {
  readonly name: string;
  readonly seconds: number;
  readonly callsPerReplication: number;
  readonly experiments: number;
  /** Experiments whose interval contains the truth. */
  readonly meanHits: number;
  readonly p99Hits: number;
  /** Experiments in which the run was held too short for its p99 after all; they count as misses. */
  readonly tooShort: number;
}

interface Hit {
  readonly mean: boolean;
  readonly p99: boolean;
  readonly isTooShort: boolean;
}

const SERVICE_MS = 10;
/** Lengthened as told, a run is long enough after a few tries. */
const MOST_TRIES = 8;
const ASKERS = 5;

function studyOf({ slots, utilisation }: CoverageCase, seconds: number, seed: string): Study {
  return loadScenario({
    fileName: 'coverage.yaml',
    text: `seed: ${seed}
network: none
workloads:
  calls: { service: pkcs11, arrivals: { poisson: ${(utilisation * slots * 1000) / SERVICE_MS}/s }, client: { retryMode: none } }
stores:
  station: { kind: cloudhsm-direct, hsms: 1, hsm: { slots: ${slots}, serviceTime: { exponential: { mean: ${SERVICE_MS} ms } } } }
run: { duration: ${seconds} s, crypto: off }
`,
  });
}

const simulate = (study: Study): Promise<Result> => compare(study, runInProcess, () => {}, '');

/**
 * Measured seconds that the tool asks for: run, lengthen as it says, run again, until it is content.
 * What it asks for is itself an estimate, so five users ask, and the longest answer counts.
 */
async function askedSeconds(of: CoverageCase): Promise<number> {
  const answers: number[] = [];
  for (let user = 1; user <= ASKERS; user++) answers.push(await askedBy(of, user));
  return Math.max(...answers);
}

async function askedBy(of: CoverageCase, user: number): Promise<number> {
  let seconds = 60;
  for (let attempt = 1; attempt <= MOST_TRIES; attempt++) {
    const result = await simulate(studyOf(of, seconds, `coverage/${of.name}/length ${user}`));
    const { tooShort } = result.stores[0]!.points[0]!.latencyMs.percentiles['p99']!;
    if (tooShort === undefined) return seconds;
    seconds = Math.ceil((seconds * tooShort.neededCalls) / tooShort.calls);
  }
  throw new Error(`${of.name}: the tool asks for ever longer runs`);
}

/** One study with its own seed. */
async function experiment(of: CoverageCase, seconds: number, number: number): Promise<Hit> {
  const station = {
    arrivalRate: (of.utilisation * of.slots) / SERVICE_MS,
    serviceRate: 1 / SERVICE_MS,
    servers: of.slots,
  };
  const result = await simulate(studyOf(of, seconds, `coverage/${of.name}/${number}`));
  const { mean, percentiles } = result.stores[0]!.points[0]!.latencyMs;
  return {
    mean: mean !== null && contains(mean, meanTimeInSystem(station)),
    p99: contains(percentiles['p99']!, timePercentile(station, 0.99)),
    isTooShort: percentiles['p99']!.tooShort !== undefined,
  };
}

function contains({ low, high }: Estimate, truth: number): boolean {
  return low !== null && high !== null && low <= truth && truth <= high;
}

/** Runs the experiments of a case, shared among as many processes as there are cores. */
export async function coverageOf(of: CoverageCase, experiments: number): Promise<Coverage> {
  const seconds = await askedSeconds(of);
  const processes = availableParallelism();
  const hits = await Promise.all(
    Array.from({ length: processes }, (_, part) =>
      inChild(of, seconds, part, processes, experiments),
    ),
  );
  const all = hits.flat();
  const count = (is: (hit: Hit) => boolean) => all.filter(is).length;
  return {
    name: of.name,
    seconds,
    callsPerReplication: Math.round((seconds * of.utilisation * of.slots * 1000) / SERVICE_MS),
    experiments: all.length,
    meanHits: count(({ mean }) => mean),
    p99Hits: count(({ p99 }) => p99),
    tooShort: count(({ isTooShort }) => isTooShort),
  };
}

function inChild(
  of: CoverageCase,
  seconds: number,
  part: number,
  parts: number,
  experiments: number,
): Promise<Hit[]> {
  const own = { of, seconds, part, parts, experiments };
  const child = spawn(
    process.execPath,
    [...process.execArgv, fileURLToPath(import.meta.url), JSON.stringify(own)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(text) as Hit[]);
      else reject(new Error(`an experiment process ended with ${code}`));
    });
  });
}

/** The table of reports/evidence.md. */
export function coverageTable(rows: readonly Coverage[]): string {
  const share = (hits: number, { experiments }: Coverage) =>
    `${((100 * hits) / experiments).toFixed(1)} %`;
  return [
    '| station | measured time of a replication | calls in it | experiments | mean inside | p99 inside | too short after all |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...rows.map((row) =>
      [
        '',
        row.name,
        `${row.seconds} s`,
        row.callsPerReplication.toLocaleString('en-US'),
        row.experiments,
        share(row.meanHits, row),
        share(row.p99Hits, row),
        row.tooShort,
        '',
      ]
        .join(' | ')
        .trim(),
    ),
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const given = process.argv[2]!;
  if (given.startsWith('{')) {
    const { of, seconds, part, parts, experiments } = JSON.parse(given) as {
      readonly of: CoverageCase;
      readonly seconds: number;
      readonly part: number;
      readonly parts: number;
      readonly experiments: number;
    };
    const hits: Hit[] = [];
    for (let number = part; number < experiments; number += parts) {
      hits.push(await experiment(of, seconds, number));
    }
    process.stdout.write(JSON.stringify(hits));
  }
}
