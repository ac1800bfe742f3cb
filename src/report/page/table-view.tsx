import { directionOf } from '../directions.ts';
import type { Cell, Column, Table } from '../document.ts';
import { cutText, MOST_CHARACTERS, WholeText } from './long-text.tsx';

/** A table in a container of its own that scrolls sideways, so that the page never has to. */
export function TableView({ table }: { readonly table: Table }) {
  if (!table.isFolded) return <OpenTable table={table} />;
  return (
    <details>
      <summary>
        <span dir={directionOf(table.caption)}>
          {cutText(table.caption, MOST_CHARACTERS.title)}
        </span>{' '}
        <span class="quiet">({rowCount(table)})</span>
      </summary>
      <OpenTable table={table} />
    </details>
  );
}

function rowCount(table: Table): string {
  return table.rows.length === 1 ? '1 row' : `${table.rows.length} rows`;
}

function OpenTable({ table }: { readonly table: Table }) {
  return (
    <div
      class="scroll"
      role="group"
      tabIndex={0}
      aria-label={`Table: ${cutText(table.caption, MOST_CHARACTERS.label)}`}
    >
      <table>
        <caption class={table.isFolded ? 'hidden' : undefined} dir={directionOf(table.caption)}>
          {cutText(table.caption, MOST_CHARACTERS.question)}
        </caption>
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th scope="col" class={classOf(column)} dir={directionOf(column.title)}>
                {cutText(column.title, MOST_CHARACTERS.title)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, line) => (
            <tr>
              {row.map((cell, index) => (
                <CellView
                  cell={
                    isRepeated(cell, table.rows[line - 1]?.[index], table.columns[index])
                      ? AS_ABOVE
                      : cell
                  }
                  column={table.columns[index]}
                  isHeader={index === 0}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** From this many characters on a text that stands in the row above is not said again. */
const LONG = 60;

const AS_ABOVE: Cell = { text: 'as above' };

/** The same source under each line of a bill would make it three times as long. */
function isRepeated(cell: Cell, above: Cell | undefined, column: Column | undefined): boolean {
  return (
    column?.align === 'prose' &&
    cell.text.length >= LONG &&
    cell.text === above?.text &&
    cell.detail === above.detail &&
    cell.tone === above.tone
  );
}

function CellView({
  cell,
  column,
  isHeader,
}: {
  readonly cell: Cell;
  readonly column: Column | undefined;
  readonly isHeader: boolean;
}) {
  const content = (
    <>
      <CellText cell={cell} />
      {cell.detail !== undefined && (
        <small dir={directionOf(cell.detail)}>
          <CutText text={cell.detail} />
        </small>
      )}
    </>
  );
  return isHeader ? (
    <th scope="row">{content}</th>
  ) : (
    <td class={classOf(column) ?? (cell.text.length >= LONG ? 'wide' : undefined)}>{content}</td>
  );
}

/** Most cells are plain text, and most of the page is cells: no element where none is needed. */
function CellText({ cell: { text, tone } }: { readonly cell: Cell }) {
  const direction = directionOf(text);
  if (tone === undefined && direction === undefined) return <CutText text={text} />;
  return (
    <span class={tone} dir={direction}>
      <CutText text={text} />
    </span>
  );
}

function CutText({ text }: { readonly text: string }) {
  return (
    <>
      {cutText(text, MOST_CHARACTERS.cell)}
      <WholeText text={text} most={MOST_CHARACTERS.cell} />
    </>
  );
}

function classOf(column: Column | undefined): string | undefined {
  return column === undefined || column.align === 'start' ? undefined : column.align;
}
