/** One thing that is wrong with a scenario, where, and what to write instead. */
export interface Problem {
  readonly file: string;
  /** From 1; null when the place is not in the file, such as on the command line. */
  readonly line: number | null;
  readonly column: number | null;
  /** A sentence without a full stop: `stores.cks.hsm is not a known setting`. */
  readonly message: string;
  /** Lines of the file around the place, the last one pointing at it; null without a place. */
  readonly excerpt: string | null;
  /** What to do about it, such as `did you mean "arrivals"?`. */
  readonly hint: string | null;
}

/** The scenario cannot be used; all its problems, in file order. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(formatProblems(problems));
    this.problems = problems;
  }
}

const BOLD = ['\u001b[1m', '\u001b[22m'] as const;
const RED = ['\u001b[31m', '\u001b[39m'] as const;

/** The problems as text for a terminal, in the order given. Without colour unless asked. */
export function formatProblems(
  problems: readonly Problem[],
  { color = false }: { readonly color?: boolean } = {},
): string {
  const paint = (text: string, [on, off]: readonly [string, string]) =>
    color ? `${on}${text}${off}` : text;
  return problems
    .map(({ file, line, column, message, excerpt, hint }) => {
      const place = line === null ? file : `${file}:${line}:${column ?? 1}`;
      const head = `${paint(place, BOLD)}  ${paint(message, RED)}`;
      if (excerpt === null) return hint === null ? head : `${head}\n     | ${hint}`;
      return `${head}\n${excerpt}${hint === null ? '' : ` ${hint}`}`;
    })
    .join('\n\n');
}
