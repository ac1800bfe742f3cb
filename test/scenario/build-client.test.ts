import { describe, expect, it } from 'vitest';
import { studyOf, workloadOf } from './workload-of.ts';

function client(settings: string, more = '') {
  return workloadOf(`{ arrivals: { poisson: 100/s }, ${settings} }`, more).client;
}

describe('SDK clients', () => {
  it('are as many as principals, unless their number is given', () => {
    expect(client('keys: 1').instances).toBe(1);
    expect(client('principals: 40').instances).toBe(40);
    expect(client('principals: 40, client: { instances: 10 }').instances).toBe(10);
  });

  it('stay in a dead zone only when told to', () => {
    expect(client('keys: 1').inDeadZone).toBe('move');
    expect(client('client: { inDeadZone: stay }').inDeadZone).toBe('stay');
  });
});

describe('connections', () => {
  it('of plain calls are those of the JavaScript SDK', () => {
    expect(client('keys: 1').connections).toMatchObject({
      most: 50,
      tlsRoundTrips: 1,
      handshakeCpuNs: { kind: 'lognormal' },
      firstCallNs: { kind: 'lognormal' },
      idleCloseNs: 20e9,
    });
  });

  it('are left out without a network, in PKCS#11 and when told so', () => {
    expect(client('keys: 1', 'network: none').connections).toBeNull();
    expect(client('service: pkcs11').connections).toBeNull();
    expect(client('client: { connections: none }').connections).toBeNull();
  });

  it('take what is given, and the facts for the rest', () => {
    const given = client("client: { connections: { most: 10, tls: '1.2', firstCall: 0 s } }");
    expect(given.connections).toMatchObject({
      most: 10,
      tlsRoundTrips: 2,
      firstCallNs: { kind: 'constant', value: 0 },
      idleCloseNs: 20e9,
    });
  });

  it('count as set by the scenario where they are', () => {
    const study = studyOf(
      '{ app: { arrivals: { poisson: 9/s }, client: { connections: { most: 10 } } } }',
    );
    expect(study.assumptions.find(({ name }) => name === 'client.node.maxSockets')).toMatchObject({
      value: '10',
      setBy: 'scenario',
    });
  });
});

describe('the adaptive mode', () => {
  it('retries as the standard mode does, and limits sending by the constants of the SDKs', () => {
    const { retry } = client('client: { retryMode: adaptive }');
    expect(retry).toMatchObject({ maxAttempts: 3, baseDelayNs: 50e6, budget: { retryCost: 14 } });
    expect(retry.adaptive).toEqual({
      beta: 0.7,
      scaleConstant: 0.4,
      smooth: 0.8,
      minFillRate: 0.5,
      minCapacity: 1,
      measurementBucketNs: 0.5e9,
      capFactor: 2,
    });
  });

  it('is the only one with such a limit', () => {
    for (const mode of ['standard', 'standard-2025', 'legacy', 'none']) {
      expect(client(`client: { retryMode: ${mode} }`).retry.adaptive).toBeNull();
    }
  });
});
