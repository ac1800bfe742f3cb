import Table from 'cli-table3';
import pc from 'picocolors';
import {
  formatEstimate,
  formatMeasured,
  formatNumber,
  formatShare,
  formatUsd,
} from '../../report/index.ts';
import { percentileName, type PointResult, type Result } from '../../plan/index.ts';
import { verdictSign } from './signs.ts';

const WIDTH = 80;

export interface SummaryStyle {
  readonly hasColour: boolean;
  readonly hasSigns: boolean;
}

/** The answer for the terminal: verdict, objectives, comparison, walls, what to mind. */
export function summarise(result: Result, style: SummaryStyle): string {
  const colours = pc.createColors(style.hasColour);
  const points = result.stores.flatMap(({ points: own, eligible }) =>
    own.map((point) => ({ point, eligible })),
  );
  const reference = points.filter(({ point }) => point.load === referenceLoad(points));
  return [
    colours.bold(result.title),
    ...wrapped(result.question ?? ''),
    '',
    ...wrapped(result.verdict.sentence).map((line) =>
      result.verdict.outcome === 'met' ? colours.green(line) : colours.yellow(line),
    ),
    '',
    comparison(reference, style),
    ...overload(points.map(({ point }) => point)),
    ...walls(reference.map(({ point }) => point)),
    ...objectives(result, style),
    ...trust(result),
    ...result.warnings.flatMap((warning) => wrapped(`! ${warning}`).map(colours.yellow)),
  ].join('\n');
}

/** 1, or the nearest simulated load. */
function referenceLoad(points: readonly { readonly point: PointResult }[]): number {
  return points.reduce(
    (best, { point }) => (Math.abs(point.load - 1) < Math.abs(best - 1) ? point.load : best),
    Infinity,
  );
}

function comparison(
  rows: readonly { readonly point: PointResult; readonly eligible: boolean }[],
  style: SummaryStyle,
): string {
  const table = new Table({
    head: ['design', 'success', 'throttled', 'p50 ms', 'p99 ms', 'added p99', 'busiest', '$/month'],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 1 },
    chars: plainBorders(style.hasSigns),
  });
  for (const { point, eligible } of rows) {
    const at = (share: number, of: PointResult['latencyMs']) =>
      of.count === 0 ? '-' : formatNumber(of.percentiles[percentileName(share)]?.value ?? 0);
    const busiest = Math.max(
      -1,
      ...Object.values(point.stations).map(({ utilisationShare }) => utilisationShare.value),
    );
    table.push([
      eligible ? point.design : `(${point.design})`,
      formatShare(point.successShare.value),
      formatShare(point.throttledShare.value),
      at(0.5, point.latencyMs),
      at(0.99, point.latencyMs),
      at(0.99, point.addedLatencyMs),
      busiest < 0 ? '-' : `${(busiest * 100).toFixed(0)} %`,
      formatUsd(point.cost.monthUsd),
    ]);
  }
  const note = rows.some(({ eligible }) => !eligible)
    ? '\n(in parentheses: not admitted by the require clause)'
    : '';
  return table.toString() + note;
}

function plainBorders(hasSigns: boolean): Record<string, string> {
  const line = hasSigns ? '─' : '-';
  const none = ['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left'];
  return {
    ...Object.fromEntries([...none, 'bottom-right', 'left', 'right'].map((name) => [name, ''])),
    mid: line,
    'left-mid': '',
    'right-mid': '',
    'mid-mid': line,
    middle: ' ',
  };
}

/** Where the load grows past what a design carries. */
function overload(points: readonly PointResult[]): string[] {
  const unstable = points.filter(({ stable }) => !stable);
  if (unstable.length === 0) return [];
  const names = unstable.map(({ design, load }) => `${design} at load ${load}`).join(', ');
  return [
    '',
    ...wrapped(
      `Overloaded, calls pile up (latencies are cut off by the end of the run): ${names}.`,
    ),
  ];
}

/** Which wall each design meets first. */
function walls(points: readonly PointResult[]): string[] {
  const lines = points.flatMap(({ design, limits }) => {
    const wall = limits.find(({ binds }) => binds);
    return wall === undefined
      ? []
      : [
          `  ${design}: ${wall.name} at ${formatNumber(wall.capacityPerSecond)}/s, ${formatShare(wall.usedShare)} used${wall.confidence === 'assumption' ? ' (assumed capacity)' : ''}`,
        ];
  });
  return lines.length === 0 ? [] : ['', 'First wall as the load grows:', ...lines];
}

function objectives(result: Result, { hasColour, hasSigns }: SummaryStyle): string[] {
  if (result.objectives.length === 0) return [];
  const colours = pc.createColors(hasColour);
  const paint = { met: colours.green, missed: colours.red, undecided: colours.yellow };
  const rules = [...new Set(result.objectives.map(({ expect }) => expect))];
  return [
    '',
    'Objectives at load 1:',
    ...rules.flatMap((rule) => [
      `  ${rule}`,
      ...result.objectives
        .filter(({ expect }) => expect === rule)
        .map(({ design, verdict, measured, unit, level, replicationsToDecide }) => {
          const sign = paint[verdict](verdictSign(verdict, hasSigns));
          const more =
            replicationsToDecide === null
              ? ''
              : `, ${replicationsToDecide} replications would decide`;
          const warning = level === 'warn' ? '  (warning only)' : '';
          return `    ${sign} ${design}: ${formatMeasured(measured, unit)}${more}${warning}`;
        }),
    ]),
  ];
}

function trust(result: Result): string[] {
  const { run, checks, assumptions } = result;
  const failed = checks.filter(({ holds }) => !holds);
  const assumed = assumptions.filter(({ confidence }) => confidence === 'assumption').length;
  const points = result.stores.flatMap(({ points: own }) => own);
  const operations = points.reduce((sum, { crypto }) => sum + crypto.operations, 0);
  const offered = points.find(({ load }) => load === 1)?.offeredPerSecond;
  const lines = [
    `${run.replications} replications of ${formatNumber(run.durationMs / 1000)} s after ${formatNumber(run.warmUpMs / 1000)} s of warm-up, ${formatNumber(run.events / 1e6)} million events${offered === undefined ? '' : `, ${formatEstimate(offered, '/s')} offered at load 1`}.`,
    failed.length === 0
      ? `All ${checks.length} self-checks hold (calls conserved, two accounts of the number present, Little's law).`
      : `${failed.length} of ${checks.length} SELF-CHECKS FAILED: ${failed.map(({ name, design }) => `${name} (${design})`).join('; ')}.`,
    `${assumed} of the ${assumptions.length} facts used are assumed, among them every latency and the AES rate of an HSM: AWS publishes none.`,
    `${operations.toLocaleString('en-US')} AES-256-GCM operations really done. Seed ${result.seed}, fingerprint ${result.fingerprint}.`,
  ];
  return ['', ...lines.flatMap((line) => wrapped(line))];
}

/** Breaks a sentence into lines that fit a terminal. */
function wrapped(text: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    if (line !== '' && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, line];
}
