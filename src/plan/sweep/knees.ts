import { log } from '../../kernel/index.ts';
import type { Knee } from '../result-sweep.ts';
import type { Look } from './look.ts';

/** Ratio of loads between which a bend need not be placed any better. */
const CLOSE_ENOUGH = 1.03;
/** A p99 so near to where a straight line would have it is no bend. */
const STRAIGHT = log(1.1);
/** Every so manieth load is spent on where latency bends, the others on where the design breaks. */
const PERIOD = 3;

/**
 * The load to look at next: the middle, by ratio, between the highest load that a design carries and
 * the lowest that it does not; every third time, and where that is known, the middle beside the
 * sharpest bend of log p99 over log load. null where nothing is left to be told apart.
 *
 * @param looks all of one design, ascending by load.
 * @param round 0 for the first load that is put in between.
 */
export function nextLoad(looks: readonly Look[], round: number): number | null {
  const gap = gapOf(looks);
  const bend = bendOf(looks);
  const order = round % PERIOD === PERIOD - 1 ? [bend, gap] : [gap, bend];
  const [first] = order.filter((own) => own !== null);
  if (first === undefined) return null;
  return Number(Math.sqrt(first.below * first.above).toPrecision(4));
}

/** Where a design bends, from all its looks, ascending by load. */
export function kneeOf(design: string, looks: readonly Look[]): Knee {
  const { carried, broken } = sidesOf(looks);
  return {
    design,
    carriesUpToLoad: carried?.load ?? null,
    breaksAtLoad: broken?.load ?? null,
    because: broken?.failure ?? null,
  };
}

/** Above a load that breaks it a design may hold again by luck: that does not count. */
function sidesOf(looks: readonly Look[]) {
  const first = looks.findIndex(({ failure }) => failure !== null);
  return first < 0
    ? { carried: looks.at(-1), broken: undefined }
    : { carried: looks[first - 1], broken: looks[first] };
}

interface Gap {
  readonly below: number;
  readonly above: number;
}

function gapOf(looks: readonly Look[]): Gap | null {
  const { carried, broken } = sidesOf(looks);
  return carried === undefined || broken === undefined ? null : worthwhile(carried, broken);
}

function worthwhile({ load: below }: Look, { load: above }: Look): Gap | null {
  return above / below <= CLOSE_ENOUGH ? null : { below, above };
}

/** Beside the look that lies farthest off the line through its neighbours: the wider side. */
function bendOf(looks: readonly Look[]): Gap | null {
  const measured = looks.filter(({ p99Ms }) => p99Ms !== null && p99Ms > 0);
  const bends = measured.slice(1, -1).flatMap((middle, index) => {
    const [before, after] = [measured[index]!, measured[index + 2]!];
    const [x1, x2, x3] = [log(before.load), log(middle.load), log(after.load)];
    const [y1, y2, y3] = [log(before.p99Ms!), log(middle.p99Ms!), log(after.p99Ms!)];
    const offLine = Math.abs(y1 + ((y3 - y1) * (x2 - x1)) / (x3 - x1) - y2);
    if (offLine <= STRAIGHT) return [];
    const gap = x2 - x1 > x3 - x2 ? worthwhile(before, middle) : worthwhile(middle, after);
    return gap === null ? [] : [{ gap, offLine }];
  });
  return bends.sort((a, b) => b.offLine - a.offLine)[0]?.gap ?? null;
}
