import { readFileSync } from 'node:fs';
import pc from 'picocolors';
import { diffResults, type DiffResult, type MetricDifference, type Result } from '../plan/index.ts';
import { renderWhatIfMarkdown } from '../report/index.ts';
import { ExitCode } from './exit-codes.ts';
import { OutputFile, STDOUT } from './outputs.ts';
import { canShowSigns } from './terminal/signs.ts';
import { whatIfLines } from './terminal/what-if.ts';
import { UserError } from './user-error.ts';

export interface DiffArguments {
  readonly before: string;
  readonly after: string;
  readonly limit: readonly string[];
  readonly md: string | undefined;
  readonly json: string | undefined;
  readonly failOn: 'flips' | 'limits' | 'any' | 'never';
  readonly quiet: boolean;
}

/** Compares two results; gives the exit code. */
export function diffFiles(args: DiffArguments): number {
  const limits = args.limit.map(limitOf);
  const [before, after] = [readResult(args.before), readResult(args.after)];
  const diff = diffResults(before, after, `${args.before} → ${args.after}`);
  const outputs = [
    { path: args.md, text: () => renderWhatIfMarkdown({ ...before, whatIf: diff }) },
    { path: args.json, text: () => jsonOf(diff) },
  ];
  for (const { path, text } of outputs) {
    if (path === undefined) continue;
    if (path === STDOUT) process.stdout.write(text());
    else OutputFile.open(path).finish(text());
  }
  const isTaken = outputs.some(({ path }) => path === STDOUT);
  const beyond = limits.flatMap((limit) => beyondLimit(limit, diff));
  if (!args.quiet) tell(diff, beyond, isTaken ? process.stderr : process.stdout);
  const { failOn } = args;
  const byRule = (failOn === 'flips' || failOn === 'any') && hasFlipped(diff);
  const byLimit = (failOn === 'limits' || failOn === 'any') && beyond.length > 0;
  return byRule || byLimit ? ExitCode.missed : ExitCode.ok;
}

function tell(diff: DiffResult, beyond: readonly string[], stream: NodeJS.WriteStream): void {
  const style = {
    hasColour: pc.isColorSupported && (stream.isTTY || process.env['FORCE_COLOR'] !== undefined),
    hasSigns: canShowSigns(process.env),
  };
  const lines = [...whatIfLines(diff, style), ...beyond.map((line) => `! ${line}`)];
  stream.write(`${lines.join('\n').trimStart()}\n`);
}

function jsonOf(diff: DiffResult): string {
  return `${JSON.stringify({ format: 'cksim-diff', version: 1, ...diff }, null, 2)}\n`;
}

/** A rule that the first result meets and the second misses. */
function hasFlipped({ variants }: DiffResult): boolean {
  return variants.some(({ designs }) =>
    designs.some(({ objectives }) =>
      objectives.some(
        ({ level, before, after }) =>
          level === 'fail' && before?.verdict === 'met' && after?.verdict === 'missed',
      ),
    ),
  );
}

interface Limit {
  readonly text: string;
  readonly metric: string;
  /** In the metric's unit, or as a share of the first value. */
  readonly by: number;
  readonly isShare: boolean;
}

const METRICS = [
  'mean latency',
  'p50 latency',
  'p99 latency',
  'p99 added latency',
  'success',
  'throttled',
  'throughput',
  'cost',
];

/** Reads `p99 latency=+5 %`, `success=-0.1 pt`, `cost=+100 USD`. */
function limitOf(text: string): Limit {
  const [, metric = '', sign = '', number = '', unit = ''] =
    /^\s*([a-z0-9 ]+?)\s*=\s*([+-])\s*([\d.]+)\s*(%|ms|pt|USD|\/s)\s*$/i.exec(text) ?? [];
  if (!METRICS.includes(metric)) {
    throw new UserError(
      `--limit ${text} is not metric=change`,
      `write one of ${METRICS.join(', ')}, then + or -, a number and its unit: --limit "p99 latency=+5 %", "success=-0.1 pt", "cost=+100 USD"`,
    );
  }
  const size = Number(number) * (sign === '-' ? -1 : 1);
  return {
    text,
    metric,
    by: unit === '%' || unit === 'pt' ? size / 100 : size,
    isShare: unit === '%',
  };
}

/** Designs whose difference is beyond a limit for certain: by the nearer end of its interval. */
function beyondLimit(
  { text, metric, by, isShare }: Limit,
  { variants }: DiffResult,
): readonly string[] {
  return variants.flatMap(({ designs }) =>
    designs.flatMap(({ design, metrics }) => {
      const own = metrics.find((each) => each.metric === metric);
      if (own === undefined) return [];
      const allowed = isShare ? own.baselineValue * by : by;
      return isBeyond(own, allowed) ? [`${design}: ${metric} is beyond ${text}`] : [];
    }),
  );
}

function isBeyond(
  { difference: { value, low, high } }: MetricDifference,
  allowed: number,
): boolean {
  return allowed >= 0 ? (low ?? value) > allowed : (high ?? value) < allowed;
}

/** Reads a result of `cksim run` and the like. Throws UserError where it is none. */
function readResult(path: string): Result {
  if (/\.ya?ml$/i.test(path)) {
    throw new UserError(
      `${path} is a scenario, not a result`,
      'run it first (cksim run), or compare it with variants of it: cksim whatif',
    );
  }
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new UserError(
      `cannot read ${path}: ${error instanceof Error ? error.message : String(error)}`,
      'give the path of a result, such as reports/04-az-loss-2-vs-3-hsms.json',
    );
  }
  const problem = problemOf(data);
  if (problem !== null) throw new UserError(`${path} ${problem[0]}`, problem[1]);
  // The format says so, and what is read of it was looked at.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return data as Result;
}

const LISTS = ['stores', 'objectives', 'assumptions'];
const MAPS = ['run', 'verdict'];

function problemOf(data: unknown): readonly [message: string, hint: string] | null {
  const hint = 'give two JSON files that cksim run, plan, sweep or whatif has written';
  if (!isMap(data) || data['format'] !== 'cksim-result') return ['is not a result of cksim', hint];
  if (data['version'] !== 1) {
    return [
      `is a result of version ${String(data['version'])}, which this version does not know`,
      'compare with the version that wrote it, or make both again',
    ];
  }
  const list = LISTS.find((name) => !Array.isArray(data[name]));
  const map = MAPS.find((name) => !isMap(data[name]));
  const broken = list ?? map ?? brokenPoint(data['stores']);
  return broken === undefined ? null : [`lacks ${broken}, or it is not what it should be`, hint];
}

/** Results written before points kept their replications cannot be compared. */
function brokenPoint(stores: unknown): string | undefined {
  const all: readonly unknown[] = Array.isArray(stores) ? stores : [];
  const points = all.flatMap((store): readonly unknown[] =>
    isMap(store) && Array.isArray(store['points']) ? store['points'] : [null],
  );
  return points.every(isWholePoint) ? undefined : 'stores.points.byReplication';
}

function isWholePoint(point: unknown): boolean {
  return (
    isMap(point) &&
    isMap(point['byReplication']) &&
    isMap(point['latencyMs']) &&
    isMap(point['cost'])
  );
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
