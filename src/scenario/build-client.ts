import type {
  AdaptiveConfig,
  ClientConfig,
  ConnectionsConfig,
  RetryConfig,
} from '../model/index.ts';
import { chosen, settle, type DesignContext } from './design-context.ts';
import { describeLaw } from './laws.ts';
import type { WorkloadInput } from './schema/scenario.ts';
import type { Path } from './source.ts';
import { formatDuration } from './units.ts';

type ClientInput = NonNullable<WorkloadInput['client']>;
type RetryMode = NonNullable<ClientInput['retryMode']>;

/** Adaptive mode retries as standard mode does; what it adds is a limit on sending. */
const FACTS_OF_MODE = {
  standard: 'retry.standard',
  'standard-2025': 'retry.standard2025',
  adaptive: 'retry.standard',
  legacy: 'retry.legacy',
} as const;

export const NO_RETRIES: RetryConfig = {
  maxAttempts: 1,
  baseDelayNs: 0,
  throttlingBaseDelayNs: 0,
  maxDelayNs: 0,
  jitter: 'full',
  budget: null,
  adaptive: null,
};

/** What a client depends on beside its own settings. */
export interface ClientSurroundings {
  /** SDK clients; what the workload as a whole says about them is settled already. */
  readonly instances: number;
  /** Something can break, so that a silent connection matters. */
  readonly hasFaults: boolean;
  /** Calls go over a real network to KMS. */
  readonly hasConnections: boolean;
}

/** The application's own SDK clients, which call KMS (or CloudHSM) themselves. */
export function buildClient(
  name: string,
  input: ClientInput,
  { instances, hasFaults, hasConnections }: ClientSurroundings,
  context: DesignContext,
): ClientConfig {
  return {
    instances,
    retry: buildRetry(name, input, context),
    ...patience(input, hasFaults, context),
    cancelOnTimeout: input.onTimeout === 'cancel',
    connections: buildConnections(name, input.connections, hasConnections, context),
    inDeadZone: input.inDeadZone ?? 'move',
  };
}

/** The KMS clients inside an AWS service, of which AWS says nothing: retries by assumed facts. */
export function buildServiceClient(
  input: ClientInput,
  { instances, hasFaults }: ClientSurroundings,
  context: DesignContext,
): ClientConfig {
  const { facts } = context;
  const baseDelayNs = facts.durationNs('service.retryBase');
  return {
    instances,
    retry: {
      maxAttempts: facts.number('service.attempts'),
      baseDelayNs,
      throttlingBaseDelayNs: baseDelayNs,
      maxDelayNs: facts.unnoted().durationNs('retry.standard.maxDelay'),
      jitter: 'full',
      budget: null,
      adaptive: null,
    },
    ...patience(input, hasFaults, context),
    cancelOnTimeout: false,
    connections: null,
    inDeadZone: 'move',
  };
}

function patience(input: ClientInput, hasFaults: boolean, { facts }: DesignContext) {
  return {
    attemptTimeoutNs: valueOrNull(input.timeout),
    callTimeoutNs: valueOrNull(input.callTimeout),
    deadConnectionNs: (hasFaults ? facts : facts.unnoted()).durationNs('client.deadConnection'),
  };
}

/** null for `none` and for nothing said. */
export function valueOrNull(value: number | 'none' | undefined): number | null {
  return value === undefined || value === 'none' ? null : value;
}

function buildConnections(
  workload: string,
  input: ClientInput['connections'],
  isUsual: boolean,
  context: DesignContext,
): ConnectionsConfig | null {
  if (input === 'none' || (input === undefined && !isUsual)) return null;
  const given = input ?? {};
  const { facts } = context;
  const path = ['workloads', workload, 'client', 'connections'];
  const law = (field: 'handshakeCpu' | 'firstCall') =>
    chosen(context, `client.${field}`, [...path, field], given[field], describeLaw, workload, () =>
      facts.law(`client.${field}`),
    );
  const most = 'client.node.maxSockets';
  const idle = 'client.idleClose';
  const tls = chosen(context, 'client.tls', [...path, 'tls'], given.tls, String, workload, () =>
    facts.word('client.tls') === '1.2' ? '1.2' : '1.3',
  );
  return {
    most: chosen(context, most, [...path, 'most'], given.most, String, workload, () =>
      facts.number(most),
    ),
    tlsRoundTrips: tls === '1.2' ? 2 : 1,
    handshakeCpuNs: law('handshakeCpu'),
    firstCallNs: law('firstCall'),
    idleCloseNs: chosen(
      context,
      idle,
      [...path, 'idleClose'],
      given.idleClose,
      formatDuration,
      workload,
      () => facts.durationNs(idle),
    ),
  };
}

