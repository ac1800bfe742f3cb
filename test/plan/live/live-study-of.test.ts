import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Question, Result } from '../../../src/plan/index.ts';
import { LiveRun } from '../../../src/plan/live/answer-live.ts';
import { liveStudyOf } from '../../../src/plan/live/live-study-of.ts';
import type { KnobStop, LiveStudy } from '../../../src/plan/live/live-study.ts';
import { patched } from '../../../src/plan/live/patch.ts';
import { liveOf, quickResult, shipped } from './shipped-live.ts';

/** One of each kind of store, with services and without. */
const SHIPPED = [
  ['01-snowybank-s3-lambda', 'cks hsms=3'],
  ['06-xks-onprem-35ms', 'site'],
  ['10-cloudhsm-only', 'hsm hsms=3'],
  ['12-pick-n-for-slo', 'cks maxMessages=20 hsms=4'],
  ['05-bucket-keys', 'standard puts.bucketKeys=true gets.bucketKeys=false'],
] as const;

const MOST_BYTES = 25_000;

function stepsOf(path: string): readonly string[] {
  const [section = '', ...steps] = path.split('.');
  return section === 'assume' ? [section, steps.join('.')] : [section, ...steps];
}

/** What the scenario's author would write for a stop, read anew. */
function rewritten(question: Question, result: Result, { settings }: KnobStop): LiveStudy | null {
  const changes = Object.entries(settings).map(([path, value]) => ({
    path: stepsOf(path),
    value: typeof value === 'string' ? (parse(value) as unknown) : value,
  }));
  const { coordinates } = result.stores[0]!.points[0]!;
  const chosen = Object.entries(coordinates)
    .filter(([path]) => path !== 'load')
    .map(([path, value]) => ({
      path: stepsOf(path),
      value: value === 'true' || value === 'false' ? value === 'true' : value,
    }));
  const vary = { path: ['vary'], value: undefined };
  const asked = question.rewrite([vary, ...chosen, ...changes]);
  if ('problem' in asked) throw new Error(asked.problem);
  // The changes stand in the scenario now: what the result says of the design must not undo them.
  const points = result.stores[0]!.points.map((point) => ({ ...point, coordinates: { load: 1 } }));
  return liveStudyOf(asked, { ...result, stores: [{ ...result.stores[0]!, points }] });
}

describe.each(SHIPPED)('the live study of %s, %s', (name, design) => {
  let question: Question;
  let result: Result;
  let live: LiveStudy;

  beforeAll(async () => {
    ({ question, result, live } = await liveOf(name, design));
  }, 60_000);

  it('has knobs, each standing where the design does', () => {
    expect(live.knobs.length).toBeGreaterThan(1);
    expect(live.knobs.length).toBeLessThanOrEqual(7);
    for (const { stops, at } of live.knobs) {
      expect(stops[at]!.patches).toEqual([]);
      expect(stops.filter(({ patches }) => patches.length === 0)).toHaveLength(1);
      expect(new Set(stops.map(({ label }) => label)).size).toBe(stops.length);
    }
  });

  it('makes of every stop what the scenario says with those settings', () => {
    const stops = live.knobs.flatMap((knob) =>
      // Both ends: what lies between is made in the same way.
      [knob.stops[0]!, knob.stops.at(-1)!]
        .filter(({ settings }) => Object.keys(settings).length > 0)
        .map((stop) => ({ id: knob.id, stop })),
    );
    expect(stops.length).toBeGreaterThan(3);
    for (const { id, stop } of stops) {
      const written = rewritten(question, result, stop);
      const turned = patched(live.design, stop.patches);
      // What is read back from text is in whole nanoseconds: a p99 of some ms is off by 1e-7.
      expect(rounded(turned), `${id} ${stop.label}`).toEqual(rounded(written!.design));
    }
  });

  it('makes of all knobs together what the scenario says with all their settings', () => {
    const stops = live.knobs.flatMap(({ stops: own, at }) =>
      own
        .filter(({ settings }, index) => index !== at && Object.keys(settings).length > 0)
        .slice(-1),
    );
    expect(stops.length).toBeGreaterThan(1);
    const settings = Object.assign(
      {},
      ...stops.map((stop) => stop.settings),
    ) as KnobStop['settings'];
    const written = rewritten(question, result, { label: '', patches: [], settings });
    const turned = patched(
      live.design,
      stops.flatMap(({ patches }) => patches),
    );
    expect(rounded(turned)).toEqual(rounded(written!.design));
  });

  it('is small, and the same after a way through JSON', () => {
    const text = JSON.stringify(live);
    expect(text.length).toBeLessThan(MOST_BYTES);
    const back = JSON.parse(text) as LiveStudy;
    expect(back).toEqual(live);
    for (const knob of live.knobs) {
      knob.stops.forEach(({ patches }, index) => {
        const own = back.knobs.find(({ id }) => id === knob.id)!.stops[index]!;
        expect(patched(back.design, own.patches)).toEqual(patched(live.design, patches));
      });
    }
    expect(new LiveRun(back).fingerprint()).toBe(new LiveRun(live).fingerprint());
  });
});

function rounded(data: unknown): unknown {
  return JSON.parse(
    JSON.stringify(data, (_, value: unknown) =>
      typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(6)) : value,
    ),
  );
}

