import type { ObjectiveResult, PointResult, Result } from '../plan/index.ts';
import { formatTimes } from './format-number.ts';
import { SERIES_COLOURS, SERIES_DASHES } from './charts/palette.ts';

/** How one design is drawn in every figure: hue by store, dash by design within the store. */
export interface SeriesStyle {
  readonly colour: string;
  readonly dash: readonly number[];
}

/** One design with all its loads. */
export interface DesignView {
  readonly name: string;
  readonly store: string;
  readonly kind: string;
  readonly isEligible: boolean;
  /** By load, ascending. */
  readonly points: readonly PointResult[];
  /** The point that verdict and tables speak of. */
  readonly atReference: PointResult;
  readonly objectives: readonly ObjectiveResult[];
  readonly style: SeriesStyle;
}

/** A result regrouped by design: what every section starts from. */
export interface Reading {
  readonly result: Result;
  readonly designs: readonly DesignView[];
  /** 1, or the nearest load that was simulated. */
  readonly referenceLoad: number;
  /** Ascending; without those that a sweep put in for single designs. */
  readonly loads: readonly number[];
  /** The design the verdict names, or else the eligible one that comes closest. */
  readonly spotlight: DesignView | null;
  /** Designs that fit into one figure, the spotlight among them; tables list all. */
  readonly drawn: readonly DesignView[];
}

/** More lines than this cannot be told apart. */
const MOST_DRAWN = 8;

export function readResult(result: Result): Reading {
  const loads = loadsOf(result);
  const referenceLoad = loads.reduce(
    (best, load) => (Math.abs(load - 1) < Math.abs(best - 1) ? load : best),
    loads[0] ?? 1,
  );
  // Where there is one store only, hues are free for its designs.
  const isLone = result.stores.length === 1;
  const designs = result.stores.flatMap((store, storeIndex) =>
    groupByDesign(store.points).map((points, index): DesignView => {
      const name = points[0]?.design ?? store.name;
      return {
        name,
        store: store.name,
        kind: store.kind,
        isEligible: store.eligible,
        points,
        atReference: pointAt(points, referenceLoad),
        objectives: result.objectives.filter((objective) => objective.design === name),
        style: {
          colour: SERIES_COLOURS[(isLone ? index : storeIndex) % SERIES_COLOURS.length] ?? '',
          dash: SERIES_DASHES[index % SERIES_DASHES.length] ?? [],
        },
      };
    }),
  );
  const spotlight = pickSpotlight(designs, result.verdict.design);
  return {
    result,
    designs,
    referenceLoad,
    loads,
    spotlight,
    drawn: pickDrawn(designs, spotlight),
  };
}

function loadsOf({ stores, sweep }: Result): readonly number[] {
  const refined = new Map(sweep?.refined.map((own) => [own.design, own.loads]));
  const loads = stores.flatMap(({ points }) =>
    points
      .filter(({ design, load }) => !(refined.get(design) ?? []).includes(load))
      .map(({ load }) => load),
  );
  return [...new Set(loads)].sort((a, b) => a - b);
}

function groupByDesign(points: readonly PointResult[]): PointResult[][] {
  const groups = new Map<string, PointResult[]>();
  for (const point of points) {
    const group = groups.get(point.design);
    if (group) group.push(point);
    else groups.set(point.design, [point]);
  }
  return [...groups.values()].map((group) => group.sort((a, b) => a.load - b.load));
}

function pointAt(points: readonly PointResult[], load: number): PointResult {
  const point = points.find((candidate) => candidate.load === load) ?? points[0];
  if (!point) throw new Error('a design without a single point cannot be reported');
  return point;
}

function failCount(design: DesignView, verdict: ObjectiveResult['verdict']): number {
  return design.objectives.filter((each) => each.level === 'fail' && each.verdict === verdict)
    .length;
}

function pickSpotlight(designs: readonly DesignView[], chosen: string | null): DesignView | null {
  const named = designs.find((design) => design.name === chosen);
  if (named) return named;
  const eligible = designs.filter((design) => design.isEligible);
  const candidates = eligible.length > 0 ? eligible : designs;
  const byMerit = [...candidates].sort(
    (a, b) =>
      failCount(a, 'missed') - failCount(b, 'missed') ||
      failCount(a, 'undecided') - failCount(b, 'undecided') ||
      a.atReference.cost.monthUsd - b.atReference.cost.monthUsd,
  );
  return byMerit[0] ?? null;
}

/** The spotlight, the first design of every store, and others from all over the rest, in their order. */
function pickDrawn(designs: readonly DesignView[], spotlight: DesignView | null): DesignView[] {
  if (designs.length <= MOST_DRAWN) return [...designs];
  const picked = new Set<DesignView>(spotlight ? [spotlight] : []);
  const stores = new Set<string>(spotlight ? [spotlight.store] : []);
  for (const design of designs) {
    if (!stores.has(design.store)) {
      stores.add(design.store);
      picked.add(design);
    }
  }
  for (const design of spreadOver(designs, picked)) picked.add(design);
  return designs.filter((design) => picked.has(design)).slice(0, MOST_DRAWN);
}

/** As many as there is still room for, evenly far apart. */
function spreadOver(
  designs: readonly DesignView[],
  picked: ReadonlySet<DesignView>,
): readonly DesignView[] {
  const others = designs.filter((design) => !picked.has(design));
  const room = Math.max(0, MOST_DRAWN - picked.size);
  return Array.from({ length: room }, (_, index) => {
    const position = Math.floor(((index + 1) * others.length) / room) - 1;
    return others[position]!;
  });
}

const KINDS: Readonly<Record<string, string>> = {
  standard: 'KMS standard key store',
  cloudhsm: 'KMS custom key store on CloudHSM',
  'cloudhsm-direct': 'CloudHSM used directly',
  external: 'KMS external key store',
};

const SHORT_KINDS: Readonly<Record<string, string>> = {
  standard: 'standard store',
  cloudhsm: 'custom key store',
  'cloudhsm-direct': 'direct CloudHSM',
  external: 'external store',
};

/** The same in a word or two, for tables. */
export function kindInShort(kind: string): string {
  return SHORT_KINDS[kind] ?? kind;
}

/** A kind of store in the reader's words. */
export function kindInWords(kind: string): string {
  return KINDS[kind] ?? kind;
}

/** The station with the highest utilisation, by name; null where a design has no queue. */
export function busiestStation(
  point: PointResult,
): { readonly name: string; readonly share: PointResult['offeredPerSecond'] } | null {
  const stations = Object.entries(point.stations).sort(
    ([, a], [, b]) => b.utilisationShare.value - a.utilisationShare.value,
  );
  const first = stations[0];
  return first ? { name: first[0], share: first[1].utilisationShare } : null;
}

/** `the scenario’s load`, `1.5× the scenario’s load`. */
export function loadInWords(load: number): string {
  return load === 1 ? 'the scenario’s load' : `${formatTimes(load)} the scenario’s load`;
}
