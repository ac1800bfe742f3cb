import type { TopLevelSpec } from 'vega-lite';
import type { PointResult, TopologyResult } from '../../plan/index.ts';
import { formatMs, formatPerSecond, formatRoundShare } from '../format-number.ts';
import { shortenLabel } from '../phrases.ts';
import { ALARM, GRID, INK, PAPER, QUIET, SERIES_COLOURS } from './palette.ts';
import { CONFIG, FRAME, LABEL_SIZE_PX } from './style.ts';
import { TIP, tipOf } from './tip.ts';

const WIDTH_PX = 660;
const GAP_PX = 12;
const HEAD_PX = 24;
const BOX_PX = 30;
const LINK_PX = 34;
const ROW_PX = 6;
/** HSMs of one zone that are drawn one by one. */
const MOST_HSMS = 4;
/** Characters of a label on a hundred pixels. */
const CHARACTERS = 15;

type Layer = Extract<TopLevelSpec, { layer: unknown }>['layer'][number];

/** A part of the design: a box with its name. */
interface Box {
  readonly x: number;
  readonly x2: number;
  readonly y: number;
  readonly y2: number;
  readonly stroke: string;
  readonly label: string;
  readonly tip: string;
}

interface Words {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

/**
 * The design from its clients down to its HSMs, a column a zone. What spans all columns survives the
 * loss of a zone.
 */
export function topology(design: TopologyResult, point: PointResult): TopLevelSpec {
  const columns = columnsOf(design);
  const clientsY = HEAD_PX;
  const frontY = clientsY + BOX_PX + LINK_PX;
  const hasFront = design.kind !== 'cloudhsm-direct';
  const lowerY = hasFront ? frontY + BOX_PX + LINK_PX : frontY;
  const deepest = Math.max(1, ...columns.map(({ hsms }) => hsms.length));
  const bottom =
    design.kind === 'standard' ? frontY + BOX_PX : lowerY + deepest * (BOX_PX + ROW_PX) - ROW_PX;
  const boxes: readonly Box[] = [
    ...columns.map(({ x, x2 }) =>
      boxOf(x, x2, clientsY, SERIES_COLOURS[5]!, clientsOf(design, x2 - x), [
        'clients of',
        ...design.workloads,
      ]),
    ),
    ...(hasFront
      ? [boxOf(0, WIDTH_PX, frontY, SERIES_COLOURS[0]!, frontOf(design, point), frontTip(point))]
      : []),
    ...columns.flatMap(({ x, x2, hsms }) =>
      hsms.map((label, row) =>
        boxOf(x, x2, lowerY + row * (BOX_PX + ROW_PX), SERIES_COLOURS[1]!, label.short, label.long),
      ),
    ),
    ...proxiesOf(design, point, lowerY),
  ];
  return {
    ...FRAME,
    config: CONFIG,
    width: WIDTH_PX,
    height: bottom + ROW_PX,
    layer: [
      framesLayer(columns, bottom + ROW_PX),
      ...linkLayers(design, clientsY + BOX_PX, hasFront ? frontY + BOX_PX : null),
      boxLayer(boxes),
      textLayer(
        boxes.map(({ x, x2, y, y2, label }) => ({
          x: (x + x2) / 2,
          y: (y + y2) / 2,
          text: label,
        })),
        INK.light,
      ),
      textLayer(
        columns.flatMap(({ x, x2, name, down }) =>
          down === '' ? [{ x: (x + x2) / 2, y: HEAD_PX / 2, text: name }] : [],
        ),
        QUIET.light,
      ),
      textLayer(
        columns.flatMap(({ x, x2, name, down }) =>
          down === '' ? [] : [{ x: (x + x2) / 2, y: HEAD_PX / 2, text: `${name}, ${down}` }],
        ),
        ALARM.light,
      ),
    ],
  };

  function columnsOf({ zones, kind }: TopologyResult) {
    const step = (WIDTH_PX + GAP_PX) / zones.length;
    return zones.map(({ name, hsms, downBy }, index) => {
      const x = Math.round(index * step);
      const x2 = Math.round(index * step + step - GAP_PX);
      return {
        name: `zone ${name}`,
        down: downBy.length === 0 ? '' : fit(`down by ${downBy.join(', ')}`, x2 - x - 50),
        x,
        x2,
        hsms: kind.startsWith('cloudhsm') ? hsmLabels(hsms, point, x2 - x) : [],
      };
    });
  }
}

interface Label {
  readonly short: string;
  readonly long: readonly string[];
}

/** Each HSM with its utilisation; of many the first, and how many more. */
function hsmLabels(names: readonly string[], { stations }: PointResult, widthPx: number): Label[] {
  const labels = names.map((name): Label => {
    const share = stations[name]?.utilisationShare.value;
    const busy =
      share === undefined ? [] : [`${formatRoundShare(Number(share.toPrecision(2)))} busy`];
    return { short: fit([name, ...busy].join(', '), widthPx), long: [name, ...busy] };
  });
  if (labels.length <= MOST_HSMS) return labels;
  const rest = names.slice(MOST_HSMS - 1);
  return [...labels.slice(0, MOST_HSMS - 1), { short: `and ${rest.length} more`, long: rest }];
}

function clientsOf({ workloads }: TopologyResult, widthPx: number): string {
  return fit(`clients: ${workloads.join(', ')}`, widthPx);
}

/** The front of KMS and the request quota that this kind of store has. */
function frontOf({ kind, keyStores }: TopologyResult, { limits }: PointResult): string {
  const quota = limits.find(({ name }) => name === 'key store quota') ?? limits[0];
  const inWords =
    quota === undefined ? '' : `, ${quota.name} ${formatPerSecond(quota.capacityPerSecond)}`;
  if (kind === 'standard') return `AWS KMS with HSMs of its own${inWords}`;
  return keyStores === 1
    ? `AWS KMS${inWords}`
    : `AWS KMS, ${keyStores} key stores with HSMs as below each${inWords}`;
}

function frontTip({ limits }: PointResult): readonly string[] {
  return limits.map(
    ({ name, capacityPerSecond }) => `${name}: ${formatPerSecond(capacityPerSecond)}`,
  );
}

/** Proxies stand outside AWS: no zone of AWS takes them down. */
function proxiesOf({ proxies }: TopologyResult, { stations }: PointResult, y: number): Box[] {
  if (proxies === 0) return [];
  const shares = Object.values(stations).map(({ utilisationShare }) => utilisationShare.value);
  const busy =
    shares.length === 0
      ? ''
      : `, busiest ${formatRoundShare(Number(Math.max(...shares).toPrecision(2)))} busy`;
  const what = proxies === 1 ? '1 proxy' : `${proxies} proxies`;
  const label = `${what} with the key manager, outside AWS${busy}`;
  return [boxOf(0, WIDTH_PX, y, SERIES_COLOURS[1]!, label, [label])];
}

/** The links' round trips, in the gaps between the rows. */
function linkLayers(
  { links }: TopologyResult,
  clientsBottom: number,
  frontBottom: number | null,
): Layer[] {
  const words = (from: string): string =>
    links
      .filter((link) => link.from === from)
      .map(({ to, roundTripMs }) => `${formatMs(roundTripMs)}${PLACES[to]}`)
      .join(', ');
  const rows = [
    { y: clientsBottom, text: words('clients') },
    ...(frontBottom === null ? [] : [{ y: frontBottom, text: words('kms') }]),
  ].filter(({ text }) => text !== '');
  return [
    {
      data: { values: rows.map(({ y }) => ({ y, y2: y + LINK_PX })) },
      mark: { type: 'rule', color: QUIET.light },
      encoding: { x: { value: 16 }, y: place('y'), y2: { field: 'y2' } },
    },
    textLayer(
      rows.map(({ y, text }) => ({
        x: 26,
        y: y + LINK_PX / 2,
        text: `mean round trip ${text}`,
      })),
      QUIET.light,
      'left',
    ),
  ];
}

const PLACES = {
  kms: '',
  proxy: '',
  'hsm-same-zone': ' to HSMs in the same zone',
  'hsm-other-zone': ' in another zone',
} as const;

function boxOf(
  x: number,
  x2: number,
  y: number,
  stroke: string,
  label: string,
  tip: readonly string[],
): Box {
  return { x, x2, y, y2: y + BOX_PX, stroke, label, tip: tipOf(...tip) };
}

function fit(text: string, widthPx: number): string {
  return shortenLabel(text, Math.max(8, Math.floor((widthPx / 100) * CHARACTERS)));
}

/** A place in pixels. */
function place(field: string) {
  return { field, type: 'quantitative', scale: null, axis: null } as const;
}

function framesLayer(
  columns: readonly { readonly x: number; readonly x2: number }[],
  bottom: number,
): Layer {
  return {
    data: { values: columns.map(({ x, x2 }) => ({ x: x - 4, x2: x2 + 4, y: 0, y2: bottom })) },
    mark: { type: 'rect', fill: GRID.light, fillOpacity: 0.45 },
    encoding: { x: place('x'), x2: { field: 'x2' }, y: place('y'), y2: { field: 'y2' } },
  };
}

function boxLayer(boxes: readonly Box[]): Layer {
  return {
    data: { values: boxes },
    mark: { type: 'rect', fill: PAPER.light, strokeWidth: 1.5, cornerRadius: 4, tooltip: true },
    encoding: {
      x: place('x'),
      x2: { field: 'x2' },
      y: place('y'),
      y2: { field: 'y2' },
      stroke: { field: 'stroke', type: 'nominal', scale: null, legend: null },
      tooltip: TIP,
    },
  };
}

function textLayer(
  words: readonly Words[],
  color: string,
  align: 'center' | 'left' = 'center',
): Layer {
  return {
    data: { values: words },
    mark: { type: 'text', align, baseline: 'middle', color, fontSize: LABEL_SIZE_PX },
    encoding: { x: place('x'), y: place('y'), text: { field: 'text' } },
  };
}
