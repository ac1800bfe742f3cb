import { describe, expect, it } from 'vitest';
import { lawMean } from '../../src/kernel/index.ts';
import { loadScenario, ScenarioError } from '../../src/scenario/index.ts';
import type { Design, Study } from '../../src/plan/index.ts';

const CALLS = 'workloads: { app: { arrivals: { poisson: 100/s } } }\n';
const SMALLEST = `workloads:
  app: { arrivals: { poisson: 100/s } }
stores:
  standard: { kind: standard }
`;

function load(text: string, ...overrides: string[]): Study {
  return loadScenario({ text, fileName: 'scenarios/peak.yaml', overrides });
}

function only(study: Study): Design {
  expect(study.designs).toHaveLength(1);
  return study.designs[0]!;
}

function quota(region: string): number {
  return only(load(SMALLEST, `region=${region}`)).world.kms.accounts[0]!.quotas.symmetric!
    .ratePerSecond;
}

function refuseToRead(): string {
  throw new Error('asked');
}

function clusterOf({ world }: Design) {
  if (!('cluster' in world.store)) throw new Error('no cluster');
  return world.store.cluster;
}

function assumption(study: Study, name: string) {
  return study.assumptions.find((each) => each.name === name);
}

describe('the smallest scenario, of four lines', () => {
  const study = load(SMALLEST);

  it('is complete by defaults', () => {
    expect(study).toMatchObject({
      title: 'peak',
      seed: 'peak',
      region: 'us-east-1',
      question: null,
      notes: [],
      loads: [1],
      objectives: [],
      warnings: [],
      run: { replications: 5, confidence: 0.95 },
    });
    expect(only(study)).toMatchObject({ name: 'standard', eligible: true, coordinates: {} });
  });

  it('measures 60 s after a warm-up of 5 %', () => {
    const { world } = only(study);
    expect(world).toMatchObject({ durationNs: 60e9, warmUpNs: 3e9, drainNs: 60e9 });
    expect(study.run.warmUp).toBe('auto');
  });

  it('calls Decrypt on one key, with the retries of the standard mode', () => {
    expect(only(study).world.workloads[0]).toMatchObject({
      operations: [{ operation: 'Decrypt', share: 1 }],
      keys: 1,
      client: {
        instances: 1,
        attemptTimeoutNs: null,
        callTimeoutNs: null,
        cancelOnTimeout: false,
        retry: { maxAttempts: 3, baseDelayNs: 50e6, jitter: 'full', budget: { retryCost: 14 } },
      },
    });
  });

  it('lists the facts it rests on, and none that it does not use', () => {
    expect(assumption(study, 'kms.front')).toMatchObject({
      value: 'p50 3.4 ms, p99 23 ms',
      setBy: 'default',
      confidence: 'assumption',
    });
    const names = study.assumptions.map(({ name }) => name);
    expect(names).toEqual([...names].sort());
    expect(names.filter((name) => name.startsWith('hsm.') || name.startsWith('detect.'))).toEqual(
      [],
    );
  });
});

describe('the automatic warm-up', () => {
  it.each([
    ['10 s', 1e9],
    ['100 s', 5e9],
    ['1 h', 60e9],
  ])('of %s of measured time is %d ns: 5 %, at least 1 s, at most 60 s', (duration, warmUpNs) => {
    expect(only(load(SMALLEST, `run.duration=${duration}`)).world.warmUpNs).toBe(warmUpNs);
  });

  it('gives way to a given one, from whose end faults are counted', () => {
    const study = load(
      `${SMALLEST}run: { warmUp: 7 s }\nfaults: [{ zoneDown: b, at: 10 s, for: 5 s }]\n`,
    );
    const { world } = only(study);
    expect(world.warmUpNs).toBe(7e9);
    expect(world.faults).toEqual([
      { name: 'zone-down-b', kind: 'zone-down', zone: 1, atNs: 17e9, forNs: 5e9, drawn: null },
    ]);
    expect(study.run.warmUp).toBe('given');
  });
});

