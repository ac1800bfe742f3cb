import type {
  ArrivalsConfig,
  ClientConfig,
  ConnectionsConfig,
  KeyPolicyStatement,
  RetryConfig,
  ServiceConfig,
  WorkloadConfig,
  WorldConfig,
} from '../model/index.ts';
import { describeLaw } from './laws.ts';
import type { WorkloadInput } from './schema/scenario.ts';
import { formatDuration, formatRate, formatShare } from './units.ts';

/** A workload with every value filled in and its unit spelled out, in the scenario's words. */
export function workloadIn(
  workload: WorkloadConfig,
  input: WorkloadInput,
  world: WorldConfig,
): Record<string, unknown> {
  const { service, client } = workload;
  const common = {
    service: input.service ?? 'kms',
    arrivals: arrivalsIn(workload.arrivals, input.arrivals),
    perMonth: input.perMonth ?? 'extrapolated',
  };
  const rights = rightsIn(workload, world);
  if (service === null) {
    return {
      ...common,
      operations: Object.fromEntries(
        workload.operations.map(({ operation, share }) => [operation, formatShare(share)]),
      ),
      keys: workload.keys,
      keysSinceBackup: workload.keysSinceBackup,
      keySkew: workload.keySkew,
      keySpec: workload.keySpec,
      payload: `${workload.payloadBytes} B`,
      wrongContext: formatShare(workload.wrongContextShare),
      ...rights,
      client: clientIn(client, modeOf(input)),
    };
  }
  return {
    ...common,
    operations: Object.fromEntries(
      service.mix.map(({ name, share }) => [name, formatShare(share)]),
    ),
    keys: workload.keys,
    keysSinceBackup: workload.keysSinceBackup,
    ...settingsIn(service),
    ...rights,
    ...(service.kind === 'encryption-sdk'
      ? { client: clientIn(client, modeOf(input)) }
      : {
          client: {
            retryMode: modeOf(input),
            maxAttempts: service.userRetry.maxAttempts,
            ...retryIn(service.userRetry),
            callTimeout: durationOrNone(service.userTimeoutNs),
          },
          kmsClientOfTheService: clientIn(client, null),
        }),
  };
}

function modeOf({ client }: WorkloadInput): string {
  return client?.retryMode ?? 'standard';
}

/** Settings of a service: times as durations, the rest as it is. */
function settingsIn(service: ServiceConfig): Record<string, unknown> {
  const { kind: _, mix: __, userRetry: ___, userTimeoutNs: ____, ...settings } = service;
  return spelledOut(settings);
}

/** `readLifeNs: 3e11` as `readLife: 5 min`, `null` as `none`, at every depth. */
function spelledOut(settings: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]: [string, unknown]) => {
      const word = name
        .replace(/Ns$/, '')
        .replace(/^is([A-Z])/, (__, first: string) => first.toLowerCase());
      if (value === null) return [word, 'none'];
      const isTime = name.endsWith('Ns');
      if (Array.isArray(value)) {
        return [word, isTime ? value.map((each) => formatDuration(Number(each))) : value];
      }
      if (typeof value === 'object') return [word, spelledOut(value)];
      return [word, isTime ? formatDuration(Number(value)) : value];
    }),
  );
}

function arrivalsIn(
  arrivals: ArrivalsConfig,
  input: WorkloadInput['arrivals'],
): Record<string, unknown> {
  switch (arrivals.kind) {
    case 'constant':
    case 'poisson':
      return { [arrivals.kind]: formatRate(arrivals.ratePerSecond) };
    case 'closed':
      return { closed: { clients: arrivals.clients, think: describeLaw(arrivals.thinkNs) } };
    case 'burst':
      return {
        burst: {
          states: arrivals.states.map(({ ratePerSecond, stayNs }) => ({
            rate: formatRate(ratePerSecond),
            for: describeLaw(stayNs),
          })),
        },
      };
    case 'shape':
      return shapeIn(arrivals, input);
    default: {
      const { timesNs, loopNs } = arrivals;
      return {
        replay: {
          file: input.replay?.file ?? 'none',
          calls: timesNs.length,
          span: formatDuration(timesNs.at(-1)! - timesNs[0]!),
          loop: loopNs === null ? 'none' : formatDuration(loopNs),
        },
      };
    }
  }
}

