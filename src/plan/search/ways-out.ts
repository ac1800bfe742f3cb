import { findFact } from '../../facts/index.ts';
import type { Demand } from './demand.ts';
import { perSecond, type RuledOut } from './pre-screen.ts';

/** What would make the impossible possible, in sentences; from the family that comes nearest. */
export function waysOut(
  ruledOut: readonly RuledOut[],
  demands: readonly Demand[],
): readonly string[] {
  const [nearest] = ruledOut
    .filter(({ ruling, carriesShare }) => ruling.limit === 'hard' && carriesShare !== null)
    .sort((a, b) => b.carriesShare! - a.carriesShare!);
  if (nearest === undefined) return [];
  const { family } = nearest;
  const carriesShare = nearest.carriesShare!;
  const asked = demands.find(({ levers }) => levers === family.levers)!.callsPerSecond;
  const most = Number(findFact('limit.customKeyStoresPerRegion')!.value);
  const stores =
    family.keyStores === 1 ? '1 key store carries' : `${family.keyStores} key stores carry`;
  const carried = `${stores} ${perSecond(asked * carriesShare)} of these ${perSecond(asked)}`;
  return [
    ...hotKey(ruledOut, nearest),
    `Caching that saves at least ${percentUp(1 - carriesShare)} of the KMS calls, by data keys used for longer or by Bucket Keys: ${carried}.`,
    ...(family.keyStores < most
      ? [`More key stores than the ${family.keyStores} that plan: { keyStores } admits.`]
      : [
          `${Math.ceil(1 / carriesShare)} AWS accounts, each with up to ${most} key stores of its own, and the keys spread over them.`,
        ]),
    'Another Region for a part of the load: quotas are for each Region.',
  ];
}

/** As many key stores more bring nothing where one key alone is too much for one. */
function hotKey(ruledOut: readonly RuledOut[], nearest: RuledOut): readonly string[] {
  const fewer = ruledOut.find(
    ({ family, carriesShare }) =>
      family.levers === nearest.family.levers &&
      family.keyStores === nearest.family.keyStores - 1 &&
      carriesShare !== null,
  );
  if (fewer === undefined || fewer.carriesShare! < nearest.carriesShare!) return [];
  return [
    'More keys for what the most popular key protects: its calls all go to one key store, and no number of key stores helps that.',
  ];
}

/** Upwards: what is said to be enough must be. */
function percentUp(share: number): string {
  return `${Math.ceil(share * 100)} %`;
}
