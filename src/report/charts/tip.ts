/** What a reader sees who points at a mark: one fact a line, in the words of the rest of the page. */
export function tipOf(...lines: readonly (string | null)[]): string {
  return lines.filter((line) => line !== null && line !== '').join('\n');
}

/** Shows a field of the data as a tooltip; drawings without a script ignore it. */
export const TIP = { field: 'tip', type: 'nominal' } as const;
