import { beforeAll, describe, expect, it } from 'vitest';
import { runThroughCommandLine } from './command-line.ts';
import { rowsOf, type Rows } from './judge.ts';
import { knownRuns, shortRuns } from './known-runs.ts';
import { judge } from './known-section.ts';

describe('known answers through the command line, the short form', () => {
  const runs = shortRuns();
  let rows: Rows;

  beforeAll(async () => {
    const results = await runThroughCommandLine(runs);
    const each = runs.map((run, i) => rowsOf(run, results[i]!));
    rows = {
      statistical: each.flatMap(({ statistical }) => statistical),
      exact: each.flatMap(({ exact }) => exact),
    };
  }, 240_000);

  it('are none of them contradicted at a family-wise level of 99 %', () => {
    const { rejected } = judge(rows);
    expect(
      [...rejected].map(({ run, answer, observed }) => [
        run.name,
        answer.figure,
        answer.expected,
        observed.value,
      ]),
    ).toEqual([]);
  });

  it('are all of them equal where nothing is left to chance', () => {
    expect(rows.exact.length).toBeGreaterThanOrEqual(3);
    const { wrong } = judge(rows);
    expect(wrong.map(({ run, observed }) => [run.name, observed])).toEqual([]);
  });

  it('can be contradicted: the intervals are narrow enough to notice an error of a third', () => {
    for (const { run, answer, width } of rows.statistical) {
      if (!(width < 1 / 3)) expect.fail(`${run.name}, ${answer.figure}: ± ${width}`);
    }
  });

  it('come from every family', () => {
    const familiesOf = (some: readonly { family: string }[]) =>
      [...new Set(some.map(({ family }) => family))].sort();
    expect(familiesOf(runs)).toEqual(familiesOf(knownRuns(1)));
  });
});