describe('knobs', () => {
  const knobOf = (live: LiveStudy, id: string) => live.knobs.find((own) => own.id === id);

  it('have the value of the design as a stop in its place, usual or not', async () => {
    const { live } = await liveOf('01-snowybank-s3-lambda', 'cks', [
      'stores.cks.hsms=11',
      'workloads.uploads.bucketKeys=true',
    ]);
    const hsms = knobOf(live, 'hsms')!;
    expect(hsms.stops[hsms.at]!.label).toBe('11');
    expect(hsms.stops.map(({ label }) => Number(label))).toEqual([
      2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13,
    ]);
    const keys = knobOf(live, 'bucketKeys')!;
    expect(keys.stops.map(({ label }) => label)).toEqual(['as written', 'off', 'on']);
    expect(keys.at).toBe(0);
  });

  it('offer the round trip to a proxy, with the spread that its law has', async () => {
    const { live } = await liveOf('06-xks-onprem-35ms', 'site');
    const { stops, at } = knobOf(live, 'roundTrip')!;
    // The median of a lognormal law of mean 35 ms and coefficient of variation 0.1.
    expect(stops[at]!.label).toBe('34.8 ms');
    expect(stops.map(({ label }) => parseFloat(label))).toEqual([
      2, 5, 10, 20, 34.8, 35, 50, 70, 90,
    ]);
    expect(stops[0]!.patches.map(({ path }) => path.at(-1))).toEqual(['mu']);
  });

  it('are finer near 0 where a fact stands there', async () => {
    const question = shipped('01-snowybank-s3-lambda');
    const result = await quickResult(question, 'cks hsms=2');
    const row = { fact: 'network.loss' } as Result['sensitivity'][number];
    const live = liveStudyOf(question, { ...result, sensitivity: [row] })!;
    const { stops, at } = knobOf(live, 'network.loss')!;
    expect(stops.map(({ label }) => label)).toEqual([
      '0 %',
      '0.1 %',
      '0.25 %',
      '0.63 %',
      '1.6 %',
      '4 %',
      '10 %',
    ]);
    expect(at).toBe(0);
  });

  it('have whole numbers of what is counted', async () => {
    const question = shipped('13-availability');
    const result = await quickResult(question, 'two-hsms');
    const row = { fact: 'hsm.slots' } as Result['sensitivity'][number];
    const live = liveStudyOf(question, { ...result, sensitivity: [row] })!;
    const { stops } = knobOf(live, 'hsm.slots')!;
    expect(stops.map(({ label }) => label)).toEqual(['1', '2', '3', '4', '6', '8']);
  });

  it('leave out facts that only matter until something is noticed', async () => {
    const question = shipped('04-az-loss-2-vs-3-hsms');
    const result = await quickResult(question, 'two');
    const row = { fact: 'detect.zone' } as Result['sensitivity'][number];
    const live = liveStudyOf(question, { ...result, sensitivity: [row] })!;
    expect(live.knobs.map(({ id }) => id)).toEqual(['hsms', 'zones', 'zoneDown', 'retryMode']);
  });
});

describe('a live study', () => {
  it('judges what has no part in the faults, and says what it leaves out', async () => {
    const { live } = await liveOf('04-az-loss-2-vs-3-hsms', 'two');
    expect(live.study.objectives.map(({ expect: rule }) => rule)).toEqual(['success > 99.9 %']);
    expect(live.leftOut).toEqual(['success > 98 %', 'recovery < 30 s']);
  });

  it('shows a zone that stays down as the fault of the scenario does while it lasts', async () => {
    const { live } = await liveOf('04-az-loss-2-vs-3-hsms', 'two');
    const run = new LiveRun(live);
    run.fingerprint();
    run.turn({ load: 1, stops: { zoneDown: 1 } });
    const { changed, baseline } = run.step()!;
    expect(baseline.point.successShare.value).toBe(1);
    // One HSM of 900/s is left for 1,200/s, give or take what a few seconds of Poisson arrivals do.
    expect(changed.point.successShare.value).toBeGreaterThan(0.72);
    expect(changed.point.successShare.value).toBeLessThan(0.78);
  });

  it('is there for a design that only a plan or sweep has made', async () => {
    const { question, result, live } = await liveOf('14-pyramid-of-limits', 'cks');
    const [store] = result.stores;
    const [point] = store!.points;
    const coordinates = { load: 1, 'stores.cks.hsms': 5 };
    const made = { ...point!, design: 'cks hsms=5', coordinates };
    const verdict = { ...result.verdict, design: 'cks hsms=5' };
    const other = liveStudyOf(question, {
      ...result,
      verdict,
      stores: [{ ...store!, points: [made] }],
    })!;
    expect(live.design.billing.hsms).toBe(2);
    expect(other.design.billing.hsms).toBe(5);
    expect(other.design.name).toBe('cks hsms=5');
  });

  it('is not there for a time line of operator steps, nor for a load that changes', async () => {
    const steps = shipped('02-dynamodb-1000-items');
    const [design] = steps.study.designs;
    expect(design!.world.timeline.length).toBeGreaterThan(0);
    expect(liveStudyOf(steps, await quickResult(steps, design!.name))).toBeNull();
    const ramp = shipped('14-pyramid-of-limits', [
      'workloads.app.arrivals={ ramp: { from: 500/s, to: 3000/s, over: 10 s } }',
    ]);
    expect(liveStudyOf(ramp, await quickResult(ramp, 'cks'))).toBeNull();
  });
});
