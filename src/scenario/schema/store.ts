import { z } from 'zod';
import { findFact } from '../../facts/index.ts';
import { law } from './law.ts';
import { byOperation } from './operations.ts';
import { count, orNone, plainNumber, positiveDuration, rate, word } from './quantities.ts';
import { section, varied, variedCount } from './section.ts';

const MAX_HSMS = Number(findFact('limit.hsmsPerCluster')!.value);
const MAX_ZONES = 6;

const quotaOf = (what: string) =>
  varied(orNone(rate(what), 'No quota.'))
    .optional()
    .describe(`${what} or none. A list makes one design for each value.`);

const BELONGS_TO_THE_STORE = 'write it on the store itself, not under hsm:';
const BELONGS_UNDER_HSM = 'write it under hsm:, such as hsm: { rate: 900/s }';

const hsm = section(
  {
    slots: varied(count('Commands one HSM works on at once.', 1, 1024))
      .optional()
      .describe('Commands one HSM works on at once, its rate held; default by the fact hsm.slots.'),
    rate: varied(rate('Commands per second.'))
      .optional()
      .describe(
        'Commands of weight 1 per second that saturate one HSM; default by the fact hsm.rate.aes.',
      ),
    cv: varied(plainNumber('A plain number.', 0, 100))
      .optional()
      .describe(
        'Standard deviation over mean of the service time; default by the fact hsm.cv.aes.',
      ),
    serviceTime: varied(law('A law of time.'))
      .optional()
      .describe('Law of the service time of a command of weight 1. Replaces rate and cv.'),
    queueLimit: varied(orNone(count('Waiting commands.'), 'No limit.'))
      .optional()
      .describe(
        'Waiting commands above which an HSM answers busy; 0: no command waits; none: no limit. Default by the fact hsm.busyAfter for cloudhsm, none for cloudhsm-direct.',
      ),
    weights: byOperation(
      plainNumber('Work of this operation.', 0.001, 1000),
      'Work of an operation relative to one command of weight 1; default by the facts hsm.weight.*.',
    ).optional(),
  },
  'What one HSM can do.',
  {
    balancing: BELONGS_TO_THE_STORE,
    zones: BELONGS_TO_THE_STORE,
    hsms: BELONGS_TO_THE_STORE,
    quota: BELONGS_TO_THE_STORE,
    sessionsPerHsm: BELONGS_TO_THE_STORE,
    busyRetries: BELONGS_TO_THE_STORE,
  },
);

const cluster = {
  hsms: variedCount(count('HSMs in the cluster.', 1, MAX_HSMS), 1, MAX_HSMS).describe(
    `HSMs in the cluster, 1 to ${MAX_HSMS}; a range 2..6 or a list makes one design for each value.`,
  ),
  zones: variedCount(count('Zones.', 1, MAX_ZONES), 1, MAX_ZONES)
    .optional()
    .describe(
      'Availability zones that the HSMs fill in turn, from a; default 3, or as many as there are HSMs where there are fewer.',
    ),
  balancing: varied(
    word(
      ['least-outstanding', 'least-outstanding-lowest', 'round-robin', 'random'],
      'How commands are spread over HSMs.',
    ),
  )
    .optional()
    .describe(
      'How commands are spread over HSMs: least-outstanding (default; ties go to the HSM after the last one chosen), least-outstanding-lowest (ties go to the lowest number), round-robin or random.',
    ),
  busyRetries: varied(count('Times.', 0, 10))
    .optional()
    .describe(
      'How often a command that an HSM answered busy is sent again; default by the fact kms.busyRetries.',
    ),
  hsm: hsm.optional(),
};

const UNDER_HSM = {
  slots: BELONGS_UNDER_HSM,
  rate: BELONGS_UNDER_HSM,
  cv: BELONGS_UNDER_HSM,
  serviceTime: BELONGS_UNDER_HSM,
  queueLimit: BELONGS_UNDER_HSM,
  weights: BELONGS_UNDER_HSM,
};

const NO_HSMS = 'a standard store has no HSMs of its own; use kind: cloudhsm';

const standard = section(
  {
    kind: z.literal('standard').describe("Key material in KMS's own HSMs."),
    accountQuota: quotaOf('Requests per second of the account, all symmetric operations;'),
  },
  "The standard key store: key material in KMS's own HSMs.",
  {
    hsms: NO_HSMS,
    zones: NO_HSMS,
    hsm: NO_HSMS,
    balancing: NO_HSMS,
    quota: 'a standard store has no quota of its own; write accountQuota',
  },
);

const cloudhsm = section(
  {
    kind: z
      .literal('cloudhsm')
      .describe('A custom key store: key material in a CloudHSM cluster of yours.'),
    ...cluster,
    quota: quotaOf("The key store's own requests per second, by the fact quota.customKeyStore;"),
    accountQuota: quotaOf('Requests per second of the account, all symmetric operations;'),
    sessionsPerHsm: varied(count('Sessions.', 1, 2048))
      .optional()
      .describe('PKCS#11 sessions KMS holds on one HSM; default by the fact kms.sessionsPerHsm.'),
    commandTimeout: varied(orNone(positiveDuration('How long.'), 'For ever.'))
      .optional()
      .describe(
        'How long KMS waits for one HSM, or none; default by the fact kms.hsmAttemptTimeout.',
      ),
  },
  'A custom key store on a CloudHSM cluster.',
  UNDER_HSM,
);

const direct = section(
  {
    kind: z
      .literal('cloudhsm-direct')
      .describe('CloudHSM used through its client library, without KMS.'),
    ...cluster,
  },
  'CloudHSM used directly through PKCS#11 or JCE: no KMS, no quota, no request fee.',
  {
    ...UNDER_HSM,
    quota: 'CloudHSM used directly has no request quota; leave it out',
    accountQuota: 'CloudHSM used directly has no request quota; leave it out',
    sessionsPerHsm: 'sessions are limited for kind: cloudhsm only; leave it out',
  },
);

/** A store by its `kind`; other kinds join this union. */
export const store = z
  .discriminatedUnion('kind', [standard, cloudhsm, direct], {
    error: (issue) => (issue.input === undefined ? 'is missing' : undefined),
  })
  .describe('A key store to compare. Every store sees the same arrivals.');

export type StoreInput = z.output<typeof store>;
export type ClusterInput = Exclude<StoreInput, { kind: 'standard' }>;

/** What people may ask for that this version cannot do. */
export const LATER_KINDS: Readonly<Record<string, string>> = {
  external: 'external key stores are not available in this version',
  xks: 'external key stores are not available in this version',
};
