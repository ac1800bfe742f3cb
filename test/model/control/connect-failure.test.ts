import { describe, expect, it } from 'vitest';
import { CONNECTION_ERROR_CODES } from '../../../src/facts/index.ts';
import { cloudHsm, cluster, constant, external, MS, SECOND } from '../worlds.ts';
import { Driven, quiet } from './driven.ts';
import { CONNECT, DISCONNECT, inState, activated, withoutStore } from './store-steps.ts';

describe('a connection error code', () => {
  const disconnected = (config = quiet()) => inState('DISCONNECTED', config);
  const afterConnect = (driven: Driven) => {
    driven.mustAct(CONNECT);
    driven.wait(10 * SECOND);
    return driven;
  };
  const misconfigured = (what: (typeof CONNECTION_ERROR_CODES)[number], config = quiet()) => {
    const driven = disconnected(config);
    driven.mustAct({ kind: 'Misconfigure', what });
    return afterConnect(driven);
  };
  const ofProxy = (proxy = external()) => quiet({ store: proxy });
  const brokenProxy = (spoil: (driven: Driven) => void, config = ofProxy()) => {
    const driven = disconnected(config);
    spoil(driven);
    return afterConnect(driven);
  };
  const cutAll = (link: 'kmsHsm' | 'kmsProxy', driven: Driven) =>
    driven.world.links[link].begin({
      kind: 'link',
      link: link === 'kmsHsm' ? 'kms-hsm' : 'kms-proxy',
      zone: null,
      direction: 'both',
      factor: 1,
      extraNs: 0,
      lossShare: 0,
      isCut: true,
    });
  const spoilt = (how: 'locked' | 'password-changed' | 'logged-in-elsewhere') => {
    const driven = disconnected();
    driven.world.control.kmsuserFault(how);
    return afterConnect(driven);
  };
  const slowReplacement = cloudHsm({ cluster: cluster({ replaceDetectNs: 600 * SECOND }) });

  /** What leads to each code; what nothing in the model can bring about is said from outside. */
  const ways: Record<(typeof CONNECTION_ERROR_CODES)[number], () => Driven> = {
    INVALID_CREDENTIALS: () => spoilt('password-changed'),
    USER_LOCKED_OUT: () => spoilt('locked'),
    USER_LOGGED_IN: () => spoilt('logged-in-elsewhere'),
    USER_NOT_FOUND: () => withoutKmsuser(),
    CLUSTER_NOT_FOUND: () => {
      const driven = disconnected();
      for (const hsm of [0, 1]) driven.mustAct({ kind: 'DeleteHsm', cluster: 'main', hsm });
      driven.wait(1 * SECOND);
      driven.mustAct({ kind: 'DeleteCluster', cluster: 'main' });
      return afterConnect(driven);
    },
    INSUFFICIENT_CLOUDHSM_HSMS: () => {
      const driven = disconnected(quiet({ store: slowReplacement }));
      driven.lose(0, 1);
      return afterConnect(driven);
    },
    NETWORK_ERRORS: () => {
      const driven = disconnected();
      cutAll('kmsHsm', driven);
      return afterConnect(driven);
    },
    INTERNAL_ERROR: () => misconfigured('INTERNAL_ERROR'),
    SUBNET_NOT_FOUND: () => misconfigured('SUBNET_NOT_FOUND'),
    INSUFFICIENT_FREE_ADDRESSES_IN_SUBNET: () =>
      misconfigured('INSUFFICIENT_FREE_ADDRESSES_IN_SUBNET'),
    XKS_PROXY_NOT_REACHABLE: () => brokenProxy(({ world: { proxy } }) => proxy!.goDown(false)),
    XKS_PROXY_TIMED_OUT: () => brokenProxy(({ world: { proxy } }) => proxy!.goDown(true)),
    XKS_PROXY_ACCESS_DENIED: () => misconfigured('XKS_PROXY_ACCESS_DENIED', ofProxy()),
    XKS_PROXY_INVALID_CONFIGURATION: () =>
      misconfigured('XKS_PROXY_INVALID_CONFIGURATION', ofProxy()),
    XKS_PROXY_INVALID_RESPONSE: () => misconfigured('XKS_PROXY_INVALID_RESPONSE', ofProxy()),
    XKS_PROXY_INVALID_TLS_CONFIGURATION: () =>
      misconfigured('XKS_PROXY_INVALID_TLS_CONFIGURATION', ofProxy()),
    XKS_VPC_ENDPOINT_SERVICE_INVALID_CONFIGURATION: () =>
      misconfigured('XKS_VPC_ENDPOINT_SERVICE_INVALID_CONFIGURATION', ofProxy()),
    XKS_VPC_ENDPOINT_SERVICE_NOT_FOUND: () =>
      misconfigured('XKS_VPC_ENDPOINT_SERVICE_NOT_FOUND', ofProxy()),
  };

  it.each(CONNECTION_ERROR_CODES)('%s can be reached, and a repair leads out of it', (code) => {
    const driven = ways[code]();
    expect([driven.state, driven.errorCode]).toEqual(['FAILED', code]);
    expect(driven.details('ConnectionState').at(-1)).toBe(`The key store is FAILED: ${code}.`);
    driven.mustAct(DISCONNECT);
    expect(driven.errorCode).toBe(null);
  });

  it('NETWORK_ERRORS is that of HSMs that live and cannot be reached', () => {
    const driven = disconnected();
    driven.world.cluster!.failHsm(0, 1 * SECOND);
    driven.world.cluster!.failHsm(1, 1 * SECOND);
    expect(afterConnect(driven).errorCode).toBe('NETWORK_ERRORS');
  });

  it('XKS_PROXY_NOT_REACHABLE is that of a cut link and of managers all UNAVAILABLE as well', () => {
    expect(brokenProxy((driven) => cutAll('kmsProxy', driven)).errorCode).toBe(
      'XKS_PROXY_NOT_REACHABLE',
    );
    const spoil = ({ world: { proxy } }: Driven) => proxy!.answerErrors(1, 'InternalException');
    expect(brokenProxy(spoil).errorCode).toBe('XKS_PROXY_NOT_REACHABLE');
  });

  it('XKS_PROXY_TIMED_OUT is that of answers that take longer than KMS waits', () => {
    // Round trip 20 ms and service 4 ms: 57 times as slow is 248 ms, 58 times 252 ms.
    const slowed = (factor: number) =>
      brokenProxy(({ world: { proxy } }) => proxy!.slowBy(factor)).errorCode;
    expect(slowed(57)).toBe(null);
    expect(slowed(58)).toBe('XKS_PROXY_TIMED_OUT');
    const far = external({ hopNs: constant(124 * MS) });
    expect(brokenProxy(() => {}, ofProxy(far)).errorCode).toBe('XKS_PROXY_TIMED_OUT');
  });

  it('of the other kind of key store does not apply', () => {
    const onCluster = disconnected();
    expect(onCluster.act({ kind: 'Misconfigure', what: 'XKS_PROXY_TIMED_OUT' })).toBe(
      'does not apply',
    );
    const onProxy = disconnected(ofProxy());
    expect(onProxy.act({ kind: 'Misconfigure', what: 'SUBNET_NOT_FOUND' })).toBe('does not apply');
  });

  /** A cluster restored from a backup older than kmsuser, behind a new key store. */
  function withoutKmsuser(): Driven {
    const driven = new Driven(quiet({}, 1));
    activated(driven, 'new');
    driven.mustAct({
      kind: 'RestoreCluster',
      cluster: 'restored',
      from: 'new',
      hsms: 2,
      backup: 'oldest',
    });
    driven.wait(30 * SECOND);
    withoutStore(driven);
    driven.mustAct({ kind: 'CreateCustomKeyStore', cluster: 'restored', trustAnchor: 'right' });
    return afterConnect(driven);
  }
});
