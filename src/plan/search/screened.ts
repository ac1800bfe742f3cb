import type { ScreenedOut } from '../result-plan.ts';
import { leverWords, type Family } from './candidates.ts';
import type { Looked } from './look.ts';
import { isOpen, type Open, type RuledOut } from './pre-screen.ts';
import { failureInWords, worstOf } from './failures.ts';

/** What was not simulated, and why: alike reasons together, most designs first. */
export function screenedOut(
  screened: readonly (Open | RuledOut)[],
  { hopeless }: Looked,
): readonly ScreenedOut[] {
  const rows = screened.flatMap((found): ScreenedOut[] => {
    if (!isOpen(found)) {
      return [{ designs: familyName(found.family), count: found.count, ...found.ruling }];
    }
    if (found.tooSmall === null) return [];
    const { sizes, ruling } = found.tooSmall;
    return [
      {
        designs: `${familyName(found.family)} hsms=${rangeOf(sizes)}`,
        count: sizes.length,
        ...ruling,
      },
    ];
  });
  const given = hopeless.map(({ last, sizes }): ScreenedOut => {
    const worst = worstOf(last.plan);
    return {
      designs: `${familyName(last.candidate.family)} hsms=${rangeOf(sizes)}`,
      count: sizes.length,
      reason: `one HSM more did not bring it closer: ${worst === null ? 'not decided' : failureInWords(worst)}`,
      limit: 'physical',
    };
  });
  return merged([...rows, ...given]);
}

/** Families with the same reason share a row. */
function merged(rows: readonly ScreenedOut[]): readonly ScreenedOut[] {
  const byReason = new Map<string, ScreenedOut>();
  for (const row of rows) {
    const known = byReason.get(row.reason);
    byReason.set(
      row.reason,
      known === undefined
        ? row
        : {
            ...known,
            designs: `${known.designs}; ${row.designs}`,
            count: known.count + row.count,
          },
    );
  }
  return [...byReason.values()].sort((a, b) => b.count - a.count);
}

/** `cks keyStores=2 zones=3 maxMessages=20`. */
function familyName({ template, keyStores, zones, levers }: Family): string {
  const words = Object.entries(leverWords(levers)).map(([name, value]) => `${name}=${value}`);
  return [
    template.store,
    ...(keyStores > 1 ? [`keyStores=${keyStores}`] : []),
    ...(zones > 1 ? [`zones=${zones}`] : []),
    ...words,
  ].join(' ');
}

function rangeOf(sizes: readonly number[]): string {
  const [first, last] = [sizes[0]!, sizes.at(-1)!];
  return first === last ? `${first}` : `${first}..${last}`;
}