/** The retry rules of the SDK clients of workload `workload`. */
export function buildRetry(
  workload: string,
  input: ClientInput,
  context: DesignContext,
): RetryConfig {
  const path: Path = ['workloads', workload, 'client'];
  const mode: RetryMode = input.retryMode ?? 'standard';
  if (mode === 'none') {
    if ((input.maxAttempts ?? 1) > 1 || input.retry !== undefined) {
      context.findings.add(
        [...path, input.retry === undefined ? 'maxAttempts' : 'retry'],
        'has no meaning with retryMode: none',
        'choose retryMode: standard, or leave it out',
        'key',
      );
    }
    return NO_RETRIES;
  }
  const prefix = FACTS_OF_MODE[mode];
  const { facts } = context;
  const given = input.retry ?? {};
  const time = (name: 'baseDelay' | 'throttlingBaseDelay' | 'maxDelay'): number => {
    const value = given[name];
    const fact = `${prefix}.${name}`;
    return value === undefined
      ? facts.durationNs(fact)
      : settle(context, fact, [...path, 'retry', name], value, formatDuration(value), workload);
  };
  const { maxAttempts } = input;
  return {
    maxAttempts:
      maxAttempts === undefined
        ? facts.number(`${prefix}.maxAttempts`)
        : settle(
            context,
            `${prefix}.maxAttempts`,
            [...path, 'maxAttempts'],
            maxAttempts,
            String(maxAttempts),
            workload,
          ),
    baseDelayNs: time('baseDelay'),
    throttlingBaseDelayNs: time('throttlingBaseDelay'),
    maxDelayNs: time('maxDelay'),
    jitter: given.jitter ?? (facts.word(`${prefix}.jitter`) === 'none' ? 'none' : 'full'),
    budget: buildBudget(given.budget, prefix, context),
    adaptive: mode === 'adaptive' ? buildAdaptive(context) : null,
  };
}

function buildAdaptive({ facts }: DesignContext): AdaptiveConfig {
  const constant = (name: string) => facts.number(`retry.adaptive.${name}`);
  return {
    beta: constant('beta'),
    scaleConstant: constant('scaleConstant'),
    smooth: constant('smooth'),
    minFillRate: constant('minFillRate'),
    minCapacity: constant('minCapacity'),
    measurementBucketNs: facts.durationNs('retry.adaptive.measurementBucket'),
    capFactor: constant('capFactor'),
  };
}

/** Constants that a mode has no fact for (legacy mode has no budget) are those of standard mode. */
function buildBudget(
  input: NonNullable<ClientInput['retry']>['budget'],
  prefix: string,
  { facts }: DesignContext,
): RetryConfig['budget'] {
  if (input === 'none') return null;
  const capacity = input?.capacity ?? facts.numberOrNull(`${prefix}.bucket`);
  if (capacity === null && input === undefined) return null;
  const constant = (name: 'retryCost' | 'throttlingCost' | 'timeoutCost' | 'successRefund') =>
    input?.[name] ??
    facts.number(facts.has(`${prefix}.${name}`) ? `${prefix}.${name}` : `retry.standard.${name}`);
  return {
    capacity: capacity ?? facts.number('retry.standard.bucket'),
    retryCost: constant('retryCost'),
    throttlingCost: constant('throttlingCost'),
    timeoutCost: constant('timeoutCost'),
    successRefund: constant('successRefund'),
  };
}
