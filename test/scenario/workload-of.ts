import { loadScenario } from '../../src/scenario/index.ts';
import type { Study } from '../../src/plan/index.ts';
import type { WorkloadConfig } from '../../src/model/index.ts';

/** The study of the given workloads on one standard key store, after a warm-up of 10 s. */
export function studyOf(workloads: string, more = '', files: Record<string, string> = {}): Study {
  return loadScenario({
    text: `workloads: ${workloads}\nstores: { standard: { kind: standard } }\nrun: { duration: 60 s, warmUp: 10 s }\n${more}`,
    fileName: 'test.yaml',
    readFile: (name) => {
      const text = files[name];
      if (text === undefined) throw new Error('there is no such file');
      return text;
    },
  });
}

/** The only workload of `{ app: … }`. */
export function workloadOf(
  settings: string,
  more = '',
  files: Record<string, string> = {},
): WorkloadConfig {
  return studyOf(`{ app: ${settings} }`, more, files).designs[0]!.world.workloads[0]!;
}
