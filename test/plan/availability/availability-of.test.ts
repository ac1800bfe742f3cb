import { describe, expect, it } from 'vitest';
import type { AvailabilityInputs, Study } from '../../../src/plan/index.ts';
import { availabilityOf } from '../../../src/plan/availability/availability-of.ts';
import { pointOf } from '../../report/fixture-point.ts';
import { cloudHsm, cluster, direct, STANDARD, world } from '../../model/worlds.ts';
import { AVAILABILITY, design, objective, study } from '../studies.ts';

const DAY = 86_400;

const INPUTS: AvailabilityInputs = {
  ...AVAILABILITY,
  hsm: {
    mtbfSeconds: 730 * DAY,
    repairSeconds: { kind: 'constant', value: 768 },
    source: 'test',
  },
  zone: {
    mtbfSeconds: 730 * DAY,
    repairSeconds: { kind: 'constant', value: 7200 },
    source: 'test',
  },
  store: {
    mtbfSeconds: 365 * DAY,
    repairSeconds: { kind: 'constant', value: 1800 },
    source: 'test',
  },
  needed: 1,
  years: 10_000,
  slas: [
    { name: 'KMS', share: 0.99999, source: 'test', kms: 'with', zones: 'either' },
    { name: 'several', share: 0.9995, source: 'test', kms: 'either', zones: 'several' },
    { name: 'one', share: 0.995, source: 'test', kms: 'either', zones: 'one' },
  ],
};

const cks = (hsms: number, zones: number) =>
  world({ store: cloudHsm({ cluster: cluster({ hsms, zones }) }) });

function answer(
  configs: Readonly<Record<string, ReturnType<typeof world>>>,
  overrides: Partial<Study> = {},
) {
  const designs = Object.entries(configs).map(([name, config]) => design(name, config));
  const points = designs.map(({ name, kind, billing }) =>
    pointOf(name, { name, kind, hsms: billing.hsms, load: 1, options: { hasFaults: false } }),
  );
  return availabilityOf(study({ designs, availability: INPUTS, ...overrides }), points);
}

describe('the availability of a study', () => {
  it('is that of designs with HSMs, each with its terms apart', () => {
    const results = answer({ standard: world({ store: STANDARD }), cks: cks(2, 2) });
    expect(results.map((own) => own.design)).toEqual(['cks']);
    expect(results[0]!.terms.map(({ cause, isSummed }) => [cause, isSummed])).toEqual([
      ['HSMs alone', false],
      ['HSMs and zones', true],
      ['store as a whole', true],
    ]);
  });

  it('is the table of the model page, simulated and by formula', () => {
    const results = answer({
      two: cks(2, 2),
      'three over three': cks(3, 3),
      'three over two': cks(3, 2),
    });
    const formulas = results.map(({ terms }) =>
      terms.map(({ closedForm }) => Number(closedForm!.toPrecision(2))),
    );
    expect(formulas).toEqual([
      [1.5e-10, 1.6e-8, 5.7e-5],
      [1.8e-15, 2.0e-12, 5.7e-5],
      [1.8e-15, 1.4e-8, 5.7e-5],
    ]);
    for (const { terms } of results) {
      expect(terms.map(({ holds }) => holds)).toEqual([true, true, null]);
    }
  });

  it('adds what is not contained in something else, for a month of 730 hours', () => {
    const [own] = answer({ cks: cks(2, 2) });
    const [, zones, whole] = own!.terms;
    expect(own!.unavailableShare).toBe(zones!.closedForm! + whole!.closedForm!);
    // 5.7e-5 of 43,800 minutes: the two and a half minutes of one half-hour a year.
    expect(own!.downtimeMinutesPerMonth).toBeCloseTo((30 / 525_630) * 43_800, 2);
  });

  it('tells events and lengths beside the shares', () => {
    const [own] = answer({ cks: cks(3, 2) }, { availability: { ...INPUTS, needed: 2 } });
    const [, zones, whole] = own!.terms;
    // The zone of two HSMs is lost once in two years, for two hours.
    expect(zones!.eventsPerYear).toBeCloseTo(0.5, 2);
    expect(zones!.meanLengthMinutes).toBeCloseTo(120, 0);
    expect(whole!.eventsPerYear).toBeCloseTo(1, 2);
    expect(whole!.meanLengthMinutes).toBe(30);
  });

  it('puts beside it what is promised for such a design', () => {
    const results = answer({
      wide: cks(2, 2),
      narrow: cks(2, 1),
      pkcs11: world({ store: direct({ cluster: cluster({ hsms: 2, zones: 2 }) }) }),
    });
    expect(results.map(({ slas }) => slas.map(({ name }) => name))).toEqual([
      ['KMS', 'several'],
      ['KMS', 'one'],
      ['several'],
    ]);
    // 0.05 % of 43,800 minutes.
    expect(results[0]!.slas[1]!.minutesPerMonth).toBeCloseTo(21.9, 9);
  });

  it('measures itself against the strictest objective on success', () => {
    const success = { metric: 'success', of: null, comparison: '>' } as const;
    const of = (...objectives: Parameters<typeof objective>[0][]) =>
      answer({ cks: cks(2, 2) }, { objectives: objectives.map(objective) })[0]!;
    const own = of(
      { ...success, expect: 'success > 99 %', limit: 0.99 },
      { ...success, expect: 'success > 99.9 %', limit: 0.999 },
      { ...success, expect: 'success > 99.99 %', limit: 0.9999, during: 'before' },
      { ...success, expect: 'success > 99.9999 %', limit: 0.999999, operation: 'Decrypt' },
    );
    expect(own.errorBudget!.expect).toBe('success > 99.9 %');
    expect(own.errorBudget!.minutesPerMonth).toBeCloseTo(43.8, 9);
    expect(own.errorBudget!.usedShare).toBeCloseTo(own.unavailableShare / 0.001, 9);
    // A run with faults is judged in its quiet time.
    const quiet = of({ ...success, expect: 'success > 99.5 %', limit: 0.995, during: 'before' });
    expect(quiet.errorBudget!.minutesPerMonth).toBeCloseTo(219, 9);
    expect(of({}).errorBudget).toBe(null);
    expect(of({ ...success, limit: 1, comparison: '>=' }).errorBudget).toBe(null);
  });
});
