import Table from 'cli-table3';
import pc from 'picocolors';
import {
  calmLatency,
  calmOperation,
  formatEstimate,
  formatNumber,
  formatRoundShare,
  formatShare,
  formatUsd,
  hasFaults,
  neighboursOf,
  planOf,
  spreadInWords,
} from '../../report/index.ts';
import {
  percentileName,
  type PointResult,
  type Result,
  type UserOperationResult,
} from '../../plan/index.ts';
import { plainBorders } from './borders.ts';
import { judged, type SummaryStyle } from './judged.ts';
import { indented, wrapped } from './lines.ts';
import { planLines } from './plan.ts';
import { sweepLines } from './sweep.ts';
import { inFlight, overload } from './unstable.ts';
import { whatIfLines } from './what-if.ts';

/** The answer for the terminal: verdict, objectives, comparison, walls, what to mind. */
export function summarise(result: Result, style: SummaryStyle): string {
  const colours = pc.createColors(style.hasColour);
  return [
    colours.bold(result.title),
    ...wrapped(result.question ?? ''),
    ...(result.run.isPartial
      ? wrapped('! Stopped early: what follows is partial, and no verdict to rely on.').map(
          colours.yellow,
        )
      : []),
    '',
    ...wrapped(result.verdict.sentence).map((line) =>
      result.verdict.outcome === 'met' ? colours.green(line) : colours.yellow(line),
    ),
    ...(result.sensitivitySummary === null ? [] : wrapped(result.sensitivitySummary.sentence)),
    ...spread(result),
    '',
    ...body(result, style),
    ...trust(result),
    ...result.warnings.flatMap((warning) => wrapped(`! ${warning}`).map(colours.yellow)),
  ].join('\n');
}

/** What was asked for: a plan, a sweep, or designs side by side. */
function body(result: Result, style: SummaryStyle): string[] {
  const plan = planOf(result);
  if (plan !== null) return planLines(plan, style);
  if (result.sweep !== null) return sweepLines(result, result.sweep, style);
  return result.whatIf === null ? compared(result, style) : whatIfLines(result.whatIf, style);
}

/** All designs side by side, and what to mind about each. */
function compared(result: Result, style: SummaryStyle): string[] {
  const colours = pc.createColors(style.hasColour);
  const points = result.stores.flatMap(({ points: own, eligible }) =>
    own.map((point) => ({ point, eligible })),
  );
  const reference = points.filter(({ point }) => point.load === referenceLoad(points));
  return [
    comparison(reference, style),
    ...overload(
      points.map(({ point }) => point),
      referenceLoad(points),
    ),
    ...inFlight(reference.map(({ point }) => point)),
    ...neighbours(result),
    ...walls(reference.map(({ point }) => point)),
    ...userOperations(reference.map(({ point }) => point)),
    ...losses(reference.map(({ point }) => point)).map(colours.red),
    ...errors(reference.map(({ point }) => point)),
    ...objectives(result, style),
    ...availability(result),
  ];
}

/** What uncertain inputs make of the answer. */
function spread(result: Result): string[] {
  const words = spreadInWords(result);
  return words === null ? [] : [...wrapped(words.spread), ...wrapped(words.held ?? '')];
}

/** 1, or the nearest simulated load. */
function referenceLoad(points: readonly { readonly point: PointResult }[]): number {
  return points.reduce(
    (best, { point }) => (Math.abs(point.load - 1) < Math.abs(best - 1) ? point.load : best),
    Infinity,
  );
}

const COLUMNS = 80;
/** Of a name broken into lines, at least so much stands in each. */
const LEAST_NAME = 12;

/** Columns that the figures leave for a design's name. */
function nameRoom(rows: readonly (readonly string[])[]): number {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  const figures = widths.slice(1).reduce((sum, width) => sum + width + 1, 0);
  return Math.max(LEAST_NAME, COLUMNS - figures);
}

function comparison(
  rows: readonly { readonly point: PointResult; readonly eligible: boolean }[],
  style: SummaryStyle,
): string {
  const isFaulty = rows.some(({ point }) => hasFaults(point));
  const head = [
    'design',
    'success',
    'thrott.',
    'p50 ms',
    'p99 ms',
    'added',
    ...(isFaulty ? ['faults'] : []),
    'busiest',
    '$/month',
  ];
  const lines: string[][] = [];
  for (const { point, eligible } of rows) {
    const calm = calmLatency(point);
    const busiest = Math.max(
      -1,
      ...Object.values(point.stations).map(({ utilisationShare }) => utilisationShare.value),
    );
    lines.push([
      eligible ? point.design : `(${point.design})`,
      point.calls.offered === 0 ? '-' : formatShare(point.successShare.value),
      formatShare(point.throttledShare.value),
      percentileText(calm.latencyMs, 0.5),
      percentileText(calm.latencyMs, 0.99),
      percentileText(calm.addedLatencyMs, 0.99),
      ...(isFaulty ? [percentileText(point.phases['faults']?.latencyMs, 0.99)] : []),
      busiest < 0 ? '-' : `${(busiest * 100).toFixed(0)} %`,
      formatUsd(point.cost.monthUsd),
    ]);
  }
  const table = new Table({
    head,
    colAligns: head.map((_, column) => (column === 0 ? 'left' : 'right')),
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 0 },
    chars: plainBorders(style.hasSigns),
  });
  const room = nameRoom([head, ...lines]);
  for (const [name = '', ...figures] of lines) {
    table.push([wrapped(name, room).join('\n'), ...figures]);
  }
  const notes = [
    isFaulty
      ? 'Latencies before the first fault; added: p99 of what quotas, queues and retries add; faults: p99 from the first fault to the last recovery.'
      : 'added: p99 of what quotas, queues and retries add.',
    ...(rows.some(({ eligible }) => !eligible)
      ? ['In parentheses: not admitted by the require clause.']
      : []),
  ];
  return [table.toString(), ...notes.flatMap((line) => wrapped(line))].join('\n');
}

