import type { FailingNeighbour } from '../result-plan.ts';
import type { Evaluated } from './evaluate.ts';
import { failureInWords, worstOf } from './failures.ts';
import type { Looked } from './look.ts';
import { isOpen, type Open, type RuledOut } from './pre-screen.ts';
import { hasCluster, nameOf } from './candidates.ts';

/** Of cheaper designs, so many are told of beside the next smaller one. */
const MOST_CHEAPER = 4;

/**
 * Why nothing smaller or cheaper than the chosen design will do: the next smaller of its family, and
 * the dearest of the cheaper designs that were simulated. Each fails something, or is ruled out.
 */
export function failingSmaller(
  chosen: Evaluated,
  { evaluated }: Looked,
  screened: readonly (Open | RuledOut)[],
): readonly FailingNeighbour[] {
  const cheaper = evaluated
    .filter((one) => one !== chosen && one.plan.monthUsd <= chosen.plan.monthUsd)
    .filter(({ plan }) => plan.verdict !== 'met')
    .sort((a, b) => b.plan.monthUsd - a.plan.monthUsd);
  const { family, hsms } = chosen.candidate;
  const nextSmaller = cheaper.find(
    ({ candidate }) => candidate.family === family && candidate.hsms === hsms - 1,
  );
  const rest = cheaper.filter((one) => one !== nextSmaller).slice(0, MOST_CHEAPER);
  return [
    ...(nextSmaller === undefined
      ? smallerByArithmetic(chosen, screened.filter(isOpen))
      : [neighbour(nextSmaller)]),
    ...fewerKeyStores(chosen, screened),
    ...rest.map(neighbour),
  ];
}

function neighbour({ plan }: Evaluated): FailingNeighbour {
  const worst = worstOf(plan);
  const fails = worst === null ? 'not decided' : failureInWords(worst);
  return { name: plan.name, monthUsd: plan.monthUsd, fails };
}

/** The next smaller size was not simulated, in these zones or in fewer: what says that it cannot work. */
function smallerByArithmetic(
  { candidate }: Evaluated,
  families: readonly Open[],
): readonly FailingNeighbour[] {
  const { family, hsms, design } = candidate;
  if (!hasCluster(design.kind)) return [];
  const alike = families.filter(
    ({ family: own }) =>
      own.template === family.template &&
      own.levers === family.levers &&
      own.keyStores === family.keyStores &&
      own.zones <= family.zones,
  );
  const rejecting = alike
    .filter(({ tooSmall }) => tooSmall?.sizes.includes(hsms - 1) ?? false)
    .sort((a, b) => b.family.zones - a.family.zones)[0];
  if (rejecting !== undefined) {
    return [
      {
        name: nameOf(rejecting.family, hsms - 1),
        monthUsd: rejecting.billOf(hsms - 1),
        fails: rejecting.tooSmall!.ruling.reason,
      },
    ];
  }
  if (hsms > 2) return []; // it was simulated, in fewer zones, and is among the cheaper ones
  const open = alike.find(({ family: own }) => own === family)!;
  return [
    {
      name: nameOf(family, hsms - 1),
      monthUsd: open.billOf(hsms - 1),
      fails:
        'one HSM is never proposed: with it down nothing is left, and a key store cannot create keys',
    },
  ];
}

/** One key store less, where a quota rules that out. */
function fewerKeyStores(
  { candidate }: Evaluated,
  screened: readonly (Open | RuledOut)[],
): readonly FailingNeighbour[] {
  const { family, hsms } = candidate;
  const { keyStores } = family;
  const fewer = screened.find(
    (found): found is RuledOut =>
      !isOpen(found) &&
      found.family.template === family.template &&
      found.family.zones === family.zones &&
      found.family.levers === family.levers &&
      found.family.keyStores === keyStores - 1,
  );
  if (fewer === undefined) return [];
  const own = screened.filter(isOpen).find((open) => open.family === family)!;
  return [
    {
      name: nameOf(fewer.family, hsms),
      monthUsd: own.billOf((hsms * (keyStores - 1)) / keyStores),
      fails: fewer.ruling.reason,
    },
  ];
}
