import { USER_OPERATIONS, type ServiceConfig, type ServiceKind } from '../model/index.ts';
import { NO_RETRIES, buildRetry, valueOrNull } from './build-client.ts';
import type { Crowd } from './crowd.ts';
import { chosen, type DesignContext } from './design-context.ts';
import type { WorkloadInput } from './schema/scenario.ts';
import { SERVICE_PROFILES } from './service-profiles.ts';
import { sharesOf } from './shares.ts';
import { suggest } from './suggestions.ts';
import { formatDuration, formatNumber } from './units.ts';

/** Larger than all bytes that a run can encrypt: no limit, and a number that JSON keeps exactly. */
const UNLIMITED_BYTES = Number.MAX_SAFE_INTEGER;
const MOST_REUSE_NS = 86_400e9;
const LEAST_REUSE_NS = 60e9;

/** Defaults of what only the workload can know. */
const DEFAULT_PARTS = 10;
const DEFAULT_INVOCATION_NS = 100e6;
const DEFAULT_BATCH = 10;
const DEFAULT_MESSAGE_BYTES = 1024;

/** A setting of the workload in place of a fact: its path, value and form for people. */
type Setting = <T>(
  fact: string,
  field: string,
  given: T | undefined,
  textOf: (value: T) => string,
  byDefault: () => T,
) => T;

/** The service that workload `name` speaks to. */
export function buildService(
  name: string,
  kind: ServiceKind,
  input: WorkloadInput,
  { instances, principals }: Crowd,
  context: DesignContext,
): ServiceConfig {
  const setting: Setting = (fact, field, given, textOf, byDefault) =>
    chosen(context, fact, ['workloads', name, field], given, textOf, name, byDefault);
  return {
    mix: mixOf(name, kind, input, context),
    principals,
    userRetry:
      kind === 'encryption-sdk' ? NO_RETRIES : buildRetry(name, input.client ?? {}, context),
    userTimeoutNs: kind === 'encryption-sdk' ? null : valueOrNull(input.client?.callTimeout),
    ...partOf(name, kind, input, instances, setting, context),
  };
}

/** User operations by the names of the service's API; other words for the same one add up. */
function mixOf(
  name: string,
  kind: ServiceKind,
  { operations }: WorkloadInput,
  context: DesignContext,
): ServiceConfig['mix'] {
  const known: readonly string[] = USER_OPERATIONS[kind];
  const { mix, otherWords } = SERVICE_PROFILES[kind];
  const path = ['workloads', name, 'operations'];
  const example = `{ ${Object.keys(mix)[0]!}: 100 % }`;
  const asked = new Map<string, number>();
  for (const [word, share] of Object.entries(operations ?? mix)) {
    if (share === undefined) continue;
    const operation = otherWords[word] ?? word;
    if (known.includes(operation)) {
      asked.set(operation, (asked.get(operation) ?? 0) + share);
      continue;
    }
    const words = [...known, ...Object.keys(otherWords)];
    context.findings.add(
      [...path, word],
      `is not an operation of ${kind}`,
      suggest(word, words),
      'key',
    );
    return [];
  }
  const given = known.map((each) => ({ name: each, share: asked.get(each) ?? 0 }));
  return operations === undefined
    ? sharesOf(given.map((each) => ({ ...each, share: each.share / Object.keys(mix).length })))
    : sharesOf(given, { path, example, findings: context.findings });
}

type Part<K extends ServiceKind> = Omit<
  Extract<ServiceConfig, { kind: K }>,
  'mix' | 'principals' | 'userRetry' | 'userTimeoutNs'
>;

function partOf(
  name: string,
  kind: ServiceKind,
  input: WorkloadInput,
  instances: number,
  setting: Setting,
  context: DesignContext,
): { [K in ServiceKind]: Part<K> }[ServiceKind] {
  const { facts } = context;
  switch (kind) {
    case 's3':
      return s3Of(input, setting, context);
    case 'dynamodb':
      return {
        kind,
        tables: input.tables ?? 1,
        hosts: setting('service.dynamodb.hosts', 'hosts', input.hosts, String, () =>
          facts.number('service.dynamodb.hosts'),
        ),
        tableKeyLifeNs: facts.durationNs('service.dynamodb.refresh'),
        isPerItem: input.perItem ?? false,
      };
    case 'ebs':
      return { kind };
    case 'rds':
      return rdsOf(input, setting, context);
    case 'lambda':
      return lambdaOf(input, setting, context);
    case 'secrets-manager':
      return {
        kind,
        secrets: input.secrets ?? 1,
        clientCacheNs: clientCacheOf(input, setting, context),
        processes: input.processes ?? instances,
      };
    case 'parameter-store':
      return { kind, tier: input.tier ?? 'standard', batch: input.batch ?? DEFAULT_BATCH };
    case 'sqs':
      return {
        kind,
        queues: input.queues ?? 1,
        reusePeriodNs: reuseOf(name, input, setting, context),
      };
    case 'kinesis': {
      const life = 'service.kinesis.credentialLife';
      return {
        kind,
        streams: input.streams ?? 1,
        refreshNs: facts.durationNs('service.kinesis.refresh'),
        credentialLifeNs: setting(
          life,
          'credentialLife',
          input.credentialLife,
          formatDuration,
          () => facts.durationNs(life),
        ),
      };
    }
    default:
      return encryptionSdkOf(input, instances, setting, context);
  }
}

