import { findFact } from '../../facts/index.ts';
import { limitTable } from '../limits.ts';
import type { LimitResult } from '../result.ts';
import type { ScreenedOut } from '../result-plan.ts';
import type { PlanInputs, Question } from '../study.ts';
import { buildCandidate, hasCluster, type Candidate, type Family } from './candidates.ts';
import { conditionsOf, hsmsLeft, type ConditionName } from './conditions.ts';
import { expectedBill, type Demand } from './demand.ts';

/** Why arithmetic rules a family, or its smaller sizes, out. */
type Ruling = Pick<ScreenedOut, 'reason' | 'limit'>;

/** A family that may work, from its smallest size on that arithmetic does not rule out. */
export interface Open {
  readonly family: Family;
  readonly demand: Demand;
  /** HSMs of a cluster to look among, ascending; [0] without a cluster. */
  readonly sizes: readonly number[];
  /** Sizes below, and what rules them out; null where there are none. */
  readonly tooSmall: { readonly sizes: readonly number[]; readonly ruling: Ruling } | null;
  /** The smallest size that is left. */
  readonly first: Candidate;
  /** Expected bill of a size, US dollars a month. */
  readonly billOf: (hsms: number) => number;
}

export interface RuledOut {
  readonly family: Family;
  readonly ruling: Ruling;
  /** Sizes that are out with it. */
  readonly count: number;
  /** What the family carries of what is asked, where a quota rules it out; null otherwise. */
  readonly carriesShare: number | null;
  /** HSMs of a cluster that would serve what the quota lets through; null where nothing fits. */
  readonly size: number | null;
  /** The scenario makes no sense with it. */
  readonly isSenseless: boolean;
}

/** Limits that neither more HSMs nor other zones move. */
const ACCOUNT_QUOTA = 'account quota';
/** What is asked of AWS above what is needed: the quota counts by seconds, and seconds differ. */
const ROOM = 1.1;
const KEY_STORE_QUOTA = 'key store quota';
const HSMS = 'HSMs';

/** Pre-screens families; where the scenario makes no sense with some key stores, more make none either. */
export function preScreenAll(
  base: Question,
  families: readonly Family[],
  demand: Demand,
): readonly (Open | RuledOut)[] {
  const tooMany = new Map<Family['template'], RuledOut>();
  return families.map((family) => {
    const before = tooMany.get(family.template);
    if (before !== undefined && family.keyStores >= before.family.keyStores) {
      const count = sizesOf(family, base.study.plan).length;
      return { ...before, family, count };
    }
    const found = preScreen(base, family, demand);
    const isSenseless = !isOpen(found) && found.isSenseless;
    if (isSenseless && family.keyStores > 1) tooMany.set(family.template, found);
    return found;
  });
}

/**
 * What arithmetic says of a family, before anything is simulated: quotas against what is asked for,
 * and how many HSMs it takes for a utilisation below 1, with everything up and in each condition.
 */
function preScreen(base: Question, given: Family, demand: Demand): Open | RuledOut {
  const family = withAccountQuota(base, given, demand);
  const { plan } = base.study;
  const all = sizesOf(family, plan);
  const out = (
    ruling: Ruling,
    carriesShare: number | null = null,
    size: number | null = null,
  ): RuledOut => ({
    family,
    ruling,
    count: all.length,
    carriesShare,
    size,
    isSenseless: false,
  });
  const largest = all.at(-1);
  if (largest === undefined) {
    return out({ reason: `no number of HSMs fills ${family.zones} zones`, limit: 'physical' });
  }
  const probe = buildCandidate(base, family, all[0]!);
  if (typeof probe === 'string') {
    return { ...out({ reason: probe, limit: 'physical' }), isSenseless: true };
  }
  if (!probe.design.eligible) {
    return out({ reason: 'not admitted: no AWS service can use it', limit: 'physical' });
  }
  const { design } = probe;
  const rows = limitTable(design.limits, design.world, demand.runs);
  const names: readonly ConditionName[] = [
    'as asked',
    ...conditionsOf(family, plan).map(({ name }) => name),
  ];
  const hsmRow = rows.find(({ name }) => name === HSMS);
  const isEnough = (hsms: number, name: ConditionName, share = 1) =>
    hsmRow === undefined ||
    usedWith(hsmRow, all[0]!, hsmsLeft(name, hsms, family.zones)) * share < 1;
  for (const row of rows) {
    const ruling = row.usedShare < 1 ? null : rulingOf(row, family);
    if (ruling === null) continue;
    const share = 1 / row.usedShare;
    const size = all.find((hsms) => names.every((name) => isEnough(hsms, name, share)));
    return out(ruling, share, size ?? largest);
  }
  const sizes = all.filter((hsms) => names.every((name) => isEnough(hsms, name)));
  const condition = names.find((name) => !isEnough(largest, name));
  if (sizes.length === 0) {
    return out(tooFewHsms(hsmRow!, all[0]!, largest, condition!, family));
  }
  const below = all.filter((hsms) => hsms < sizes[0]!);
  const lastBelow = below.at(-1);
  const failing = names.find((name) => lastBelow !== undefined && !isEnough(lastBelow, name));
  const first = sizes[0] === all[0] ? probe : buildCandidate(base, family, sizes[0]!);
  if (typeof first === 'string') return out({ reason: first, limit: 'physical' });
  return {
    family,
    demand,
    sizes,
    tooSmall:
      lastBelow === undefined || failing === undefined
        ? null
        : { sizes: below, ruling: tooFewHsms(hsmRow!, all[0]!, lastBelow, failing, family) },
    first,
    billOf: (hsms) => expectedBill(first, demand, hsms * family.keyStores),
  };
}

