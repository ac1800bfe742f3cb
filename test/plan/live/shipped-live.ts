import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compare, runInProcess, type Question, type Result } from '../../../src/plan/index.ts';
import { liveStudyOf } from '../../../src/plan/live/live-study-of.ts';
import type { LiveStudy } from '../../../src/plan/live/live-study.ts';
import { readScenario } from '../../../src/scenario/index.ts';
import { SECOND } from '../../model/worlds.ts';

const FOLDER = join(import.meta.dirname, '../../../scenarios');

/** A shipped scenario as a question, with overrides as after --set. */
export function shipped(name: string, overrides: readonly string[] = []): Question {
  const text = readFileSync(join(FOLDER, `${name}.yaml`), 'utf8');
  return readScenario({ text, fileName: `scenarios/${name}.yaml`, overrides: [...overrides] });
}

/** A few seconds of one design, without faults: all that a live study wants to know of a result. */
export function quickResult({ study }: Question, design: string): Promise<Result> {
  const designs = study.designs
    .filter(({ name }) => name === design)
    .map((own) => ({
      ...own,
      eligible: true,
      world: { ...own.world, durationNs: 3 * SECOND, faults: [], ranges: [] },
    }));
  const run = { ...study.run, replications: 1, stopping: null, warmUp: 'given' as const };
  return compare(
    { ...study, designs, loads: [1], objectives: [], run },
    runInProcess,
    () => {},
    'test',
  );
}

/** The live study of one design of a shipped scenario. */
export async function liveOf(
  name: string,
  design: string,
  overrides: readonly string[] = [],
): Promise<{ readonly question: Question; readonly result: Result; readonly live: LiveStudy }> {
  const question = shipped(name, overrides);
  const result = await quickResult(question, design);
  const live = liveStudyOf(question, result);
  if (live === null) throw new Error(`${name} has no live study`);
  return { question, result, live };
}
