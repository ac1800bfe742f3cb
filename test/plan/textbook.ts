import { loadScenario } from '../../src/scenario/index.ts';
import type { Study } from '../../src/plan/index.ts';

/** A textbook station as a study: one HSM used directly, nothing round it. Service takes 10 ms on average. */
export function station(
  utilisation: number,
  run: string,
  { slots = 1, name = 'station', rest = '' }: { slots?: number; name?: string; rest?: string } = {},
): Study {
  return loadScenario({
    fileName: `${name}.yaml`,
    text: `network: none
workloads:
  calls: { service: pkcs11, arrivals: { poisson: ${utilisation * slots * 100}/s }, client: { retryMode: none } }
stores:
  station: { kind: cloudhsm-direct, hsms: 1, hsm: { slots: ${slots}, serviceTime: { exponential: { mean: 10 ms } } } }
run: ${run}
${rest}`,
  });
}
