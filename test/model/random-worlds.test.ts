import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type {
  ArrivalsConfig,
  ClientConfig,
  ControlAction,
  FaultConfig,
  FaultKind,
  LinkName,
  OperationName,
  StoreConfig,
  TimelineStep,
  WorldConfig,
} from '../../src/model/index.ts';
import { OUTCOMES, SYMMETRIC_OPERATIONS } from '../../src/model/index.ts';
import { randomService } from './random-services.ts';
import { watch } from './watch.ts';
import {
  account,
  clientLibrary,
  cloudHsm,
  cluster,
  constant,
  direct,
  external,
  MS,
  PATIENT_CLIENT,
  SECOND,
  STANDARD,
  world,
} from './worlds.ts';

const DURATION_NS = 20 * SECOND;
const ZONES = 3;

const clusters = fc
  .record({
    hsms: fc.integer({ min: 1, max: 4 }),
    zones: fc.integer({ min: 1, max: ZONES }),
    slots: fc.integer({ min: 1, max: 3 }),
    queueLimit: fc.constantFrom(null, 0, 3, 64),
    balancing: fc.constantFrom('least-outstanding', 'round-robin', 'random' as const),
    meanMs: fc.constantFrom(0.5, 4, 20),
  })
  .map(({ meanMs, ...rest }) =>
    cluster({ ...rest, serviceNs: { kind: 'exponential', mean: meanMs * MS } }),
  );

const stores: fc.Arbitrary<StoreConfig> = fc.oneof(
  fc.constant(STANDARD),
  fc
    .record({
      cluster: clusters,
      sessionsPerHsm: fc.constantFrom(2, 128),
      commandTimeoutNs: fc.constantFrom(null, 50 * MS, 500 * MS),
      keyStores: fc.constantFrom(1, 1, 2, 3),
    })
    .map((own) => cloudHsm({ ...own, pkcs11: own.keyStores === 1 ? clientLibrary() : null })),
  fc
    .record({
      cluster: clusters,
      hasQuorum: fc.boolean(),
      sessionsPerProcess: fc.constantFrom(1, 1024),
      quorumWaitNs: fc.constant(2 * SECOND),
    })
    .map((own) => direct(own)),
  fc
    .record({
      hopMs: fc.constantFrom(1, 15, 60),
      requestAttempts: fc.constantFrom(1, 2),
      connections: fc.constantFrom(0, 2, 200),
      slots: fc.constantFrom(1, 8),
      queueLimit: fc.constantFrom(null, 0, 20),
    })
    .map(({ hopMs, requestAttempts, connections, slots, queueLimit }) =>
      external({
        hopNs: constant(hopMs * MS),
        requestAttempts,
        pool: { connections, idleNs: 2 * SECOND, tlsRoundTrips: 1 },
        proxy: { ...external().proxy, slots, queueLimit },
      }),
    ),
);

const clients: fc.Arbitrary<ClientConfig> = fc
  .record({
    instances: fc.integer({ min: 1, max: 5 }),
    maxAttempts: fc.integer({ min: 1, max: 4 }),
    attemptTimeoutNs: fc.constantFrom(null, 10 * MS, 300 * MS),
    callTimeoutNs: fc.constantFrom(null, 600 * MS),
    hasBudget: fc.boolean(),
    isAdaptive: fc.boolean(),
    connections: fc.constantFrom(null, 1, 20),
    inDeadZone: fc.constantFrom('move', 'stay' as const),
  })
  .map(({ maxAttempts, hasBudget, isAdaptive, connections, ...own }) => ({
    ...PATIENT_CLIENT,
    ...own,
    deadConnectionNs: 3 * SECOND,
    retry: {
      ...PATIENT_CLIENT.retry,
      maxAttempts,
      throttlingBaseDelayNs: 100 * MS,
      budget: hasBudget
        ? { capacity: 50, retryCost: 14, throttlingCost: 5, timeoutCost: 14, successRefund: 1 }
        : null,
      adaptive: isAdaptive
        ? {
            beta: 0.7,
            scaleConstant: 0.4,
            smooth: 0.8,
            minFillRate: 0.5,
            minCapacity: 1,
            measurementBucketNs: 500 * MS,
            capFactor: 2,
          }
        : null,
    },
    connections:
      connections === null
        ? null
        : {
            most: connections,
            tlsRoundTrips: 1 as const,
            handshakeCpuNs: constant(2 * MS),
            firstCallNs: constant(20 * MS),
            idleCloseNs: 1 * SECOND,
          },
  }));

