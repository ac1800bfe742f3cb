import { attemptsByLoad } from '../charts/attempts-by-load.ts';
import { throttledByLoad } from '../charts/throttled-by-load.ts';
import { loadInWords, type Reading } from '../designs.ts';
import {
  cell,
  columns,
  figureBlock,
  tableBlock,
  type Block,
  type Section,
  type Table,
} from '../document.ts';
import {
  formatCount,
  formatEstimate,
  formatRoundShare,
  formatShare,
  formatTimes,
} from '../format-number.ts';
import { someInWords } from '../phrases.ts';
import { drawnNote, loadTable } from './by-load-table.ts';
import { shareCell } from './estimates.ts';

/** What callers see when a limit is reached: refused calls, retries, errors by name. */
export function throttlingSection(reading: Reading): Section {
  const blocks: Block[] = [];
  if (reading.loads.length > 1) {
    blocks.push(
      ...(reading.result.sweep === null ? [throttledFigure(reading)] : []),
      figureBlock({
        id: 'attempts-by-load',
        caption: attemptsCaption(reading),
        description:
          'Lines, one for each design: attempts per call over the load; 1 means no retries.',
        spec: attemptsByLoad(reading),
        data: loadTable(reading, 'attempts-data', 'Attempts per call, by load', (point) =>
          cell(formatEstimate(point.attemptsPerCall, '')),
        ),
      }),
    );
  }
  blocks.push(tableBlock(outcomesTable(reading)));
  const errors = errorsTable(reading);
  if (errors) blocks.push(tableBlock(errors));
  return {
    id: 'throttling',
    title: 'Throttling and retries',
    sentence: throttlingSentence(reading),
    blocks,
    howToRead: [
      'A call is one logical request with all its attempts. It counts as throttled only if its last attempt was refused for going too fast; an attempt that is refused and then succeeds shows up as an extra attempt.',
      'Errors are those the caller is left with, over all replications. One name may have several causes: KMSInvalidStateException is what a caller sees of most failures of a custom key store, and the SDKs do not retry it.',
      ...drawnNote(reading),
    ],
  };
}

/** Throttling as the load grows; a sweep shows it at its beginning. */
export function throttledFigure(reading: Reading): Block {
  return figureBlock({
    id: 'throttled-by-load',
    caption: throttledCaption(reading),
    description:
      'Lines, one for each design: the share of calls that end throttled after all retries, over the load.',
    spec: throttledByLoad(reading),
    data: loadTable(reading, 'throttled-data', 'Calls that end throttled, by load', (point) =>
      shareCell(point.throttledShare),
    ),
  });
}

/** Below this share of calls throttling is not worth a warning. */
const NOTICEABLE = 0.0001;

function throttlingSentence(reading: Reading): string {
  const { spotlight } = reading;
  if (!spotlight) return 'No design was simulated.';
  const { throttledShare, attemptsPerCall } = spotlight.atReference;
  const first = spotlight.points.find((point) => point.throttledShare.value > NOTICEABLE);
  const now =
    throttledShare.value === 0
      ? `no call through ${spotlight.name} ends throttled`
      : `${formatEstimate(throttledShare, '%')} of the calls through ${spotlight.name} end throttled`;
  const extra = attemptsPerCall.value - 1;
  const retries =
    extra < 0.0005
      ? 'Hardly any call needs a second attempt.'
      : `Retries add ${formatRoundShare(extra)} to the load.`;
  const later =
    first && first.load > reading.referenceLoad
      ? `; the first load with throttled calls is ${formatTimes(first.load)} that`
      : first
        ? ''
        : reading.loads.length > 1
          ? `, nor at any load up to ${formatTimes(reading.loads.at(-1) ?? 1)}`
          : '';
  return `At ${loadInWords(reading.referenceLoad)} ${now}${later}. ${retries}`;
}

function throttledCaption(reading: Reading): string {
  const starts = reading.designs.flatMap((design) => {
    const first = design.points.find((point) => point.throttledShare.value > 0.01);
    return first ? [`${design.name} at ${formatTimes(first.load)}`] : [];
  });
  return starts.length === 0
    ? 'No design throttles more than one call in a hundred at any load simulated.'
    : `More than one call in a hundred is throttled from some load on: ${someInWords(starts)}.`;
}

function attemptsCaption(reading: Reading): string {
  const worst = reading.designs
    .flatMap((design) => design.points.map((point) => ({ design, point })))
    .sort((a, b) => b.point.attemptsPerCall.value - a.point.attemptsPerCall.value)[0];
  if (!worst || worst.point.attemptsPerCall.value < 1.005) {
    return 'Retries add almost nothing to the load, in any design at any load.';
  }
  const extra = worst.point.attemptsPerCall.value - 1;
  return `Retries add up to ${formatRoundShare(extra)} to the load: ${worst.design.name} at ${formatTimes(worst.point.load)}.`;
}

function outcomesTable(reading: Reading): Table {
  return {
    id: 'outcomes',
    caption: `How calls end at ${loadInWords(reading.referenceLoad)}`,
    columns: columns(
      'Design',
      '#Offered',
      '#Succeeded',
      '#Throttled',
      '#Failed',
      '#Still running',
      '#Attempts refused',
      '#Attempts per call',
    ),
    rows: reading.designs.map((design) => {
      const { calls, throttledAttemptsShare, attemptsPerCall } = design.atReference;
      return [
        cell(design.name),
        cell(formatCount(calls.offered)),
        cell(formatCount(calls.succeeded)),
        cell(formatCount(calls.throttled)),
        cell(formatCount(calls.failed)),
        cell(formatCount(calls.inFlight)),
        shareCell(throttledAttemptsShare),
        cell(formatEstimate(attemptsPerCall, '')),
      ];
    }),
    isFolded: false,
  };
}

function errorsTable(reading: Reading): Table | null {
  const rows = reading.designs.flatMap((design) => {
    const { errorReasons, calls } = design.atReference;
    return errorReasons.map(({ error, reason, count }) => [
      cell(design.name),
      cell(error),
      cell(reason),
      cell(formatCount(count)),
      cell(calls.offered > 0 ? formatShare(Number((count / calls.offered).toPrecision(3))) : '–'),
    ]);
  });
  if (rows.length === 0) return null;
  return {
    id: 'errors',
    caption: `Errors that reach the caller at ${loadInWords(reading.referenceLoad)}`,
    columns: columns('Design', 'Error', 'Cause', '#Calls', '#Of all calls'),
    rows,
    isFolded: true,
  };
}
