import type { Block, KeyNumber, Section } from '../document.ts';
import { FigureView } from './figure-view.tsx';
import { keepUnits } from './keep-units.ts';
import { TableView } from './table-view.tsx';

/** One step of the argument: number, title, finding, evidence, how to read it. */
export function SectionView({
  section,
  number,
}: {
  readonly section: Section;
  readonly number: number;
}) {
  const headingId = `${section.id}-title`;
  return (
    <section id={section.id} aria-labelledby={headingId}>
      <h2 id={headingId}>
        <span class="quiet">{number}</span> {section.title}
      </h2>
      <p class="finding" dir="auto">
        {keepUnits(section.sentence)}
      </p>
      {section.blocks.map((block) => (
        <BlockView block={block} />
      ))}
      {section.howToRead.length > 0 && (
        <div class="how">
          <h3>How to read this</h3>
          <ul>
            {section.howToRead.map((sentence) => (
              <li dir="auto">{sentence}</li>
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
            <p dir="auto">{paragraph}</p>
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
          <h3>{block.caption}</h3>
          <pre class="scroll" tabIndex={0} role="group" aria-label={block.caption}>
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
      <h3 dir="auto">{caption}</h3>
      <dl class="numbers">
        {numbers.map((number) => (
          <div>
            <dt>{number.label}</dt>
            <dd class="value">{number.value}</dd>
            <dd class="quiet" dir="auto">
              {number.detail}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