const arrivals: fc.Arbitrary<ArrivalsConfig> = fc.oneof(
  fc.record({
    kind: fc.constant('poisson' as const),
    ratePerSecond: fc.constantFrom(1, 30, 120),
  }),
  fc.record({ kind: fc.constant('constant' as const), ratePerSecond: fc.constantFrom(7, 60) }),
  fc.record({
    kind: fc.constant('closed' as const),
    clients: fc.integer({ min: 1, max: 6 }),
    thinkNs: fc.constant({ kind: 'exponential' as const, mean: 200 * MS }),
  }),
  fc.constant({
    kind: 'burst' as const,
    states: [
      { ratePerSecond: 0, stayNs: { kind: 'exponential' as const, mean: 2 * SECOND } },
      { ratePerSecond: 150, stayNs: { kind: 'exponential' as const, mean: 1 * SECOND } },
    ],
  }),
  fc.constant({
    kind: 'shape' as const,
    points: [
      { atNs: 2 * SECOND, ratePerSecond: 5 },
      { atNs: 12 * SECOND, ratePerSecond: 90 },
    ],
    periodNs: null,
    isPoisson: true,
  }),
  fc.constant({
    kind: 'replay' as const,
    timesNs: [1, 1, 2, 5, 7].map((seconds) => seconds * SECOND),
    loopNs: 8 * SECOND,
  }),
);

const workloads = fc.array(
  fc.record({
    arrivals,
    operations: fc.subarray([...SYMMETRIC_OPERATIONS], { minLength: 1 }),
    keySpec: fc.constantFrom('SYMMETRIC_DEFAULT', 'SYMMETRIC_DEFAULT', 'RSA_2048' as const),
    service: fc.option(randomService, { nil: null }),
    via: fc.constantFrom('kms', 'kms', 'pkcs11' as const),
    keys: fc.integer({ min: 1, max: 4 }),
    keySkew: fc.constantFrom(0, 0, 0.9, 2),
    isNew: fc.boolean(),
    wrongContextShare: fc.constantFrom(0, 0, 0.1),
    payloadBytes: fc.constantFrom(32, 5000),
    client: clients,
  }),
  { minLength: 1, maxLength: 2 },
);

const faultKinds: fc.Arbitrary<FaultKind> = fc.oneof(
  fc.record({ kind: fc.constant('zone-down' as const), zone: fc.nat(ZONES - 1) }),
  fc.record({ kind: fc.constant('hsm-down' as const), hsm: fc.constant(0) }),
  fc.constant({ kind: 'all-hsms-down' as const }),
  fc.record({ kind: fc.constant('hsm-drained' as const), hsm: fc.constant(0) }),
  fc.record({
    kind: fc.constant('hsm-slow' as const),
    hsm: fc.constantFrom(null, 0),
    factor: fc.constant(5),
  }),
  fc.record({
    kind: fc.constant('link' as const),
    link: fc.constantFrom<LinkName>('client-kms', 'kms-hsm', 'kms-proxy'),
    zone: fc.constantFrom(null, 0),
    direction: fc.constantFrom('both', 'there', 'back' as const),
    factor: fc.constantFrom(1, 10),
    extraNs: fc.constantFrom(0, 5 * MS),
    lossShare: fc.constantFrom(0, 0.2),
    isCut: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('proxy-down' as const), isSilent: fc.boolean() }),
  fc.constant({ kind: 'proxy-slow' as const, factor: 30 }),
  fc.constant({ kind: 'proxy-throttling' as const, ratePerSecond: 10 }),
  fc.constant({ kind: 'proxy-errors' as const, share: 0.3, error: 'InternalException' }),
  fc.constant({ kind: 'store-disconnected' as const }),
  fc.record({
    kind: fc.constant('kmsuser' as const),
    how: fc.constantFrom('locked', 'password-changed', 'logged-in-elsewhere' as const),
  }),
  fc.record({
    kind: fc.constant('quota-lowered' as const),
    quota: fc.constantFrom('account', 'key-store' as const),
    ratePerSecond: fc.constant(20),
  }),
  fc.constant({ kind: 'kms-degraded' as const, factor: 3, failShare: 0.2 }),
);

