import { z } from 'zod';
import { findFact } from '../../facts/index.ts';
import { parseShare } from '../units.ts';
import { count, word } from './quantities.ts';
import { missingOr, section, variedCount } from './section.ts';

const MOST_HSMS = Number(findFact('limit.hsmsPerCluster')!.value);
const MOST_KEY_STORES = Number(findFact('limit.customKeyStoresPerRegion')!.value);
const MOST_ZONES = 6;

const KINDS = ['standard', 'cloudhsm', 'cloudhsm-direct', 'external'] as const;
const DOWN = ['hsm', 'zone'] as const;

/** Growth a month, compound: `4 %/month`. Share, 0 or more. */
export function growth(description: string) {
  const expected = 'must be a growth a month, such as 4 %/month';
  return z
    .string({ error: (issue) => missingOr(issue.input, expected) })
    .transform((written, context) => {
      const [, share] = /^(.*?)\s*\/\s*month$/.exec(written.trim()) ?? [];
      const result = share === undefined ? null : parseShare(share);
      if (result?.ok === true) return result.value;
      context.addIssue({ code: 'custom', message: expected });
      return z.NEVER;
    })
    .describe(description);
}

const lever = z
  .array(z.unknown(), { error: 'must be a list of values' })
  .min(1, { error: 'needs at least one value' });

export const plan = section(
  {
    kinds: z
      .array(word(KINDS, 'A kind of store.'))
      .min(1)
      .optional()
      .describe(
        'Kinds of store to look among; default standard, cloudhsm and those that stores: has, as far as require: admits them.',
      ),
    hsms: variedCount(count('HSMs of a cluster.', 2, MOST_HSMS), 2, MOST_HSMS)
      .optional()
      .describe(
        `HSMs of one cluster to look among, as a range or list; default 2..${MOST_HSMS}. One HSM is never proposed.`,
      ),
    zones: variedCount(count('Zones.', 1, MOST_ZONES), 1, MOST_ZONES)
      .optional()
      .describe('Zones of a cluster to look among; default 2..3.'),
    keyStores: variedCount(count('Key stores.', 1, MOST_KEY_STORES), 1, MOST_KEY_STORES)
      .optional()
      .describe(
        `Key stores over which the keys may be spread; default 1..${MOST_KEY_STORES}, all that an account may have in a Region.`,
      ),
    levers: z
      .union([
        z.literal('none', {
          error: 'must be none, or a map from paths of workloads to lists of values',
        }),
        z.record(z.string(), lever),
      ])
      .optional()
      .describe(
        'Settings of workloads that may be changed to need fewer KMS calls, as lists by path, the first value being the one that stands; none: none. Default: the lists that vary: has for workloads, and Bucket Keys where a workload of s3 does not say.',
      ),
    survive: z
      .union([
        z.literal('none', { error: 'must be none, or a list of hsm and zone' }),
        z.array(word(DOWN, 'What is down.')),
      ])
      .optional()
      .describe(
        'What the objectives must hold without, beside the faults of the scenario: one HSM (hsm), one zone (zone); default both, where the store has HSMs.',
      ),
  },
  'Where cksim plan looks for the cheapest design that meets the objectives.',
);
