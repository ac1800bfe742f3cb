import type { PointResult } from '../../plan/index.ts';
import { calmLatency } from '../calm.ts';
import { byAxis, familiesOver, type AxisFigure } from '../charts/by-axis.ts';
import { loadInWords, type DesignView, type Reading } from '../designs.ts';
import { cell, columns, figureBlock, type Block, type Cell, type Table } from '../document.ts';
import { formatRoundMs, formatRoundShare, formatUsd } from '../format-number.ts';
import type { NumericSetting } from '../numeric-settings.ts';
import { latencyCell, percentile, shareCell } from './estimates.ts';

interface Measure extends Omit<AxisFigure, 'setting' | 'yTitle'> {
  readonly id: string;
  /** Begins a caption. */
  readonly subject: string;
  /** In full, as the axis has it. */
  readonly what: string;
  readonly write: (point: PointResult) => Cell;
  /** What is said in place of a figure that would show a level line; null: it is worth drawing. */
  readonly flat: (points: readonly PointResult[]) => string | null;
}

/** Shares below this, of all calls, are no finding. */
const NOTICEABLE = 0.0005;

const MEASURES: readonly Measure[] = [
  {
    id: 'throttled',
    unit: '%',
    subject: 'Calls throttled',
    what: 'calls that end throttled, after all retries',
    isLogarithmic: false,
    leastHighest: 0.01,
    writeY: formatRoundShare,
    measure: ({ throttledShare }) => throttledShare,
    write: ({ throttledShare }) => shareCell(throttledShare),
    flat: (points) =>
      points.every(({ throttledShare }) => throttledShare.value < NOTICEABLE)
        ? 'hardly a call ends throttled'
        : null,
  },
  {
    id: 'failed',
    unit: '%',
    subject: 'Calls failed',
    what: 'calls that end in another error, after all retries',
    isLogarithmic: false,
    leastHighest: 0.01,
    writeY: formatRoundShare,
    measure: ({ failedShare }) => failedShare,
    write: ({ failedShare }) => shareCell(failedShare),
    flat: (points) =>
      points.every(({ failedShare }) => failedShare.value < NOTICEABLE)
        ? 'hardly a call fails'
        : null,
  },
  {
    id: 'p99',
    unit: 'ms',
    subject: 'p99 of latency',
    what: '99th percentile of latency',
    isLogarithmic: true,
    leastHighest: 1e-3,
    writeY: formatRoundMs,
    measure: (point) => percentile(calmLatency(point).latencyMs, 'p99'),
    write: (point) => latencyCell(calmLatency(point).latencyMs, 'p99'),
    flat: (points) =>
      points.every((point) => percentile(calmLatency(point).latencyMs, 'p99') === null)
        ? 'there is no latency to draw'
        : null,
  },
  {
    id: 'cost',
    unit: '$',
    subject: 'The monthly bill',
    what: 'US dollars a month',
    isLogarithmic: false,
    leastHighest: 1,
    writeY: (tick) => (tick === 0 ? '$0' : formatUsd(tick)),
    measure: ({ cost }) => ({ value: cost.monthUsd, low: null, high: null }),
    write: ({ cost }) => cell(formatUsd(cost.monthUsd)),
    flat: ([first, ...others]) => {
      const usd = formatUsd(first!.cost.monthUsd);
      const isSame = others.every(({ cost }) => formatUsd(cost.monthUsd) === usd);
      return isSame ? `the bill is always ${usd} a month` : null;
    },
  },
];

/** Throttling, failures, p99 and cost over one setting, at the scenario's load. */
export function settingFigures(reading: Reading, setting: NumericSetting): readonly Block[] {
  const load = loadInWords(reading.referenceLoad);
  const designs = familiesOver(reading, setting).flatMap((family) => family.designs);
  const points = designs.map(({ atReference }) => atReference);
  const level = MEASURES.flatMap(({ flat }) => flat(points) ?? []);
  const drawn = MEASURES.filter(({ flat }) => flat(points) === null);
  return [
    ...drawn.map(({ id, subject, what, write, ...figure }) =>
      figureBlock({
        id: `${id}-over-${setting.path.replace(/[^A-Za-z0-9]+/g, '-')}`,
        caption: `${subject} over ${setting.path}: ${endsInWords(reading, setting, write)}.`,
        description: `Lines, one for each choice of all other settings: ${what} over ${setting.path}, at ${load}.`,
        spec: byAxis(reading, {
          ...figure,
          setting,
          yTitle: `${what}, at ${load}${figure.isLogarithmic ? ' (logarithmic)' : ''}`,
        }),
        data: tableOf(designs, setting, `${id}-over-${setting.path}-data`, what, write),
      }),
    ),
    ...(level.length === 0
      ? []
      : [{ kind: 'prose' as const, paragraphs: [`Over ${setting.path}, ${level.join('; ')}.`] }]),
  ];
}

/** The figure at both ends of the setting, of the first line. */
function endsInWords(
  reading: Reading,
  setting: NumericSetting,
  write: (point: PointResult) => Cell,
): string {
  const { designs } = familiesOver(reading, setting)[0]!;
  const said = ({ name, atReference }: DesignView) =>
    `${write(atReference).text.replace('✗ ', '')} with ${name}`;
  return designs.length === 1
    ? said(designs[0]!)
    : `${said(designs[0]!)}, ${said(designs.at(-1)!)}`;
}

function tableOf(
  designs: readonly DesignView[],
  { path }: NumericSetting,
  id: string,
  what: string,
  write: (point: PointResult) => Cell,
): Table {
  return {
    id,
    caption: `${what[0]!.toUpperCase()}${what.slice(1)}, over ${path}`,
    columns: columns('Design', `#${path}`, '#Figure'),
    rows: designs.map(({ name, atReference }): readonly Cell[] => [
      cell(name),
      cell(String(atReference.coordinates[path])),
      write(atReference),
    ]),
    isFolded: true,
  };
}