function percentileText(of: PointResult['latencyMs'] | undefined, share: number): string {
  if (of === undefined) return '-';
  if (of.growthPerSecond !== null) return 'unstable';
  const estimate = of.percentiles[percentileName(share)];
  return estimate === undefined ? '-' : formatNumber(estimate.value);
}

/** What the next cheaper and the next dearer design do differently. */
function neighbours(result: Result): string[] {
  const found = neighboursOf(result);
  if (found[0] === undefined) return [];
  const lines = found.flatMap(({ word, design, cost, effect }) =>
    wrapped(`${word}, ${design}: ${cost}; ${effect}`),
  );
  return ['', `Against ${found[0].baseline}, the next designs by price:`, ...indented(lines)];
}

/** Which wall each design meets first; designs that share one share a line. */
function walls(points: readonly PointResult[]): string[] {
  const byWall = new Map<string, string[]>();
  for (const { design, limits } of points) {
    const wall = limits.find(({ binds }) => binds);
    if (wall === undefined) continue;
    const isAssumed = wall.confidence === 'assumption';
    const words = `${wall.name}, ${formatNumber(wall.capacityPerSecond)}/s${isAssumed ? ' (assumed)' : ''}, ${formatRoundShare(wall.usedShare)} used`;
    byWall.set(words, [...(byWall.get(words) ?? []), design]);
  }
  const lines = [...byWall].flatMap(([words, designs]) => wrapped(`${words}: ${listed(designs)}`));
  return lines.length === 0 ? [] : ['', 'First wall as the load grows:', ...indented(lines)];
}

/** The most designs of which user operations are listed. */
const MOST_DESIGNS = 5;

/** What KMS adds to what users ask of AWS services: the operation that it delays most, by design. */
function userOperations(points: readonly PointResult[]): string[] {
  const lines = points.flatMap(({ design, operations }): string[][] => {
    const [slowest] = Object.values(operations).sort((a, b) => tail(b) - tail(a));
    if (slowest === undefined) return [];
    const { operation, workload, kmsCallsPerOperation, successShare } = slowest;
    return [
      wrapped(
        `${design}: ${delay(slowest)} to ${operation} of ${workload}, ${formatEstimate(kmsCallsPerOperation, '')} KMS calls each, ${formatShare(successShare.value)} succeed`,
      ),
    ];
  });
  if (lines.length === 0) return [];
  const most = points.length > MOST_DESIGNS ? lines.slice(0, MOST_DESIGNS) : lines;
  const rest = lines.length - most.length;
  return [
    '',
    'What KMS adds to user operations, p99 of the slowest:',
    ...indented(most.flat()),
    ...(rest > 0 ? [`  and ${rest} more designs in the report`] : []),
  ];
}

/** `4.2 ms`, where it is one. */
function delay(operation: UserOperationResult): string {
  const { growthPerSecond, percentiles } = calmOperation(operation).latencyMs;
  if (growthPerSecond !== null) return 'ever more';
  return percentiles[percentileName(0.99)] === undefined
    ? 'no answer'
    : `${formatNumber(tail(operation))} ms`;
}

function tail(operation: UserOperationResult): number {
  return calmOperation(operation).latencyMs.percentiles[percentileName(0.99)]?.value ?? 0;
}

/** Keys and data that are gone for good. */
function losses(points: readonly PointResult[]): string[] {
  const lines = points.flatMap(({ design, durability }) => {
    const { keys, ciphertexts, failed } = durability;
    if (keys.lost + ciphertexts.lost === 0) return [];
    return wrapped(
      `${design}: ${keys.lost.toLocaleString('en-US')} keys and ${ciphertexts.lost.toLocaleString('en-US')} ciphertexts; ${failed.toLocaleString('en-US')} decrypts really failed at the end`,
    );
  });
  return lines.length === 0 ? [] : ['', 'LOST FOR GOOD:', ...indented(lines)];
}

/** The most frequent errors of a design that are worth a line. */
const MOST_ERRORS = 3;

