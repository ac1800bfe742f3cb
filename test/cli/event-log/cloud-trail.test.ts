import { describe, expect, it } from 'vitest';
import { CloudTrailWriter } from '../../../src/cli/event-log/cloud-trail.ts';
import { OUTCOMES, Outcome, type WorldConfig } from '../../../src/model/index.ts';
import type { LogEntry } from '../../../src/plan/index.ts';
import { common } from '../../model/workload/service-world.ts';
import { cloudHsm, external, SECOND, STANDARD, withWorkload, world } from '../../model/worlds.ts';

const REQUEST: LogEntry = {
  kind: 'request',
  atNs: 200.9 * SECOND,
  operation: 'Decrypt',
  workload: 0,
  key: 1,
  outcome: OUTCOMES[Outcome.success]!,
};

function event(config: WorldConfig, entry: LogEntry = REQUEST) {
  return new CloudTrailWriter('us-east-1', 'cks hsms=2', config).event(entry);
}

function control(action: string, result: string): LogEntry {
  return {
    kind: 'control',
    atNs: 0,
    event: { atNs: 0, action, subject: 'key store', result, detail: 'A sentence.' },
  };
}

describe('a request', () => {
  it('names the key store that has its key, where there are several', () => {
    const store = cloudHsm({ keyStores: 2 });
    const idOf = (config: WorldConfig, key: number) => {
      const own = event(config, { ...REQUEST, key });
      return (own!['additionalEventData'] as { customKeyStoreId: string }).customKeyStoreId;
    };
    const shared = withWorkload(world({ store }), { keys: 4 });
    const ids = [0, 1, 2, 3].map((key) => idOf(shared, key));
    expect(ids[2]).toBe(ids[0]);
    expect(ids[3]).toBe(ids[1]);
    expect(ids[1]).not.toBe(ids[0]);
    expect(idOf(world(), 1)).toBe(ids[0]);
  });

  it('is written as CloudTrail writes it, in whole seconds from a fixed epoch', () => {
    const own = event(world());
    expect(own).toMatchObject({
      eventVersion: '1.08',
      eventTime: '2026-01-01T00:03:20Z',
      eventSource: 'kms.amazonaws.com',
      eventName: 'Decrypt',
      awsRegion: 'us-east-1',
      userIdentity: { type: 'AssumedRole', accountId: '111122223333' },
      requestParameters: { encryptionAlgorithm: 'SYMMETRIC_DEFAULT' },
      readOnly: true,
      eventType: 'AwsApiCall',
    });
    const [resource] = own!['resources'] as { ARN: string; type: string }[];
    expect(resource!.type).toBe('AWS::KMS::Key');
    expect(resource!.ARN).toMatch(/^arn:aws:kms:us-east-1:111122223333:key\/[\da-f-]{36}$/);
    expect(own!['requestParameters']).toMatchObject({ keyId: resource!.ARN });
    expect(own).not.toHaveProperty('errorCode');
  });

  it('has the same identifiers in every run, and no two events share one', () => {
    const ids = (config: WorldConfig) => {
      const writer = new CloudTrailWriter('us-east-1', 'cks', config);
      return [writer.event(REQUEST)!['eventID'], writer.event(REQUEST)!['eventID']];
    };
    expect(ids(world())).toEqual(ids(world()));
    expect(new Set(ids(world())).size).toBe(2);
  });

  it('names its key store, unless that is the standard one', () => {
    const additional = (config: WorldConfig) => event(config)!['additionalEventData'];
    expect(additional(world())).toEqual({
      customKeyStoreId: expect.stringMatching(/^cks-[\da-f]{17}$/) as unknown,
    });
    expect(additional(world({ store: external() }))).toHaveProperty('xksKeyId');
    expect(additional(world({ store: STANDARD }))).toBe(null);
  });

  it('carries the error that refused it', () => {
    const outcome = OUTCOMES[Outcome.throttledByStore]!;
    expect(event(world(), { ...REQUEST, outcome })).toMatchObject({
      errorCode: 'ThrottlingException',
      errorMessage: 'key store request quota',
    });
  });

  it('bears the signature of the service that makes it for its user', () => {
    const service = {
      kind: 's3',
      buckets: 1,
      bucketKeys: null,
      parts: 1,
      partDecrypts: 0,
      ...common({ GetObject: 1 }),
    } as const;
    expect(event(withWorkload(world(), { service }))).toMatchObject({
      userIdentity: { invokedBy: 's3.amazonaws.com' },
      requestParameters: { encryptionContext: { 'aws:s3:arn': 'calls' } },
    });
  });

  it('for random bytes names no key', () => {
    const own = event(world(), { ...REQUEST, operation: 'GenerateRandom' });
    expect(own).toMatchObject({ requestParameters: { numberOfBytes: 32 }, resources: [] });
    expect(own!['requestParameters']).not.toHaveProperty('keyId');
  });
});

describe('the control plane', () => {
  it('is logged as far as it is KMS’s, with the error that refused it', () => {
    expect(event(world(), control('ConnectCustomKeyStore', 'started'))).toMatchObject({
      eventName: 'ConnectCustomKeyStore',
      readOnly: false,
    });
    expect(
      event(world(), control('DeleteCustomKeyStore', 'CustomKeyStoreHasCMKsException')),
    ).toMatchObject({
      errorCode: 'CustomKeyStoreHasCMKsException',
      errorMessage: 'A sentence.',
    });
  });

  it('is not logged where it is CloudHSM’s, goes by itself, or does not apply', () => {
    expect(event(world(), control('CreateHsm', 'ok'))).toBe(null);
    expect(event(world(), control('KeySync', 'ok'))).toBe(null);
    expect(event(world(), control('ConnectCustomKeyStore', 'does not apply'))).toBe(null);
  });

  it('deletes a key by an event of the service itself', () => {
    expect(event(world(), control('DeleteKey', 'FAILURE'))).toMatchObject({
      eventType: 'AwsServiceEvent',
      additionalEventData: { backingKeysDeletionStatus: 'FAILURE' },
    });
  });
});
