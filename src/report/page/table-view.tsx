import type { Cell, Column, Table } from '../document.ts';

/** A table in a container of its own that scrolls sideways, so that the page never has to. */
export function TableView({ table }: { readonly table: Table }) {
  if (!table.isFolded) return <OpenTable table={table} />;
  return (
    <details>
      <summary>
        <span dir="auto">{table.caption}</span> <span class="quiet">({rowCount(table)})</span>
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
        <caption class={table.isFolded ? 'hidden' : undefined} dir="auto">
          {table.caption}
        </caption>
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th scope="col" class={classOf(column)} dir="auto">
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
      <span class={cell.tone} dir="auto">
        {cell.text}
      </span>
      {cell.detail !== undefined && <small dir="auto">{cell.detail}</small>}
    </>
  );
  return isHeader ? <th scope="row">{content}</th> : <td class={classOf(column)}>{content}</td>;
}

function classOf(column: Column | undefined): string | undefined {
  return column === undefined || column.align === 'start' ? undefined : column.align;
}
