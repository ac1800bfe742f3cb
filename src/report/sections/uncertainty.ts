import type { UncertainDesign, UncertainMetric, Uncertainty } from '../../plan/index.ts';
import { inputSpread, type SpreadRow } from '../charts/input-spread.ts';
import type { Reading } from '../designs.ts';
import {
  cell,
  columns,
  figureBlock,
  tableBlock,
  type Block,
  type Section,
  type Table,
} from '../document.ts';
import { formatCount, formatIn } from '../format-number.ts';
import { chanceOf, heldInWords, SPREAD_METRIC, spreadInWords } from '../spread-in-words.ts';
import { drawnNote } from './by-load-table.ts';

/** How far the answer spreads because inputs are uncertain; null where none is. */
export function uncertaintySection(reading: Reading): Section | null {
  const { uncertainty } = reading.result;
  const words = spreadInWords(reading.result);
  if (uncertainty === null || words === null) return null;
  const moved = uncertainty.designs.filter(({ isMoved }) => isMoved);
  const rows = spreadRows(reading, uncertainty);
  const blocks: Block[] = [];
  if (rows.length > 0) {
    blocks.push(
      figureBlock({
        id: 'input-spread',
        caption:
          'How far p99 spreads with the uncertain inputs, and how little or much of it is chance.',
        description:
          'Horizontal bars, one for each design: from the 5th to the 95th percentile of p99 over the draws of the inputs, with a stroke at the median. A thin grey bar below shows the width that chance in the simulation alone would give.',
        spec: inputSpread(rows),
        data: overviewTable(moved),
      }),
    );
  } else if (moved.length > 0) {
    blocks.push(tableBlock(overviewTable(moved)));
  }
  blocks.push(tableBlock(inputsTable(uncertainty)));
  if (moved.length > 0) blocks.push(tableBlock(figuresTable(moved, uncertainty)));
  const spared = uncertainty.designs.filter(({ isMoved }) => !isMoved);
  const [draws, replications] = [uncertainty.draws, uncertainty.replicationsPerDraw].map(
    formatCount,
  );
  return {
    id: 'uncertainty',
    title: 'Uncertain inputs',
    sentence: words.held === null ? words.spread : `${words.spread} ${words.held}`,
    blocks,
    howToRead: [
      `All uncertain inputs were drawn together ${draws} times (Latin hypercube: each belief is covered evenly), and each design was simulated ${replications} times with every draw, at the scenario’s load. The same draw has the same random numbers in all designs; everywhere else in this report the inputs stand at their medians.`,
      '“From the inputs” and “from chance” are standard deviations from an analysis of variance between and within the draws; that of chance is for one replication. A draw meets an objective by its value where two replications cannot decide. Where a design is overloaded it has no latency: such draws are counted, and stand beyond all others.',
      'What comes out is as good as the beliefs that went in, and takes the inputs as independent of each other. Availability over years is not drawn.',
      ...(spared.length === 0
        ? []
        : [
            `Designs that none of the inputs concerns, and so stay as they are: ${spared.map(({ design }) => design).join(', ')}.`,
          ]),
      ...drawnNote(reading),
    ],
  };
}

function spreadRows(reading: Reading, uncertainty: Uncertainty): readonly SpreadRow[] {
  return reading.drawn.flatMap(({ name, style }) => {
    const own = uncertainty.designs.find(({ design }) => design === name);
    const metric = own?.metrics.find((each) => each.metric === SPREAD_METRIC);
    if (own === undefined || metric === undefined || metric.p5 === null) return [];
    const { p5, median, p95 } = metric;
    const chance = chanceOf(metric, uncertainty);
    return [{ name, p5, median, p95, chance, text: rangeText(metric), colour: style.colour }];
  });
}

/** `38.1 to 55.0 ms`. */
function rangeText({ p5, p95, unit, drawsWithout }: UncertainMetric): string {
  if (p5 === null) return 'none';
  const low = formatIn(p5, unit);
  if (p95 === null) return `${low} or more, ${formatCount(drawsWithout)} without`;
  const high = formatIn(p95, unit);
  if (low === high) return low;
  // The unit once, where both have the same.
  const [figure = low, lowUnit] = low.split(' ');
  return lowUnit === high.split(' ')[1] ? `${figure} to ${high}` : `${low} to ${high}`;
}

/** One line a design: how often it meets its objectives, and where its figures lie. */
function overviewTable(designs: readonly UncertainDesign[]): Table {
  const shown = [SPREAD_METRIC, 'p99 added latency', 'success', 'cost'];
  return {
    id: 'input-spread-data',
    caption: 'Draws in which every objective is met, and where 90 of 100 cases lie',
    columns: columns('Design', 'Meets all', '#p99', '#Added p99', '#Success', '#$/month'),
    rows: designs.map((own) => [
      cell(own.design),
      cell(own.metShare === null ? '–' : heldInWords(own)),
      ...shown.map((name) => cell(rangeText(own.metrics.find(({ metric }) => metric === name)!))),
    ]),
    isFolded: false,
  };
}

function inputsTable({ inputs }: Uncertainty): Table {
  return {
    id: 'uncertain-inputs',
    caption: 'What is believed of the inputs',
    columns: columns('Fact', 'Believed to be'),
    rows: inputs.map(({ fact, title, text }) => [
      { text: title, detail: fact },
      { text, tone: 'assumed' },
    ]),
    isFolded: false,
  };
}

function figuresTable(designs: readonly UncertainDesign[], { draws }: Uncertainty): Table {
  return {
    id: 'input-spread-all',
    caption: 'All figures: inputs and chance apart',
    columns: columns(
      'Design',
      'Figure',
      '#5 of 100 below',
      '#Median',
      '#95 of 100 below',
      '#From the inputs',
      '#From chance',
      '#Draws without',
    ),
    rows: designs.flatMap(({ design, metrics }) =>
      metrics.map((own) => {
        const value = (number: number | null) =>
          cell(number === null ? 'none' : formatIn(number, own.unit));
        const deviation = (number: number | null) =>
          cell(number === null ? '–' : `± ${formatIn(number, own.unit)}`);
        return [
          cell(design),
          cell(own.metric),
          value(own.p5),
          value(own.median),
          value(own.p95),
          deviation(own.inputDeviation),
          deviation(own.noiseDeviation),
          cell(
            own.drawsWithout === 0
              ? '–'
              : `${formatCount(own.drawsWithout)} of ${formatCount(draws)}`,
          ),
        ];
      }),
    ),
    isFolded: true,
  };
}
