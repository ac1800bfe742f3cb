import { directionOf } from '../directions.ts';
import type { Cell, Column, Table } from '../document.ts';

/** A table in a container of its own that scrolls sideways, so that the page never has to. */
export function TableView({ table }: { readonly table: Table }) {
  if (!table.isFolded) return <OpenTable table={table} />;
  return (
    <details>
      <summary>
        <span dir={directionOf(table.caption)}>{table.caption}</span>{' '}
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
    <div class="scroll" role="group" tabIndex={0} aria-label={`Table: ${table.caption}`}>
      <table>
        <caption class={table.isFolded ? 'hidden' : undefined} dir={directionOf(table.caption)}>
          {table.caption}
        </caption>
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th scope="col" class={classOf(column)} dir={directionOf(column.title)}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr>
              {row.map((cell, index) => (
                <CellView cell={cell} column={table.columns[index]} isHeader={index === 0} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
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
      {cell.detail !== undefined && <small dir={directionOf(cell.detail)}>{cell.detail}</small>}
    </>
  );
  return isHeader ? <th scope="row">{content}</th> : <td class={classOf(column)}>{content}</td>;
}

/** Most cells are plain text, and most of the page is cells: no element where none is needed. */
function CellText({ cell: { text, tone } }: { readonly cell: Cell }) {
  const direction = directionOf(text);
  if (tone === undefined && direction === undefined) return <>{text}</>;
  return (
    <span class={tone} dir={direction}>
      {text}
    </span>
  );
}

function classOf(column: Column | undefined): string | undefined {
  return column === undefined || column.align === 'start' ? undefined : column.align;
}
