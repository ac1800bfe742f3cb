import { describe, expect, it } from 'vitest';
import type { ServiceConfig } from '../../../../src/model/index.ts';
import { SECOND } from '../../worlds.ts';
import { common, run, serviceWorld } from '../service-world.ts';

function sqs(mix: Readonly<Record<string, number>>, principals: number): ServiceConfig {
  return { kind: 'sqs', queues: 1, reusePeriodNs: 10 * SECOND, ...common(mix, principals) };
}

const RATE = { kind: 'poisson', ratePerSecond: 500 } as const;

describe('SQS', () => {
  it('under dense traffic makes (B / D) × (2P + C) calls, within one period a principal', () => {
    const [seconds, P, C] = [200, 5, 5];
    const service = sqs({ SendMessage: 0.5, ReceiveMessage: 0.5 }, P);
    const { calls, total } = run(serviceWorld(service, RATE, seconds));
    const formula = (seconds / 10) * (2 * P + C);
    expect(Math.abs(total - formula)).toBeLessThanOrEqual(2 * P + C);
    expect(calls.GenerateDataKey).toBe(total / 3);
  });

  it('lets a consumer make half of the calls of a producer', () => {
    const calls = (name: string) => run(serviceWorld(sqs({ [name]: 1 }, 4), RATE, 9)).calls;
    expect(calls('SendMessage')).toEqual({ GenerateDataKey: 4, Decrypt: 4 });
    expect(calls('ReceiveMessage')).toEqual({ Decrypt: 4 });
  });
});
