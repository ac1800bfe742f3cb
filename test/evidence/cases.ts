import {
  erlangB,
  finiteSource,
  limitedQueue,
  meanTimeInSystem,
  singleServerMeanTime,
} from '../../src/stats/index.ts';
import {
  measuredSeconds,
  poissonArrivals,
  SERVICE_MS,
  stationScenario,
  widestFor,
  type EvidenceCase,
  type StationWords,
} from './case.ts';

const UTILISATIONS = [0.5, 0.8, 0.95];
const EXPONENTIAL = `{ exponential: { mean: ${SERVICE_MS} ms } }`;
const GROSS = 'Gross et al., Fundamentals of Queueing Theory, 4th ed.';

/** Every known answer, in the order of the table. `longest` bounds a replication, for short forms. */
export function evidenceCases(longestSeconds: number): readonly EvidenceCase[] {
  return [
    ...manyServers(longestSeconds),
    ...singleServers(longestSeconds),
    ...limitedQueues(longestSeconds),
    ...lossSystems(longestSeconds),
    ...machineRepairs(longestSeconds),
  ];
}

function meanCase(
  words: StationWords,
  expected: number,
  source: string,
  longestSeconds: number,
): EvidenceCase {
  const widest = widestFor(words.utilisation);
  const seconds = Math.min(longestSeconds, measuredSeconds(words, widest));
  return {
    name: words.name,
    source,
    scenario: stationScenario(words, seconds, poissonArrivals(words)),
    figure: 'mean time in system',
    expected,
    widest,
  };
}

function manyServers(longest: number): EvidenceCase[] {
  return [1, 2, 4, 8].flatMap((slots) =>
    UTILISATIONS.map((utilisation) => {
      const station = {
        arrivalRate: (utilisation * slots) / SERVICE_MS,
        serviceRate: 1 / SERVICE_MS,
        servers: slots,
      };
      const name = `M/M/${slots} at ${utilisation}`;
      const words = { name, slots, utilisation, law: EXPONENTIAL, cv2: 1 };
      return meanCase(words, meanTimeInSystem(station), `${GROSS}, section 2.3`, longest);
    }),
  );
}

/** Laws of service with their squared coefficients of variation. */
const LAWS = [
  { name: 'M/D/1', law: `${SERVICE_MS} ms`, cv2: 0, longer: 1 },
  { name: 'M/E4/1', law: `{ erlang: { shape: 4, mean: ${SERVICE_MS} ms } }`, cv2: 0.25, longer: 1 },
  {
    name: 'M/H2/1',
    law: `{ hyperexponential: { mean: ${SERVICE_MS} ms, cv2: 4 } }`,
    cv2: 4,
    longer: 4,
  },
  {
    name: 'M/LN/1',
    law: `{ lognormal: { mean: ${SERVICE_MS} ms, cv: 1.5 } }`,
    cv2: 2.25,
    longer: 6.5,
  },
] as const;

function singleServers(longest: number): EvidenceCase[] {
  return LAWS.flatMap(({ name, law, cv2, longer }) =>
    UTILISATIONS.map((utilisation) => {
      // At 0.95 the queue drowns what the tail of one service adds, and the formula is enough.
      const factor = utilisation > 0.8 ? 1 : longer;
      const words = {
        name: `${name} at ${utilisation}`,
        slots: 1,
        utilisation,
        law,
        cv2,
        longer: factor,
      };
      const expected = singleServerMeanTime({
        arrivalRate: utilisation / SERVICE_MS,
        meanService: SERVICE_MS,
        serviceCvSquared: cv2,
      });
      return meanCase(words, expected, 'Pollaczek (1930), Khinchine (1932)', longest);
    }),
  );
}

function limitedQueues(longest: number): EvidenceCase[] {
  return [
    { slots: 1, utilisation: 0.8, queueLimit: 4 },
    { slots: 4, utilisation: 0.95, queueLimit: 6 },
  ].map(({ slots, utilisation, queueLimit }) => {
    const capacity = slots + queueLimit;
    const { meanTimeInSystem: expected } = limitedQueue(
      {
        arrivalRate: (utilisation * slots) / SERVICE_MS,
        serviceRate: 1 / SERVICE_MS,
        servers: slots,
      },
      capacity,
    );
    const name = `M/M/${slots}/${capacity} at ${utilisation}`;
    const words = { name, slots, utilisation, law: EXPONENTIAL, cv2: 1, queueLimit };
    return meanCase(words, expected, `${GROSS}, section 2.5`, longest);
  });
}

/** Loss systems reach their steady state within a few service times: 2,000 s hold 200,000 calls. */
function lossSystems(longest: number): EvidenceCase[] {
  return [0.5, 0.8, 0.95].map((utilisation) => {
    const slots = 8;
    const name = `M/M/8/8 at ${utilisation * slots} erlang`;
    const words = { name, slots, utilisation, law: EXPONENTIAL, cv2: 1, queueLimit: 0 };
    const seconds = Math.min(longest, utilisation < 0.8 ? 1000 : 200);
    return {
      name,
      source: 'Erlang (1917), formula B',
      scenario: stationScenario({ ...words, utilisation: 0.5 }, seconds, poissonArrivals(words)),
      figure: 'blocking share',
      expected: erlangB(slots, utilisation * slots),
      widest: widestFor(utilisation),
    };
  });
}

function machineRepairs(longest: number): EvidenceCase[] {
  return [
    { clients: 6, slots: 1, thinkMs: 40 },
    { clients: 20, slots: 4, thinkMs: 30 },
  ].map(({ clients, slots, thinkMs }) => {
    const name = `machine repair, ${clients} clients, ${slots} servers`;
    const { meanResponse } = finiteSource({
      clients,
      meanThink: thinkMs,
      meanService: SERVICE_MS,
      servers: slots,
    });
    const words = { name, slots, utilisation: 0.5, law: EXPONENTIAL, cv2: 1 };
    const arrivals = `{ closed: { clients: ${clients}, think: { exponential: { mean: ${thinkMs} ms } } } }`;
    return {
      name,
      source: `${GROSS}, section 2.7`,
      scenario: stationScenario(words, Math.min(longest, 300), arrivals),
      figure: 'mean time in system',
      expected: meanResponse,
      widest: 0.015,
    };
  });
}
