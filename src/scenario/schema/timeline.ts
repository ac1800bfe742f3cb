import { z } from 'zod';
import { CONNECTION_ERROR_CODES } from '../../facts/index.ts';
import { count, duration, flag, word } from './quantities.ts';
import { nameOf, section } from './section.ts';

const ZONES = ['a', 'b', 'c', 'd', 'e', 'f'] as const;

const yes = (description: string) =>
  z.literal(true, { error: 'must be true, or be left out' }).describe(description);

const cluster = nameOf('cluster').optional();
const ofCluster = (description: string) =>
  section(
    { cluster: cluster.describe("Name of the cluster; default main, the store's own.") },
    description,
  );
const whichBackup = word(['newest', 'oldest'], 'Which backup; default newest.').optional();
const newCluster = nameOf('cluster').describe('Name for the new cluster.');

const keysOf = {
  workload: nameOf('workload').describe('Whose keys.'),
  key: count('Number of the key among those of the workload, from 1; default all.', 1).optional(),
};
const ofKeys = (description: string) => section(keysOf, description);

/** What an operator does: exactly one of these, by AWS's names. */
const ACTIONS = {
  createCluster: section({ cluster: newCluster }, 'Creates a CloudHSM cluster.'),
  initializeCluster: ofCluster('Signs the certificate request of a cluster.'),
  activateCluster: ofCluster("Sets the admin's password and makes kmsuser."),
  deleteCluster: ofCluster('Deletes a cluster without HSMs.'),
  createHsm: section(
    {
      cluster: cluster.describe('Name of the cluster; default main.'),
      zone: word(ZONES, 'Zone of the new HSM; default a.').optional(),
    },
    'Adds an HSM: a backup is taken and restored on it.',
  ),
  deleteHsm: section(
    {
      cluster: cluster.describe('Name of the cluster; default main.'),
      hsm: count('Number of the HSM, from 1.', 1),
    },
    'Deletes an HSM.',
  ),
  modifyCluster: ofCluster('Moves a cluster from hsm1.medium to hsm2m.medium, HSM by HSM.'),
  rollbackCluster: ofCluster('Goes back to hsm1.medium within the rollback time.'),
  restoreCluster: section(
    {
      cluster: newCluster,
      from: nameOf('cluster').optional().describe('Whose backup; default main.'),
      hsms: count('HSMs of the new cluster; default 2.', 1, 28).optional(),
      backup: whichBackup,
    },
    'Makes a new cluster from a backup.',
  ),
  copyBackupToRegion: section(
    {
      cluster: cluster.describe('Name of the cluster; default main.'),
      region: z.string().describe('The other Region.'),
    },
    'Copies the newest backup to another Region.',
  ),
  deleteBackup: section(
    { cluster: cluster.describe('Name of the cluster; default main.'), backup: whichBackup },
    'Deletes a backup.',
  ),
  resetKmsuserPassword: ofCluster('Gives kmsuser the password that KMS will be told.'),
  createCustomKeyStore: section(
    {
      cluster: cluster.describe('Name of the cluster; default main.'),
      trustAnchor: word(
        ['right', 'wrong'],
        'Whether customerCA.crt of that cluster is given; default right.',
      ).optional(),
    },
    'Creates a custom key store on a cluster.',
  ),
  connectCustomKeyStore: yes('Connects the custom key store.'),
  disconnectCustomKeyStore: yes('Disconnects the custom key store.'),
  updateCustomKeyStore: section(
    {
      cluster: cluster.describe('Moves the store to this cluster.'),
      password: flag('Tells KMS the new password of kmsuser.').optional(),
      name: nameOf('key store').optional().describe('A new name.'),
    },
    'Changes the custom key store.',
  ),
  deleteCustomKeyStore: yes('Deletes the custom key store.'),
  createKey: section(
    {
      workload: nameOf('workload').describe('Who uses the key.'),
      count: count('How many; default 1.', 1, 10_000).optional(),
    },
    'Creates KMS keys.',
  ),
  enableKey: ofKeys('Enables keys.'),
  disableKey: ofKeys('Disables keys.'),
  scheduleKeyDeletion: section(
    { ...keysOf, window: duration('Waiting period, 7 d to 30 d; default 30 d.').optional() },
    'Schedules the deletion of keys.',
  ),
  cancelKeyDeletion: ofKeys('Cancels the deletion of keys.'),
  updateAlias: ofKeys('Rotates by hand: a new key takes over the alias.'),
  enableKeyRotation: ofKeys('Automatic rotation; a custom key store refuses it.'),
  rotateKeyOnDemand: ofKeys('Rotation on demand; a custom key store refuses it.'),
  importKeyMaterial: ofKeys('Imported key material; a custom key store refuses it.'),
  replicateKey: ofKeys('A multi-Region replica; a custom key store refuses it.'),
  createGrant: section(
    {
      workload: nameOf('workload').describe('Whose keys.'),
      to: nameOf('workload').describe('Who may use them.'),
    },
    'Grants a workload the use of keys.',
  ),
  revokeGrant: section(
    {
      workload: nameOf('workload').describe('Whose keys.'),
      from: nameOf('workload').describe('Who may no longer use them.'),
    },
    'Takes a grant back.',
  ),
  misconfigure: word(
    [...CONNECTION_ERROR_CODES, 'none'],
    'Something outside is wrong, so that connecting fails with this error; none: repaired.',
  ),
  auditCiphertexts: yes('Really tries to decrypt every ciphertext that was kept.'),
};

export type ActionName = keyof typeof ACTIONS;
export const ACTION_NAMES = Object.keys(ACTIONS) as readonly ActionName[];

const optional = Object.fromEntries(
  Object.entries(ACTIONS).map(([name, schema]) => [name, schema.optional()]),
) as { [Name in ActionName]: z.ZodOptional<(typeof ACTIONS)[Name]> };

export const timelineStep = section(
  {
    ...optional,
    at: duration('When, counted from the start of the measured time.').optional(),
    after: duration(
      'Instead of at: so long after the step before has completed; 0 s: at once.',
    ).optional(),
    stores: z.array(nameOf('store')).min(1).optional().describe('Only for these stores.'),
    name: nameOf('step').optional().describe('A name for the report.'),
  },
  'Something that an operator does.',
  { do: `write the action itself, such as connectCustomKeyStore: true` },
)
  .refine((value) => ACTION_NAMES.filter((name) => value[name] !== undefined).length === 1, {
    error: `must name exactly one action: ${ACTION_NAMES.join(', ')}`,
  })
  .refine(({ at, after }) => at === undefined || after === undefined, {
    error: 'takes at: or after:, not both',
  });