function s3Of(input: WorkloadInput, setting: Setting, { facts }: DesignContext): Part<'s3'> {
  const lives = typeof input.bucketKeys === 'object' ? input.bucketKeys : {};
  const life = (fact: string, field: keyof typeof lives): number =>
    setting(`service.s3.${fact}`, 'bucketKeys', lives[field], formatDuration, () =>
      facts.durationNs(`service.s3.${fact}`),
    );
  const parts = 'service.s3.partDecrypts';
  return {
    kind: 's3',
    buckets: input.buckets ?? 1,
    bucketKeys:
      input.bucketKeys === undefined || input.bucketKeys === false
        ? null
        : {
            writeLifeNs: life('bucketKeyLife', 'writeLife'),
            readLifeNs: life('bucketKeyReadLife', 'readLife'),
            readReachNs: life('readReach', 'readReach'),
          },
    parts: input.parts ?? DEFAULT_PARTS,
    partDecrypts: setting(parts, 'partDecrypts', input.partDecrypts, String, () =>
      (input.operations?.['MultipartUpload'] === undefined ? facts.unnoted() : facts).number(parts),
    ),
  };
}

function rdsOf(input: WorkloadInput, setting: Setting, { facts }: DesignContext): Part<'rds'> {
  const instances = input.instances ?? 0;
  const check = 'service.rds.keyCheck';
  const checked = instances > 0 ? facts : facts.unnoted();
  const given = input.keyCheck === 'none' ? 0 : input.keyCheck;
  const keyCheckNs = setting(
    check,
    'keyCheck',
    given,
    (ns) => (ns === 0 ? 'none' : formatDuration(ns)),
    () => checked.durationNs(check),
  );
  return {
    kind: 'rds',
    volumes: setting('service.rds.volumes', 'volumes', input.volumes, String, () =>
      facts.number('service.rds.volumes'),
    ),
    instances,
    keyCheckNs: keyCheckNs === 0 ? null : keyCheckNs,
  };
}

function lambdaOf(
  input: WorkloadInput,
  setting: Setting,
  { facts }: DesignContext,
): Part<'lambda'> {
  const life = (field: 'idleLife' | 'maxLife'): number =>
    setting(`service.lambda.${field}`, field, input[field], formatDuration, () =>
      facts.durationNs(`service.lambda.${field}`),
    );
  const isAsynchronous = (input.operations?.['InvokeAsync'] ?? 0) > 0;
  return {
    kind: 'lambda',
    functions: input.functions ?? 1,
    durationNs: input.duration ?? DEFAULT_INVOCATION_NS,
    idleLifeNs: life('idleLife'),
    maxLifeNs: life('maxLife'),
    asyncRetriesNs: (isAsynchronous ? facts : facts.unnoted()).durationsNs(
      'service.lambda.asyncRetries',
    ),
  };
}

function clientCacheOf(
  { clientCache }: WorkloadInput,
  setting: Setting,
  { facts }: DesignContext,
): number | null {
  if (clientCache === undefined || clientCache === 'none') return null;
  const fact = 'service.secretsManager.clientCache';
  const given = clientCache === true ? undefined : clientCache;
  return setting(fact, 'clientCache', given, formatDuration, () => facts.durationNs(fact));
}

function reuseOf(
  name: string,
  { reusePeriod }: WorkloadInput,
  setting: Setting,
  { facts, findings }: DesignContext,
): number {
  const fact = 'service.sqs.reusePeriod';
  if (reusePeriod !== undefined && (reusePeriod < LEAST_REUSE_NS || reusePeriod > MOST_REUSE_NS)) {
    findings.add(
      ['workloads', name, 'reusePeriod'],
      'must be from 60 s to 24 h, what SQS can be set to',
      'write reusePeriod: 5 min',
    );
  }
  return setting(fact, 'reusePeriod', reusePeriod, formatDuration, () => facts.durationNs(fact));
}

function encryptionSdkOf(
  { contexts, wrappingKeys, messageBytes, cache }: WorkloadInput,
  instances: number,
  setting: Setting,
  { facts }: DesignContext,
): Part<'encryption-sdk'> {
  const messages = 'service.encryptionSdk.maxMessages';
  return {
    kind: 'encryption-sdk',
    processes: instances,
    wrappingKeys: wrappingKeys ?? 1,
    messageBytes: messageBytes ?? DEFAULT_MESSAGE_BYTES,
    contexts: contexts === 'unique' ? null : (contexts ?? 1),
    cache:
      cache === undefined || cache === 'none'
        ? null
        : {
            capacity: cache.capacity,
            maxAgeNs: cache.maxAge,
            maxMessages: setting(messages, 'cache', cache.maxMessages, formatNumber, () =>
              facts.number(messages),
            ),
            maxBytes: cache.maxBytes ?? UNLIMITED_BYTES,
          },
  };
}
