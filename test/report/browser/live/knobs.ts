import type { Knob } from '../../../../src/plan/index.ts';

/** A knob without effect on a design, for what is told of knobs. */
export function knob(
  id: string,
  stops: readonly (readonly [label: string, settings: Readonly<Record<string, unknown>>])[],
  at = 0,
  title = id,
): Knob {
  return {
    id,
    title,
    at,
    stops: stops.map(([label, settings]) => ({ label, settings, patches: [] })),
  };
}

export const HSMS = knob('hsms', [
  ['2', { 'stores.cks.hsms': 2 }],
  ['3', { 'stores.cks.hsms': 3 }],
]);

export const ZONE_DOWN = knob(
  'zoneDown',
  [
    ['up', {}],
    ['down', {}],
  ],
  0,
  'Availability zone a',
);

export const RATE = knob(
  'hsm.aesRate',
  [
    ['900/s', { 'assume.hsm.aesRate': '900/s' }],
    ['5,000/s', { 'assume.hsm.aesRate': '5000/s' }],
  ],
  1,
);
