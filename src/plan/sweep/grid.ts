import type { Change, Question, Study } from '../study.ts';
import {
  fewestPoints,
  isWithinStudies,
  pathOf,
  SenselessSweep,
  shownValue,
  type Axis,
} from './axes.ts';

/** Designs times loads of a sweep, before any load is put in between. */
export interface Grid {
  readonly axes: readonly Axis[];
  /** One for each combination of the settings that change more than designs. */
  readonly studies: readonly Study[];
}

/**
 * The grid of a question: what `vary:` can reach becomes part of it, replacing what the scenario varies
 * there; each combination of other settings makes a study of its own. Throws SenselessSweep, also
 * where there are more than `mostPoints`.
 */
export function gridOf(question: Question, axes: readonly Axis[], mostPoints: number): Grid {
  refuseRepeats(axes);
  refuseMany(fewestPoints(axes), mostPoints, 'at least ');
  const across = axes.filter((axis) => !isWithinStudies(axis));
  const within = axes.filter(isWithinStudies).map(varied);
  const combinations = across.reduce<readonly (readonly Change[])[]>(
    (rows, { path, values }) =>
      rows.flatMap((row) => values.map((value) => [...row, { path, value }])),
    [[]],
  );
  // Real cryptography changes no figure: there is none unless the scenario asks for it.
  const isAsked = question.study.run.cryptography === 'given';
  const unreal = isAsked ? [] : [{ path: ['run', 'crypto'], value: 'off' }];
  const telling = across.filter(({ values }) => values.length > 1).map(pathOf);
  const studies = combinations.map((changes) => {
    const asked = question.rewrite([...unreal, ...within, ...changes]);
    if ('problem' in asked) throw explained(question, axes, changes, asked);
    const own = changes.filter(({ path }) => telling.includes(path.join('.')));
    return named(asked.study, own);
  });
  const points = studies.reduce(
    (sum, { designs, loads }) => sum + designs.length * loads.length,
    0,
  );
  refuseMany(points, mostPoints, '');
  return { axes, studies };
}

function varied({ path, values }: Axis): Change {
  return { path: ['vary', path.join('.')], value: values };
}

function refuseRepeats(axes: readonly Axis[]): void {
  const paths = axes.map(pathOf);
  const repeated = paths.find((path, index) => paths.indexOf(path) !== index);
  if (repeated === undefined) return;
  throw new SenselessSweep(`${repeated} is varied twice`, 'write all its values in one list');
}

function refuseMany(points: number, mostPoints: number, word: string): void {
  if (points <= mostPoints) return;
  throw new SenselessSweep(
    `the grid has ${word}${points} points (designs times loads), which is more than ${mostPoints}`,
    `give fewer values, or allow more with --max-points ${points}`,
  );
}

/** Names the setting that makes no sense by itself; or else the first combination that does not. */
function explained(
  { rewrite }: Question,
  axes: readonly Axis[],
  changes: readonly Change[],
  whole: { readonly problem: string; readonly hint: string | null },
): SenselessSweep {
  for (const axis of axes) {
    const tries = isWithinStudies(axis)
      ? [varied(axis)]
      : axis.values.map((value) => ({ path: axis.path, value }));
    for (const change of tries) {
      const asked = rewrite([change]);
      if ('problem' in asked) return new SenselessSweep(asked.problem, asked.hint, axis.text);
    }
  }
  const settings = changes.map(({ path, value }) => `${path.join('.')}=${shownValue(value)}`);
  const place = settings.length === 0 ? 'the values together' : settings.join(' with ');
  return new SenselessSweep(`${place}: ${whole.problem}`, whole.hint);
}

/** Designs of several studies stand side by side: what tells the studies apart goes into their names. */
function named(study: Study, changes: readonly Change[]): Study {
  if (changes.length === 0) return study;
  const words = changes.map(
    ({ path, value }) => `${path.at(-1)}=${String(shownValue(value)).replaceAll(' ', '')}`,
  );
  const coordinates = Object.fromEntries(
    changes.map(({ path, value }) => [path.join('.'), shownValue(value)]),
  );
  const designs = study.designs.map((design) => ({
    ...design,
    name: [design.name, ...words].join(' '),
    coordinates: { ...design.coordinates, ...coordinates },
  }));
  return { ...study, designs };
}
