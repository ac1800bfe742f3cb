import { describe, expect, it } from 'vitest';
import type { ServiceConfig } from '../../../src/model/index.ts';
import { keyShares, zipfShares } from '../../../src/model/keys/key-popularity.ts';
import { world } from '../worlds.ts';

const COMMON = {
  principals: 3,
  userRetry: world().workloads[0]!.client.retry,
  userTimeoutNs: null,
};

function of(service: ServiceConfig, keys: number): number[] {
  return [...keyShares({ service, keySkew: 0 }, keys)].map((share) => Number(share.toFixed(6)));
}

describe("Zipf's law", () => {
  it('gives the key of rank r a share in proportion to 1 / r^exponent', () => {
    // 1 + 1/2 + 1/3 = 11/6.
    const shares = zipfShares(3, 1);
    [6, 3, 2].forEach((part, rank) => expect(shares[rank]).toBeCloseTo(part / 11, 14));
    const squares = zipfShares(2, 2);
    expect(squares[0]! / squares[1]!).toBeCloseTo(4, 12);
  });

  it('of exponent 0 treats all alike, to the bit', () => {
    expect(new Set(zipfShares(7, 0)).size).toBe(1);
  });

  it('gives the first of 12 keys 29 % at 0.9, as the documentation says', () => {
    expect(zipfShares(12, 0.9)[0]).toBeCloseTo(0.29, 2);
  });
});

describe('shares of the keys of a service', () => {
  const queues = (number: number): ServiceConfig => ({
    ...COMMON,
    kind: 'sqs',
    queues: number,
    reusePeriodNs: 1,
    mix: [{ name: 'SendMessage', share: 1 }],
  });

  it('are those of its things, which take turns', () => {
    expect(of(queues(2), 4)).toEqual([0.5, 0.5, 0, 0]);
    expect(of(queues(5), 4)).toEqual([0.4, 0.2, 0.2, 0.2]);
  });

  it('are even where each operation is about something new', () => {
    const ebs: ServiceConfig = {
      ...COMMON,
      kind: 'ebs',
      mix: [{ name: 'CreateVolume', share: 1 }],
    };
    expect(of(ebs, 4)).toEqual([0.25, 0.25, 0.25, 0.25]);
  });

  it('count the further wrapping keys of the Encryption SDK, which only encrypt', () => {
    const sdk: ServiceConfig = {
      ...COMMON,
      kind: 'encryption-sdk',
      processes: 1,
      wrappingKeys: 2,
      messageBytes: 1,
      contexts: 1,
      cache: null,
      mix: [
        { name: 'encrypt', share: 0.5 },
        { name: 'decrypt', share: 0.5 },
      ],
    };
    // A GenerateDataKey or a Decrypt with the first; half of the time an Encrypt with the second.
    expect(of(sdk, 3)).toEqual([0.666667, 0.333333, 0]);
  });
});
