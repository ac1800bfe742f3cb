import type { ClientConfig, RetryConfig } from '../model/index.ts';
import { settle, type DesignContext } from './design-context.ts';
import type { WorkloadInput } from './schema/scenario.ts';
import type { Path } from './source.ts';
import { formatDuration } from './units.ts';

type ClientInput = NonNullable<WorkloadInput['client']>;
type RetryMode = NonNullable<ClientInput['retryMode']>;

const FACTS_OF_MODE = {
  standard: 'retry.standard',
  'standard-2025': 'retry.standard2025',
  legacy: 'retry.legacy',
} as const;

const NO_RETRIES: RetryConfig = {
  maxAttempts: 1,
  baseDelayNs: 0,
  throttlingBaseDelayNs: 0,
  maxDelayNs: 0,
  jitter: 'full',
  budget: null,
};

/** The SDK clients of workload `name`; `closedClients` is null for open arrivals. */
export function buildClient(
  name: string,
  input: ClientInput,
  closedClients: number | null,
  hasFaults: boolean,
  context: DesignContext,
): ClientConfig {
  const path = ['workloads', name, 'client'];
  if (
    closedClients !== null &&
    input.instances !== undefined &&
    input.instances !== closedClients
  ) {
    context.findings.add(
      [...path, 'instances'],
      `must be left out: with closed arrivals each of the ${closedClients} clients is an SDK client of its own`,
    );
  }
  const { facts } = context;
  return {
    instances: closedClients ?? input.instances ?? 1,
    retry: buildRetry(name, input, path, context),
    attemptTimeoutNs: valueOrNull(input.timeout),
    callTimeoutNs: valueOrNull(input.callTimeout),
    deadConnectionNs: (hasFaults ? facts : facts.unnoted()).durationNs('client.deadConnection'),
    cancelOnTimeout: input.onTimeout === 'cancel',
  };
}

function valueOrNull(value: number | 'none' | undefined): number | null {
  return value === undefined || value === 'none' ? null : value;
}

function buildRetry(
  workload: string,
  input: ClientInput,
  path: Path,
  context: DesignContext,
): RetryConfig {
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
