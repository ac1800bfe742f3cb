import { describe, expect, it } from 'vitest';
import { gridOf, SenselessSweep, type Axis } from '../../../src/plan/index.ts';
import { readScenario } from '../../../src/scenario/index.ts';

const TEXT = `
workloads: { app: { arrivals: { poisson: 60/s } } }
stores:
  standard: { kind: standard }
  cks: { kind: cloudhsm, hsms: 2..4, zones: 2 }
vary: { load: [1, 2] }
`;

function axis(text: string, values: readonly unknown[]): Axis {
  return { path: text.split('=')[0]!.split('.'), values, text };
}

function grid(axes: readonly Axis[], { text = TEXT, most = 400 } = {}) {
  return gridOf(readScenario({ text, fileName: 'grid.yaml' }), axes, most);
}

function refusal(axes: readonly Axis[], most = 400): SenselessSweep {
  try {
    grid(axes, { most });
  } catch (error) {
    if (error instanceof SenselessSweep) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('a grid', () => {
  it('replaces what the scenario varies itself, and keeps the rest of it', () => {
    const { studies } = grid([axis('stores.cks.hsms=5,6', [5, 6])]);
    expect(studies).toHaveLength(1);
    expect(studies[0]!.designs.map(({ name }) => name)).toEqual([
      'standard',
      'cks hsms=5',
      'cks hsms=6',
    ]);
    expect(studies[0]!.loads).toEqual([1, 2]);
    expect(grid([axis('load=3', [3])]).studies[0]!.loads).toEqual([1, 3]);
  });

  it('makes a study for each combination of what vary: cannot reach, told apart by name', () => {
    const { studies } = grid([
      axis('region=us-east-1,us-west-2', ['us-east-1', 'us-west-2']),
      axis('run.duration=5 s,10 s', ['5 s', '10 s']),
      axis('stores.cks.hsms=2', [2]),
    ]);
    expect(studies).toHaveLength(4);
    expect(studies[1]!.designs[1]).toMatchObject({
      name: 'cks region=us-east-1 duration=10s',
      coordinates: { region: 'us-east-1', 'run.duration': '10 s' },
    });
    expect(studies[1]!.designs[1]!.world.durationNs).toBe(10e9);
    const names = studies.flatMap(({ designs }) => designs.map(({ name }) => name));
    expect(new Set(names).size).toBe(8);
  });

  it('says nothing of a setting that has one value for all', () => {
    const { studies } = grid([axis('region=us-west-2', ['us-west-2'])]);
    expect(studies[0]!.region).toBe('us-west-2');
    expect(studies[0]!.designs[0]!.name).toBe('standard');
  });

  it('does without real cryptography, unless the scenario asks for it', () => {
    const hsms = [axis('stores.cks.hsms=2', [2])];
    const modes = (text: string) =>
      grid(hsms, { text }).studies[0]!.designs.map(({ world }) => world.crypto.mode);
    expect(modes(TEXT)).toEqual(['off', 'off']);
    expect(modes(`${TEXT}run: { duration: 5 s }`)).toEqual(['off', 'off']);
    expect(modes(`${TEXT}run: { crypto: every }`)).toEqual(['every', 'every']);
  });

  it('counts its points, and refuses more than asked for', () => {
    const hsms = axis('stores.cks.hsms=2,3,4', [2, 3, 4]);
    // The standard store and three designs, at two loads each.
    expect(() => grid([hsms], { most: 8 })).not.toThrow();
    expect(refusal([hsms], 7).message).toMatch(/8 points .* more than 7$/);
  });

  it('refuses a huge grid before it builds a single design of it', () => {
    const many = Array.from({ length: 1000 }, (_, i) => i + 1);
    const { message } = refusal([
      axis('run.duration', many),
      axis('load', many),
      axis('stores.cks.hsms', many),
    ]);
    expect(message).toMatch(/at least 1000000000 points/);
  });

  it.each([
    [axis('stores.other.hsms=2', [2]), /names none of the stores/],
    [axis('stores.cks.hsms=2..40', [2, 40]), /whole number, from 1 to 28/],
    [axis('region=us-east-1,atlantis', ['us-east-1', 'atlantis']), /atlantis/],
    [axis('nonsense=1', [1]), /nonsense is not a known setting/],
    [axis('load=fast', ['fast']), /plain numbers above zero/],
  ])('names the axis that makes no sense: $text', (senseless, reason) => {
    const error = refusal([axis('stores.cks.zones=2', [2]), senseless]);
    expect(error.axis).toBe(senseless.text);
    expect(error.message).toMatch(reason);
  });

  it('names the combination where each value makes sense by itself', () => {
    const error = refusal([
      axis('require.custody=customer', ['customer']),
      axis('require.among=[cloudhsm]', [['cloudhsm']]),
    ]);
    expect(error.axis).toBeNull();
    expect(error.message).toMatch(/^require.custody=customer with require.among=\[cloudhsm\]: /);
    expect(error.message).toMatch(/custody or among, not both$/);
  });

  it('refuses an axis given twice', () => {
    expect(refusal([axis('load=1', [1]), axis('load=2', [2])]).message).toBe(
      'load is varied twice',
    );
  });
});
