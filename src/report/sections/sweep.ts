import type { SweepResult } from '../../plan/index.ts';
import type { Reading } from '../designs.ts';
import {
  cell,
  columns,
  tableBlock,
  type Block,
  type Cell,
  type Section,
  type Table,
} from '../document.ts';
import { formatCount, formatTimes, formatUsd } from '../format-number.ts';
import { numericSettings } from '../numeric-settings.ts';
import { joinInWords, plural } from '../phrases.ts';
import { linesLeftOut } from '../charts/by-axis.ts';
import { drawnNote } from './by-load-table.ts';
import { latencyCell, shareCell } from './estimates.ts';
import { calmLatency } from '../calm.ts';
import { p99Figure } from './latency.ts';
import { costFigure } from './money.ts';
import { settingFigures } from './sweep-figures.ts';
import { throttledFigure } from './throttling.ts';

/** A longer table opens on demand. */
const MOST_OPEN = 12;
/** Settings over which figures are drawn; the tables have all. */
const MOST_SETTINGS = 3;

/** What a sweep found: figures over what was varied, and where designs bend; null without one. */
export function sweepSection(reading: Reading): Section | null {
  const { sweep } = reading.result;
  if (sweep === null) return null;
  const settings = numericSettings(reading.designs);
  const drawn = settings.slice(0, MOST_SETTINGS);
  const hasLoads = reading.loads.length > 1;
  const blocks: readonly Block[] = [
    { kind: 'prose', paragraphs: [whatWasVaried(reading, sweep)] },
    ...(hasLoads ? [throttledFigure(reading), p99Figure(reading), costFigure(reading)] : []),
    ...drawn.flatMap((setting) => settingFigures(reading, setting)),
    ...(sweep.knees.length === 0 ? [] : [tableBlock(kneeTable(sweep))]),
    tableBlock(pointTable(reading)),
  ];
  return {
    id: 'sweep',
    title: 'What the sweep shows',
    sentence: sweep.sentence,
    blocks,
    howToRead: [
      ...(hasLoads ? HOW_TO_READ_KNEES : []),
      ...acrossStudies(sweep),
      ...drawn.flatMap((setting) => {
        const rest = linesLeftOut(reading, setting);
        return rest === 0
          ? []
          : [
              `Over ${setting.path} ${formatCount(rest)} more lines would fit no figure; the tables list them.`,
            ];
      }),
      ...settings
        .slice(MOST_SETTINGS)
        .map(({ path }) => `${path} was varied too, and has no figure of its own.`),
      'Latencies are those of calls due before the first fault, where there is one; hollow dots are of designs in which calls pile up.',
      ...drawnNote(reading),
    ],
  };
}

const HOW_TO_READ_KNEES = [
  'A design carries a load where its calls do not pile up and the measured figures keep all objectives, cost apart; where no objective is about throttling or success, it must not throttle more than 1 % of its calls either. “Probably” marks what more replications may turn.',
  'Between the highest load that a design carries and the lowest that it does not, further loads were simulated, each time in the middle by ratio, and some where its p99 bends most. They have the same seeds as all others.',
];

/** What is said once on the page is not so for all where the sweep reaches beyond designs. */
function acrossStudies({ acrossStudies: paths }: SweepResult): readonly string[] {
  return paths.length === 0
    ? []
    : [
        `Each value of ${joinInWords(paths)} makes a study of its own. Designs are compared within one only, since another may have seen other calls; and what this page says once, such as the Region or what was assumed, is that of the first.`,
      ];
}

function whatWasVaried({ designs, loads }: Reading, { axes, refined }: SweepResult): string {
  const varied = joinInWords(axes.map(({ path, values }) => `${path} (${values.join(', ')})`));
  const points = designs.reduce((sum, design) => sum + design.points.length, 0);
  const between = refined.reduce((sum, own) => sum + own.loads.length, 0);
  return `Varied: ${varied}. That makes ${counted(designs.length, 'design')} at ${counted(loads.length, 'load')}${between === 0 ? '' : `, and ${counted(between, 'load')} in between where designs bend`}: ${counted(points, 'point')} in all.`;
}

function counted(count: number, noun: string): string {
  return plural(count, formatCount(count), noun);
}

function kneeTable({ knees, refined }: SweepResult): Table {
  return {
    id: 'knees',
    caption: 'Where each design bends',
    columns: columns('Design', '#Carries', '#Does not carry', '~There it', '#Loads in between'),
    rows: knees.map(({ design, carriesUpToLoad, breaksAtLoad, because }): readonly Cell[] => [
      cell(design),
      cell(carriesUpToLoad === null ? 'none' : formatTimes(carriesUpToLoad)),
      cell(breaksAtLoad === null ? '–' : formatTimes(breaksAtLoad)),
      cell(because ?? 'carries every load that was tried'),
      cell(formatCount(refined.find((own) => own.design === design)?.loads.length ?? 0)),
    ]),
    isFolded: knees.length > MOST_OPEN,
  };
}

/** Everything that was simulated, loads in between included. */
function pointTable({ designs }: Reading): Table {
  return {
    id: 'sweep-points',
    caption: 'Every point of the sweep',
    columns: columns('Design', '#Load', '#Throttled', '#p99', '#A month', '#Replications'),
    rows: designs.flatMap(({ name, points }) =>
      points.map((point): readonly Cell[] => [
        cell(name),
        cell(formatTimes(point.load)),
        shareCell(point.throttledShare),
        latencyCell(calmLatency(point).latencyMs, 'p99'),
        cell(formatUsd(point.cost.monthUsd)),
        cell(formatCount(point.replications)),
      ]),
    ),
    isFolded: true,
  };
}
