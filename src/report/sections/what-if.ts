import type { VariantDesign, VariantResult } from '../../plan/index.ts';
import { dumbbell, dumbbellRows } from '../charts/dumbbell.ts';
import type { Reading } from '../designs.ts';
import {
  cell,
  columns,
  figureBlock,
  tableBlock,
  type Block,
  type Cell,
  type Section,
  type Tone,
} from '../document.ts';
import { formatCount } from '../format-number.ts';
import { joinInWords, plural } from '../phrases.ts';
import { changeInWords, linesOf, type WhatIfLine } from '../what-if-words.ts';

/** What each variant does differently from the baseline; null where nobody asked. */
export function whatIfSection(reading: Reading): Section | null {
  const { whatIf } = reading.result;
  if (whatIf === null) return null;
  const count = whatIf.variants.length;
  const [only] = whatIf.variants;
  return {
    id: 'what-if',
    title: 'What if',
    sentence:
      count === 1 ? `With ${only!.name}: ${only!.sentence}` : severalInWords(whatIf.variants),
    blocks: whatIf.variants.flatMap(variantBlocks),
    howToRead: [
      `${whatIf.pairing} What chance does to both alike cancels, so that the interval of a difference is mostly narrower than those of the two values suggest.`,
      '“No detectable difference” names what it can be at most: the farther end of the interval. In the drawing a ring is the baseline and a disc the variant, each figure as a share of the baseline’s; the bar is the interval of the difference.',
      'Signs: ~ changed, + added, - removed; ✓ met, ✗ missed, ? not decided.',
    ],
  };
}

const STAYS = /^The answer stays\b/;

/** Which variants leave the answer as it is, and what the others make of it. */
function severalInWords(variants: readonly VariantResult[]): string {
  const same = variants.filter(({ sentence }) => STAYS.test(sentence));
  const others = variants.filter((variant) => !same.includes(variant));
  return [
    `Of ${plural(variants.length, formatCount(variants.length), 'variant')}, ${
      same.length === 0
        ? 'each changes the answer.'
        : `${joinInWords(same.map(({ name }) => name))} ${same.length === 1 ? 'leaves' : 'leave'} the answer as it is.`
    }`,
    ...others.map(({ name, sentence }) => `${name}: ${sentence}`),
  ].join(' ');
}

function variantBlocks(variant: VariantResult, index: number): readonly Block[] {
  const { name, changes, designs, unchanged, sentence } = variant;
  const rows = dumbbellRows(designs);
  return [
    {
      kind: 'prose',
      paragraphs: [
        `${name}. ${sentence}`,
        ...changes.map(changeInWords),
        ...(unchanged.length === 0 ? [] : [`Unchanged: ${unchanged.join(', ')}.`]),
      ],
    },
    ...(rows.length === 0
      ? []
      : [
          figureBlock({
            id: `what-if-figure-${index + 1}`,
            caption: `What ${name} moves, as shares of the baseline’s figures.`,
            description:
              'One line a figure that moved: a ring at 100 % for the baseline, a disc for the variant, a bar for the interval of the difference.',
            spec: dumbbell(rows),
            data: {
              id: `what-if-figure-data-${index + 1}`,
              caption: 'The figures drawn',
              columns: columns('Figure', '#Of the baseline’s'),
              rows: rows.map(({ label, share }) => [
                cell(label),
                cell(`${(share * 100).toPrecision(3)} %`),
              ]),
              isFolded: true,
            },
          }),
        ]),
    ...designs.map((design, position) =>
      tableBlock(designTable(design, `what-if-${index + 1}-${position + 1}`, name)),
    ),
  ];
}

function designTable(design: VariantDesign, id: string, variant: string) {
  return {
    id,
    caption: `${design.design}, with ${variant}`,
    columns: columns('Figure or rule', '~Before → after', '~Difference', 'Verdict'),
    rows: linesOf(design).map((line): readonly Cell[] => [
      cell(line.what),
      cell(line.fromTo),
      cell(line.difference === '' ? '–' : line.difference),
      verdictCell(line),
    ]),
    isFolded: false,
  };
}

const WORDS = { met: '✓ met', missed: '✗ missed', undecided: '? not decided' } as const;
const TONES: Readonly<Record<keyof typeof WORDS, Tone>> = {
  met: 'good',
  missed: 'bad',
  undecided: 'open',
};

function verdictCell({ before, after }: WhatIfLine): Cell {
  if (after === null) return cell(before === null ? '' : `${WORDS[before]} → not asked`);
  const text =
    before === after || before === null ? WORDS[after] : `${WORDS[before]} → ${WORDS[after]}`;
  return { text, tone: TONES[after] };
}
