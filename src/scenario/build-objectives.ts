import { SYMMETRIC_OPERATIONS, type WorkloadConfig } from '../model/index.ts';
import type { Objective } from '../plan/index.ts';
import { nameFaults, PHASE_NAMES } from './build-faults.ts';
import { buildRunTimes } from './build-run.ts';
import type { Findings } from './findings.ts';
import { parseObjective, type ObjectiveNames, type ParsedObjective } from './objective-parser.ts';
import { readPhase } from './objective-phase.ts';
import type { ObjectiveInput, ScenarioInput } from './schema/scenario.ts';
import { suggest } from './suggestions.ts';

/** The objectives as trees. A name that matches nothing is a problem, not a silent pass. */
export function buildObjectives(
  input: ScenarioInput,
  workloads: readonly WorkloadConfig[],
  findings: Findings,
): Objective[] {
  const faults = nameFaults(input.faults ?? []);
  const names: ObjectiveNames = {
    operations: new Map(
      workloads.map(({ name, operations, service }) => [
        name,
        service === null
          ? operations.map(({ operation }) => operation)
          : [...service.mix.map((each) => each.name), ...SYMMETRIC_OPERATIONS],
      ]),
    ),
    phases: faults.length === 0 ? [] : [...PHASE_NAMES, ...faults.map(({ name }) => name)],
    durationNs: buildRunTimes(input.run).durationNs,
  };
  const storeNames = Object.keys(input.stores);
  return (input.objectives ?? []).flatMap((objective, index) => {
    const full = typeof objective === 'string' ? { expect: objective } : objective;
    const path = ['objectives', index];
    const textPath = typeof objective === 'string' ? path : [...path, 'expect'];
    const parsed = parseObjective(full.expect, names);
    const stores = checkStores(full, [...path, 'stores'], storeNames, findings);
    if (!parsed.ok) {
      const { offset, length, phrase, hint } = parsed.error;
      findings.add(textPath, phrase, hint, { offset, length });
      return [];
    }
    const during = duringOf(full, parsed.value, [...path, 'during'], names, findings);
    return [{ ...parsed.value, during, level: full.level ?? 'fail', stores }];
  });
}

/** Metrics that have no phases. */
const WHOLE_RUN: readonly string[] = ['cost', 'utilisation'];

type Full = Exclude<ObjectiveInput, string>;

function checkStores(
  { stores }: Partial<Full>,
  path: readonly (string | number)[],
  known: readonly string[],
  findings: Findings,
): readonly string[] | null {
  if (stores === undefined) return null;
  stores.forEach((name, index) => {
    if (known.includes(name)) return;
    findings.add([...path, index], `names no store: ${name}`, suggest(name, known));
  });
  return stores;
}

function duringOf(
  { during }: Partial<Full>,
  { metric, during: phase }: ParsedObjective,
  path: readonly (string | number)[],
  names: ObjectiveNames,
  findings: Findings,
): string | null {
  if (during === undefined) return phase;
  if (typeof metric === 'string' && WHOLE_RUN.includes(metric)) {
    findings.add(
      path,
      `does not go with ${metric}, which is measured over the whole run`,
      'leave during out',
    );
    return null;
  }
  const own = readPhase(during, metric === 'recovery', names);
  if (!own.ok) {
    findings.add(path, own.phrase, own.hint);
    return null;
  }
  if (phase !== null && phase !== own.name) {
    findings.add(
      path,
      `is ${during}, but the objective says phase=${phase}`,
      'keep one of the two',
    );
  }
  return own.name;
}
