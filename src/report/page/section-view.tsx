import type { ComponentChildren } from 'preact';
import type { Block, KeyNumber, Section } from '../document.ts';
import { FigureView } from './figure-view.tsx';
import { keepUnits } from './keep-units.ts';
import { cutText, LongText, MOST_CHARACTERS, WholeText } from './long-text.tsx';
import { TableView } from './table-view.tsx';

/** One step of the argument: number, title, finding, evidence, how to read it. */
export function SectionView({
  section,
  number,
  children,
}: {
  readonly section: Section;
  readonly number: number;
  /** Stands behind the finding. */
  readonly children?: ComponentChildren;
}) {
  const headingId = `${section.id}-title`;
  return (
    <section id={section.id} aria-labelledby={headingId}>
      <h2 id={headingId}>
        <span class="quiet">{number}</span> {section.title}
      </h2>
      <p class="finding" dir="auto">
        {keepUnits(cutText(section.sentence, MOST_CHARACTERS.sentence))}
      </p>
      <WholeText text={section.sentence} most={MOST_CHARACTERS.sentence} />
      {children}
      {section.blocks.map((block) => (
        <BlockView block={block} />
      ))}
      {section.howToRead.length > 0 && (
        <div class="how">
          <h3>How to read this</h3>
          <ul>
            {section.howToRead.map((sentence) => (
              <li dir="auto">
                <LongText text={sentence} most={MOST_CHARACTERS.sentence} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

function BlockView({ block }: { readonly block: Block }) {
  switch (block.kind) {
    case 'numbers':
      return <Numbers caption={block.caption} numbers={block.numbers} />;
    case 'prose':
      return (
        <>
          {block.paragraphs.map((paragraph) => (
            <>
              <p dir="auto">{keepUnits(cutText(paragraph, MOST_CHARACTERS.paragraph))}</p>
              <WholeText text={paragraph} most={MOST_CHARACTERS.paragraph} />
            </>
          ))}
        </>
      );
    case 'table':
      return <TableView table={block.table} />;
    case 'figure':
      return <FigureView figure={block.figure} />;
    case 'listing':
      return (
        <div class="listing">
          <h3 dir="auto">{cutText(block.caption, MOST_CHARACTERS.title)}</h3>
          <pre
            class="scroll"
            tabIndex={0}
            role="group"
            aria-label={cutText(block.caption, MOST_CHARACTERS.title)}
          >
            <code>{block.text}</code>
          </pre>
        </div>
      );
    default:
      return null;
  }
}

function Numbers({
  caption,
  numbers,
}: {
  readonly caption: string;
  readonly numbers: readonly KeyNumber[];
}) {
  return (
    <>
      <h3 dir="auto">{cutText(caption, MOST_CHARACTERS.title)}</h3>
      <dl class="numbers">
        {numbers.map((number) => (
          <div>
            <dt>{cutText(number.label, MOST_CHARACTERS.title)}</dt>
            <dd class="value">{number.value}</dd>
            <dd class="quiet" dir="auto">
              <LongText text={number.detail} most={MOST_CHARACTERS.question} />
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
