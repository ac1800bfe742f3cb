import type { Findings } from './findings.ts';
import type { Path } from './source.ts';
import { formatShare } from './units.ts';

/** Shares written in per cent with a few digits need not sum to 1 exactly. */
const SHARE_ROUNDING = 0.001;

/** The entries that have a share, scaled to sum to exactly 1; a sum far from it is a problem. */
export function sharesOf<T extends { readonly share: number }>(
  entries: readonly T[],
  written?: { readonly path: Path; readonly example: string; readonly findings: Findings },
): readonly T[] {
  const sum = entries.reduce((total, { share }) => total + share, 0);
  if (written !== undefined && Math.abs(sum - 1) > SHARE_ROUNDING) {
    const { path, example, findings } = written;
    findings.add(
      path,
      `must sum to 100 %, not ${formatShare(sum)}`,
      `write shares such as ${example}`,
    );
  }
  return entries
    .filter(({ share }) => share > 0)
    .map((entry) => ({ ...entry, share: entry.share / sum }));
}
