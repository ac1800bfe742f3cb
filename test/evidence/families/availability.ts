import type { KnownRun } from '../known-answer.ts';
import { scenarioText } from '../scenario-text.ts';

const DAY_HOURS = 24;
/** Segments of a plain simulation, and of one with failures speeded up, less one. */
const FREEDOM = { plain: 19, speeded: 39 } as const;
const MODEL_PAGE = 'model page, section 6';

/** Mean time between failures and to repair, in hours. */
interface Failing {
  readonly mtbf: number;
  readonly mttr: number;
}

interface Fleet {
  readonly name: string;
  readonly hsmsByZone: readonly number[];
  readonly needed: number;
  readonly hsm: Failing;
  /** null: only HSMs fail. */
  readonly zone: Failing | null;
  readonly hasOneRepairer?: boolean;
  readonly years: number;
  readonly by: keyof typeof FREEDOM;
}

/** Share of time with fewer HSMs than it takes, over simulated years. */
export function availability(): KnownRun[] {
  const often = { mtbf: 10 * DAY_HOURS, mttr: 12 };
  const usual = { mtbf: 730 * DAY_HOURS, mttr: 0.2 };
  const zones = { mtbf: 730 * DAY_HOURS, mttr: 2 };
  const fleets: readonly Fleet[] = [
    {
      name: '1 of 2 HSMs',
      hsmsByZone: [1, 1],
      needed: 1,
      hsm: often,
      zone: null,
      years: 500,
      by: 'plain',
    },
    {
      name: '2 of 2 HSMs',
      hsmsByZone: [1, 1],
      needed: 2,
      hsm: often,
      zone: null,
      years: 200,
      by: 'plain',
    },
    {
      name: '2 of 3 HSMs',
      hsmsByZone: [1, 1, 1],
      needed: 2,
      hsm: often,
      zone: null,
      years: 500,
      by: 'plain',
    },
    {
      name: '1 of 2 HSMs, one repairer',
      hsmsByZone: [1, 1],
      needed: 1,
      hsm: often,
      zone: null,
      hasOneRepairer: true,
      years: 500,
      by: 'plain',
    },
    {
      name: '2 of 3 HSMs, one repairer',
      hsmsByZone: [1, 1, 1],
      needed: 2,
      hsm: often,
      zone: null,
      hasOneRepairer: true,
      years: 500,
      by: 'plain',
    },
    {
      name: '1 of 2 HSMs, seldom',
      hsmsByZone: [1, 1],
      needed: 1,
      hsm: usual,
      zone: null,
      years: 10_000,
      by: 'speeded',
    },
    {
      name: '1 of 3 HSMs, seldom',
      hsmsByZone: [1, 1, 1],
      needed: 1,
      hsm: usual,
      zone: null,
      years: 10_000,
      by: 'speeded',
    },
    {
      name: '2 of 3 HSMs, seldom',
      hsmsByZone: [1, 1, 1],
      needed: 2,
      hsm: usual,
      zone: null,
      years: 10_000,
      by: 'speeded',
    },
    {
      name: '1 of 2 HSMs and zones',
      hsmsByZone: [1, 1],
      needed: 1,
      hsm: usual,
      zone: zones,
      years: 10_000,
      by: 'speeded',
    },
    {
      name: '2 of 3 HSMs and three zones',
      hsmsByZone: [1, 1, 1],
      needed: 2,
      hsm: usual,
      zone: zones,
      years: 10_000,
      by: 'speeded',
    },
    {
      name: '1 of 3 HSMs and two zones',
      hsmsByZone: [2, 1],
      needed: 1,
      hsm: usual,
      zone: zones,
      years: 10_000,
      by: 'speeded',
    },
    {
      name: '2 of 3 HSMs and two zones',
      hsmsByZone: [2, 1],
      needed: 2,
      hsm: usual,
      zone: zones,
      years: 2000,
      by: 'plain',
    },
  ];
  return fleets.map(runOf);
}

function runOf(fleet: Fleet): KnownRun {
  const { name, hsmsByZone, needed, hsm, zone, hasOneRepairer = false, years, by } = fleet;
  const law = ({ mtbf, mttr }: Failing) =>
    `{ mtbf: ${mtbf} h, repair: { exponential: { mean: ${mttr} h } } }`;
  const settings = [
    `hsm: ${law(hsm)}`,
    ...(zone === null ? [] : [`zone: ${law(zone)}`]),
    `needed: ${needed}`,
    `years: ${years}`,
    ...(hasOneRepairer ? ['oneRepairer: true'] : []),
  ];
  const cause = zone === null ? 'HSMs alone' : 'HSMs and zones';
  const hsms = hsmsByZone.reduce((sum, count) => sum + count, 0);
  return {
    name,
    family: 'Availability',
    scenario: scenarioText({
      name,
      network: '{ clientToKms: 0.5 ms }',
      workloads: ['calls: { arrivals: { constant: 10/s }, client: { connections: none } }'],
      store: `{ kind: cloudhsm, hsms: ${hsms}, zones: ${hsmsByZone.length} }`,
      more: [`availability: { ${settings.join(', ')} }`],
      seconds: 2,
      warmUpSeconds: 1,
      replications: 2,
    }),
    answers: [
      {
        figure: `unavailable, ${cause}`,
        unit: '',
        expected: hasOneRepairer ? oneRepairer(hsms, needed, hsm) : unavailable(fleet),
        source: hasOneRepairer
          ? `birth and death, P(j down) ∝ n!/(n − j)! (MTTR/MTBF)^j: ${MODEL_PAGE}`
          : `binomial, by the set of zones that are up: ${MODEL_PAGE}`,
        judged: 'equal',
        read: (result) =>
          result.availability[0]!.terms.find((term) => term.cause === cause)!.unavailable,
        widest: 0.25,
        freedom: FREEDOM[by],
      },
    ],
  };
}

/** Σ over sets of zones up of their probability and that of too few HSMs in them. */
function unavailable({ hsmsByZone, needed, hsm, zone }: Fleet): number {
  const down = ({ mtbf, mttr }: Failing) => mttr / (mtbf + mttr);
  const zoneDown = zone === null ? 0 : down(zone);
  const sum = (zones: readonly number[], share: number, among: number): number => {
    const [own, ...others] = zones;
    if (own === undefined) return share * tooFew(among, needed, down(hsm));
    return sum(others, share * (1 - zoneDown), among + own) + sum(others, share * zoneDown, among);
  };
  return sum(hsmsByZone, 1, 0);
}

/** P(fewer than `needed` of `among` work), each down with probability `u`. */
function tooFew(among: number, needed: number, u: number): number {
  let total = 0;
  let ways = 1;
  for (let working = 0; working <= Math.min(needed - 1, among); working++) {
    total += ways * (1 - u) ** working * u ** (among - working);
    ways = (ways * (among - working)) / (working + 1);
  }
  return total;
}

function oneRepairer(hsms: number, needed: number, { mtbf, mttr }: Failing): number {
  const weights = [1];
  for (let down = 1; down <= hsms; down++) {
    weights.push((weights[down - 1]! * (hsms - down + 1) * mttr) / mtbf);
  }
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.slice(hsms - needed + 1).reduce((sum, weight) => sum + weight, 0) / all;
}
