import { describe, expect, it } from 'vitest';
import { meanOverMix } from '../../src/scenario/build-workloads.ts';
import { studyOf, workloadOf } from './workload-of.ts';

describe('keys', () => {
  it('are one by default, a number, or a number of which some are young', () => {
    const keys = (written: string) => {
      const own = workloadOf(`{ arrivals: { poisson: 1/s } ${written} }`);
      return [own.keys, own.keysSinceBackup];
    };
    expect(keys('')).toEqual([1, 0]);
    expect(keys(', keys: 20')).toEqual([20, 0]);
    expect(keys(', keys: { count: 20, sinceBackup: 12 }')).toEqual([20, 12]);
  });

  it.each([
    ['Decrypt', 'SYMMETRIC_DEFAULT'],
    ['Sign', 'RSA_2048'],
    ['VerifyMac', 'HMAC_256'],
    ['DeriveSharedSecret', 'ECC_NIST_P256'],
  ])('for %s are of type %s unless the scenario says', (operation, keySpec) => {
    const settings = `arrivals: { poisson: 1/s }, operations: { ${operation}: 100 % }`;
    expect(workloadOf(`{ ${settings} }`).keySpec).toBe(keySpec);
    expect(workloadOf(`{ ${settings}, keySpec: RSA_4096 }`).keySpec).toBe('RSA_4096');
  });
});

describe('a payload', () => {
  it('of more than 4,096 bytes is simulated, with a warning that KMS refuses it', () => {
    const study = (size: string) =>
      studyOf(
        `{ app: { arrivals: { poisson: 1/s }, operations: { Encrypt: 100 % }, payload: ${size} } }`,
      );
    expect(study('4 KiB').warnings).toEqual([]);
    const large = study('64 KiB');
    expect(large.warnings.join()).toContain('gives Encrypt 65536 bytes');
    expect(large.designs[0]!.world.workloads[0]!.payloadBytes).toBe(65_536);
  });
});

describe('PKCS#11', () => {
  it('goes to the cluster beside the key store, where there is one', () => {
    const workloads = '{ app: { service: pkcs11, arrivals: { poisson: 1/s } } }';
    const viaOf = (store: string) =>
      studyOf(workloads, `vary: { stores.standard: [${store}] }`).designs[0]!.world.workloads[0]!
        .via;
    expect(viaOf('{ kind: cloudhsm, hsms: 2 }')).toBe('pkcs11');
    expect(viaOf('{ kind: standard }')).toBe('kms');
  });
});

describe('the mean over the mix', () => {
  const weights = (operation: string) => (operation === 'GenerateDataKey' ? 3 : 1);
  const mean = (workloads: string) =>
    meanOverMix(studyOf(workloads).designs[0]!.world.workloads, weights);

  it('weighs workloads by their rates, whatever kind of arrivals they have', () => {
    // 300/s of weight 3 beside a mean of 100/s of weight 1.
    const heavy = 'a: { arrivals: { poisson: 300/s }, operations: { GenerateDataKey: 100 % } }';
    const light = [
      'constant: 100/s',
      'burst: { rate: 400/s, on: 1 s, off: 3 s }',
      'daily: { mean: 100/s }',
      'weekly: { mean: 100/s }',
      'ramp: { from: 50/s, to: 150/s, over: 9 s }',
      // Three calls in a loop of 30 ms.
      'replay: { times: [0 s, 1 s, 2 s], speed: 100, loop: 3 s }',
    ];
    for (const arrivals of light) {
      expect(mean(`{ ${heavy}, b: { arrivals: { ${arrivals} } } }`)).toBeCloseTo(2.5, 6);
    }
  });

  it('counts an AWS service with the calls it makes when it has kept nothing', () => {
    const s3 = '{ a: { service: s3, arrivals: { poisson: 9/s }, operations: { COPY: 100 % } } }';
    // One Decrypt and one GenerateDataKey.
    expect(mean(s3)).toBeCloseTo(2, 12);
    const heads = '{ a: { service: s3, arrivals: { poisson: 9/s }, operations: { HEAD: 100 % } } }';
    expect(mean(heads)).toBe(1);
  });
});
