import { describe, expect, it } from 'vitest';
import type { FaultConfig, TimelineStep } from '../../src/model/index.ts';
import { loadScenario } from '../../src/scenario/index.ts';

const SECOND = 1e9;
const MINUTE = 60 * SECOND;

/** A scenario of 20 minutes (its warm-up takes 60 s) with a key store, a direct cluster and an external store. */
function load(more: string) {
  return loadScenario({
    fileName: 'events.yaml',
    text: `workloads: { app: { arrivals: { poisson: 10/s }, keys: 3 }, batch: { arrivals: { poisson: 1/s } } }
stores:
  cks: { kind: cloudhsm, hsms: 3 }
  hsm: { kind: cloudhsm-direct, hsms: 2 }
  xks: { kind: external }
run: { duration: 20 min }
${more}`,
  });
}

function worldOf(more: string, store = 'cks') {
  return load(more).designs.find((design) => design.store === store)!.world;
}

function faults(more: string, store?: string): readonly FaultConfig[] {
  return worldOf(`faults: [ ${more} ]`, store).faults;
}

function steps(more: string, store?: string): readonly TimelineStep[] {
  return worldOf(`timeline: [ ${more} ]`, store).timeline;
}

describe('faults: of a scenario', () => {
  it.each([
    ['{ allHsmsDown: true, at: 1 min }', { kind: 'all-hsms-down' }, 'all-hsms-down'],
    [
      '{ hsmSlow: { hsm: 2, factor: 3 }, at: 1 min }',
      { kind: 'hsm-slow', hsm: 1, factor: 3 },
      'hsm-slow',
    ],
    ['{ hsmSlow: { factor: 3 }, at: 1 min }', { kind: 'hsm-slow', hsm: null }, 'hsm-slow'],
    [
      '{ linkCut: { link: kms-hsm, zone: b, direction: back }, at: 1 min }',
      { kind: 'link', link: 'kms-hsm', zone: 1, direction: 'back', isCut: true, lossShare: 0 },
      'link-cut',
    ],
    [
      '{ linkLossy: { link: kms-proxy, loss: 5 % }, at: 1 min }',
      { kind: 'link', link: 'kms-proxy', zone: null, isCut: false, lossShare: 0.05, factor: 1 },
      'link-lossy',
    ],
    [
      '{ linkSlow: { link: client-kms, factor: 4, extra: 1 ms }, at: 1 min }',
      { kind: 'link', factor: 4, extraNs: 1e6 },
      'link-slow',
    ],
    ['{ proxyDown: silent, at: 1 min }', { kind: 'proxy-down', isSilent: true }, 'proxy-down'],
    ['{ proxySlow: { factor: 9 }, at: 1 min }', { kind: 'proxy-slow', factor: 9 }, 'proxy-slow'],
    [
      '{ proxyThrottling: { rate: 50/s }, at: 1 min }',
      { kind: 'proxy-throttling', ratePerSecond: 50 },
      'proxy-throttling',
    ],
    [
      '{ proxyErrors: { share: 10 % }, at: 1 min }',
      { kind: 'proxy-errors', share: 0.1, error: 'InternalException' },
      'proxy-errors',
    ],
    [
      '{ storeDisconnected: true, at: 1 min }',
      { kind: 'store-disconnected' },
      'store-disconnected',
    ],
    ['{ kmsuser: locked, at: 1 min }', { kind: 'kmsuser', how: 'locked' }, 'kmsuser'],
    [
      '{ quotaLowered: { quota: key-store, to: 100/s }, at: 1 min }',
      { kind: 'quota-lowered', quota: 'key-store', ratePerSecond: 100 },
      'quota-lowered',
    ],
    [
      '{ kmsDegraded: { factor: 2, failed: 1 % }, at: 1 min }',
      { kind: 'kms-degraded', factor: 2, failShare: 0.01 },
      'kms-degraded',
    ],
  ])('%s', (text, expected, name) => {
    const [fault] = faults(text);
    // Times count from the end of the warm-up of 60 s.
    expect(fault).toMatchObject({ ...expected, name, atNs: 2 * MINUTE, forNs: null, drawn: null });
  });

  it('with mtbf come by chance, one for each HSM or zone', () => {
    const drawn = faults('{ hsmDown: each, mtbf: 30 d, name: hardware }');
    expect(drawn.map(({ name }) => name)).toEqual(['hardware-1', 'hardware-2', 'hardware-3']);
    expect(drawn[2]).toMatchObject({
      kind: 'hsm-down',
      hsm: 2,
      drawn: { mtbfNs: 30 * 86_400 * SECOND, repairNs: null },
    });
    const zones = faults('{ zoneDown: each, mtbf: 1 d, repair: { exponential: { mean: 2 h } } }');
    expect(zones.map(({ name }) => name)).toEqual([
      'zone-down-each-a',
      'zone-down-each-b',
      'zone-down-each-c',
    ]);
  });

  it('can be meant for some stores only', () => {
    const text = '{ hsmDown: 3, at: 1 s, for: 1 s, stores: [cks] }';
    expect(faults(text)).toHaveLength(1);
    expect(faults(text, 'hsm')).toEqual([]);
  });
});

