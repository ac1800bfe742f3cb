import { lawMean } from '../../kernel/index.ts';
import type { ExternalStoreConfig } from '../config.ts';
import type { ProxyFaults } from '../external/proxy-faults.ts';
import type { ConnectionErrorCode } from '../keys/store-connection.ts';
import { NO_KMSUSER, type ClusterRecord } from './cluster-record.ts';
import type { Kmsuser } from './kmsuser.ts';

/** What a connect can see of an external key store's proxy. */
export type ProxyView = Pick<ProxyFaults, 'isReachable' | 'isSilent' | 'slowness' | 'health'>;

/**
 * Why connecting to a CloudHSM cluster fails, from its state alone (KMS Developer Guide, connection
 * error codes; model page, section 5.8); null when it succeeds. `isOutOfReach` says whether KMS's
 * link to a zone is cut.
 */
export function clusterConnectFailure(
  record: ClusterRecord,
  kmsuser: Kmsuser,
  isOutOfReach: (zone: number) => boolean,
): ConnectionErrorCode | null {
  if (record.state === 'DELETED') return 'CLUSTER_NOT_FOUND';
  if (record.living.length === 0) return 'INSUFFICIENT_CLOUDHSM_HSMS';
  const reachable = record.reachable.filter(({ hsm }) => !isOutOfReach(hsm.zone));
  if (reachable.length === 0) return 'NETWORK_ERRORS';
  // One HSM without the user is enough.
  if (reachable.some(({ password }) => password === NO_KMSUSER)) return 'USER_NOT_FOUND';
  if (record.locks > 0) return 'USER_LOCKED_OUT';
  if (record.otherLogins > 0) return 'USER_LOGGED_IN';
  if (!reachable.some((member) => kmsuser.isAccepted(member))) return 'INVALID_CREDENTIALS';
  return null;
}

/**
 * Why connecting to an external key store's proxy fails; null when it succeeds. KMS waits for the
 * proxy's health no longer than for any other answer.
 */
export function proxyConnectFailure(
  proxy: ProxyView,
  { hopNs, requestTimeoutNs, proxy: { serviceNs } }: ExternalStoreConfig,
  isCutOff: boolean,
): ConnectionErrorCode | null {
  if (isCutOff) return 'XKS_PROXY_NOT_REACHABLE';
  if (!proxy.isReachable) {
    return proxy.isSilent ? 'XKS_PROXY_TIMED_OUT' : 'XKS_PROXY_NOT_REACHABLE';
  }
  if (proxy.health === 'UNAVAILABLE') return 'XKS_PROXY_NOT_REACHABLE';
  const answerNs = 2 * lawMean(hopNs) + proxy.slowness * lawMean(serviceNs);
  return answerNs > requestTimeoutNs ? 'XKS_PROXY_TIMED_OUT' : null;
}

const OF_EITHER: readonly ConnectionErrorCode[] = [
  'INVALID_CREDENTIALS',
  'INTERNAL_ERROR',
  'NETWORK_ERRORS',
];

/** Whether a key store of this kind can fail to connect with this code. */
export function canFailWith(
  code: ConnectionErrorCode,
  storeKind: 'cloudhsm' | 'external',
): boolean {
  return OF_EITHER.includes(code) || code.startsWith('XKS_') === (storeKind === 'external');
}