describe('stores', () => {
  it('of a range make one design for each value, named by it', () => {
    const study = load(`${CALLS}stores: { cks: { kind: cloudhsm, hsms: 2..4, zones: 2 } }`);
    expect(study.designs.map(({ name }) => name)).toEqual([
      'cks hsms=2',
      'cks hsms=3',
      'cks hsms=4',
    ]);
    expect(study.designs.map(({ coordinates }) => coordinates['stores.cks.hsms'])).toEqual([
      2, 3, 4,
    ]);
    expect(study.designs.map((design) => clusterOf(design).hsms)).toEqual([2, 3, 4]);
    expect(study.designs.map(({ billing }) => billing.hsms)).toEqual([2, 3, 4]);
  });

  it('of several lists make every combination, the last list running fastest', () => {
    const study = load(
      `${CALLS}stores: { cks: { kind: cloudhsm, hsms: [2, 3], hsm: { rate: [900/s, 1800/s] } } }`,
    );
    expect(study.designs.map(({ name }) => name)).toEqual([
      'cks hsms=2 rate=900/s',
      'cks hsms=2 rate=1800/s',
      'cks hsms=3 rate=900/s',
      'cks hsms=3 rate=1800/s',
    ]);
    const means = study.designs.map((design) => Math.round(lawMean(clusterOf(design).serviceNs)));
    expect(means).toEqual([1_111_111, 555_556, 1_111_111, 555_556]);
  });

  it('spread over three zones, or as many as they have HSMs', () => {
    const study = load(`${CALLS}stores: { cks: { kind: cloudhsm, hsms: [1, 2, 3, 5] } }`);
    expect(study.designs.map((design) => clusterOf(design).zones)).toEqual([1, 2, 3, 3]);
  });

  it('answer busy beyond a queue in a key store, and queue without end in direct use', () => {
    const study = load(
      `${CALLS}stores: { cks: { kind: cloudhsm, hsms: 2 }, direct: { kind: cloudhsm-direct, hsms: 2 } }`,
    );
    expect(study.designs.map((design) => clusterOf(design).queueLimit)).toEqual([64, null]);
    expect(study.designs[1]!.limits.map(({ name }) => name)).toEqual(['HSMs']);
    expect(study.designs[1]!.billing).toMatchObject({ keys: 0, hsms: 2, paysRequests: false });
  });

  it('have an HSM capacity of N x rate over the mean weight of the mix', () => {
    const study = load(`workloads:
  app: { arrivals: { poisson: 100/s }, operations: { GenerateDataKey: 50 %, Decrypt: 50 % } }
stores: { cks: { kind: cloudhsm, hsms: 3, hsm: { rate: 900/s, weights: { GenerateDataKey: 3 } } } }
`);
    // 3 HSMs x 900/s over a mean weight of (3 + 1) / 2.
    expect(only(study).limits).toMatchObject([
      { name: 'account quota', capacityPerSecond: 100_000 },
      {
        name: 'key store quota',
        capacityPerSecond: 1800,
        confidence: 'documented',
      },
      { name: 'HSMs', capacityPerSecond: 1350, confidence: 'assumption' },
    ]);
  });

  it('take the account quota of their Region, or the default one', () => {
    expect(quota('us-east-1')).toBe(100_000);
    expect(quota('eu-central-1')).toBe(20_000);
    expect(quota('eu-north-1')).toBe(10_000);
  });

  it('without a quota have no wall of that name, and stay plain data', () => {
    const study = load(
      `${CALLS}stores: { cks: { kind: cloudhsm, hsms: 2, quota: none, accountQuota: none } }`,
    );
    expect(only(study).limits.map(({ name }) => name)).toEqual(['HSMs']);
    expect(JSON.parse(JSON.stringify(study))).toEqual(study);
  });

  it('that require: does not admit are kept, but not eligible', () => {
    const stores =
      'stores: { standard: { kind: standard }, cks: { kind: cloudhsm, hsms: 2 }, direct: { kind: cloudhsm-direct, hsms: 2 } }';
    const eligible = (requirement: string) =>
      load(`${CALLS}${stores}\nrequire: ${requirement}\n`).designs.map((design) => design.eligible);
    expect(eligible('{ custody: none }')).toEqual([true, true, true]);
    expect(eligible('{ custody: customer }')).toEqual([false, true, true]);
    expect(eligible('{ custody: outside-aws }')).toEqual([false, false, false]);
    expect(eligible('{ among: [standard, cloudhsm] }')).toEqual([true, true, false]);
  });
});

