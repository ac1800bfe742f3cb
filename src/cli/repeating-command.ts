/**
 * The command line that gives a result again, as a POSIX shell reads it: `cksim run x.yaml --set
 * 'run.duration=2 min'`. Only what changes the answer belongs in it.
 */
export function repeatingCommand(...words: readonly string[]): string {
  return ['cksim', ...words].map(quoted).join(' ');
}

/** One option several times. */
export function repeated(option: string, values: readonly string[]): readonly string[] {
  return values.flatMap((value) => [option, value]);
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
