import { describe, expect, it } from 'vitest';
import { compare, runInProcess, runOnce, type Study } from '../../src/plan/index.ts';
import { checkPoint } from '../../src/plan/checks.ts';
import type { ServiceConfig } from '../../src/model/index.ts';
import { common, serviceWorld } from '../model/workload/service-world.ts';
import { cloudHsm, direct, SECOND, withWorkload, world } from '../model/worlds.ts';
import { design, objective, study } from './studies.ts';

/** Every PUT calls GenerateDataKey, every GET Decrypt; COPY calls both. */
const S3: ServiceConfig = {
  kind: 's3',
  buckets: 1,
  bucketKeys: null,
  parts: 4,
  partDecrypts: 0,
  ...common({ PutObject: 0.5, CopyObject: 0.5 }),
};
const CACHED: ServiceConfig = {
  ...S3,
  bucketKeys: { writeLifeNs: 5 * SECOND, readLifeNs: 5 * SECOND, readReachNs: 60 * SECOND },
};
const RATE = { kind: 'constant', ratePerSecond: 100 } as const;

const s3 = design('s3', serviceWorld(S3, RATE, 10));
const cached = design('cached', serviceWorld(CACHED, RATE, 10));

const answer = (overrides: Partial<Study>) =>
  compare(study({ objectives: [], ...overrides }), runInProcess, () => {}, '0.0.0');

describe('user operations in the result', () => {
  it('stand beside the calls: by workload and name, with KMS calls each', async () => {
    const point = (await answer({ designs: [s3] })).stores[0]!.points[0]!;
    expect(Object.keys(point.operations)).toEqual(['calls PutObject', 'calls CopyObject']);
    const { 'calls PutObject': put, 'calls CopyObject': copy } = point.operations;
    expect([put!.kmsCallsPerOperation.value, copy!.kmsCallsPerOperation.value]).toEqual([1, 2]);
    expect(put!.successShare.value).toBe(1);
    // Each call takes 4.5 ms in this world; COPY asks for its two in turn.
    expect(put!.latencyMs.mean!.value).toBeCloseTo(4.5, 9);
    expect(copy!.latencyMs.mean!.value).toBeCloseTo(9, 9);
    expect(put!.count + copy!.count).toBe(3 * 999);
  });

  it('are conserved, and both accounts of the number present agree', async () => {
    const { checks } = await answer({ designs: [s3, cached] });
    const own = checks.filter(({ name }) => name.includes('user operation'));
    expect(own.map(({ holds }) => holds)).toEqual([true, true, true, true]);
  });

  it('fail their check when one is missing', () => {
    const run = runOnce({ config: s3.world, seed: 'a' });
    const lost = { ...run, userOperations: run.userOperations.slice(1) };
    const failed = checkPoint(s3, 1, [lost]).filter(({ holds }) => !holds);
    expect(failed.map(({ name }) => name)).toEqual(['every user operation is accounted for']);
  });

  it('can be the subject of an objective', async () => {
    const onCopy = objective({
      expect: 'mean(latency, op=CopyObject) < 8 ms',
      metric: 'mean',
      userOperation: 'CopyObject',
      limit: 8,
    });
    const onPut = { ...onCopy, userOperation: 'PutObject' };
    const { objectives } = await answer({ designs: [s3], objectives: [onCopy, onPut] });
    expect(objectives.map(({ verdict }) => verdict)).toEqual(['missed', 'met']);
  });
});

describe('caches in the result', () => {
  it('show the share of needs that made no call', async () => {
    const point = (await answer({ designs: [cached] })).stores[0]!.points[0]!;
    const { asked, hits, hitShare } = point.caches['calls']!;
    // The mean over the replications, which asked about equally often.
    expect(hitShare.value).toBeCloseTo(hits / asked, 4);
    expect(hitShare.value).toBeGreaterThan(0.9);
    // What missed is what was called for, but for needs that waited for a call under way.
    expect(point.calls.offered).toBeLessThanOrEqual(asked - hits);
  });
});

describe('the bill of a service', () => {
  it('counts user operations and takes the KMS requests of each as measured', async () => {
    const { pricing } = study();
    const designs = [design('put', serviceWorld({ ...S3, ...common({ PutObject: 1 }) }, RATE, 10))];
    const given = { ...pricing, callsPerMonth: { calls: 49e6 } };
    const { cost, audit } = (await answer({ designs, pricing: given })).stores[0]!.points[0]!;
    // 49 million PUTs at one request each, $0.03 for 10,000: $147, and a dollar for the key.
    expect(cost.monthUsd).toBe(148);
    expect(cost.volumes).toEqual([
      {
        workload: 'calls',
        of: 'user operations',
        perMonth: 49e6,
        volume: 'given',
        requestsPerMonth: 49e6,
      },
    ]);
    expect(audit).toMatchObject({
      eventsPerMonth: 49e6,
      byOperation: { GenerateDataKey: 49e6 },
      trailCopyUsd: 980,
      isLogged: true,
    });
  });
});

describe('audit events', () => {
  it('are none where CloudHSM is used directly', async () => {
    const designs = [design('pkcs11', world({ store: direct() }))];
    const { audit } = (await answer({ designs })).stores[0]!.points[0]!;
    expect(audit).toMatchObject({ eventsPerMonth: 0, isLogged: false });
  });

  it('are written for requests that key policy refuses, and not counted for throttled ones', async () => {
    const denied = world({ durationNs: 5 * SECOND });
    const designs = [
      design('denied', { ...denied, access: { ...denied.access, iamDenied: [0] } }),
      design(
        'throttled',
        withWorkload(
          { ...denied, store: cloudHsm({ quota: { kind: 'fixed-window', ratePerSecond: 50 } }) },
          { arrivals: { kind: 'constant', ratePerSecond: 100 } },
        ),
      ),
    ];
    const points = (await answer({ designs })).stores.map(({ points: [point] }) => point!);
    const [refused, throttled] = points;
    expect(refused!.successShare.value).toBe(0);
    expect(refused!.errorReasons.map(({ error }) => error)).toEqual(['AccessDeniedException']);
    expect(refused!.audit.eventsPerMonth).toBe(refused!.cost.callsPerMonth);
    // 100 asked for, 50 let through: half of the requests are events.
    const { eventsPerMonth, throttledPerMonth } = throttled!.audit;
    expect(eventsPerMonth / throttledPerMonth).toBeCloseTo(1, 1);
  });
});

describe('requests of other accounts', () => {
  it('are not on the owner’s bill, which names them at nothing', async () => {
    const base = world({ durationNs: 5 * SECOND });
    const own = base.workloads[0]!;
    const twoAccounts = {
      ...base,
      workloads: [own, { ...own, name: 'partner', account: 1 }],
      access: {
        ...base.access,
        usesKeysOf: [0, 0],
        policies: [
          {
            keysOf: 0,
            statements: [{ effect: 'Allow', principals: null, operations: null }] as const,
          },
        ],
      },
      kms: { ...base.kms, accounts: [base.kms.accounts[0]!, { name: 'partner', quotas: {} }] },
    };
    const { pricing } = study();
    const given = { ...pricing, callsPerMonth: { calls: 1e6, partner: 1e6 } };
    const result = await answer({ designs: [design('cks', twoAccounts)], pricing: given });
    const { lines } = result.stores[0]!.points[0]!.cost;
    const requests = lines.filter(({ item }) => item.startsWith('KMS requests'));
    expect(requests.map(({ quantity, amountUsd }) => [quantity, amountUsd])).toEqual([
      [100, 3],
      [100, 0],
    ]);
  });
});
