import type { PlanCandidate } from '../result-plan.ts';
import { hasCluster } from './candidates.ts';
import type { Evaluated } from './evaluate.ts';
import { failureInWords, worstOf } from './failures.ts';
import type { Looked } from './look.ts';
import type { RuledOut } from './pre-screen.ts';
import type { Design } from '../study.ts';

/** The answer in a sentence. */
export function planSentence({ evaluated, chosen }: Looked, ruledOut: readonly RuledOut[]): string {
  if (chosen !== null) {
    const { plan, candidate } = chosen;
    const undecided = evaluated.filter(
      (one) => one.plan.verdict === 'undecided' && one.plan.monthUsd < plan.monthUsd,
    );
    const doubt =
      undecided.length === 0
        ? ''
        : ` Not decided, and cheaper: ${undecided.map((one) => one.plan.name).join(', ')}.`;
    return `Build ${inWords(plan, candidate.design.kind)}: at ${money(plan.monthUsd)} a month it is the cheapest design ${thatMeets(plan)}.${doubt}`;
  }
  const open = evaluated.filter(({ plan }) => plan.verdict === 'undecided');
  if (open.length > 0) {
    const [first] = open.sort((a, b) => a.plan.monthUsd - b.plan.monthUsd);
    return `Not decided: ${first!.plan.name} (${money(first!.plan.monthUsd)} a month) misses nothing for certain, but is too close to a limit to tell.`;
  }
  return evaluated.length > 0 ? failing(evaluated) : impossible(ruledOut);
}

/** By the candidate that comes nearest. */
function failing(evaluated: readonly Evaluated[]): string {
  const start = 'Nothing that was looked at meets the objectives, whatever it costs';
  const worst = evaluated.flatMap(({ plan }) => {
    const failure = worstOf(plan);
    return failure === null ? [] : [{ name: plan.name, failure }];
  });
  const [nearest] = worst.sort((a, b) => b.failure.objective.margin - a.failure.objective.margin);
  return nearest === undefined
    ? `${start}.`
    : `${start}; ${nearest.name} comes nearest and fails ${failureInWords(nearest.failure)}.`;
}

/** By the family that carries most. */
function impossible(ruledOut: readonly RuledOut[]): string {
  const [nearest] = [...ruledOut].sort((a, b) => (b.carriesShare ?? 0) - (a.carriesShare ?? 0));
  if (nearest === undefined) return 'Not possible: no kind of store is admitted.';
  const { family, ruling } = nearest;
  const within =
    family.template.kind === 'cloudhsm'
      ? ` within ${family.keyStores} key ${family.keyStores === 1 ? 'store' : 'stores'} of one account`
      : '';
  return `Not possible${within}: ${ruling.reason}.`;
}

/** `2 key stores, each with 3 HSMs in 3 zones (cks keyStores=2 …)`. */
function inWords({ keyStores, hsms, zones, name }: PlanCandidate, kind: Design['kind']): string {
  if (!hasCluster(kind)) return kind === 'standard' ? `a standard key store (${name})` : name;
  const where = `${hsms} HSMs in ${zones === 1 ? '1 zone' : `${zones} zones`}`;
  if (kind === 'cloudhsm-direct') return `${where}, used directly (${name})`;
  return keyStores === 1
    ? `1 key store with ${where} (${name})`
    : `${keyStores} key stores, each with ${where} (${name})`;
}

function thatMeets({ conditions }: PlanCandidate): string {
  const count = conditions[0]!.objectives.filter(({ level }) => level === 'fail').length;
  if (count === 0) return 'of all; no objective is given, so that nothing else was asked of it';
  const what = count === 1 ? 'its one objective' : `all ${count} objectives`;
  const when = conditions.slice(1).map(({ name }) => `with ${name}`);
  return `that meets ${when.length === 0 ? what : `${what}, ${when.join(' and ')} too`}`;
}

/** Why this one and not a cheaper one. */
export function reasonsFor(
  { evaluated, chosen, dearer }: Looked,
  requires: boolean,
): readonly string[] {
  if (chosen === null) return [];
  const { kind } = chosen.candidate.design;
  const cheaper = evaluated.filter(({ plan }) => plan.monthUsd < chosen.plan.monthUsd);
  return [
    ...(kind === 'standard' && !requires
      ? [
          'A custom key store is never cheaper than the standard store: it pays for HSMs beside the same requests. It is bought for custody: if the key material must be in HSMs of your own, write require: { custody: customer } or { among: [cloudhsm] }.',
        ]
      : []),
    ...(cheaper.length > 0
      ? [
          `Every cheaper design fails something, by simulation (${cheaper.length}) or by arithmetic.`,
        ]
      : ['Nothing cheaper is left: arithmetic rules out every cheaper design.']),
    ...(dearer > 0 ? [`${dearer} dearer designs were left alone.`] : []),
  ];
}

function money(usd: number): string {
  return `$${usd.toFixed(usd < 100 ? 2 : 0).replace(/\B(?=(\d{3})+(?!\d))/g, ',')}`;
}
