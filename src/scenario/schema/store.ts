import { z } from 'zod';
import { findFact } from '../../facts/index.ts';
import { law } from './law.ts';
import { byOperation } from './operations.ts';
import {
  count,
  duration,
  flag,
  money,
  orNone,
  plainNumber,
  positiveDuration,
  rate,
  word,
} from './quantities.ts';
import { section, varied, variedCount } from './section.ts';

const MAX_HSMS = Number(findFact('limit.hsmsPerCluster')!.value);
const MAX_KEY_STORES = Number(findFact('limit.customKeyStoresPerRegion')!.value);
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
    rsa2048SignRate: varied(rate('RSA-2048 signatures per second.'))
      .optional()
      .describe(
        'RSA-2048 signatures per second that saturate one HSM; default by the fact hsm.rate.rsa2048Sign.',
      ),
    ecP256SignRate: varied(rate('EC P-256 signatures per second.'))
      .optional()
      .describe(
        'EC P-256 signatures per second that saturate one HSM; default by the fact hsm.rate.ecP256Sign, by type of HSM.',
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
  hsmType: varied(word(['hsm2m.medium', 'hsm1.medium'], 'Type of the HSMs.'))
    .optional()
    .describe('Type of the HSMs: hsm2m.medium (default) or hsm1.medium, which AWS is ending.'),
  lastBackup: varied(duration('Age of the newest backup.'))
    .optional()
    .describe(
      'Age of the newest backup of the cluster when the measured time begins; default half of the fact backup.period.',
    ),
  hsm: hsm.optional(),
};

/** What the client library in the application does, for those who use the cluster directly. */
const library = {
  sessionsPerProcess: varied(count('Sessions.', 1, 1024))
    .optional()
    .describe(
      'PKCS#11 sessions of one process; default and most by the fact limit.pkcs11SessionsPerApplication.',
    ),
  quorum: varied(flag('Whether a key must be on two HSMs.'))
    .optional()
    .describe(
      'Key availability check of the client library: a process must first find its key on two active HSMs; default true from 2 HSMs on.',
    ),
  dispatcher: varied(flag('Whether there is one.'))
    .optional()
    .describe(
      'The load source caps signing, by the facts direct.dispatcher.*, as the published figures suggest; default true.',
    ),
};

const UNDER_HSM = {
  slots: BELONGS_UNDER_HSM,
  rate: BELONGS_UNDER_HSM,
  cv: BELONGS_UNDER_HSM,
  serviceTime: BELONGS_UNDER_HSM,
  queueLimit: BELONGS_UNDER_HSM,
  weights: BELONGS_UNDER_HSM,
};

const ONE_KEY_STORE = 'several key stores are for kind: cloudhsm only; leave it out';
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
    keyStores: ONE_KEY_STORE,
    quota: 'a standard store has no quota of its own; write accountQuota',
  },
);

