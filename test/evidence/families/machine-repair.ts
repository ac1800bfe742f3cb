import { finiteSource } from '../../../src/stats/index.ts';
import { meanLatency, throughput, utilisation } from '../figures.ts';
import type { KnownRun, StatisticalAnswer } from '../known-answer.ts';
import { REPLICATIONS } from '../known-answer.ts';
import {
  EXPONENTIAL,
  scenarioText,
  SERVICE_MS,
  stationCalls,
  stationStore,
} from '../scenario-text.ts';

const GROSS = 'Gross et al., Fundamentals of Queueing Theory, 4th ed., section 2.7';
/** A closed system forgets within some cycles; so many calls leave a mean ± 1 %. */
const CALLS = 1_000_000;

/** A fixed number of clients, each with one call at a time: M/M/c//N. */
export function machineRepair(longest: number): KnownRun[] {
  return [
    { clients: 3, slots: 3, thinkMs: 20 },
    { clients: 6, slots: 1, thinkMs: 40 },
    { clients: 10, slots: 1, thinkMs: 100 },
    { clients: 12, slots: 2, thinkMs: 50 },
    { clients: 20, slots: 4, thinkMs: 30 },
    { clients: 64, slots: 8, thinkMs: 70 },
  ].map(({ clients, slots, thinkMs }) => {
    const name = `machine repair, ${clients} clients, ${slots} server${slots === 1 ? '' : 's'}, ${thinkMs} ms`;
    const theory = finiteSource({
      clients,
      meanThink: thinkMs,
      meanService: SERVICE_MS,
      servers: slots,
    });
    const perSecond = theory.throughput * 1000;
    const arrivals = `{ closed: { clients: ${clients}, think: { exponential: { mean: ${thinkMs} ms } } } }`;
    const equal = { source: GROSS, judged: 'equal', widest: 0.015 } as const;
    const answers: readonly StatisticalAnswer[] = [
      {
        ...equal,
        figure: 'mean time in system',
        unit: 'ms',
        expected: theory.meanResponse,
        read: meanLatency,
      },
      { ...equal, figure: 'throughput', unit: '/s', expected: perSecond, read: throughput },
      {
        ...equal,
        figure: 'utilisation',
        unit: '',
        expected: theory.utilisation,
        read: utilisation,
      },
    ];
    return {
      name,
      family: 'Machine repair',
      scenario: scenarioText({
        name,
        workloads: [stationCalls(arrivals)],
        store: stationStore(`slots: ${slots}, serviceTime: ${EXPONENTIAL}`),
        seconds: Math.min(longest, Math.ceil(CALLS / perSecond / REPLICATIONS)),
        warmUpSeconds: 10,
      }),
      answers,
    };
  });
}