describe('the textbook station M/M/c', () => {
  const study = load(`workloads:
  app: { arrivals: { poisson: 0.8/s }, client: { retryMode: none } }
stores:
  station: { kind: cloudhsm-direct, hsms: 1, hsm: { slots: 3, serviceTime: { exponential: { mean: 1 s } }, queueLimit: 0 } }
network: none
`);

  it('has nothing around its servers', () => {
    const { world } = only(study);
    const nothing = { kind: 'constant', value: 0 };
    expect(world.network).toMatchObject({
      clientToKmsHopNs: nothing,
      sameZoneHopNs: nothing,
      crossZoneHopNs: nothing,
    });
    expect(world.store).toMatchObject({
      overheadNs: nothing,
      cluster: { slots: 3, queueLimit: 0, serviceNs: { kind: 'exponential', mean: 1e9 } },
    });
    expect(world.workloads[0]!.client.retry.maxAttempts).toBe(1);
  });

  it('has the capacity c / mean', () => {
    expect(only(study).limits).toMatchObject([{ name: 'HSMs', capacityPerSecond: 3 }]);
  });
});

describe('closed arrivals', () => {
  it('make each client an SDK client of its own', () => {
    const study = load(
      'workloads: { app: { arrivals: { closed: { clients: 32, think: 5 ms } } } }\nstores: { standard: { kind: standard } }\n',
    );
    const [workload] = only(study).world.workloads;
    expect(workload!.arrivals).toEqual({
      kind: 'closed',
      clients: 32,
      thinkNs: { kind: 'constant', value: 5e6 },
    });
    expect(workload!.client.instances).toBe(32);
  });
});

describe('the network', () => {
  it('is given in round trips and held in single directions', () => {
    const { network } = only(load(`${SMALLEST}network: { crossZone: 2 ms }\n`)).world;
    expect(network.crossZoneHopNs).toEqual({ kind: 'constant', value: 1e6 });
    // The default median of a round trip to KMS is 0.5 ms: half of it, sigma unchanged.
    expect(network.clientToKmsHopNs).toMatchObject({ kind: 'lognormal', sigma: 0.15 });
    expect(Math.exp((network.clientToKmsHopNs as { mu: number }).mu)).toBeCloseTo(250_000, 3);
  });
});

describe('facts', () => {
  it('replaced under assume: reach the world and are listed as set by the scenario', () => {
    const study = load(
      `${CALLS}stores: { cks: { kind: cloudhsm, hsms: 2 } }\nassume: { hsm.rate.aes: 1500/s, detect.hsm: 2 s, kms.front: 4 ms }\n`,
    );
    expect(lawMean(clusterOf(only(study)).serviceNs)).toBeCloseTo(1e9 / 1500, 3);
    expect(only(study).world.kms.frontNs).toEqual({ kind: 'constant', value: 4e6 });
    expect(assumption(study, 'hsm.rate.aes')).toMatchObject({
      value: '1,500/s',
      setBy: 'scenario',
      confidence: 'assumption',
      source: 'set by the scenario; by default 1,800/s (assumption)',
    });
  });

  it('replaced by --set are listed as set by the command line', () => {
    const study = load(SMALLEST, 'assume.kms.front={ exponential: { mean: 5 ms } }');
    expect(only(study).world.kms.frontNs).toEqual({ kind: 'exponential', mean: 5e6 });
    expect(assumption(study, 'kms.front')).toMatchObject({
      value: 'exponential, mean 5 ms',
      setBy: 'command line',
    });
  });

  it('replaced by a setting of one store name that store', () => {
    const study = load(
      `${CALLS}stores: { cks: { kind: cloudhsm, hsms: 2 }, slow: { kind: cloudhsm, hsms: 2, hsm: { rate: 400/s } } }`,
    );
    expect(assumption(study, 'hsm.rate.aes')).toMatchObject({
      value: '1,800/s; slow: 400/s',
      setBy: 'scenario',
    });
  });

  it('that nothing uses are accepted with a warning, not passed over in silence', () => {
    const { warnings } = load(
      'workloads: { w: { arrivals: { poisson: 10/s } } }\nstores: { s: { kind: standard } }\nassume: { external.proxyTimeout: 100 ms, kms.front: 2 ms }',
    );
    expect(warnings).toEqual([
      'assume: external.proxyTimeout has no effect: nothing in this scenario uses it.',
    ]);
  });

  it('outside their plausible range are accepted with a warning', () => {
    const { warnings } = load(
      `${CALLS}stores: { cks: { kind: cloudhsm, hsms: 2 } }\nassume: { hsm.rate.aes: 100k/s }\n`,
    );
    expect(warnings).toEqual([
      'assume.hsm.rate.aes: 100,000/s lies outside the plausible range of 900/s to 5,000/s.',
    ]);
  });
});

