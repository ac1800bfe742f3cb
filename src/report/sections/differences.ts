import type { Difference, MetricDifference } from '../../plan/index.ts';
import { differenceInWords, metricOf, narrowingOf, neighboursOf } from '../difference-words.ts';
import type { Reading } from '../designs.ts';
import { cell, columns, tableBlock, type Block, type Section, type Table } from '../document.ts';
import { formatCount, formatIn, formatRoundShare, formatTimes } from '../format-number.ts';
import { joinInWords } from '../phrases.ts';

interface Row {
  readonly design: string;
  readonly metric: MetricDifference;
}

/** Every other design against the one of the verdict, paired; null where there is no other. */
export function differencesSection(reading: Reading): Section | null {
  const { differences, run } = reading.result;
  const baseline = differences[0]?.baseline;
  if (baseline === undefined) return null;
  const rows = differences.flatMap(({ design, metrics }) =>
    metrics.map((metric) => ({ design, metric })),
  );
  const drawn = new Set(reading.drawn.map(({ name }) => name));
  const isShown = ({ design, metric }: Row) => hasMoved(metric) && drawn.has(design);
  const narrowed = narrowingInWords(differences);
  const blocks: Block[] = [
    ...(narrowed === null ? [] : [{ kind: 'prose' as const, paragraphs: [narrowed] }]),
    ...tables(
      baseline,
      rows.filter(isShown),
      rows.filter((row) => !isShown(row)),
    ),
  ];
  return {
    id: 'differences',
    title: 'What the other designs do differently',
    sentence: sentenceOf(reading, baseline),
    blocks,
    howToRead: [
      'All designs were simulated with the same random numbers: the same calls come at the same instants, and each has the same luck with all that the designs share. What chance does to both alike cancels in their difference, replication by replication, so that its interval is mostly narrower than those of the two designs suggest.',
      `A difference is “more” or “less” where its ${formatRoundShare(run.confidence)} interval leaves no room for none. “No detectable difference” names what it can be at most: the farther end of the interval. Latencies are of successful calls, before the first fault where there are faults.`,
      '“Narrower by” compares with two designs simulated independently, as many times each: 3× takes nine times fewer replications, 1× means that pairing brought nothing, as where one design is so busy that its own queue makes all the noise. From 20 replications on, differences of mean latency are also corrected by how many calls came and how long services took, against what was to be expected (control variates).',
    ],
  };
}

function hasMoved({ verdict }: MetricDifference): boolean {
  return verdict === 'more' || verdict === 'less';
}

function sentenceOf({ result }: Reading, baseline: string): string {
  const neighbours = neighboursOf(result);
  if (neighbours.length > 0) {
    return neighbours
      .map(
        ({ word, design, cost, effect }) =>
          `${design}, the next ${word} than ${baseline}, costs ${cost}; ${effect}.`,
      )
      .join(' ');
  }
  const { differences } = result;
  const moved = differences.filter(({ metrics }) =>
    metrics.some((metric) => metric.metric !== 'cost' && hasMoved(metric)),
  );
  return `Against ${baseline}, ${formatCount(moved.length)} of the ${formatCount(differences.length)} other designs ${moved.length === 1 ? 'shows' : 'show'} a difference in speed or success that is more than chance.`;
}

/** What pairing brought, over all designs. */
function narrowingInWords(differences: readonly Difference[]): string | null {
  const parts = ['mean latency', 'p99 latency'].flatMap((name) => {
    const factors = differences
      .flatMap((difference) => metricOf(difference, name) ?? [])
      .flatMap((metric) => narrowingOf(metric) ?? []);
    if (factors.length === 0) return [];
    const [least, most] = [Math.min(...factors), Math.max(...factors)].map(times);
    return [`${name} ${least === most ? least! : `${least!} to ${most!}`}`];
  });
  return parts.length === 0
    ? null
    : `The same random numbers for all designs make the intervals of their differences narrower (below 1×: wider): ${joinInWords(parts)}.`;
}

function times(factor: number): string {
  return formatTimes(Number(factor.toPrecision(2)));
}

/** What differs in sight, the rest folded; where nothing differs, nothing is folded away. */
function tables(baseline: string, shown: readonly Row[], rest: readonly Row[]): readonly Block[] {
  return [
    ...(shown.length === 0
      ? []
      : [tableBlock(tableOf('differences', `What differs from ${baseline}`, shown, false))]),
    ...(rest.length === 0
      ? []
      : [
          tableBlock(
            tableOf(
              'differences-rest',
              shown.length === 0
                ? `All designs against ${baseline}`
                : `The rest against ${baseline}: what shows no difference, and designs that are not drawn`,
              rest,
              shown.length > 0,
            ),
          ),
        ]),
  ];
}

function tableOf(id: string, caption: string, rows: readonly Row[], isFolded: boolean): Table {
  return {
    id,
    caption,
    columns: columns('Design', 'Figure', '#From → to', '#Difference', '#Narrower by'),
    rows: rows.map(({ design, metric }) => {
      const factor = narrowingOf(metric);
      return [
        cell(design),
        cell(metric.metric),
        cell(
          `${formatIn(metric.baselineValue, metric.unit)} → ${formatIn(metric.value, metric.unit)}`,
        ),
        cell(differenceInWords(metric)),
        cell(factor === null ? '–' : times(factor)),
      ];
    }),
    isFolded,
  };
}