const cloudhsm = section(
  {
    kind: z
      .literal('cloudhsm')
      .describe('A custom key store: key material in a CloudHSM cluster of yours.'),
    ...cluster,
    keyStores: variedCount(count('Key stores.', 1, MAX_KEY_STORES), 1, MAX_KEY_STORES)
      .optional()
      .describe(
        `Custom key stores of one account that share the keys, 1 to ${MAX_KEY_STORES}, all that an account may have in a Region; default 1; a range 1..6 or a list makes one design for each value. Each has a CloudHSM cluster of its own of hsms HSMs over zones zones, and its own quota, sessions and busy retries; the account's quota is common to all. A key lives in one key store, and so does every call that uses it: the most popular key is placed first, each into the key store with the least calls so far. There must be at least as many keys in use as key stores. HSMs are numbered over all of them, those of the first key store first (faults name them so), and shown as store-2/hsm-3. A dead zone takes the HSMs of all of them in it. With more than one: no timeline, no pkcs11 workload, and none of the faults storeDisconnected and kmsuser.`,
      ),
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
  { ...UNDER_HSM, quorum: 'KMS goes on with one HSM; quorum is for kind: cloudhsm-direct' },
);

const direct = section(
  {
    kind: z
      .literal('cloudhsm-direct')
      .describe('CloudHSM used through its client library, without KMS.'),
    ...cluster,
    ...library,
  },
  'CloudHSM used directly through PKCS#11 or JCE: no KMS, no quota, no request fee.',
  {
    ...UNDER_HSM,
    quota: 'CloudHSM used directly has no request quota; leave it out',
    accountQuota: 'CloudHSM used directly has no request quota; leave it out',
    sessionsPerHsm: 'sessions are limited for kind: cloudhsm only; leave it out',
    keyStores: ONE_KEY_STORE,
  },
);

const proxy = section(
  {
    proxies: variedCount(count('Proxies.', 1, 64), 1, 64)
      .optional()
      .describe('Proxies behind the load balancer; default 1.'),
    slots: varied(count('Requests one proxy works on at once.', 1, 1024))
      .optional()
      .describe(
        'Requests one proxy, with its key manager, works on at once; default by the fact proxy.slots.',
      ),
    service: varied(law('A law of time.'))
      .optional()
      .describe(
        'Law of the service time of one request, key manager included; default by the fact proxy.service.',
      ),
    queueLimit: varied(orNone(count('Waiting requests.'), 'No limit.'))
      .optional()
      .describe(
        'Waiting requests above which a proxy answers 429; default by the fact proxy.queueLimit.',
      ),
    connectCpu: varied(duration('Work of a handshake.'))
      .optional()
      .describe('Work of accepting a cold connection; default by the fact proxy.connectCpu.'),
  },
  'The proxy and the key manager behind it.',
);

const connections = section(
  {
    reuse: varied(flag('Whether connections are kept.'))
      .optional()
      .describe('Whether KMS finds its connections to the proxy still open; default true.'),
    most: varied(count('Connections.', 1, 100_000))
      .optional()
      .describe('Connections KMS keeps to the proxy; default by the fact kms.proxyPool.'),
    idle: varied(positiveDuration('How long.'))
      .optional()
      .describe('After how long an idle connection is closed; default by the fact kms.proxyIdle.'),
    tls: varied(word(['1.2', '1.3'], 'Version of TLS.'))
      .optional()
      .describe(
        'TLS 1.3 takes one round trip for a handshake, 1.2 two; default by the fact external.tls.',
      ),
  },
  'Connections between KMS and the proxy.',
);

const external = section(
  {
    kind: z
      .literal('external')
      .describe('An external key store: key material in a key manager of yours outside AWS.'),
    roundTrip: varied(law('A law of time.'))
      .optional()
      .describe(
        'Round trip between the Region and the proxy; default by the fact external.roundTrip. AWS asks for at most 35 ms.',
      ),
    connectivity: varied(word(['public', 'vpc-endpoint'], 'How KMS reaches the proxy.'))
      .optional()
      .describe('public (default) or vpc-endpoint: what is billed, and how connecting can fail.'),
    connections: connections.optional(),
    proxy: proxy.optional(),
    requestTimeout: varied(positiveDuration('How long.'))
      .optional()
      .describe(
        'How long KMS waits for the proxy, connecting included; default by the fact external.proxyTimeout.',
      ),
    retryTimeouts: varied(flag('Whether KMS tries again.'))
      .optional()
      .describe(
        'Whether KMS tries once more after a network time-out; default by the fact external.timeoutRetries.',
      ),
    quota: quotaOf("The key store's own requests per second, by the fact quota.externalKeyStore;"),
    accountQuota: quotaOf('Requests per second of the account, all symmetric operations;'),
    monthlyCost: money(
      'month',
      'What proxies, load balancer, links and licences cost a month; none is assumed.',
    ).optional(),
  },
  'An external key store (XKS): KMS asks a proxy of yours.',
  {
    hsms: 'an external key store has no CloudHSMs; write proxy: { proxies: … }',
    keyStores: ONE_KEY_STORE,
    slots: 'write slots under proxy:',
    service: 'write service under proxy:',
    tls: 'write tls under connections:',
    reuse: 'write reuse under connections:',
    latency: 'write roundTrip: 20 ms and proxy: { service: … }',
  },
);

/** A store by its `kind`. */
export const store = z
  .discriminatedUnion('kind', [standard, cloudhsm, external, direct], {
    error: (issue) => (issue.input === undefined ? 'is missing' : undefined),
  })
  .describe('A key store to compare. Every store sees the same arrivals.');

export type StoreInput = z.output<typeof store>;
export type ClusterInput = Extract<StoreInput, { kind: 'cloudhsm' | 'cloudhsm-direct' }>;
export type ExternalInput = Extract<StoreInput, { kind: 'external' }>;

/** Other words for a kind, with the hint to give. */
export const OTHER_KIND_NAMES: Readonly<Record<string, string>> = {
  xks: 'write kind: external',
  kms: 'write kind: standard',
  'custom-key-store': 'write kind: cloudhsm',
  cks: 'write kind: cloudhsm',
  pkcs11: 'write kind: cloudhsm-direct',
};
