import { scaleLaw, type Law } from '../kernel/index.ts';
import type { ExternalStoreConfig } from '../model/index.ts';
import { setting } from './build-cluster.ts';
import { givenQuota, limiter } from './build-quota.ts';
import { chosen, type DesignContext } from './design-context.ts';
import { describeLaw } from './laws.ts';
import { one } from './schema/section.ts';
import type { ExternalInput } from './schema/store.ts';
import type { Path } from './source.ts';
import { formatDuration } from './units.ts';

/** An external key store: the way to the proxy, KMS's connections to it, and the proxy itself. */
export function buildExternalStore(
  name: string,
  input: ExternalInput,
  context: DesignContext,
): ExternalStoreConfig {
  const { facts } = context;
  const path = ['stores', name];
  const quota = one(input.quota);
  const roundTrip = lawAt(
    context,
    'external.roundTrip',
    [...path, 'roundTrip'],
    one(input.roundTrip),
  );
  const retries = chosen(
    context,
    'external.timeoutRetries',
    [...path, 'retryTimeouts'],
    one(input.retryTimeouts),
    (isOn) => (isOn ? '1' : '0'),
    name,
    () => facts.number('external.timeoutRetries') > 0,
  );
  return {
    kind: 'external',
    quota:
      quota === undefined
        ? limiter(facts.number('quota.externalKeyStore'), context)
        : givenQuota(context, 'quota.externalKeyStore', name, 'quota', quota),
    backendNs: facts.law('kms.backend'),
    connectivity: one(input.connectivity) ?? 'public',
    hopNs: scaleLaw(roundTrip, 0.5),
    requestTimeoutNs: durationAt(
      context,
      'external.proxyTimeout',
      [...path, 'requestTimeout'],
      one(input.requestTimeout),
    ),
    requestAttempts: retries ? 2 : 1,
    pool: poolOf(name, input, context),
    proxy: proxyOf(name, input, context),
  };
}

function poolOf(
  name: string,
  { connections = {} }: ExternalInput,
  context: DesignContext,
): ExternalStoreConfig['pool'] {
  const path = ['stores', name, 'connections'];
  const most = setting(context, 'kms.proxyPool', [...path, 'most'], one(connections.most), name);
  const version = chosen<string>(
    context,
    'external.tls',
    [...path, 'tls'],
    one(connections.tls),
    String,
    name,
    () => context.facts.word('external.tls'),
  );
  return {
    connections: one(connections.reuse) === false ? 0 : most,
    idleNs: durationAt(context, 'kms.proxyIdle', [...path, 'idle'], one(connections.idle)),
    tlsRoundTrips: version === '1.2' ? 2 : 1,
  };
}

function proxyOf(
  name: string,
  { proxy = {} }: ExternalInput,
  context: DesignContext,
): ExternalStoreConfig['proxy'] {
  const path = ['stores', name, 'proxy'];
  const queueLimit = chosen<number | 'none'>(
    context,
    'proxy.queueLimit',
    [...path, 'queueLimit'],
    one(proxy.queueLimit),
    String,
    name,
    () => context.facts.number('proxy.queueLimit'),
  );
  return {
    proxies: one(proxy.proxies) ?? 1,
    slots: setting(context, 'proxy.slots', [...path, 'slots'], one(proxy.slots), name),
    serviceNs: lawAt(context, 'proxy.service', [...path, 'service'], one(proxy.service)),
    queueLimit: queueLimit === 'none' ? null : queueLimit,
    connectCpuNs: durationAt(
      context,
      'proxy.connectCpu',
      [...path, 'connectCpu'],
      one(proxy.connectCpu),
    ),
  };
}

function lawAt(context: DesignContext, fact: string, path: Path, given: Law | undefined): Law {
  return chosen(context, fact, path, given, describeLaw, String(path[1]), () =>
    context.facts.law(fact),
  );
}

function durationAt(
  context: DesignContext,
  fact: string,
  path: Path,
  given: number | undefined,
): number {
  return chosen(context, fact, path, given, formatDuration, String(path[1]), () =>
    context.facts.durationNs(fact),
  );
}