/** The family with as much of the account's request quota as it needs: AWS raises that on request. */
function withAccountQuota(base: Question, family: Family, { runs }: Demand): Family {
  const [size] = sizesOf(family, base.study.plan);
  const probe = size === undefined ? null : buildCandidate(base, family, size);
  if (probe === null || typeof probe === 'string') return family;
  const { limits, world } = probe.design;
  const row = limitTable(limits, world, runs).find(({ name }) => name === ACCOUNT_QUOTA);
  if (row === undefined || row.usedShare < 1) return family;
  const needed = Math.ceil(row.capacityPerSecond * row.usedShare * ROOM);
  return { ...family, accountQuotaPerSecond: needed };
}

export function isOpen(found: Open | RuledOut): found is Open {
  return 'sizes' in found;
}

/** Sizes that fill the family's zones; one HSM is never proposed. */
function sizesOf({ template, zones }: Family, { hsms }: PlanInputs): readonly number[] {
  if (!hasCluster(template.kind)) return [0];
  return hsms.filter((count) => count >= Math.max(2, zones));
}

function usedWith({ usedShare }: LimitResult, builtWith: number, left: number): number {
  return left === 0 ? Infinity : (usedShare * builtWith) / left;
}

function rulingOf(
  { name, capacityPerSecond, usedShare }: LimitResult,
  { keyStores }: Family,
): Ruling | null {
  const asked = `${perSecond(capacityPerSecond * usedShare)} are asked for`;
  if (name.startsWith(KEY_STORE_QUOTA)) {
    const stores = keyStores === 1 ? '1 key store takes' : `${keyStores} key stores take`;
    return { reason: `${stores} ${perSecond(capacityPerSecond)}, and ${asked}`, limit: 'hard' };
  }
  return name === 'proxy'
    ? {
        reason: `the proxies take ${perSecond(capacityPerSecond)}, and ${asked}`,
        limit: 'physical',
      }
    : null;
}

function tooFewHsms(
  { capacityPerSecond, usedShare }: LimitResult,
  builtWith: number,
  hsms: number,
  condition: ConditionName,
  { zones }: Family,
): Ruling {
  const left = hsmsLeft(condition, hsms, zones);
  const carries = perSecond((capacityPerSecond / builtWith) * left);
  const when = condition === 'as asked' ? '' : `with ${condition} `;
  const most = Number(findFact('limit.hsmsPerCluster')!.value);
  return {
    reason: `${when}${hsms} HSMs${condition === 'as asked' ? '' : `, of which ${left} are left,`} serve ${carries}, and ${perSecond(capacityPerSecond * usedShare)} are asked for`,
    limit: hsms >= most ? 'hard' : 'physical',
  };
}

/** `1,800/s`, to three digits. */
export function perSecond(rate: number): string {
  const rounded = Number(rate.toPrecision(3));
  return `${rounded < 1000 ? rounded : rounded.toFixed(0).replace(/\B(?=(\d{3})+$)/g, ',')}/s`;
}
