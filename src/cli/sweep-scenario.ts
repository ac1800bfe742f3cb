import { answerSweep, gridOf, SenselessSweep, type Axis } from '../plan/index.ts';
import { readAxis } from '../scenario/index.ts';
import { answerScenario, type Manner } from './answer-scenario.ts';
import { repeated, repeatingCommand } from './repeating-command.ts';
import { readScenarioFile, reportBase } from './scenario-files.ts';
import { UserError } from './user-error.ts';
import { toolVersion } from './version.ts';
import { wantedOutputs, type OutputArguments } from './wanted-outputs.ts';

export interface SweepArguments extends Omit<Manner, 'command'>, OutputArguments {
  readonly scenario: string;
  readonly set: readonly string[];
  readonly vary: readonly string[];
  /** Most further loads of a design; false after --no-refine. */
  readonly refine: number | boolean;
  readonly maxPoints: number;
}

/** Defaults of --refine and --max-points. */
const REFINE = 4;
const MOST_POINTS = 400;

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
    wantedOutputs(args, { html: `${base}.html`, json: `${base}.json` }),
    { ...args, command: commandOf(args, refine) },
    (_, tools) => answerSweep(grid, refine, tools, toolVersion()),
  );
}

function commandOf({ scenario, set, vary, maxPoints }: SweepArguments, refine: number): string {
  return repeatingCommand(
    'sweep',
    scenario,
    ...repeated('--set', set),
    ...repeated('--vary', vary),
    ...(refine === REFINE ? [] : ['--refine', `${refine}`]),
    ...(maxPoints === MOST_POINTS ? [] : ['--max-points', `${maxPoints}`]),
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
