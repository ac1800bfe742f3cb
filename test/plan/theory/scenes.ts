import type { WorldConfig } from '../../../src/model/index.ts';
import { runOnce, type RunResult, type TheoryRow } from '../../../src/plan/index.ts';
import { atLoad } from '../../../src/plan/at-load.ts';
import { theoryOf } from '../../../src/plan/theory/theory-of.ts';
import { loadScenario } from '../../../src/scenario/index.ts';

/** The world of the only design of a scenario, at a load, without cryptography. */
export function worldOf(text: string, load = 1): WorldConfig {
  const world = loadScenario({ fileName: 'theory.yaml', text }).designs[0]!.world;
  return atLoad({ ...world, crypto: { mode: 'off', sampleOneIn: 1 } }, load);
}

function runsOf(world: WorldConfig, replications: number): readonly RunResult[] {
  return Array.from({ length: replications }, (_, i) =>
    runOnce({ config: world, seed: `theory/${i + 1}` }),
  );
}

/** Rows of a scenario that is simulated as it is written. */
export function rowsOf(text: string, replications = 10): readonly TheoryRow[] {
  const world = worldOf(text);
  return theoryOf(world, runsOf(world, replications), 0.95);
}

/** Rows of a simulation of `simulated`, judged by the formulas of `told`: an error of ours, made on purpose. */
export function rowsOfWrong(
  told: string,
  simulated: string,
  replications = 10,
): readonly TheoryRow[] {
  return theoryOf(worldOf(told), runsOf(worldOf(simulated), replications), 0.95);
}

export function rowNamed(rows: readonly TheoryRow[], start: string): TheoryRow {
  const row = rows.find(({ name }) => name.startsWith(start));
  if (row === undefined)
    throw new Error(`no ${start} among ${rows.map(({ name }) => name).join('; ')}`);
  return row;
}

/** One HSM used directly, nothing round it. */
export function station(arrivals: string, hsm: string, run = DEFAULT_RUN, client = ''): string {
  return `network: none
workloads:
  calls: { service: pkcs11, arrivals: ${arrivals}, client: { retryMode: none ${client} } }
stores:
  station: { kind: cloudhsm-direct, hsms: 1, hsm: ${hsm} }
run: ${run}
`;
}

/** A CloudHSM key store behind KMS, connections left out. */
export function keyStore(rate: string, store: string, rest = ''): string {
  return `workloads:
  calls: { arrivals: { poisson: ${rate} }, client: { retryMode: none, connections: none } }
stores:
  store: { kind: cloudhsm, ${store} }
run: ${DEFAULT_RUN}
${rest}
`;
}

/** Long enough to judge by: over 200 relaxation times at a utilisation of 0.6. */
const DEFAULT_RUN = '{ duration: 12 s, warmUp: 1 s, replications: 10 }';

export const EXPONENTIAL = '{ serviceTime: { exponential: { mean: 1 ms } } }';
