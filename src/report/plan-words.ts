import type { PlanCandidate, PlanCondition, PlanResult, Result } from '../plan/index.ts';
import { kindInShort } from './designs.ts';
import { formatCount, formatNumber, formatUsd } from './format-number.ts';
import { joinInWords, plural } from './phrases.ts';

/** What `cksim plan` found; null where nobody planned. */
export function planOf({ plan }: Result): PlanResult | null {
  return isPlan(plan) ? plan : null;
}

function isPlan(plan: Result['plan']): plan is PlanResult {
  return 'outcome' in plan;
}

export function candidateNamed({ candidates }: PlanResult, name: string): PlanCandidate | null {
  return candidates.find((own) => own.name === name) ?? null;
}

/** The design to build; null where there is none. */
export function chosenOf(plan: PlanResult): PlanCandidate | null {
  return plan.chosen === null ? null : candidateNamed(plan, plan.chosen);
}

/** The design that a plan speaks of: the one to build, or else the one that comes nearest. */
export function subjectOf(plan: PlanResult): PlanCandidate | null {
  return (
    chosenOf(plan) ??
    plan.candidates.find(({ verdict }) => verdict === 'undecided') ??
    candidateNamed(plan, plan.pyramid?.design ?? '') ??
    plan.candidates[0] ??
    null
  );
}

/** `3 key stores × 3 HSMs in 3 zones`, `5 HSMs in 3 zones`; null where AWS or somebody else runs them. */
function sizeInWords({
  kind,
  keyStores,
  hsms,
  zones,
}: Pick<PlanCandidate, 'kind' | 'keyStores' | 'hsms' | 'zones'>): string | null {
  if (hsms === 0) return keyStores > 1 ? `${formatCount(keyStores)} key stores` : null;
  const each = `${plural(hsms, formatCount(hsms), 'HSM')} in ${plural(zones, formatCount(zones), 'zone')}`;
  if (kind === 'cloudhsm-direct' && keyStores === 1) return each;
  return `${plural(keyStores, formatCount(keyStores), 'key store')} × ${each}`;
}

/** `custom key store · 3 key stores × 3 HSMs in 3 zones`, with the levers that were pulled. */
export function candidateInWords(candidate: PlanCandidate): string {
  const size = sizeInWords(candidate);
  const levers = Object.entries(candidate.levers).map(([name, value]) => `${name} ${value}`);
  return [kindInShort(candidate.kind), ...(size === null ? [] : [size]), ...levers].join(' · ');
}

/** `with one zone down`; as asked, nothing is down but what the scenario says. */
export function conditionInWords({ name }: Pick<PlanCondition, 'name'>): string {
  return name === 'as asked' ? 'as asked' : `with ${name}`;
}

/** How long each loss lasts in truth; nothing where nothing is down. */
export function lastsInWords({ conditions }: PlanCandidate): readonly string[] {
  return conditions.flatMap(({ name, lasts }) =>
    lasts === null ? [] : [`${capital(name)} lasts ${lasts}.`],
  );
}

export function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** How many designs there were, and how many arithmetic ruled out. */
export function screenedInWords({ candidates, screened }: PlanResult): string {
  const out = screened.reduce((sum, { count }) => sum + count, 0);
  const all = out + candidates.length;
  const simulated = `${formatCount(candidates.length)} ${candidates.length === 1 ? 'was' : 'were'} simulated`;
  if (out === 0) return `All ${plural(all, formatCount(all), 'design')} were simulated.`;
  if (candidates.length === 0) {
    return `All ${plural(all, formatCount(all), 'design')} were ruled out by arithmetic; none was simulated.`;
  }
  return `${formatCount(out)} of ${plural(all, formatCount(all), 'design')} ${out === 1 ? 'was' : 'were'} ruled out by arithmetic, ${simulated}.`;
}

/** Why a design was not simulated, in a word: whether anybody could change it. */
export function ruledOutBy(limit: 'hard' | 'adjustable' | 'physical'): string {
  if (limit === 'hard') return 'a limit that AWS does not raise';
  return limit === 'adjustable' ? 'a limit that AWS may raise' : 'no limit of AWS';
}

/** What the designs have to carry, where levers change it. */
export function demandsInWords({ demands }: PlanResult): string | null {
  if (demands.length === 0) return null;
  const parts = demands.map(({ levers, callsPerSecond }) => {
    const rate = `${formatNumber(callsPerSecond)} KMS calls/s`;
    const settings = Object.entries(levers).map(([name, value]) => `${name} ${value}`);
    return settings.length === 0 ? rate : `${rate} with ${settings.join(', ')}`;
  });
  return `To be carried: ${joinInWords(parts)}.`;
}

/** `in month 14`, counted from today; `today` where it is so already. */
export function monthInWords(month: number): string {
  if (month <= 0) return 'today';
  return `in ${plural(month, formatCount(month), 'month')}`;
}

/** `$1,168 more`, `$40 less`, `the same`. */
export function priceDifference(usd: number): string {
  if (Math.abs(usd) < 0.005) return 'the same';
  return `${formatUsd(Math.abs(usd))} ${usd > 0 ? 'more' : 'less'}`;
}
