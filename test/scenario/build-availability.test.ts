import { describe, expect, it } from 'vitest';
import { lawMean } from '../../src/kernel/index.ts';
import { loadScenario, ScenarioError } from '../../src/scenario/index.ts';
import type { AvailabilityInputs, Study } from '../../src/plan/index.ts';

const DAY = 86_400;

function load(more: string, store = 'cks: { kind: cloudhsm, hsms: 2 }'): Study {
  return loadScenario({
    text: `workloads: { app: { arrivals: { poisson: 100/s } } }\nstores: { ${store} }\n${more}`,
    fileName: 'years.yaml',
  });
}

function problems(more: string): readonly string[] {
  try {
    load(more);
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems.map(({ message }) => message);
    throw error;
  }
  return [];
}

/** Mean times between failures in days, mean repairs in minutes. */
function means({ hsm, zone, store }: AvailabilityInputs): readonly (readonly number[])[] {
  return [hsm, zone, store].map(({ mtbfSeconds, repairSeconds }) => [
    mtbfSeconds / DAY,
    Number((lawMean(repairSeconds) / 60).toPrecision(3)),
  ]);
}

describe('the availability section', () => {
  it('is by default that of the model page: 12.8 min for an HSM, 2 h for a zone', () => {
    const { availability } = load('');
    expect(means(availability)).toEqual([
      [730, 12.8],
      [730, 120],
      [365, 30],
    ]);
    expect(availability).toMatchObject({ years: 10_000, needed: null, hasOneRepairer: false });
  });

  it('takes years, where a run counts 104 days, and laws of repair', () => {
    const { availability } = load(`availability:
  hsm: { mtbf: 2 y, repair: { exponential: { mean: 6 h } } }
  zone: { mtbf: 900 d }
  store: { repair: 1 h }
  years: 500
  needed: 2
  oneRepairer: true`);
    expect(means(availability)).toEqual([
      [730.5, 360],
      [900, 120],
      [365, 60],
    ]);
    expect(availability).toMatchObject({ years: 500, needed: 2, hasOneRepairer: true });
    expect(availability.hsm).toEqual({
      mtbfSeconds: 730.5 * DAY,
      repairSeconds: { kind: 'exponential', mean: 21_600 },
      source: 'mtbf of the scenario, repair of the scenario: exponential, mean 6 h',
    });
  });

  it('follows the facts, also those of years', () => {
    const { availability, warnings } = load(
      'assume: { availability.hsmMtbf: 5 y, replace.detect: 10 min, availability.zoneRepair: 4 h }',
    );
    expect(warnings).toEqual([]);
    expect(means(availability)).toEqual([
      [5 * 365.25, 17.8],
      [730, 240],
      [365, 30],
    ]);
  });

  it('lists the facts that it rests on, and who set them', () => {
    const of = (study: Study, name: string) =>
      study.assumptions.find((assumption) => assumption.name === name);
    const study = load('availability: { hsm: { mtbf: 400 d } }');
    expect(of(study, 'availability.hsmMtbf')).toMatchObject({ value: '400 d', setBy: 'scenario' });
    expect(of(study, 'availability.zoneMtbf')).toMatchObject({ setBy: 'default' });
    expect(of(study, 'hsm.provisioning')).toBeDefined();
    expect(of(load('availability: { hsm: { repair: 1 h } }'), 'hsm.provisioning')).toBeUndefined();
  });

  it('says nothing where no store has HSMs, and that a section then has no effect', () => {
    const standard = 'standard: { kind: standard }';
    const study = load('', standard);
    expect(study.assumptions.filter(({ name }) => name.startsWith('availability.'))).toEqual([]);
    expect(study.availability.slas).toEqual([]);
    expect(load('availability: { years: 10 }', standard).warnings).toEqual([
      'availability: has no effect: no store of this scenario has HSMs.',
    ]);
  });

  it('brings the agreements, by what a design uses', () => {
    const { slas } = load('').availability;
    expect(slas.map(({ share, kms, zones }) => [share, kms, zones])).toEqual([
      [0.99999, 'with', 'either'],
      [0.9995, 'either', 'several'],
      [0.995, 'either', 'one'],
      [0.99949, 'with', 'several'],
    ]);
  });

  it('stands in the scenario as resolved, in the words of a scenario', () => {
    const { resolved } = load('availability: { store: { mtbf: 2 y } }');
    expect(resolved).toMatchObject({
      availability: {
        hsm: { mtbf: '730 d' },
        zone: { mtbf: '730 d', repair: '2 h' },
        store: { mtbf: '2 y', repair: '30 min' },
        years: 10_000,
        needed: 'by the load',
        oneRepairer: false,
      },
    });
  });

  it.each([
    ['availability: { hsm: { mtbf: 0 d } }', /longer than zero/],
    ['availability: { hsm: { mtbf: 730 } }', /units: s, min, h, d, y/],
    ['availability: { zone: { repair: 0 s } }', /longer than zero on average/],
    ['availability: { needed: 29 }', /from 1 to 28/],
    ['availability: { years: 0 }', /from 0.01/],
    ['assume: { availability.zoneRepair: 0 s }', /longer than zero on average/],
    ['assume: { availability.hsmMtbf: 0 d }', /longer than zero/],
  ])('refuses %s', (more, message) => {
    const found = problems(more);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(message);
  });
});
