import { z } from 'zod';
import { findFact } from '../../facts/index.ts';
import { law } from './law.ts';
import { duration, plainNumber, positiveDuration, rate, share, word } from './quantities.ts';
import { nameOf, section } from './section.ts';

const ZONES = ['a', 'b', 'c', 'd', 'e', 'f'] as const;
const PROXY_ERRORS = Object.keys(findFact('external.proxyErrors')!.value as object) as [
  string,
  ...string[],
];

/** HSM numbers come out counted from 0; `each` stands for one fault for every HSM. */
const hsmNumber = (description: string) =>
  z
    .union([z.int(), z.string()])
    .transform((value, context): number | 'each' => {
      if (value === 'each') return 'each';
      const match = /^(?:hsm-)?(\d+)$/.exec(String(value));
      const number = Number(match?.[1] ?? 0);
      if (number >= 1) return number - 1;
      context.addIssue({
        code: 'custom',
        message: 'must be the number of an HSM from 1 on, such as 1 or hsm-1, or each',
      });
      return z.NEVER;
    })
    .describe(description);

const yes = (description: string) =>
  z.literal(true, { error: 'must be true, or be left out' }).describe(description);

const factor = plainNumber('How many times as long, above 0.', 0.001, 1e6);

const onLink = {
  link: word(
    ['client-kms', 'kms-hsm', 'kms-proxy'],
    'Which link: client-kms, kms-hsm or kms-proxy.',
  ),
  zone: word(ZONES, 'Only in this zone; default all.').optional(),
  direction: word(
    ['both', 'there', 'back'],
    'both (default); there: away from the client or from KMS; back: the answers.',
  ).optional(),
};

/** What breaks: exactly one of these. */
const BREAKS = {
  zoneDown: word(
    [...ZONES, 'each'],
    'An availability zone goes dark. each: one fault for every zone, with mtbf.',
  ),
  hsmDown: hsmNumber(
    'An HSM fails, by its number from 1, counted over all key stores of keyStores. Without `for` its hardware is gone and AWS replaces it; with `for` it is unreachable for that time. each: one fault for every HSM, with mtbf.',
  ),
  allHsmsDown: yes('All HSMs, of all key stores, fail at once; with and without `for` as hsmDown.'),
  hsmDrained: hsmNumber('An HSM is taken out of rotation, by its number from 1.'),
  hsmSlow: section(
    {
      hsm: hsmNumber('The HSM, by its number from 1; default all.').optional(),
      factor,
    },
    'Services that an HSM starts from now on take longer.',
  ),
  linkSlow: section(
    { ...onLink, factor: factor.optional(), extra: duration('Added to every hop.').optional() },
    'Hops of a link take longer.',
  ),
  linkLossy: section(
    { ...onLink, loss: share('Share of the hops that are lost and sent again.') },
    'A link loses packets.',
  ),
  linkCut: section(onLink, 'Nothing passes a link.'),
  proxyDown: word(
    ['refusing', 'silent'],
    'The external key store proxy is down: it refuses connections, or says nothing.',
  ),
  proxySlow: section({ factor }, 'The external key store proxy takes longer.'),
  proxyThrottling: section(
    { rate: rate('Requests per second it still serves.') },
    'The external key store proxy answers 429 above a rate.',
  ),
  proxyErrors: section(
    {
      share: share('Share of the requests.'),
      error: word(PROXY_ERRORS, 'Name of the error; default InternalException.').optional(),
    },
    'The external key store proxy answers errors.',
  ),
  storeDisconnected: yes(
    'Somebody disconnects the custom key store; after `for` somebody connects it again.',
  ),
  kmsuser: word(
    ['locked', 'password-changed', 'logged-in-elsewhere'],
    'The crypto user of KMS is locked, has another password, or is logged in elsewhere.',
  ),
  quotaLowered: section(
    {
      quota: word(['account', 'key-store'], 'Which quota.'),
      to: rate('Requests per second that are left.'),
    },
    "A request quota is lowered: the account's, or that of each key store.",
  ),
  kmsDegraded: section(
    {
      factor: factor.optional(),
      failed: share('Share of the requests that fail with KMSInternalException.').optional(),
    },
    'KMS itself is slow, or fails.',
  ),
};

export type BreakName = keyof typeof BREAKS;
export const BREAK_NAMES = Object.keys(BREAKS) as readonly BreakName[];

const optional = Object.fromEntries(
  Object.entries(BREAKS).map(([name, schema]) => [name, schema.optional()]),
) as { [Name in BreakName]: z.ZodOptional<(typeof BREAKS)[Name]> };

export const fault = section(
  {
    ...optional,
    at: duration('When, counted from the start of the measured time.').optional(),
    for: positiveDuration(
      'How long; without it for ever, or until AWS has replaced what was lost.',
    ).optional(),
    mtbf: positiveDuration(
      'Instead of at: the fault comes by chance, after an exponential time of this mean, again and again.',
    ).optional(),
    repair: law(
      'With mtbf: how long each lasts; for hsmDown it can be left out: until AWS has replaced it.',
    ).optional(),
    stores: z.array(nameOf('store')).min(1).optional().describe('Only for these stores.'),
    name: nameOf('fault').optional().describe('Name of the fault and of its phase in objectives.'),
  },
  'Something that breaks.',
  {
    duration: 'write for: 2 min',
    mttr: 'write repair: 12 min',
    proxyOverloaded: 'write proxyThrottling: { rate: … } or proxySlow: { factor: … }',
    linkDown: 'write linkCut: { link: … }',
  },
)
  .refine((value) => BREAK_NAMES.filter((name) => value[name] !== undefined).length === 1, {
    error: `must name exactly one thing that breaks: ${BREAK_NAMES.join(', ')}`,
  })
  .refine(({ at, mtbf }) => (at === undefined) !== (mtbf === undefined), {
    error: 'needs at: (a fixed time) or mtbf: (by chance), and not both',
  })
  .refine((value) => value.mtbf === undefined || value.for === undefined, {
    error: 'takes repair: with mtbf:, not for:',
  })
  .refine((value) => value.repair === undefined || value.mtbf !== undefined, {
    error: 'takes repair: only with mtbf:; write for: with at:',
  });
