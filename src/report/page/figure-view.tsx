import { renderSvg } from '../charts/render-svg.ts';
import type { Figure } from '../document.ts';
import { cutText, LongText, MOST_CHARACTERS } from './long-text.tsx';
import { TableView } from './table-view.tsx';

/**
 * A drawing with a caption that states its finding and, folded, the numbers drawn. The SVG string
 * is ours, drawn from a spec in which all text is escaped by Vega; it is the one place besides the
 * style sheet where the page takes a string for markup.
 */
export function FigureView({ figure }: { readonly figure: Figure }) {
  const captionId = `${figure.id}-caption`;
  return (
    <figure id={figure.id} aria-labelledby={captionId}>
      <figcaption id={captionId} dir="auto">
        <LongText text={figure.caption} most={MOST_CHARACTERS.sentence} />
      </figcaption>
      <div
        class="scroll"
        role="group"
        tabIndex={0}
        aria-label={`Drawing: ${cutText(figure.caption, MOST_CHARACTERS.label)}`}
      >
        <div
          class="drawing"
          role="img"
          aria-label={cutText(figure.description, MOST_CHARACTERS.sentence)}
          dangerouslySetInnerHTML={{ __html: renderSvg(figure.spec) }}
        />
      </div>
      <TableView table={figure.data} />
    </figure>
  );
}