describe('timeline: of a scenario', () => {
  it('runs at times, or after the step before', () => {
    expect(
      steps(
        '{ disconnectCustomKeyStore: true, at: 5 min, name: by-mistake }, { connectCustomKeyStore: true, after: 15 min }, { auditCiphertexts: true }',
      ),
    ).toEqual([
      {
        name: 'by-mistake',
        atNs: 6 * MINUTE,
        delayNs: 0,
        action: { kind: 'DisconnectCustomKeyStore' },
      },
      {
        name: 'ConnectCustomKeyStore',
        atNs: null,
        delayNs: 15 * MINUTE,
        action: { kind: 'ConnectCustomKeyStore' },
      },
      { name: 'AuditCiphertexts', atNs: null, delayNs: 0, action: { kind: 'AuditCiphertexts' } },
    ]);
  });

  it.each([
    ['createHsm: { zone: c }', { kind: 'CreateHsm', cluster: 'main', zone: 2 }],
    ['deleteHsm: { hsm: 2 }', { kind: 'DeleteHsm', cluster: 'main', hsm: 1 }],
    [
      'restoreCluster: { cluster: second }',
      { kind: 'RestoreCluster', cluster: 'second', from: 'main', hsms: 2, backup: 'newest' },
    ],
    [
      'updateCustomKeyStore: { cluster: main, password: true }',
      { kind: 'UpdateCustomKeyStore', cluster: 'main', passwordIsNew: true, newName: null },
    ],
    ['createKey: { workload: batch, count: 4 }', { kind: 'CreateKey', workload: 1, count: 4 }],
    ['disableKey: { workload: app, key: 2 }', { kind: 'DisableKey', workload: 0, key: 1 }],
    ['updateAlias: { workload: app }', { kind: 'UpdateAlias', workload: 0, key: null }],
    [
      'scheduleKeyDeletion: { workload: app }',
      { kind: 'ScheduleKeyDeletion', workload: 0, key: null, windowNs: 30 * 86_400 * SECOND },
    ],
    ['createGrant: { workload: app, to: batch }', { kind: 'CreateGrant', workload: 0, grantee: 1 }],
    ['misconfigure: SUBNET_NOT_FOUND', { kind: 'Misconfigure', what: 'SUBNET_NOT_FOUND' }],
    ['misconfigure: none', { kind: 'Misconfigure', what: null }],
  ])('%s', (text, action) => {
    expect(steps(`{ ${text}, at: 1 min }`)[0]?.action).toEqual(action);
  });

  it('notes the times of the control plane as assumptions only where something happens', () => {
    const names = (more: string) => load(more).assumptions.map(({ name }) => name);
    expect(names('')).not.toContain('control.connectCloudhsm');
    expect(names('timeline: [ { connectCustomKeyStore: true, at: 1 s } ]')).toContain(
      'control.connectCloudhsm',
    );
  });
});

describe('an external key store of a scenario', () => {
  const storeOf = (settings: string) => {
    const study = loadScenario({
      fileName: 'xks.yaml',
      text: `workloads: { app: { arrivals: { poisson: 10/s } } }
stores: { xks: { kind: external, ${settings} } }`,
    });
    return { study, store: study.designs[0]!.world.store };
  };

  it('has the documented time-out and one more try, half of the round trip each way', () => {
    const { store } = storeOf('roundTrip: 30 ms');
    expect(store).toMatchObject({
      requestTimeoutNs: 250e6,
      requestAttempts: 2,
      hopNs: { kind: 'constant', value: 15e6 },
      quota: { ratePerSecond: 1800 },
    });
  });

  it('can be told not to reuse connections, nor to try twice', () => {
    const { store } = storeOf('retryTimeouts: false, connections: { reuse: false, tls: "1.2" }');
    expect(store).toMatchObject({
      requestAttempts: 1,
      pool: { connections: 0, tlsRoundTrips: 2 },
    });
  });

  it('names its proxy among the limits, by slots over mean service time', () => {
    const { study } = storeOf('proxy: { proxies: 2, slots: 4, service: 4 ms }');
    const proxy = study.designs[0]!.limits.find(({ name }) => name === 'proxy');
    expect(proxy?.capacityPerSecond).toBe(2000);
  });

  it('warns beyond the 35 ms that AWS asks for', () => {
    expect(storeOf('roundTrip: 40 ms').study.warnings.join()).toContain('35 ms');
    expect(storeOf('roundTrip: 30 ms').study.warnings.join()).not.toContain('35 ms');
  });

  it('is the only kind whose key material is outside AWS', () => {
    const eligible = loadScenario({
      fileName: 'custody.yaml',
      text: `workloads: { app: { arrivals: { poisson: 10/s } } }
stores: { xks: { kind: external }, cks: { kind: cloudhsm, hsms: 2 } }
require: { custody: outside-aws }`,
    }).designs.filter((design) => design.eligible);
    expect(eligible.map(({ name }) => name)).toEqual(['xks']);
  });
});
