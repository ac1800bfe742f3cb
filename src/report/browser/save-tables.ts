import { csvRecord } from '../formats/csv-record.ts';
import { saveText } from './save-text.ts';

/** Puts a button under each table that saves what it shows as CSV. */
export function offerTables(): void {
  for (const table of document.querySelectorAll('table')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'tool';
    button.textContent = 'Save as CSV';
    const caption = table.caption?.textContent ?? 'table';
    button.setAttribute('aria-label', `Save as CSV: ${caption}`);
    button.addEventListener('click', () => saveText(csvOf(table), fileName(caption), 'text/csv'));
    (table.closest('.scroll') ?? table).after(button);
  }
}

/** What the table shows, a record a line; a second line in a cell follows the first. */
function csvOf(table: HTMLTableElement): string {
  return [...table.rows]
    .map((row) =>
      csvRecord(
        [...row.cells].map((cell) =>
          [...cell.childNodes]
            .map((node) => node.textContent ?? '')
            .filter((text) => text.trim() !== '')
            .join('; '),
        ),
      ),
    )
    .join('');
}

function fileName(caption: string): string {
  const plain = caption.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return `${plain.replace(/^-|-$/g, '').slice(0, 60) || 'table'}.csv`;
}