function shapeIn(
  { points }: Extract<ArrivalsConfig, { kind: 'shape' }>,
  { ramp, daily, weekly }: WorkloadInput['arrivals'],
): Record<string, unknown> {
  if (ramp !== undefined) {
    const { from, to, over, at, hold } = ramp;
    return {
      ramp: {
        from: formatRate(from),
        to: formatRate(to),
        over: formatDuration(over),
        at: formatDuration(at ?? 0),
        hold: hold === undefined ? 'to the end' : formatDuration(hold),
      },
    };
  }
  const input = (daily ?? weekly)!;
  // From point to point; the cycle begins with the warm-up, its last point closes it.
  const rates = points.slice(0, -1).map(({ ratePerSecond }) => ratePerSecond);
  return {
    [daily === undefined ? 'weekly' : 'daily']: {
      shape: typeof input.shape === 'object' ? 'as written' : (input.shape ?? 'office'),
      least: formatRate(Math.min(...rates)),
      peak: formatRate(Math.max(...rates)),
      ...(weekly === undefined ? {} : { startDay: weekly.startDay ?? 'mon' }),
      startHour: input.startHour ?? 0,
    },
  };
}

/** Only what is not as usual: the main account, its own keys, no policy. */
function rightsIn(workload: WorkloadConfig, world: WorldConfig): Record<string, unknown> {
  const { workloads, access, kms } = world;
  const index = workloads.indexOf(workload);
  const nameOf = (position: number): string => workloads[position]!.name;
  const owner = access.usesKeysOf[index]!;
  const policy = access.policies.find(({ keysOf }) => keysOf === index);
  const grants = access.grants.filter(({ keysOf }) => keysOf === index);
  return {
    account: kms.accounts[workload.account]!.name,
    ...(owner === index ? {} : { usesKeysOf: nameOf(owner) }),
    ...(policy === undefined
      ? {}
      : { keyPolicy: policy.statements.map((statement) => statementIn(statement, nameOf)) }),
    ...(grants.length === 0
      ? {}
      : {
          grants: grants.map(({ grantee, operations }) => ({ to: nameOf(grantee), operations })),
        }),
    iam: access.iamDenied.includes(index) ? 'deny' : 'allow',
  };
}

function statementIn(
  { effect, operations, principals }: KeyPolicyStatement,
  nameOf: (position: number) => string,
): Record<string, unknown> {
  return {
    [effect.toLowerCase()]: operations ?? 'all',
    to: principals === null ? 'everybody' : principals.map(nameOf),
  };
}

/** `retryMode` null: the constants alone, of a client that has no mode. */
function clientIn(client: ClientConfig, retryMode: string | null): Record<string, unknown> {
  return {
    instances: client.instances,
    ...(retryMode === null ? {} : { retryMode }),
    maxAttempts: client.retry.maxAttempts,
    timeout: durationOrNone(client.attemptTimeoutNs),
    callTimeout: durationOrNone(client.callTimeoutNs),
    onTimeout: client.cancelOnTimeout ? 'cancel' : 'abandon',
    connections: client.connections === null ? 'none' : connectionsIn(client.connections),
    inDeadZone: client.inDeadZone,
    ...retryIn(client.retry),
  };
}

function retryIn(retry: RetryConfig): Record<string, unknown> {
  if (retry.maxAttempts === 1) return {};
  return {
    retry: {
      baseDelay: formatDuration(retry.baseDelayNs),
      throttlingBaseDelay: formatDuration(retry.throttlingBaseDelayNs),
      maxDelay: formatDuration(retry.maxDelayNs),
      jitter: retry.jitter,
      budget: retry.budget ?? 'none',
      adaptive: retry.adaptive === null ? 'no' : 'yes',
    },
  };
}

function connectionsIn(connections: ConnectionsConfig): Record<string, unknown> {
  return {
    most: connections.most,
    tls: connections.tlsRoundTrips === 2 ? '1.2' : '1.3',
    handshakeCpu: describeLaw(connections.handshakeCpuNs),
    firstCall: describeLaw(connections.firstCallNs),
    idleClose: formatDuration(connections.idleCloseNs),
  };
}

function durationOrNone(ns: number | null): string {
  return ns === null ? 'none' : formatDuration(ns);
}
