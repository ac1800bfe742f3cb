import type { Check, TheoryRow } from '../result.ts';

/** One check for each judged row of a point: an error of ours where it does not hold. */
export function theoryChecks(place: string, rows: readonly TheoryRow[]): readonly Check[] {
  return rows.flatMap((row) => {
    const { holds, tolerance, observed } = row;
    if (holds === null || tolerance === null || observed === null) return [];
    const allowed = row.kind === 'exact' ? 'formula' : 'bounds';
    return [
      {
        name: `simulation against theory: ${row.name}`,
        design: place,
        expected: nearestAllowed(row, observed.value),
        observed: observed.value,
        unit: row.unit,
        tolerance,
        rule: `99.99 % interval for all rows of this design and load together, against the ${allowed}: ${row.source}`,
        holds,
      },
    ];
  });
}

/** The value between the bounds that is nearest to the one observed. */
function nearestAllowed({ expected, low, high }: TheoryRow, observed: number): number {
  if (expected !== null) return expected;
  return Math.min(high ?? Infinity, Math.max(low ?? -Infinity, observed));
}
