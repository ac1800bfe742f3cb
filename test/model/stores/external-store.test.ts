import { describe, expect, it } from 'vitest';
import {
  Outcome,
  OUTCOMES,
  type ExternalStoreConfig,
  type FaultConfig,
  type OperationName,
  type WorldConfig,
} from '../../../src/model/index.ts';
import { watch } from '../watch.ts';
import {
  constant,
  external,
  MS,
  PATIENT_CLIENT,
  SECOND,
  STANDARD,
  withWorkload,
  world,
} from '../worlds.ts';

const NO_CONNECT_WORK = { ...external().proxy, connectCpuNs: 0 };

/** Calls of one operation, two a second, on connections that are warm after the first. */
function calm(operation: OperationName, overrides: Partial<ExternalStoreConfig> = {}): WorldConfig {
  return withWorkload(world({ store: external(overrides) }), {
    arrivals: { kind: 'constant', ratePerSecond: 2 },
    operations: [{ operation, share: 1 }],
  });
}

function latenciesMs(config: WorldConfig): number[] {
  return watch(config).watcher.ended.map(({ dueNs, endNs }) => (endNs - dueNs) / MS);
}

function fault(kind: Extract<FaultConfig, { kind: `proxy-${string}` }>['kind'], rest: object) {
  const times = { name: 'f', atNs: 4 * SECOND, forNs: 3 * SECOND, drawn: null };
  return { kind, ...times, ...rest } as FaultConfig;
}

