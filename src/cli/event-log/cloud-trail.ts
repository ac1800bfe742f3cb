import type { LogEntry } from '../../plan/index.ts';
import { placeKeys, type WorldConfig } from '../../model/index.ts';
import { AwsNames, signatureOf } from './names.ts';

/** Simulated time 0, the start of the measured time. */
const EPOCH_MS = Date.UTC(2026, 0, 1);
const NS_PER_MS = 1e6;

/** Actions of the control plane that are calls to KMS; others go to CloudHSM or happen by themselves. */
const KMS_ACTIONS: ReadonlySet<string> = new Set([
  'CreateCustomKeyStore',
  'ConnectCustomKeyStore',
  'DisconnectCustomKeyStore',
  'UpdateCustomKeyStore',
  'DeleteCustomKeyStore',
  'CreateKey',
  'EnableKey',
  'DisableKey',
  'ScheduleKeyDeletion',
  'CancelKeyDeletion',
  'UpdateAlias',
  'EnableKeyRotation',
  'RotateKeyOnDemand',
  'ImportKeyMaterial',
  'ReplicateKey',
  'PutKeyPolicy',
  'CreateGrant',
  'RevokeGrant',
]);

/** What KMS does by itself at the end of the waiting time: a service event. */
const DELETE_KEY = 'DeleteKey';

type Request = Extract<LogEntry, { kind: 'request' }>;
type Control = Extract<LogEntry, { kind: 'control' }>;

/** Writes what happened in one design as AWS CloudTrail writes the events of KMS. */
export class CloudTrailWriter {
  readonly #region: string;
  readonly #design: string;
  readonly #world: WorldConfig;
  readonly #names: AwsNames;
  /** Where several key stores share the keys: position of the one that has each. */
  readonly #storeOfKey: readonly number[];
  #events = 0;

  constructor(region: string, design: string, world: WorldConfig) {
    this.#region = region;
    this.#design = design;
    this.#world = world;
    this.#names = new AwsNames(region, design);
    const { store } = world;
    const isShared = store.kind === 'cloudhsm' && store.keyStores > 1;
    this.#storeOfKey = isShared ? placeKeys(world, store.keyStores).storeOfKey : [];
  }

  /** One event as plain data; null for what CloudTrail would not log as an event of KMS. */
  event(entry: LogEntry): Readonly<Record<string, unknown>> | null {
    if (entry.kind === 'request') return this.#requestEvent(entry);
    const { action, result } = entry.event;
    const isKms = KMS_ACTIONS.has(action) || action === DELETE_KEY;
    return isKms && result !== 'does not apply' ? this.#controlEvent(entry) : null;
  }

  #requestEvent(request: Request): Readonly<Record<string, unknown>> {
    const names = this.#names;
    const { name, account, service, keySpec } = this.#world.workloads[request.workload]!;
    const signature = signatureOf(service?.kind ?? null);
    const { operation, key, outcome } = request;
    const accountId = names.account(account);
    const usesKey = key >= 0 && operation !== 'GenerateRandom';
    return this.#complete(request.atNs, {
      eventName: operation,
      userIdentity: {
        type: 'AssumedRole',
        arn: `arn:aws:sts::${accountId}:assumed-role/${name}/cksim`,
        accountId,
        ...(signature === null ? {} : { invokedBy: signature.invokedBy }),
      },
      requestParameters: {
        ...(usesKey
          ? {
              keyId: names.keyArn(key),
              encryptionContext: { [signature?.contextKey ?? 'application']: name },
            }
          : {}),
        ...detailsOf(operation, keySpec),
      },
      ...(outcome.error === null ? {} : { errorCode: outcome.error, errorMessage: outcome.reason }),
      additionalEventData: this.#storeOf(key),
      readOnly: operation !== 'CreateGrant',
      resources: usesKey
        ? [{ accountId: names.account(0), type: 'AWS::KMS::Key', ARN: names.keyArn(key) }]
        : [],
      recipientAccountId: accountId,
    });
  }

  #controlEvent({ atNs, event }: Control): Readonly<Record<string, unknown>> {
    const accountId = this.#names.account(0);
    const { action, subject, result, detail } = event;
    if (action === DELETE_KEY) {
      return this.#complete(atNs, {
        eventName: action,
        userIdentity: { accountId, invokedBy: 'AWS Internal' },
        requestParameters: null,
        additionalEventData: {
          ...this.#storeOf(-1),
          backingKeysDeletionStatus: result === 'ok' ? 'SUCCESS' : result,
        },
        readOnly: false,
        resources: [],
        recipientAccountId: accountId,
      });
    }
    const isRefused = result !== 'ok' && result !== 'started';
    return this.#complete(atNs, {
      eventName: action,
      userIdentity: {
        type: 'AssumedRole',
        arn: `arn:aws:sts::${accountId}:assumed-role/operator/cksim`,
        accountId,
      },
      requestParameters: action.endsWith('CustomKeyStore')
        ? { customKeyStoreId: this.#names.keyStore() }
        : { subject },
      ...(isRefused ? { errorCode: result, errorMessage: detail } : {}),
      additionalEventData: this.#storeOf(-1),
      readOnly: false,
      resources: [],
      recipientAccountId: accountId,
    });
  }

  /** Only keys of custom key stores have the field, so that it tells the two populations apart. */
  #storeOf(key: number): Readonly<Record<string, string>> | null {
    const { kind } = this.#world.store;
    if (kind === 'standard') return null;
    const customKeyStoreId = this.#names.keyStore(this.#storeOfKey[key] ?? 0);
    return kind === 'external' && key >= 0
      ? { customKeyStoreId, xksKeyId: `external-key-${key}` }
      : { customKeyStoreId };
  }

  #complete(
    atNs: number,
    { eventName, userIdentity, ...rest }: Readonly<Record<string, unknown>>,
  ): Readonly<Record<string, unknown>> {
    const number = this.#events++;
    return {
      eventVersion: '1.08',
      userIdentity,
      eventTime: wholeSeconds(atNs),
      eventSource: 'kms.amazonaws.com',
      eventName,
      awsRegion: this.#region,
      ...rest,
      responseElements: null,
      requestID: this.#names.uuid(`request ${number}`),
      eventID: this.#names.uuid(`event ${number}`),
      eventType: eventName === DELETE_KEY ? 'AwsServiceEvent' : 'AwsApiCall',
      managementEvent: true,
      eventCategory: 'Management',
      // No field of AWS's: several designs share one file.
      cksimDesign: this.#design,
    };
  }
}

/** `2026-01-01T00:03:20Z`: CloudTrail knows nothing finer than a second. */
function wholeSeconds(atNs: number): string {
  const iso = new Date(EPOCH_MS + Math.floor(atNs / NS_PER_MS)).toISOString();
  return `${iso.slice(0, 19)}Z`;
}

function detailsOf(
  operation: Request['operation'],
  keySpec: WorldConfig['workloads'][number]['keySpec'],
): Readonly<Record<string, unknown>> {
  if (operation === 'GenerateRandom') return { numberOfBytes: 32 };
  if (operation.startsWith('GenerateDataKeyPair')) return { keyPairSpec: keySpec };
  if (operation.startsWith('GenerateDataKey')) return { keySpec: 'AES_256' };
  const isAes = keySpec === 'SYMMETRIC_DEFAULT';
  return isAes && (operation === 'Encrypt' || operation === 'Decrypt')
    ? { encryptionAlgorithm: 'SYMMETRIC_DEFAULT' }
    : {};
}
