import { assert, constantFrom, property, tuple, array, nat } from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { loadScenario, ScenarioError, type Problem } from '../../src/scenario/index.ts';

const RICH = parse(`
workloads:
  app:
    arrivals: { poisson: 100/s }
    operations: { GenerateDataKey: 70 %, Decrypt: 30 % }
    client: { instances: 4, retryMode: standard, timeout: 1 s, connections: { most: 9, tls: '1.2' }, retry: { budget: { capacity: 5 } } }
  objects:
    service: s3
    arrivals: { burst: { rate: 90/s, base: 9/s, on: 1 s, off: { exponential: { mean: 2 s } } } }
    operations: { PUT: 60 %, GetObject: 40 % }
    bucketKeys: { writeLife: 1 min }
    principals: 3
    account: partner
    usesKeysOf: app
  messages:
    service: encryption-sdk
    arrivals: { weekly: { mean: 9/s, shape: office, days: [1, 1, 1, 1, 1, 0, 0], startDay: tue } }
    cache: { maxAge: 1 min, capacity: 10 }
    contexts: unique
    keys: { count: 3, sinceBackup: 1 }
  recorded:
    arrivals: { replay: { times: [0 s, 1 s, 3 s], speed: 2, loop: true } }
    keyPolicy: [{ allow: all, to: [app, recorded] }, { deny: [Encrypt] }]
    grants: [{ to: objects, operations: [Decrypt] }]
  threads: { arrivals: { closed: { clients: 3, think: { exponential: { mean: 1 ms } } } } }
stores:
  standard: { kind: standard, accountQuota: none }
  cks: { kind: cloudhsm, hsms: 2..3, zones: 2, quota: [1800/s, none], hsm: { slots: 2, queueLimit: 3 } }
  direct: { kind: cloudhsm-direct, hsms: 2, hsm: { serviceTime: { lognormal: { median: 1 ms, p99: 3 ms } } } }
network: { zones: 3, crossZone: 1 ms }
require: { custody: customer }
accounts: { partner: { quota: 50/s } }
faults: [{ zoneDown: a, at: 10 s, for: 5 s, name: loss }, { hsmDown: 1, at: 20 s }]
objectives: [p99(latency) < 60 ms, { expect: success > 99 %, during: loss, stores: [cks] }]
run: { duration: 60 s, warmUp: auto, confidence: 95 % }
vary: { load: [1, 2], stores.cks.hsm.slots: [1, 2], assume.hsm.rate.aes: [900/s, 1800/s] }
assume: { kms.front: 3 ms, quota.window: token-bucket }
pricing: { hsmHour: $1.60/hour }
`) as Record<string, unknown>;

/** Values that are wrong nearly everywhere, or right in the wrong place. */
const ODD = [
  null,
  '',
  0,
  -1,
  1.5,
  1e300,
  true,
  [],
  [[]],
  {},
  { a: 1 },
  [null],
  'none',
  '2..6',
  '6..2',
  '0..0',
  '5 ms',
  '5',
  '30 %',
  '900/s',
  '0/s',
  '1e308/s',
  'standard',
  'a',
  '../x',
  'loss',
  ' ',
  [1, 1],
  ['a', 'b'],
  { file: 'x' },
  { mean: '1 ms' },
  { exponential: { mean: '0 s' } },
  'toString',
  's3',
  'unique',
  { file: 'x', column: 3, unit: 'ms' },
];

/** All places of a value, as paths. */
function places(value: unknown, path: readonly (string | number)[] = []): (string | number)[][] {
  const here = [[...path]];
  if (typeof value !== 'object' || value === null) return here;
  return [
    ...here,
    ...Object.entries(value).flatMap(([key, inner]) =>
      places(inner, [...path, Array.isArray(value) ? Number(key) : key]),
    ),
  ];
}

function replaced(path: readonly (string | number)[], value: unknown): unknown {
  if (path.length === 0) return value;
  const copy = structuredClone(RICH) as Record<string | number, unknown>;
  let container = copy;
  for (const step of path.slice(0, -1)) {
    const next = container[step];
    if (typeof next !== 'object' || next === null) return copy;
    container = next as Record<string | number, unknown>;
  }
  container[path.at(-1)!] = value;
  return copy;
}

/** What is wrong with the outcome; empty for a study that is plain data or for good problems. */
function complaints(text: string, overrides: readonly string[] = []): readonly string[] {
  try {
    const study = loadScenario({ text, fileName: 'odd.yaml', overrides, readFile: () => '1 ms' });
    const isPlain = isDeepStrictEqual(JSON.parse(JSON.stringify(study)), study);
    return isPlain ? [] : ['the study is not plain data'];
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.problems.length === 0 ? ['no problems'] : error.problems.flatMap(complaintAbout);
  }
}

function complaintAbout({ message, line, excerpt }: Problem): readonly string[] {
  if (/undefined|\[object|Invalid input|NaN/.test(message)) return [message];
  return line !== null && excerpt !== null && !excerpt.includes(`${line} |`) ? [excerpt] : [];
}

describe('whatever a scenario holds, it becomes a study or a list of problems', () => {
  const PLACES = places(RICH);

  it('the rich scenario itself is a study', () => {
    expect(() => loadScenario({ text: stringify(RICH), fileName: 'rich.yaml' })).not.toThrow();
    expect(complaints(stringify(RICH))).toEqual([]);
  });

  it('with an odd value anywhere', () => {
    assert(
      property(constantFrom(...PLACES), constantFrom(...ODD), (path, value) => {
        expect(complaints(stringify(replaced(path, value)))).toEqual([]);
      }),
      { seed: 11, numRuns: 150 },
    );
  });

  it('with an odd override', () => {
    const text = stringify(RICH);
    assert(
      property(constantFrom(...PLACES.slice(1)), constantFrom(...ODD), (path, value) => {
        const override = `${path.join('.')}=${JSON.stringify(value)}`;
        expect(complaints(text, [override])).toEqual([]);
      }),
      { seed: 12, numRuns: 100 },
    );
  });

  it('with characters taken out or put in', () => {
    const text = readFileSync(
      join(import.meta.dirname, '../../scenarios/04-az-loss-2-vs-3-hsms.yaml'),
      'utf8',
    );
    const edit = tuple(
      nat(text.length),
      nat(3),
      constantFrom('', ' ', ':', '-', '{', ']', '&a ', '*a', '\n', '%', "'"),
    );
    assert(
      property(array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
        const edited = edits.reduce(
          (all, [at, remove, insert]) => all.slice(0, at) + insert + all.slice(at + remove),
          text,
        );
        expect(complaints(edited)).toEqual([]);
      }),
      { seed: 13, numRuns: 150 },
    );
  });
});