describe('an external key store', () => {
  // Hops to KMS and back 0.5 ms, front 3 ms, KMS's own layer 1 ms, the way to the proxy and its
  // work 24 ms when warm.
  it.each<[OperationName, number]>([
    ['Encrypt', 28.5],
    ['GenerateDataKey', 28.5],
    ['GenerateDataKeyWithoutPlaintext', 28.5],
    ['Decrypt', 28.5],
    ['ReEncrypt', 0.5 + 3 + 2 * 24 + 2],
  ])('does %s in %d ms', (operation, expectedMs) => {
    const [first, ...others] = latenciesMs(calm(operation));
    expect(new Set(others)).toEqual(new Set([expectedMs]));
    // Two more round trips and the accepting, once: the second request finds it warm.
    expect(first).toBeCloseTo(expectedMs + 42, 9);
  });

  it('asks the proxy once, and twice for ReEncrypt', () => {
    const requests = (['Decrypt', 'ReEncrypt'] as const).map((operation) => {
      const { world: ran, watcher } = watch(calm(operation, { proxy: NO_CONNECT_WORK }));
      return ran.accounts()[0]!.completed / watcher.ended.length;
    });
    expect(requests).toEqual([1, 2]);
  });

  it('lets grants, which are metadata, pass by its quota and its proxy', () => {
    const config = calm('CreateGrant', { quota: { kind: 'fixed-window', ratePerSecond: 1 } });
    const { watcher, world: ran } = watch({
      ...config,
      faults: [fault('proxy-down', { isSilent: true })],
    });
    expect(watcher.outcomes()).toEqual({ success: watcher.due });
    expect(ran.accounts()[0]!.arrived).toBe(0);
    expect(watcher.ended.every(({ addedNs }) => addedNs === 0)).toBe(true);
  });

  it('does not do GenerateRandom', () => {
    const { watcher, world: ran } = watch(calm('GenerateRandom'));
    expect(watcher.outcomes()).toEqual({ unsupported: watcher.due });
    expect(ran.accounts()[0]!.arrived).toBe(0);
  });

  it('seals before it goes out: a proxy that is down costs a Decrypt less time than a data key', () => {
    const down = (operation: OperationName) => ({
      ...calm(operation),
      faults: [{ ...fault('proxy-down', { isSilent: false }), atNs: 0 } as FaultConfig],
    });
    // The refusal takes one round trip.
    expect(new Set(latenciesMs(down('Decrypt')).slice(0, 4))).toEqual(new Set([23.5]));
    expect(new Set(latenciesMs(down('GenerateDataKey')).slice(0, 4))).toEqual(new Set([24.5]));
  });

  it('admits its own quota and no more', () => {
    const store = external({ quota: { kind: 'fixed-window', ratePerSecond: 100 } });
    const { watcher } = watch(world({ store }));
    // 11 s touch 12 windows at most.
    expect(watcher.admitted).toBeLessThanOrEqual(12 * 100);
    expect(watcher.admitted).toBeGreaterThanOrEqual(10 * 100);
    expect(watcher.outcomes()['throttledByStore']).toBe(watcher.due - watcher.admitted);
  });

  it('maps overload of the proxy to KMSInvalidStateException, which is not retried', () => {
    const proxy = { ...external().proxy, slots: 1, queueLimit: 2, serviceNs: constant(20 * MS) };
    const retry = { ...PATIENT_CLIENT.retry, maxAttempts: 3 };
    const config = withWorkload(world({ store: external({ proxy }) }), {
      client: { ...PATIENT_CLIENT, retry },
    });
    const { watcher } = watch(config);
    const { proxyThrottled = 0, success = 0 } = watcher.outcomes();
    // 200 a second for a proxy of 50.
    expect(proxyThrottled).toBeGreaterThan(0.6 * watcher.due);
    expect(success + proxyThrottled).toBe(watcher.due);
    expect(watcher.attempts).toBe(watcher.due);
    for (const outcome of [
      Outcome.proxyThrottled,
      Outcome.proxyTimeout,
      Outcome.proxyError,
      Outcome.proxyUnreachable,
    ]) {
      expect(OUTCOMES[outcome]).toMatchObject({
        error: 'KMSInvalidStateException',
        retry: 'never',
      });
    }
  });

  it('refuses a wrong encryption context after all the work, in every mode the same', () => {
    const outcomes = (['every', 'off'] as const).map((mode) => {
      const config = withWorkload(calm('Decrypt'), { wrongContextShare: 0.5 });
      const { watcher } = watch({ ...config, crypto: { mode, sampleOneIn: 1 } });
      const refused = watcher.ended.filter(({ outcome }) => outcome === Outcome.invalidCiphertext);
      expect(refused.length).toBeGreaterThan(0);
      for (const { dueNs, endNs } of refused.slice(1)) expect(endNs - dueNs).toBe(28.5 * MS);
      return watcher.ended.map(({ outcome }) => outcome);
    });
    expect(outcomes[0]).toEqual(outcomes[1]);
  });

  it('draws the same for a call whatever the way to the proxy is like', () => {
    // With 40 and 60 ms on the same draws, every latency differs by the same factor of its way.
    const law = (medianMs: number) =>
      ({ kind: 'lognormal', mu: Math.log(medianMs * MS), sigma: 0.2 }) as const;
    const [near, far] = [10, 20].map((medianMs) => {
      const config = calm('Decrypt', { hopNs: law(medianMs), proxy: NO_CONNECT_WORK });
      return latenciesMs(config).map((latencyMs) => latencyMs - 8.5);
    });
    near!.forEach((way, i) => expect(far![i]! / way).toBeCloseTo(2, 4));
  });

  it('meets the same arrivals and front as a standard store with the same seed', () => {
    const front = (store: WorldConfig['store']) => {
      const config = world({ store });
      const frontNs = { kind: 'exponential', mean: 3 * MS } as const;
      const { watcher } = watch({ ...config, kms: { ...config.kms, frontNs } });
      const ended = [...watcher.ended].sort((a, b) => a.number - b.number);
      return ended.map(({ dueNs, endNs, addedNs }) => endNs - dueNs - addedNs);
    };
    const [standard, outside] = [front(STANDARD), front(external())];
    const extra = outside.map((unloadedNs, i) => unloadedNs - standard[i]!);
    // Warm or cold; the standard store's backend is KMS's own layer here.
    expect(new Set(extra)).toEqual(new Set([24 * MS, 66 * MS]));
  });

  it.each<[string, FaultConfig, readonly string[]]>([
    ['down', fault('proxy-down', { isSilent: false }), ['proxyUnreachable']],
    ['silent', fault('proxy-down', { isSilent: true }), ['proxyUnreachable', 'proxyTimeout']],
    ['slow', fault('proxy-slow', { factor: 100 }), ['proxyTimeout', 'proxyThrottled']],
    ['throttling', fault('proxy-throttling', { ratePerSecond: 20 }), ['proxyThrottled']],
    [
      'answering errors',
      fault('proxy-errors', { share: 0.5, error: 'InternalException' }),
      ['proxyError'],
    ],
  ])('survives a proxy that is %s', (_, one, expected) => {
    const { watcher, world: ran } = watch(world({ store: external(), faults: [one] }));
    const { success = 0, ...failures } = watcher.outcomes();
    for (const name of Object.keys(failures)) expect(expected).toContain(name);
    expect(failures[expected[0]!]).toBeGreaterThan(100);
    // Nothing fails before the fault, and nothing once its effects have drained: half a second.
    const failed = watcher.ended.filter(({ outcome }) => outcome !== Outcome.success);
    for (const { dueNs } of failed) {
      expect(dueNs).toBeGreaterThan(4 * SECOND - 100 * MS);
      expect(dueNs).toBeLessThan(7.5 * SECOND);
    }
    expect(success).toBeGreaterThan(0);
    expect(ran.attempts.inFlight).toBe(0);
  });

  it('fails at 250 to 500 ms while the link to the proxy is cut', () => {
    const cut: FaultConfig = {
      kind: 'link',
      link: 'kms-proxy',
      zone: null,
      direction: 'both',
      factor: 1,
      extraNs: 0,
      lossShare: 0,
      isCut: true,
      name: 'cut',
      drawn: null,
      atNs: 4 * SECOND,
      forNs: 3 * SECOND,
    };
    const { watcher } = watch(world({ store: external(), faults: [cut] }));
    const { proxyUnreachable = 0 } = watcher.outcomes();
    expect(proxyUnreachable).toBeGreaterThan(400);
    const failed = watcher.ended.filter(({ outcome }) => outcome === Outcome.proxyUnreachable);
    for (const { dueNs, endNs } of failed) {
      // Hops, front, perhaps KMS's own layer, and two time-outs.
      expect((endNs - dueNs) / MS).toBeGreaterThanOrEqual(503);
      expect((endNs - dueNs) / MS).toBeLessThanOrEqual(505);
    }
  });
});