const faults: fc.Arbitrary<FaultConfig[]> = fc
  .array(
    fc.record({
      kind: faultKinds,
      atNs: fc.integer({ min: 0, max: DURATION_NS }),
      forNs: fc.constantFrom(null, 100 * MS, 4 * SECOND),
      isDrawn: fc.constantFrom(false, false, true),
    }),
    { maxLength: 4 },
  )
  .map((list) =>
    list.map(({ kind, atNs, forNs, isDrawn }, index) =>
      isDrawn
        ? {
            ...kind,
            name: `fault-${index}`,
            atNs: null,
            forNs: null,
            drawn: {
              mtbfNs: 5 * SECOND,
              repairNs: kind.kind === 'hsm-down' ? null : constant(1 * SECOND),
            },
          }
        : { ...kind, name: `fault-${index}`, atNs, forNs, drawn: null },
    ),
  );

const ofFirst = { workload: 0, key: null };
const actions: fc.Arbitrary<ControlAction> = fc.constantFrom<ControlAction>(
  { kind: 'DisconnectCustomKeyStore' },
  { kind: 'ConnectCustomKeyStore' },
  { kind: 'UpdateCustomKeyStore', cluster: null, passwordIsNew: true, newName: null },
  { kind: 'UpdateCustomKeyStore', cluster: 'second', passwordIsNew: false, newName: null },
  { kind: 'CreateHsm', cluster: 'main', zone: 1 },
  { kind: 'DeleteHsm', cluster: 'main', hsm: 0 },
  { kind: 'RestoreCluster', cluster: 'second', from: 'main', hsms: 2, backup: 'newest' },
  { kind: 'ModifyCluster', cluster: 'main' },
  { kind: 'ResetKmsuserPassword', cluster: 'main' },
  { kind: 'CreateKey', workload: 0, count: 2 },
  { kind: 'DisableKey', ...ofFirst },
  { kind: 'EnableKey', ...ofFirst },
  { kind: 'UpdateAlias', ...ofFirst },
  { kind: 'ScheduleKeyDeletion', windowNs: 7 * 86_400 * SECOND, ...ofFirst },
  { kind: 'CancelKeyDeletion', ...ofFirst },
  { kind: 'RotateKeyOnDemand', ...ofFirst },
  { kind: 'AuditCiphertexts' },
);

const timelines: fc.Arbitrary<TimelineStep[]> = fc
  .array(
    fc.record({
      action: actions,
      atNs: fc.option(fc.integer({ min: 1, max: DURATION_NS }), { nil: null }),
    }),
    { maxLength: 5 },
  )
  .map((list) =>
    list.map(({ action, atNs }, index) => ({
      name: `step-${index}`,
      atNs: index === 0 ? (atNs ?? SECOND) : atNs,
      delayNs: 100 * MS,
      action,
    })),
  );

