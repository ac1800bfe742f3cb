import { exp, lawMean, NS_PER_MS, type Law } from '../../kernel/index.ts';
import type { Change, Design } from '../study.ts';

/** A value that a setting could have. */
interface Setting {
  readonly label: string;
  /** Stops stand in this order. */
  readonly order: number;
  readonly changes: readonly Change[];
  /** The scenario's words for it, by path. */
  readonly words: Readonly<Record<string, unknown>>;
}

/** A knob before anybody knows which of its stops the scenario admits. */
export interface Candidate {
  readonly id: string;
  readonly title: string;
  readonly settings: readonly Setting[];
  /** How the design stands, where that is none of the usual values. */
  readonly own: { readonly label: string; readonly order: number };
}

const HSMS = [2, 3, 4, 5, 6, 7, 8];
const ZONES = [1, 2, 3];
const RETRY_MODES = ['none', 'legacy', 'standard', 'standard-2025', 'adaptive'];
const ROUND_TRIPS_MS = [2, 5, 10, 20, 35, 50, 70, 90];
const CACHED_MESSAGES = [1, 5, 20, 100, 1000];
/** What AWS allows at most, and what stands for no limit. */
const UNLIMITED = 2 ** 32;
const AS_WRITTEN = { label: 'as written', order: -1 };

type Workload = Design['world']['workloads'][number];

/** What of a design's settings could be turned, those first that matter most. */
export function settingKnobs(design: Design): readonly Candidate[] {
  const { world } = design;
  return [
    ...clusterKnobs(design),
    ...roundTripKnob(design),
    ...(world.network.zones < 2 ? [] : [ZONE_DOWN]),
    ...bucketKeysKnob(world.workloads),
    ...world.workloads.flatMap(cacheKnob),
    {
      id: 'retryMode',
      title: 'Retry mode of the SDK clients',
      settings: RETRY_MODES.map((mode, order) => ({
        order,
        ...setting(
          mode,
          world.workloads.map(({ name }) => changeOf(name, ['client', 'retryMode'], mode)),
        ),
      })),
      own: AS_WRITTEN,
    },
  ];
}

const ZONE_DOWN: Candidate = {
  id: 'zoneDown',
  title: 'Availability zone a',
  settings: [
    { label: 'up', order: 0, changes: [{ path: ['faults'], value: undefined }], words: {} },
    {
      label: 'down',
      order: 1,
      changes: [{ path: ['faults'], value: [{ zoneDown: 'a', at: '0 s' }] }],
      words: {},
    },
  ],
  own: AS_WRITTEN,
};

function clusterKnobs({ store, world }: Design): readonly Candidate[] {
  if (!('cluster' in world.store)) return [];
  const { hsms, zones } = world.store.cluster;
  const near = hsms < HSMS.at(-1)! ? [] : [hsms - 1, hsms, hsms + 1, hsms + 2];
  const counts = [...new Set([...HSMS, ...near])];
  const numbers = (field: string, values: readonly number[]) =>
    values.map((value) => ({
      order: value,
      ...setting(String(value), [{ path: ['stores', store, field], value }]),
    }));
  return [
    {
      id: 'hsms',
      title: 'HSMs',
      settings: numbers('hsms', counts),
      own: { label: String(hsms), order: hsms },
    },
    {
      id: 'zones',
      title: 'Availability zones of the HSMs',
      settings: numbers('zones', ZONES),
      own: { label: String(zones), order: zones },
    },
  ];
}

/** The median moves; a lognormal law keeps its spread. */
function roundTripKnob({ store, world }: Design): readonly Candidate[] {
  if (world.store.kind !== 'external') return [];
  const { hopNs } = world.store;
  const ownMs = Number(((2 * middleOf(hopNs)) / NS_PER_MS).toPrecision(3));
  const valueOf = (ms: number): unknown =>
    hopNs.kind === 'lognormal'
      ? { lognormal: { median: `${ms} ms`, sigma: hopNs.sigma } }
      : `${ms} ms`;
  return [
    {
      id: 'roundTrip',
      title: 'Median round trip to the proxy',
      settings: ROUND_TRIPS_MS.filter((ms) => ms !== ownMs).map((ms) => ({
        order: ms,
        ...setting(`${ms} ms`, [{ path: ['stores', store, 'roundTrip'], value: valueOf(ms) }]),
      })),
      own: { label: `${ownMs} ms`, order: ownMs },
    },
  ];
}

function middleOf(law: Law): number {
  return law.kind === 'lognormal' ? exp(law.mu) + (law.shift ?? 0) : lawMean(law);
}

/** One for all workloads of S3. */
function bucketKeysKnob(workloads: readonly Workload[]): readonly Candidate[] {
  const own = workloads.filter(({ service }) => service?.kind === 's3');
  if (own.length === 0) return [];
  const all = (value: boolean) => own.map(({ name }) => changeOf(name, ['bucketKeys'], value));
  return [
    {
      id: 'bucketKeys',
      title: 'S3 Bucket Keys',
      settings: [
        { order: 0, ...setting('off', all(false)) },
        { order: 1, ...setting('on', all(true)) },
      ],
      own: AS_WRITTEN,
    },
  ];
}

/** Of the AWS Encryption SDK, where it caches at all. */
function cacheKnob({ name, service }: Workload): readonly Candidate[] {
  if (service?.kind !== 'encryption-sdk' || service.cache === null) return [];
  const { maxMessages } = service.cache;
  return [
    {
      id: `${name}.cache`,
      title: `Messages under one data key of ${name}`,
      settings: CACHED_MESSAGES.map((value) => ({
        order: value,
        ...setting(String(value), [changeOf(name, ['cache', 'maxMessages'], value)]),
      })),
      own: {
        label: maxMessages < UNLIMITED ? String(maxMessages) : 'as many as may be',
        order: maxMessages,
      },
    },
  ];
}

function changeOf(workload: string, path: readonly string[], value: unknown): Change {
  return { path: ['workloads', workload, ...path], value };
}

function setting(label: string, changes: readonly Change[]) {
  const words = Object.fromEntries(changes.map(({ path, value }) => [path.join('.'), value]));
  return { label, changes, words };
}