/** What callers are left with, by its cause; designs that fail alike share a line. */
function errors(points: readonly PointResult[]): string[] {
  const byError = new Map<string, string[]>();
  for (const { design, errorReasons, calls } of points) {
    for (const { error, reason, count } of errorReasons.slice(0, MOST_ERRORS)) {
      const share = formatShare(Number((count / calls.offered).toPrecision(3)));
      const words = `${error} (${reason})`;
      byError.set(words, [...(byError.get(words) ?? []), `${design} ${share}`]);
    }
  }
  const lines = [...byError].flatMap(([words, designs]) => wrapped(`${words}: ${listed(designs)}`));
  return lines.length === 0 ? [] : ['', 'Calls that fail in the end:', ...indented(lines)];
}

/** The most names that a line lists. */
const MOST_NAMES = 4;

/** All of a few names; of many the first, and how many more. */
function listed(names: readonly string[]): string {
  if (names.length <= MOST_NAMES) return names.join(', ');
  return `${names.slice(0, MOST_NAMES - 1).join(', ')} and ${names.length - MOST_NAMES + 1} more`;
}

/** Every rule for the design of the verdict, or else for the first that may be chosen; then what the others miss. */
function objectives(result: Result, style: SummaryStyle): string[] {
  if (result.objectives.length === 0) return [];
  const eligible = new Set(
    result.stores.flatMap((store) =>
      store.eligible ? store.points.map(({ design }) => design) : [],
    ),
  );
  const first = result.objectives.find(({ design }) => eligible.has(design));
  const chosen = result.verdict.design ?? (first ?? result.objectives[0]!).design;
  const own = result.objectives.filter(({ design }) => design === chosen);
  const others = result.objectives.filter(
    ({ design, verdict }) => design !== chosen && verdict !== 'met',
  );
  return [
    '',
    ...wrapped(`Objectives for ${chosen}:`),
    ...indented(own.flatMap((objective) => judged(objective, style))),
    ...(others.length === 0 ? [] : ['', 'Not met by other designs:']),
    ...indented(others.flatMap((objective) => judged(objective, style, `${objective.design}: `))),
  ];
}

function trust(result: Result): string[] {
  const { run, checks, assumptions } = result;
  const failed = checks.filter(({ holds }) => !holds);
  const assumed = assumptions.filter(
    ({ confidence }) => confidence === 'assumption' || confidence === 'inferred',
  ).length;
  const points = result.stores.flatMap(({ points: own }) => own);
  const operations = points.reduce((sum, { crypto }) => sum + crypto.operations, 0);
  const offered = points.find(({ load }) => load === 1)?.offeredPerSecond;
  const lines = [
    `${replicationsInWords(run)} of ${formatNumber(run.durationMs / 1000)} s after ${formatNumber(run.warmUpMs / 1000)} s of warm-up, ${formatNumber(run.events / 1e6)} million events${offered === undefined ? '' : `, ${formatEstimate(offered, '/s')} offered at load 1`}.`,
    failed.length === 0
      ? `All ${checks.length} self-checks hold: calls conserved, two accounts of the number present,${littleCount(checks)} Little's law${theoryCount(checks)}.`
      : `${failed.length} of ${checks.length} SELF-CHECKS FAILED: ${failed.map(({ name, design }) => `${name} (${design})`).join('; ')}.`,
    `${assumed} of the ${assumptions.length} facts used are assumed or inferred, among them every latency and the AES rate of an HSM: AWS publishes none.`,
    `${operations.toLocaleString('en-US')} AES-256-GCM operations really done. Seed ${result.seed}, fingerprint ${result.fingerprint}.`,
  ];
  return ['', ...lines.flatMap((line) => wrapped(line))];
}

/** What failures cost the design of the verdict over years. */
function availability({ availability: results, verdict }: Result): string[] {
  const own = results.find(({ design }) => design === verdict.design);
  if (own === undefined) return [];
  const { design, downtimeMinutesPerMonth, terms } = own;
  const zones = terms.find(({ cause }) => cause === 'HSMs and zones');
  const ofZones = zones === undefined ? 0 : (zones.closedForm ?? zones.unavailable.value);
  return [
    '',
    ...wrapped(
      `Over years, on assumed rates of failure, ${design} loses ${formatNumber(downtimeMinutesPerMonth)} min a month, ${formatRoundShare(ofZones / own.unavailableShare)} of it to HSMs and zones.`,
    ),
  ];
}

/** How many figures could be held against queueing theory. */
function theoryCount(checks: Result['checks']): string {
  const count = checks.filter(({ name }) => name.startsWith('simulation against theory')).length;
  return count === 0 ? '' : `, ${count} figure${count === 1 ? '' : 's'} against queueing theory`;
}

/** At how many points Little's law could be checked: where the run ended as it began. */
function littleCount(checks: Result['checks']): string {
  const count = checks.filter(({ name }) => name.startsWith("Little's law")).length;
  return count === 0 ? ' at no point' : ` at ${count} points`;
}

function replicationsInWords({
  replications,
  mostReplications,
  stoppedBecause,
}: Result['run']): string {
  const count =
    replications === mostReplications
      ? `${replications}`
      : `${replications} to ${mostReplications}`;
  const why = stoppedBecause === 'as asked' ? '' : ` (${stoppedBecause})`;
  return `${count} replication${mostReplications === 1 ? '' : 's'}${why}`;
}
