import pc from 'picocolors';
import { diffResults, type DiffResult, type MetricDifference } from '../plan/index.ts';
import { renderMarkdown } from '../report/index.ts';
import { ExitCode } from './exit-codes.ts';
import { OutputFile, STDOUT } from './outputs.ts';
import { readResultFile } from './read-result.ts';
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
  const [before, after] = [readResultFile(args.before), readResultFile(args.after)];
  const diff = diffResults(before, after, `${args.before} → ${args.after}`);
  const outputs = [
    { path: args.md, text: () => renderMarkdown({ ...before, whatIf: diff }) },
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
