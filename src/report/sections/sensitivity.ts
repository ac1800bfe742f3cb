import type { SensitivityEnd, SensitivityRow, SensitivitySummary } from '../../plan/index.ts';
import { tornado } from '../charts/tornado.ts';
import type { Reading } from '../designs.ts';
import {
  cell,
  columns,
  figureBlock,
  type Cell,
  type Section,
  type Table,
  type Tone,
} from '../document.ts';
import { formatCount, formatMeasured } from '../format-number.ts';
import { roomInWords } from '../phrases.ts';

/** What the verdict hangs on; null where nothing was moved. */
export function sensitivitySection({ result }: Reading): Section | null {
  const { sensitivity: rows, sensitivitySummary: summary } = result;
  if (summary === null) return null;
  return {
    id: 'sensitivity',
    title: 'Sensitivity',
    sentence: summary.sentence,
    blocks:
      rows.length === 0
        ? []
        : [
            figureBlock({
              id: 'tornado',
              caption: captionOf(rows, summary),
              description:
                'Horizontal bars, one line for each fact: how far the closest objective is from its limit at both ends of the fact’s range. Bars that cross the red line turn the verdict.',
              spec: tornado(rows, summary.margin),
              data: tornadoTable(rows),
            }),
          ],
    howToRead: [
      `Each of the ${formatCount(summary.movedFacts)} facts in use that are assumed or inferred and have a plausible range was moved to both ends of it, alone, with the same random numbers; the table lists those that move the result most. Of a law of time the median moves, and its other percentiles with it.`,
      'A strong bar leads to the low end of the range, a faint one to the high end; a bar that fills the left side goes on beyond it.',
      'The room is the distance of the closest objective to its limit, as a share of the limit; of an objective such as success > 99.9 %, as a share of what may fail. The closest objective may be another one at each end.',
      'Where a fact turns the verdict, “turns between” brackets the value: measure it, and you know on which side you are. Facts that are wrong together may do more than each alone.',
    ],
  };
}

function captionOf(rows: readonly SensitivityRow[], { design }: SensitivitySummary): string {
  const flips = rows.filter(({ flip }) => flip !== null);
  return flips.length === 0
    ? `No fact alone turns the verdict on ${design}; ${rows[0]!.fact} moves it most.`
    : `${formatCount(flips.length)} of the facts ${flips.length === 1 ? 'turns' : 'turn'} the verdict on ${design} within the plausible range.`;
}

function tornadoTable(rows: readonly SensitivityRow[]): Table {
  return {
    id: 'tornado-data',
    caption: 'What moves the verdict, most first',
    columns: columns('Fact', 'Stands at', 'Low end', 'High end', 'Verdict turns between'),
    rows: rows.map((row) => [
      { text: row.title, detail: row.fact },
      {
        text: row.base,
        detail: row.confidence === 'inferred' ? 'inferred' : 'assumed',
        tone: 'assumed',
      },
      endCell(row.low),
      endCell(row.high),
      row.flip === null
        ? cell('–')
        : cell(`${row.flip.from} and ${row.flip.to}`, `by “${row.flip.expect}”`),
    ]),
    isFolded: false,
  };
}

const SIGNS: Readonly<Record<SensitivityEnd['outcome'], readonly [string, Tone]>> = {
  met: ['✓', 'good'],
  missed: ['✗', 'bad'],
  undecided: ['?', 'open'],
};

function endCell({ value, outcome, margin, expect, measured, unit }: SensitivityEnd): Cell {
  const [sign, tone] = SIGNS[outcome];
  return {
    text: `${sign} ${value}: ${roomInWords(margin)}`,
    detail: `${expect}: ${formatMeasured(measured, unit)}`,
    tone,
  };
}
