import { describe, expect, it } from 'vitest';
import { loadScenario, ScenarioError, type Problem } from '../../src/scenario/index.ts';

const APP = 'app: { arrivals: { poisson: 6000/s }, keys: 12 }';

function load(stores: string, workloads = APP, rest = '') {
  return loadScenario({
    text: `workloads: { ${workloads} }\nstores: ${stores}\n${rest}`,
    fileName: 'shards.yaml',
  });
}

function only(stores: string, workloads = APP, rest = '') {
  const { designs } = load(stores, workloads, rest);
  expect(designs).toHaveLength(1);
  return designs[0]!;
}

function problems(stores: string, workloads = APP, rest = ''): readonly Problem[] {
  try {
    load(stores, workloads, rest);
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems;
    throw error;
  }
  return [];
}

const SIX = '{ cks: { kind: cloudhsm, hsms: 2, keyStores: 6 } }';

describe('several key stores in one design', () => {
  it('are a setting of a custom key store, 1 where nobody says', () => {
    const kinds = load('{ cks: { kind: cloudhsm, hsms: 2, keyStores: 1..3 } }').designs;
    expect(
      kinds.map(({ name, world: { store } }) => [name, 'keyStores' in store && store.keyStores]),
    ).toEqual([
      ['cks keyStores=1', 1],
      ['cks keyStores=2', 2],
      ['cks keyStores=3', 3],
    ]);
    expect(only('{ cks: { kind: cloudhsm, hsms: 2 } }').world.store).toMatchObject({
      keyStores: 1,
    });
  });

  it('stand in the resolved scenario, as the skew of keys does', () => {
    const { resolved } = load(SIX, 'app: { arrivals: { poisson: 9/s }, keys: 12, keySkew: 0.9 }');
    expect(resolved).toMatchObject({
      workloads: { app: { keys: 12, keySkew: 0.9 } },
      stores: { cks: { keyStores: 6, hsms: 2 } },
    });
  });

  it('are billed with all their HSMs, and the keys once', () => {
    expect(only(SIX).billing).toMatchObject({ keys: 12, hsms: 12 });
  });

  it('carry as much as the hottest of them can: of even keys, all of them together', () => {
    const { limits, notes } = only(SIX);
    const [, quota, hsms] = limits;
    expect([quota!.name, quota!.capacityPerSecond]).toEqual(['key store quota', 10_800]);
    expect(quota!.source).toContain('the hottest of 6 key stores gets 16.7 % of the load');
    const [, , one] = only('{ cks: { kind: cloudhsm, hsms: 2 } }').limits;
    expect(hsms!.capacityPerSecond).toBeCloseTo(6 * one!.capacityPerSecond, 6);
    expect(notes.join(' ')).toContain(
      '6 key stores are 6 CloudHSM clusters: each has 2 HSMs and takes 1,800/s.',
    );
    expect(notes.join(' ')).toContain('The keys spread the calls evenly over them.');
  });

  it('carry less where keys are asked for unevenly, and say so', () => {
    // 1, 1/2 and 1/3: 6, 3 and 2 in 11; the first alone, the others together.
    const three = 'app: { arrivals: { poisson: 6000/s }, keys: 3, keySkew: 1 }';
    const { limits, notes } = only('{ cks: { kind: cloudhsm, hsms: 2, keyStores: 2 } }', three);
    expect(limits[1]!.capacityPerSecond).toBeCloseTo((1800 * 11) / 6, 6);
    expect(limits[1]!.remedy).toContain('one key alone fills its key store');
    expect(notes.join(' ')).toContain(
      'The hottest gets 55 % of the calls, where an even spread would be 50 %.',
    );
  });

  it('weigh workloads by their calls', () => {
    // 3,000/s of one key in one key store, 1,000/s of two keys spread over both.
    const both =
      'hot: { arrivals: { poisson: 3000/s } }, cold: { arrivals: { poisson: 1000/s }, keys: 2 }';
    const { limits } = only('{ cks: { kind: cloudhsm, hsms: 2, keyStores: 2 } }', both);
    expect(limits[1]!.capacityPerSecond).toBeCloseTo(1800 / (3500 / 4000), 6);
  });

  it('warn of what an account in a Region may have by default', () => {
    const { warnings } = load(SIX);
    expect(warnings.join(' ')).toContain('More than 6 HSMs (cks)');
    expect(warnings.join(' ')).toContain(
      'More than 4 CloudHSM clusters, one for each key store (cks)',
    );
    const few = load('{ cks: { kind: cloudhsm, hsms: 1, keyStores: 4 } }').warnings.join(' ');
    expect(few).not.toContain('More than');
    expect(few).toContain('hsms: 1 is an existing, degraded key store');
  });

  it('have faults on any of their HSMs', () => {
    const rest = 'faults: [{ hsmDown: 12, at: 1 s, for: 1 s }]\nrun: { duration: 10 s }\n';
    expect(only(SIX, APP, rest).world.faults).toMatchObject([{ kind: 'hsm-down', hsm: 11 }]);
    const [found] = problems(SIX, APP, rest.replace('12', '13'));
    expect(found!.message).toContain('cks has only 12 with keyStores: 6 and hsms: 2');
  });

  it('leave out of a design what is not for it', () => {
    const both =
      '{ cks: { kind: cloudhsm, hsms: 2, keyStores: 6 }, one: { kind: cloudhsm, hsms: 2 } }';
    const rest = `timeline: [{ at: 1 s, stores: [one], disconnectCustomKeyStore: true }]
faults: [{ storeDisconnected: true, at: 4 s, for: 1 s, stores: [one] }]
run: { duration: 10 s }
`;
    expect(load(both, APP, rest).designs.map(({ world }) => world.timeline.length)).toEqual([0, 1]);
  });

  it('need as many things as key stores where a service decides the keys', () => {
    const queues = (number: number) =>
      `q: { service: sqs, arrivals: { poisson: 9/s }, keys: 6, queues: ${number} }`;
    expect(problems(SIX, queues(6))).toEqual([]);
    const [found] = problems(SIX, queues(2));
    expect(found!.message).toContain('must be at most 2, the number of keys that are asked for');
    expect(found!.hint).toContain('more keys with as many buckets, tables and so on');
  });

  it('are no business of other kinds of store', () => {
    for (const kind of ['standard', 'external, roundTrip: 20 ms', 'cloudhsm-direct, hsms: 2']) {
      const [found] = problems(`{ s: { kind: ${kind}, keyStores: 2 } }`);
      expect(found!.hint).toContain('several key stores are for kind: cloudhsm only');
    }
  });
});