describe('vary', () => {
  it('of load gives the points, ascending', () => {
    expect(load(`${SMALLEST}vary: { load: [2, 0.5, 1] }\n`).loads).toEqual([0.5, 1, 2]);
  });

  it('of a store, a workload or a fact gives designs', () => {
    const study = load(
      `${CALLS}stores: { standard: { kind: standard }, cks: { kind: cloudhsm, hsms: 2 } }\nvary: { stores.cks.hsms: 2..3, workloads.app.client.retryMode: [none, standard] }\n`,
    );
    expect(study.designs.map(({ name }) => name)).toEqual([
      'standard retryMode=none',
      'standard retryMode=standard',
      'cks hsms=2 retryMode=none',
      'cks hsms=2 retryMode=standard',
      'cks hsms=3 retryMode=none',
      'cks hsms=3 retryMode=standard',
    ]);
    const facts = load(
      `${CALLS}stores: { cks: { kind: cloudhsm, hsms: 2 } }\nvary: { assume.hsm.rate.aes: [900/s, 5000/s] }\n`,
    );
    expect(facts.designs.map(({ name }) => name)).toEqual([
      'cks hsm.rate.aes=900/s',
      'cks hsm.rate.aes=5000/s',
    ]);
    expect(assumption(facts, 'hsm.rate.aes')?.value).toBe('900/s; 5,000/s');
  });

  it('takes a value given twice once, and no list within a list', () => {
    expect(
      load(`${CALLS}stores: { cks: { kind: cloudhsm, hsms: [2, 3, 2] } }`).designs.map(
        ({ name }) => name,
      ),
    ).toEqual(['cks hsms=2', 'cks hsms=3']);
    const nested = 'vary: { stores.cks.hsm: [{ slots: [1, 2] }] }\n';
    expect(() => load(`${CALLS}stores: { cks: { kind: cloudhsm, hsms: 2 } }\n${nested}`)).toThrow(
      'vary.stores.cks.hsm holds a list within a list',
    );
  });

  it('refuses more than 200 designs', () => {
    expect(() =>
      load(
        `${CALLS}stores: { cks: { kind: cloudhsm, hsms: 1..28, hsm: { slots: [1, 2, 3, 4, 5, 6, 7, 8] } } }`,
      ),
    ).toThrow('stores make 224 designs, which is more than 200');
  });
});

describe('objectives', () => {
  it('come with their level, stores and phase', () => {
    const study = load(`${SMALLEST}faults: [{ zoneDown: a, at: 10 s, for: 5 s, name: zone-loss }]
objectives:
  - p99(latency) < 60 ms
  - { expect: success > 99.9 %, during: zone-loss, level: warn, stores: [standard] }
`);
    expect(study.objectives).toMatchObject([
      { expect: 'p99(latency) < 60 ms', limit: 60, during: null, level: 'fail', stores: null },
      { limit: 0.999, during: 'zone-loss', level: 'warn', stores: ['standard'] },
    ]);
  });
});

