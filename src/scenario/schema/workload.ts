import { z } from 'zod';
import { KEY_SPECS, USER_OPERATIONS, type ServiceKind } from '../../model/index.ts';
import { grants, keyPolicy } from './access.ts';
import { arrivals } from './arrivals.ts';
import { client } from './client.ts';
import { byAskedOperation } from './operations.ts';
import { count, plainNumber, share, size, word } from './quantities.ts';
import { nameOf, section } from './section.ts';
import { SERVICE_SETTINGS } from './service.ts';

const SERVICES = Object.keys(USER_OPERATIONS) as ServiceKind[];
const MOST_KEYS = 100_000;
const MOST_SKEW = 3;

const keys = z
  .union([
    count('KMS keys.', 1, MOST_KEYS),
    section(
      {
        count: count('How many; default 1.', 1, MOST_KEYS).optional(),
        sinceBackup: count(
          "How many of them were made after the cluster's newest backup; default 0.",
          0,
          MOST_KEYS,
        ).optional(),
      },
      'KMS keys, some of them young.',
    ),
  ])
  .describe(
    'KMS keys the calls are spread over, evenly unless keySkew says otherwise: how many (default 1), or { count, sinceBackup }.',
  );

export const workload = section(
  {
    service: word(
      ['kms', 'pkcs11', ...SERVICES],
      'What the application speaks: kms (plain KMS calls, the default), pkcs11 (to the CloudHSM cluster itself), encryption-sdk, or an AWS service that calls KMS for it.',
      {
        xks: 'is how KMS speaks to an external key store; write kind: external on the store',
        ssm: 'write service: parameter-store',
        secretsmanager: 'write service: secrets-manager',
      },
    ).optional(),
    arrivals,
    perMonth: count(
      'Calls a month, for the bill (of a service: what its users ask); without it the simulated mean rate is taken for the whole month.',
    ).optional(),
    operations: byAskedOperation(
      share('Share of the calls.'),
      'Shares of the operations, together 100 %: KMS operations (default Decrypt 100 %), or those of the service, by the names of its API; for s3 also PUT, GET, COPY, HEAD, LIST.',
    ).optional(),
    keys: keys.optional(),
    keySkew: plainNumber('An exponent.', 0, MOST_SKEW)
      .optional()
      .describe(
        `kms, pkcs11: how unevenly the keys are asked for, as the exponent of Zipf's law, 0 to ${MOST_SKEW}: the key of rank r gets calls in proportion to 1 / r^keySkew, drawn for each call; 0 (default): all keys alike, in turn. With 0.9 the first of 12 keys gets 29 % of the calls. A service has none: its calls use the key of their bucket, table and so on, which take turns.`,
      ),
    client: client.optional(),
    account: nameOf('account')
      .optional()
      .describe('AWS account whose request quota the calls are charged to; default main.'),
    usesKeysOf: nameOf('workload')
      .optional()
      .describe('Workload whose keys are used; default its own.'),
    keyPolicy: keyPolicy.optional(),
    grants: grants.optional(),
    iam: word(
      ['allow', 'deny'],
      'Whether its IAM policy allows it KMS; deny wins over every key policy and grant. Default allow.',
    ).optional(),
    keySpec: word(
      KEY_SPECS,
      'kms, pkcs11: kind of the keys; default what the operations need.',
    ).optional(),
    payload: size(
      'kms: bytes that Encrypt is given; default 32 B. KMS refuses more than 4,096 B.',
    ).optional(),
    wrongContext: share(
      "kms: share of the Decrypt calls with another encryption context than the ciphertext's, which fail; default 0 %.",
    ).optional(),
    ...SERVICE_SETTINGS,
  },
  'One source of calls.',
  {
    retryMode: 'write retryMode under client:',
    maxAttempts: 'write maxAttempts under client:',
    timeout: 'write timeout under client:',
    connections: 'write connections under client:',
    rate: 'write the rate under arrivals:, such as arrivals: { poisson: 900/s }',
    poisson: 'write it under arrivals:, such as arrivals: { poisson: 900/s }',
    operation: 'write operations: { Decrypt: 100 % }',
    policy: 'write keyPolicy: [{ allow: all, to: everybody }]',
  },
);
