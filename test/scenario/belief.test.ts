import { describe, expect, it } from 'vitest';
import { exp } from '../../src/kernel/index.ts';
import type { Study } from '../../src/plan/index.ts';
import { loadScenario, ScenarioError } from '../../src/scenario/index.ts';

const BASE = `workloads: { app: { arrivals: { poisson: 100/s } } }
stores: { cks: { kind: cloudhsm, hsms: 2..3 } }
`;

function read(assume: string, more = ''): Study {
  return loadScenario({ text: `${BASE}assume: { ${assume} }\n${more}`, fileName: 'doubt.yaml' });
}

/** What the scenario is refused with. */
function refused(text: string, overrides: readonly string[] = []): string {
  try {
    loadScenario({ text, fileName: 'doubt.yaml', overrides });
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems.map((own) => own.message).join('; ');
    throw error;
  }
  return 'not refused';
}

const valueOf = (study: Study, name: string) =>
  study.assumptions.find((own) => own.name === name)!.value;

function clusterOf({ designs }: Study) {
  const { store } = designs[0]!.world;
  if (!('cluster' in store)) throw new Error('no cluster');
  return store.cluster;
}

describe('a fact in doubt', () => {
  it('may be a range; the designs stand at its median and do not multiply', () => {
    const study = read('hsm.rate.aes: 900/s..5000/s');
    expect(study.designs.map(({ name }) => name)).toEqual(['cks hsms=2', 'cks hsms=3']);
    expect(study.uncertain).toEqual([
      {
        name: 'hsm.rate.aes',
        title: 'AES commands of weight 1 per second that saturate one HSM',
        unit: '1/s',
        text: '900/s to 5,000/s, evenly',
        law: { kind: 'uniform', low: 900, high: 5000 },
      },
    ]);
    expect(valueOf(study, 'hsm.rate.aes')).toBe('900/s to 5,000/s, evenly (median 2,950/s)');
    expect(study.designs).toEqual(read('hsm.rate.aes: 2950/s').designs);
    expect(read('hsm.rate.aes: { between: [900/s, 5k/s] }').uncertain).toEqual(study.uncertain);
  });

  it('may be given on the command line', () => {
    const study = loadScenario({
      text: BASE,
      fileName: 'doubt.yaml',
      overrides: ['assume.hsm.rate.aes=900/s..5000/s'],
    });
    expect(study.uncertain).toHaveLength(1);
    expect(study.assumptions.find(({ name }) => name === 'hsm.rate.aes')).toMatchObject({
      setBy: 'command line',
    });
    expect(refused(BASE, ['assume.hsm.rate.aes=900..x'])).toContain('a rate with its unit');
  });

  it('may be triangular, as 200 equally likely values', () => {
    const study = read('hsm.rate.aes: { triangular: { low: 1000/s, mode: 2000/s, high: 5000/s } }');
    const [{ law, text }] = study.uncertain as [Study['uncertain'][number]];
    expect(text).toBe('1,000/s to 5,000/s, most likely 2,000/s');
    if (law.kind !== 'empirical') throw new Error('not a list');
    expect(law.values).toHaveLength(200);
    expect([...law.values].sort((a, b) => a - b)).toEqual(law.values);
    // A quarter lies below the mode: (mode - low) / (high - low). The mean is that of the three.
    expect(law.values.filter((value) => value < 2000)).toHaveLength(50);
    const mean = law.values.reduce((sum, value) => sum + value, 0) / 200;
    // The midpoint rule of 200 strips, worst where the density meets zero.
    expect(Math.abs(mean - 8000 / 3)).toBeLessThan(1);
    // 5,000 - sqrt(4,000 x 3,000 / 2) = 2,550.5.
    expect(valueOf(study, 'hsm.rate.aes')).toBe(`${text} (median 2,551/s)`);
  });

  it('may be about a median, with a percentile: lognormal', () => {
    const study = read('hsm.rate.aes: { about: { median: 1800/s, p90: 4000/s } }');
    const [{ law, text }] = study.uncertain as [Study['uncertain'][number]];
    expect(text).toBe('about 1,800/s, with 90 % below 4,000/s');
    if (law.kind !== 'lognormal') throw new Error('not lognormal');
    expect(exp(law.mu)).toBeCloseTo(1800, 8);
    // The 90th percentile of a standard normal variate is 1.2815515655446004.
    expect(exp(law.mu + 1.2815515655446 * law.sigma)).toBeCloseTo(4000, 6);
  });

  it('of a law of time moves its median, the law keeping its shape', () => {
    const front = (study: Study) => {
      const { frontNs } = study.designs[0]!.world.kms;
      if (frontNs.kind !== 'lognormal') throw new Error('not lognormal');
      return frontNs;
    };
    const study = read('kms.front: 2 ms..10 ms');
    expect(exp(front(study).mu)).toBeCloseTo(6e6, 3);
    expect(front(study).sigma).toBe(front(read('hsm.rate.aes: 900/s')).sigma);
    expect(study.uncertain[0]!.law).toEqual({ kind: 'uniform', low: 2, high: 10 });
    // A law of time stays one.
    const law = read('kms.front: { lognormal: { median: 3 ms, p90: 5 ms } }');
    expect(law.uncertain).toEqual([]);
    expect(exp(front(law).mu)).toBeCloseTo(3e6, 3);
  });

  it('is drawn in whole numbers where things are counted', () => {
    const study = read('hsm.busyAfter: 30..33');
    expect(study.uncertain[0]).toMatchObject({
      text: '30 to 33, evenly',
      law: { kind: 'empirical', values: [30, 31, 32, 33] },
    });
    expect(clusterOf(study).queueLimit).toBe(31);
    const about = read('hsm.busyAfter: { about: { median: 64, p95: 200 } }').uncertain[0]!;
    expect(about.law.kind === 'empirical' && about.law.values.every(Number.isInteger)).toBe(true);
  });

  it('reads money, shares and days in their own units', () => {
    const study = read('price.hsmHour: $1.40/hour..$1.80/hour, network.loss: 0.1 %..1 %');
    expect(study.uncertain.map(({ name, text, law }) => [name, text, law])).toEqual([
      ['network.loss', '0.1 % to 1 %, evenly', { kind: 'uniform', low: 0.001, high: 0.01 }],
      ['price.hsmHour', '$1.40/h to $1.80/h, evenly', { kind: 'uniform', low: 1.4, high: 1.8 }],
    ]);
    expect(study.pricing.book.hsmHour!.microUsd).toBe(1.6e6);
  });

  it('is warned about at either end, and not drawn where nothing uses it', () => {
    const study = read('hsm.rate.aes: 300/s..9000/s, proxy.queueLimit: 100..200');
    const warnings = study.warnings.join(' ');
    expect(warnings).toContain('300/s lies outside the plausible range of 900/s to 5,000/s');
    expect(warnings).toContain('9,000/s lies outside the plausible range');
    expect(warnings).toContain('assume: proxy.queueLimit has no effect');
    expect(study.uncertain.map(({ name }) => name)).toEqual(['hsm.rate.aes']);
  });

  it('stands back where vary sets the fact design by design', () => {
    const vary = 'vary: { assume.hsm.rate.aes: [900/s, 5000/s] }';
    const study = read('hsm.rate.aes: 1000/s..2000/s', vary);
    expect(study.designs).toHaveLength(4);
    expect(study.uncertain).toEqual([]);
  });

  it.each([
    ['hsm.rate.aes: { between: [900/s] }', 'between must be a list of two values'],
    ['hsm.rate.aes: { between: [900/s, 5000] }', 'between.1 must be a rate with its unit'],
    ['hsm.rate.aes: { between: [1/s, 2/s], about: {} }', 'exactly one of: between, triangular'],
    ['hsm.rate.aes: { about: 1800/s }', 'about takes { median, p90 } (or p75'],
    [
      'hsm.rate.aes: { about: { median: 900/s, p90: 800/s } }',
      'about.p90 must be above the median',
    ],
    ['hsm.rate.aes: { about: { median: 0/s, p90: 800/s } }', 'about.median must be above zero'],
    ['network.loss: { about: { median: 1 %, p90: 2 % } }', 'does not fit a share'],
    [
      'hsm.rate.aes: { triangular: { low: 2/s, mode: 1/s, high: 3/s } }',
      'triangular must have its low below its high, and its mode between the two',
    ],
    ['kms.front: 1 ms..x', 'on both sides of its two dots a duration with its unit'],
    ['hsm.rate.aes: 1/s..2/s..3/s', 'must be one range, from a lower to a higher value'],
    ['hsm.rate.aes: { lognormal: { median: 1 ms, p99: 2 ms } }', 'must be a rate with its unit'],
  ])('is refused when it makes no sense: %s', (assume, message) => {
    expect(refused(`${BASE}assume: { ${assume} }`)).toContain(message);
  });

  it('has its number of draws under run', () => {
    expect(read('hsm.rate.aes: 900/s..5000/s').run.inputDraws).toBe(20);
    const more = 'run: { inputDraws: 50 }';
    expect(read('hsm.rate.aes: 900/s..5000/s', more).run.inputDraws).toBe(50);
    expect(refused(`${BASE}run: { inputDraws: 2 }`)).toContain('from 5 to 1000');
  });
});