const worlds: fc.Arbitrary<WorldConfig> = fc
  .record({
    store: stores,
    loads: workloads,
    faults,
    timeline: timelines,
    accountQuota: fc.constantFrom(50, 10_000),
    lossShare: fc.constantFrom(0, 0, 0.02),
  })
  .map(({ store, loads, faults: broken, timeline, accountQuota, lossShare }) => {
    const base = world();
    const isOneStore = store.kind !== 'cloudhsm' || store.keyStores === 1;
    // What befalls one key store, or is done to it, is refused where there are several.
    const isOfOneStore = ({ kind }: FaultConfig) =>
      kind === 'store-disconnected' || kind === 'kmsuser';
    return world({
      durationNs: DURATION_NS,
      store,
      faults: isOneStore ? broken : broken.filter((fault) => !isOfOneStore(fault)),
      timeline: isOneStore ? timeline : [],
      network: { ...base.network, zones: ZONES, loss: { ...base.network.loss, share: lossShare } },
      kms: { ...base.kms, accounts: [account(accountQuota)] },
      workloads: loads.map(({ operations, isNew, service, via, ...own }, index) => ({
        ...base.workloads[0]!,
        ...own,
        // Closed clients are SDK clients of their own.
        client: {
          ...own.client,
          instances: own.arrivals.kind === 'closed' ? own.arrivals.clients : own.client.instances,
        },
        name: `load-${index}`,
        via: store.kind === 'cloudhsm' && isOneStore ? via : 'kms',
        service: via === 'pkcs11' && store.kind === 'cloudhsm' && isOneStore ? null : service,
        operations: operations.map((operation: OperationName) => ({
          operation,
          share: 1 / operations.length,
        })),
        keysSinceBackup: isNew ? 1 : 0,
      })),
      access: { policies: [], iamDenied: [], grants: [], usesKeysOf: loads.map((_, i) => i) },
    });
  });

describe('worlds drawn at random', () => {
  it('keep every invariant, whatever stores, clients, services, faults and timelines they have', () => {
    let events = 0;
    let calls = 0;
    const seen = new Set<number>();
    const runs = Number(process.env['CKSIM_WORLDS'] ?? 120);
    fc.assert(
      fc.property(worlds, fc.integer({ min: 0, max: 1e6 }), (config, seed) => {
        const { world: ran, watcher } = watch(config, `random-${seed}`);
        events += ran.loop.events;
        calls += watcher.due;
        for (const { outcome } of watcher.ended) seen.add(outcome);
        // Every answer is a success that really decrypted (the run asserts it), or a stated reason.
        expect(watcher.ended.every(({ outcome }) => OUTCOMES[outcome]?.code === outcome)).toBe(
          true,
        );
        // No negative queue, no more done than begun, no server busier than it can be.
        for (const books of ran.accounts()) {
          for (const [name, value] of Object.entries(books)) {
            if (typeof value === 'number' && value < 0) throw new Error(`${name} is ${value}`);
          }
        }
        // The account's limiter admits at most its rate in each of the windows that the run touches.
        const quota = config.kms.accounts[0]!.quotas.symmetric!.ratePerSecond;
        const seconds = Math.ceil(ran.loop.now / SECOND) + 1;
        const throughKms = config.store.kind !== 'cloudhsm-direct';
        const isOnlyKms = config.workloads.every(
          ({ via, keySpec }) => via === 'kms' && keySpec === 'SYMMETRIC_DEFAULT',
        );
        if (throughKms && isOnlyKms) expect(watcher.admitted).toBeLessThanOrEqual(quota * seconds);
        // Nothing is forgotten: given time, every call and every attempt comes to its end.
        ran.loop.runUntil(ran.loop.now + 900 * SECOND);
        expect([ran.calls.inFlight, ran.attempts.inFlight]).toEqual([0, 0]);
        // The books of the cryptography agree with what was really run.
        const { keys, ciphertexts, audit } = ran.durability();
        const all = keys.readable + keys.waiting + keys.lost + keys.orphaned + keys.deleted;
        expect(all).toBe(ran.registry.count);
        // Real decrypts fail for the ciphertexts of lost keys, and for no others.
        expect(audit.failed > 0).toBe(ciphertexts.lost > 0);
      }),
      { numRuns: runs, seed: 20_261_123 },
    );
    console.log(`${runs} worlds, ${events} events, ${calls} calls, ${seen.size} kinds of outcome`);
    expect(seen.size).toBeGreaterThan(15);
  }, 300_000);
});
