export type CsvValue = string | number | boolean | null;

/** One record with its line end, as RFC 4180 has it; an empty field where there is no value. */
export function csvRecord(fields: readonly CsvValue[]): string {
  return `${fields.map(field).join(',')}\r\n`;
}

function field(value: CsvValue): string {
  // What could not be measured has the largest number of all in its place.
  if (value === null || value === Number.MAX_VALUE) return '';
  const text = String(value);
  // A spreadsheet takes a text that begins like a formula for one.
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
