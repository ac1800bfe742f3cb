import { join } from 'node:path';
import { answerSweep, gridOf, SenselessSweep, type Axis } from '../plan/index.ts';
import { renderHtml, renderJson, renderObjectivesCsv, renderPointsCsv } from '../report/index.ts';
import { readAxis } from '../scenario/index.ts';
import { answerScenario, type Manner, type Wanted } from './answer-scenario.ts';
import { STDOUT } from './outputs.ts';
import { readScenarioFile, reportBase } from './scenario-files.ts';
import { UserError } from './user-error.ts';
import { toolVersion } from './version.ts';

export interface SweepArguments extends Manner {
  readonly scenario: string;
  readonly set: readonly string[];
  readonly vary: readonly string[];
  /** Most further loads of a design; false after --no-refine. */
  readonly refine: number | boolean;
  readonly maxPoints: number;
  readonly html: string | undefined;
  readonly json: string | undefined;
  readonly csv: string | undefined;
}

/** Sweeps one scenario; gives the exit code. */
export function sweepScenario(args: SweepArguments): Promise<number> {
  const axes = args.vary.map(axisOf);
  const refine = args.refine === false ? 0 : args.refine;
  if (typeof refine !== 'number' || !Number.isInteger(refine) || refine < 0) {
    throw new UserError('--refine needs a whole number of loads, 0 or more', 'the default is 4');
  }
  const question = readScenarioFile(args.scenario, args.set);
  const grid = orUserError(() => gridOf(question, axes, mostPoints(args)));
  const base = `${reportBase(args.scenario)}-sweep`;
  return answerScenario(
    question,
    [
      { flag: '--html', path: args.html ?? `${base}.html`, render: renderHtml },
      { flag: '--json', path: args.json ?? `${base}.json`, render: renderJson },
      ...tables(args.csv),
    ],
    args,
    (_, tools) => answerSweep(grid, refine, tools, toolVersion()),
  );
}

function axisOf(text: string): Axis {
  const read = readAxis(text);
  if (!read.ok) throw new UserError(`--vary ${text} ${read.phrase}`, read.hint);
  return { path: read.path, values: read.values, text };
}

function mostPoints({ maxPoints }: SweepArguments): number {
  if (Number.isInteger(maxPoints) && maxPoints >= 1) return maxPoints;
  throw new UserError(
    '--max-points needs a whole number of points, 1 or more',
    'the default is 400',
  );
}

function orUserError<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof SenselessSweep)) throw error;
    const place = error.axis === null ? '' : `--vary ${error.axis}: `;
    throw new UserError(`${place}${error.message}`, error.hint);
  }
}

function tables(folder: string | undefined): readonly Wanted[] {
  if (folder === undefined) return [];
  if (folder === STDOUT) {
    throw new UserError(
      '--csv needs a folder, since it writes several files',
      'such as --csv reports/sweep',
    );
  }
  return [
    { flag: '--csv', path: join(folder, 'points.csv'), render: renderPointsCsv },
    { flag: '--csv', path: join(folder, 'objectives.csv'), render: renderObjectivesCsv },
  ];
}
