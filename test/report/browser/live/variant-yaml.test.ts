import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Knob } from '../../../../src/plan/index.ts';
import { patched } from '../../../../src/plan/live/patch.ts';
import { variantYaml } from '../../../../src/report/browser/live/variant-yaml.ts';
import { readFamily } from '../../../../src/scenario/index.ts';
import { LIVE_SCENARIO, liveResult } from '../../../browser/live-page.ts';
import { HSMS, knob, RATE, ZONE_DOWN } from './knobs.ts';

const turnedAll = (knobs: readonly Knob[]) =>
  Object.fromEntries(knobs.map(({ id, at }) => [id, at === 0 ? 1 : 0]));

/** The settings of the one variant in a text. */
function settingsIn(yaml: string): unknown {
  return (parse(yaml) as { variants: Record<string, unknown> }).variants['from-the-report'];
}

describe('a position of the knobs as YAML', () => {
  it('nests settings by path, facts under their whole names', () => {
    const yaml = variantYaml({ load: 1, stops: { hsms: 1, 'hsm.aesRate': 0 } }, [HSMS, RATE]);
    expect(yaml).toBe(
      [
        'variants:',
        '  from-the-report:',
        '    stores:',
        '      cks:',
        '        hsms: 3',
        '    assume:',
        '      hsm.aesRate: 900/s',
        '',
      ].join('\n'),
    );
  });

  it('varies the load beside the variant, the scenario’s own among the loads', () => {
    expect(parse(variantYaml({ load: 2, stops: {} }, [HSMS]))).toEqual({ vary: { load: [1, 2] } });
    expect(parse(variantYaml({ load: 0.5, stops: { hsms: 1 } }, [HSMS]))).toEqual({
      vary: { load: [0.5, 1] },
      variants: { 'from-the-report': { stores: { cks: { hsms: 3 } } } },
    });
  });

  it('tells a fault in a comment', () => {
    const yaml = variantYaml({ load: 1, stops: { zoneDown: 1 } }, [ZONE_DOWN]);
    expect(yaml).toContain('# Availability zone a: down from the start');
    expect(parse(yaml)).toBeNull();
  });

  it.each([
    'true',
    'No',
    '~',
    '3',
    '1e3',
    '0x1F',
    '- a',
    'a: b',
    'a #b',
    '#',
    '{a}',
    '[a',
    '*a',
    '&a',
    '!a',
    '| a',
    '"',
    "'",
    '\\',
    ' a ',
    '',
    'a\nvariants: {}',
    'a\u2028b\u0085c\u007f',
    '\ufeffa',
    '\u202eabc',
    '</textarea><script>',
    '__proto__x',
    '2026-01-01',
  ])('keeps the name and the value %j as they are', (hostile) => {
    const odd = knob('odd', [
      ['a', {}],
      ['b', { [`workloads.${hostile}.mode`]: hostile }],
    ]);
    const settings = settingsIn(variantYaml({ load: 1, stops: { odd: 1 } }, [odd]));
    expect(settings).toEqual({ workloads: { [hostile]: { mode: hostile } } });
  });

  it('lets no title break out of its comment', () => {
    const title = 'a\nstores: {}\r\u2028b: c';
    const odd = knob(
      'odd',
      [
        ['x', {}],
        ['y\nz: 1', {}],
      ],
      0,
      title,
    );
    expect(parse(variantYaml({ load: 1, stops: { odd: 1 } }, [odd]))).toBeNull();
  });

  it('added to the scenario, makes the design that the page simulated', async () => {
    const { knobs, design } = (await liveResult()).live!.live;
    const settable = knobs.filter(({ stops }) =>
      stops.some(({ settings }) => Object.keys(settings).length > 0),
    );
    // The knobs that this test is about are there.
    expect(settable.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['hsms', 'zones', 'retryMode']),
    );
    const stops = turnedAll(settable);
    const yaml = variantYaml({ load: 2, stops }, knobs);
    const family = readFamily({ text: `${LIVE_SCENARIO}${yaml}`, fileName: 'play.yaml' });
    expect(family.question.study.loads).toEqual([1, 2]);
    const [made] = family.variant('from-the-report').question.study.designs;
    const turned = patched(
      design,
      settable.flatMap((own) => own.stops[stops[own.id]!]!.patches),
    );
    // The page's world is shorter, without faults; the store and its callers are the variant's.
    expect(made!.world.store).toEqual(turned.world.store);
    expect(made!.world.workloads).toEqual(turned.world.workloads);
    expect(made!.world.store).not.toEqual(design.world.store);
    expect(made!.world.workloads).not.toEqual(design.world.workloads);
  });
});
