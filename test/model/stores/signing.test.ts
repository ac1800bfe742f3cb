import { describe, expect, it } from 'vitest';
import type { Law } from '../../../src/kernel/index.ts';
import {
  Outcome,
  type ClientLibraryConfig,
  type KeySpec,
  type OperationName,
  type WorldConfig,
} from '../../../src/model/index.ts';
import { watch } from '../watch.ts';
import {
  cluster,
  constant,
  direct,
  MS,
  PATIENT_CLIENT,
  SECOND,
  withWorkload,
  world,
} from '../worlds.ts';

/** A signature takes 1/rate in the mean, with a coefficient of variation of 0.1. */
function signature(ratePerSecond: number): Law {
  const variance = Math.log(1 + 0.1 * 0.1);
  const mu = Math.log(SECOND / ratePerSecond) - variance / 2;
  return { kind: 'lognormal', mu, sigma: Math.sqrt(variance) };
}

/** A constant service each: 5,000 and 7,000 signatures a second. */
const DISPATCHER = { rsa2048Sign: 0.2 * MS, ecP256Sign: Math.round(SECOND / 7000) };

interface Signing {
  readonly hsms: number;
  readonly threads: number;
  readonly spec: KeySpec;
  /** Of one HSM. */
  readonly ecRate?: number;
  readonly operation?: OperationName;
  readonly library?: Partial<ClientLibraryConfig>;
}

function signing({ hsms, threads, spec, ecRate = 1500, operation, library }: Signing): WorldConfig {
  const store = direct({
    dispatcherNs: DISPATCHER,
    cluster: cluster({
      hsms,
      queueLimit: null,
      signNs: { rsa2048: signature(1000), ecP256: signature(ecRate) },
    }),
    ...library,
  });
  return withWorkload(world({ store, warmUpNs: 0.5 * SECOND, durationNs: 3 * SECOND }), {
    keySpec: spec,
    operations: [{ operation: operation ?? 'Sign', share: 1 }],
    arrivals: { kind: 'closed', clients: threads, thinkNs: constant(0) },
    client: { ...PATIENT_CLIENT, instances: threads },
  });
}

function signedPerSecond(config: WorldConfig): number {
  const { watcher } = watch(config);
  expect(watcher.outcomes()).toEqual({ success: watcher.due });
  const from = config.warmUpNs;
  const ended = watcher.ended.filter(
    ({ endNs }) => endNs >= from && endNs < from + config.durationNs,
  );
  return (ended.length / config.durationNs) * SECOND;
}

describe('a saturated cluster signs as AWS publishes', () => {
  const threads = 64;
  it.each([
    ['RSA_2048', 1000, 2, 2000],
    ['RSA_2048', 1000, 3, 3000],
    ['RSA_2048', 1000, 6, 5000],
    ['ECC_NIST_P256', 1500, 2, 3000],
    ['ECC_NIST_P256', 1500, 3, 4500],
    ['ECC_NIST_P256', 1500, 6, 7000],
    ['ECC_NIST_P256', 250, 2, 500],
    ['ECC_NIST_P256', 250, 3, 750],
    ['ECC_NIST_P256', 250, 6, 1500],
  ] as const)('%s, %d a second for one HSM, %d HSMs: %d', (spec, ecRate, hsms, published) => {
    const rate = signedPerSecond(signing({ hsms, threads, spec, ecRate }));
    expect(Math.abs(rate / published - 1)).toBeLessThan(0.03);
  });
});

describe('one thread', () => {
  it('waits about 2 ms for an RSA signature: service, network, dispatcher, library', () => {
    const config = signing({ hsms: 2, threads: 1, spec: 'RSA_2048' });
    const meanMs = 1000 / signedPerSecond(config);
    // 1.0 + 0.2 + 0.3 ms, and a round trip of 0.2 ms to the HSM next door or 0.8 ms across: the
    // zone of the client is drawn per call, and both HSMs take turns.
    expect(meanMs).toBeGreaterThan(1.9);
    expect(meanMs).toBeLessThan(2.2);
  });
});

describe('the dispatcher', () => {
  it("is the load source's, not the cluster's: without it six HSMs give six times one", () => {
    const rate = signedPerSecond(
      signing({ hsms: 6, threads: 64, spec: 'RSA_2048', library: { dispatcherNs: null } }),
    );
    expect(Math.abs(rate / 6000 - 1)).toBeLessThan(0.03);
  });
});

describe('sessions', () => {
  it('of one process bound how many commands it has under way', () => {
    const config = signing({
      hsms: 6,
      threads: 1,
      spec: 'RSA_2048',
      library: { dispatcherNs: null, sessionsPerProcess: 3 },
    });
    const open = withWorkload(config, {
      arrivals: { kind: 'constant', ratePerSecond: 3000 },
    });
    const { watcher, world: ran } = watch({ ...open, drainNs: 600 * SECOND });
    expect(watcher.outcomes()).toEqual({ success: watcher.due });
    const lastNs = Math.max(...watcher.ended.map(({ endNs }) => endNs));
    // Three at a time, 1.8 ms each (service 1.0, network 0.5, library 0.3).
    expect(watcher.due / (lastNs / SECOND)).toBeCloseTo(3 / 0.0018, -2);
    expect(ran.attempts.inFlight).toBe(0);
  });

  it('are given to threads in the order in which they came', () => {
    const config = signing({
      hsms: 1,
      threads: 1,
      spec: 'RSA_2048',
      library: { dispatcherNs: null, sessionsPerProcess: 1 },
    });
    const { watcher } = watch(
      withWorkload(config, { arrivals: { kind: 'poisson', ratePerSecond: 800 } }),
    );
    const numbers = watcher.ended.map(({ number }) => number);
    expect(numbers.length).toBeGreaterThan(2000);
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  });

  it('are not kept for threads that have given up waiting', () => {
    const config = signing({
      hsms: 1,
      threads: 1,
      spec: 'RSA_2048',
      library: { dispatcherNs: null, sessionsPerProcess: 1 },
    });
    const overloaded = withWorkload(config, {
      arrivals: { kind: 'constant', ratePerSecond: 2000 },
      client: { ...PATIENT_CLIENT, instances: 1, attemptTimeoutNs: 20 * MS },
    });
    const { watcher, world: ran } = watch({ ...overloaded, drainNs: 1 * SECOND });
    // Who leaves the line costs nothing: one session at 1.8 ms each carries 1,950 in 3.5 s, and 1 s
    // after the last of 7,000 arrivals nobody is left.
    expect(watcher.due).toBe(6999);
    expect(ran.accounts()[0]!.arrived).toBeLessThan(2100);
    expect(ran.calls.inFlight).toBe(0);
    expect(ran.attempts.inFlight).toBe(0);
  });
});

describe('what the library cannot do', () => {
  it.each([
    ['Verify', 'RSA_2048'],
    ['Sign', 'RSA_4096'],
    ['GenerateMac', 'HMAC_256'],
    ['Decrypt', 'RSA_2048'],
  ] as const)('%s with a key of %s is refused, and costs no HSM anything', (operation, spec) => {
    const { watcher, world: ran } = watch(signing({ hsms: 1, threads: 2, spec, operation }));
    expect(watcher.due).toBeGreaterThan(100);
    expect(watcher.ended.every(({ outcome }) => outcome === Outcome.unsupported)).toBe(true);
    expect(ran.accounts()[0]!.arrived).toBe(0);
  });
});