describe('warnings', () => {
  it('say what is allowed and yet odd', () => {
    const study = load(`workloads: { app: { service: pkcs11, arrivals: { poisson: 100/s } } }
stores: { cks: { kind: cloudhsm, hsms: [1, 8] }, standard: { kind: standard } }
require: { custody: outside-aws }
vary: { load: [2] }
objectives: [success > 99 %]
`);
    expect(study.loads).toContain(1);
    expect(study.warnings.map((warning) => warning.split(/[:;]/)[0])).toEqual([
      'cks with hsms',
      'More than 6 HSMs (cks)',
      'Workload app speaks PKCS#11, which standard cannot answer',
      'No store satisfies the require clause, so none can be chosen.',
    ]);
  });
});

describe('files of values', () => {
  const text = `${CALLS}stores: { cks: { kind: cloudhsm, hsms: 2, hsm: { serviceTime: { empirical: { file: data/times.txt } } } } }`;

  it('become an empirical law; only the named path is asked for', () => {
    const asked: string[] = [];
    const study = loadScenario({
      text,
      fileName: 'x.yaml',
      readFile: (name) => {
        asked.push(name);
        return '# measured\n1 ms\n\n3 ms # slow\n';
      },
    });
    expect(new Set(asked)).toEqual(new Set(['data/times.txt']));
    expect(clusterOf(only(study)).serviceNs).toEqual({ kind: 'empirical', values: [1e6, 3e6] });
  });

  it.each([
    ['1 ms\nfast\n', 'holds on line 2 something that is no duration: fast'],
    ['# nothing\n', 'holds 0 values'],
  ])('holding %j are refused', (content, message) => {
    expect(() => loadScenario({ text, fileName: 'x.yaml', readFile: () => content })).toThrow(
      message,
    );
  });

  it.each(['/etc/passwd', 'a/../../b', '..', 'C:\\x', '\\\\host\\x', 'a//b'])(
    'at %s are never asked for',
    (name) => {
      const evil = text.replace('data/times.txt', JSON.stringify(name));
      expect(() =>
        loadScenario({ text: evil, fileName: 'x.yaml', readFile: refuseToRead }),
      ).toThrow('must stay inside the folder');
    },
  );
});

describe('the resolved scenario', () => {
  it('spells out every value with its unit, one entry for each design', () => {
    const { resolved } = load(
      `${CALLS}stores: { cks: { kind: cloudhsm, hsms: 2..3 } }\nfaults: [{ hsmDown: 2, at: 10 s }]\n`,
    );
    expect(resolved).toMatchObject({
      workloads: {
        app: { service: 'kms', arrivals: { poisson: '100/s' }, operations: { Decrypt: '100 %' } },
      },
      stores: {
        'cks hsms=2': {
          hsms: 2,
          zones: 2,
          quota: '1800/s, fixed-window',
          commandTimeout: '500 ms',
        },
        'cks hsms=3': { hsms: 3, zones: 3 },
      },
      // 0.8 ms x exp(0.15 x 2.3263), the 99 % quantile of the normal law.
      network: { crossZone: 'lognormal, p50 800 us, p99 1.13407 ms' },
      faults: [{ hsmDown: 'hsm-2', at: '10 s', for: 'none', name: 'hsm-2-down' }],
      run: { duration: '1 min', warmUp: 'auto', confidence: '95 %' },
      pricing: { hsmHour: '$1.60/hour', hoursPerMonth: 730 },
    });
  });
});

describe('Windows line ends, a byte-order mark and anchors', () => {
  it('change nothing', () => {
    const windows = `\uFEFF${SMALLEST.replaceAll('\n', '\r\n')}`;
    expect(load(windows)).toEqual(load(SMALLEST));
  });

  it('may be used to say a thing once', () => {
    const study = load(`workloads:
  a: &calls { arrivals: { poisson: 100/s } }
  b: *calls
stores: { standard: { kind: standard } }
`);
    expect(only(study).world.workloads.map(({ name }) => name)).toEqual(['a', 'b']);
  });
});

describe('ScenarioError', () => {
  it('carries its problems, and all of them in its message', () => {
    let caught: unknown;
    try {
      load('title: 3\n');
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(ScenarioError);
    const { problems, message } = caught as ScenarioError;
    expect(problems.length).toBe(3);
    for (const problem of problems) expect(message).toContain(problem.message);
  });
});
