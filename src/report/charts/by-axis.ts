import type { TopLevelSpec } from 'vega-lite';
import type { Estimate, PointResult } from '../../plan/index.ts';
import type { DesignView, Reading } from '../designs.ts';
import { formatRound, type Unit } from '../format-number.ts';
import type { NumericSetting } from '../numeric-settings.ts';
import { highestOf, lowestOf } from './by-load.ts';
import { lineSpec, type Line, type LineFigure, type LinePoint } from './lines.ts';
import { SERIES_COLOURS, SERIES_DASHES } from './palette.ts';
import { linearAxis, logAxis } from './scales.ts';

/** What is drawn over a setting that was varied. */
export interface AxisFigure {
  readonly setting: NumericSetting;
  readonly yTitle: string;
  readonly isLogarithmic: boolean;
  /** The axis goes at least so far, or noise around zero would look like a finding. */
  readonly leastHighest: number;
  readonly writeY: (tick: number) => string;
  readonly unit: Unit;
  readonly measure: (point: PointResult) => Pick<Estimate, 'value' | 'low' | 'high'> | null;
}

/** More lines than this cannot be told apart. */
const MOST_LINES = 6;
/** Room at both ends of the axis, as a share of it. */
const MARGIN = 0.05;

/** Each design at the reference load over a setting; a line for each choice of all other settings. */
export function byAxis(reading: Reading, figure: AxisFigure): TopLevelSpec {
  const lines = linesOf(reading, figure).slice(0, MOST_LINES);
  const highest = Math.max(highestOf(lines), figure.leastHighest);
  return lineSpec({
    yTitle: figure.yTitle,
    ...settingAxis(reading, figure.setting),
    y: figure.isLogarithmic ? logAxis(lowestOf(lines), highest) : linearAxis(highest, 5),
    writeY: figure.writeY,
    lines,
    unit: figure.unit,
    hasDots: true,
  });
}

/** How many lines a figure over a setting leaves out. */
export function linesLeftOut(reading: Reading, setting: NumericSetting): number {
  return Math.max(0, familiesOver(reading, setting).length - MOST_LINES);
}

/** Designs that differ in one setting and nothing else, ascending by it. */
interface Family {
  readonly name: string;
  readonly designs: readonly DesignView[];
}

/** The families over a setting, one a line, that of the spotlight first. */
export function familiesOver(
  { designs, spotlight }: Reading,
  { path, numberOf }: NumericSetting,
): readonly Family[] {
  const families = new Map<string, DesignView[]>();
  for (const design of designs) {
    const { [path]: own, load: _, ...others } = design.atReference.coordinates;
    if (numberOf(own) === null) continue;
    const words = Object.entries(others).map(
      ([other, value]) => `${other.split('.').at(-1)}=${String(value).replaceAll(' ', '')}`,
    );
    const name = [design.store, ...words].join(' ');
    families.set(name, [...(families.get(name) ?? []), design]);
  }
  const at = ({ atReference }: DesignView) => numberOf(atReference.coordinates[path]) ?? 0;
  const isFirst = ({ designs: own }: Family) => spotlight !== null && own.includes(spotlight);
  return [...families]
    .map(([name, own]) => ({ name, designs: own.sort((a, b) => at(a) - at(b)) }))
    .sort((a, b) => Number(isFirst(b)) - Number(isFirst(a)));
}

function linesOf(reading: Reading, { setting, measure }: AxisFigure): readonly Line[] {
  return familiesOver(reading, setting).map(({ name, designs }, index) => ({
    name,
    style: {
      colour: SERIES_COLOURS[index % SERIES_COLOURS.length]!,
      dash: SERIES_DASHES[index % SERIES_DASHES.length]!,
    },
    isSpotlight: designs.some((design) => design === reading.spotlight),
    points: designs.flatMap(({ atReference }): LinePoint[] => {
      const measured = measure(atReference);
      const x = setting.numberOf(atReference.coordinates[setting.path]);
      if (x === null || measured === null || !Number.isFinite(measured.value)) return [];
      const { value, low, high } = measured;
      return [
        {
          x,
          y: value,
          isHollow: !atReference.stable,
          ...(low !== null && high !== null ? { low, high } : {}),
        },
      ];
    }),
  }));
}

/** All values of the setting, whether or not there is a figure at each. */
function settingAxis(
  { designs }: Reading,
  { path, unit, numberOf }: NumericSetting,
): Pick<LineFigure, 'x' | 'xTitle' | 'writeX'> {
  const numbers = designs.flatMap(
    ({ atReference }) => numberOf(atReference.coordinates[path]) ?? [],
  );
  const values = [...new Set(numbers)].sort((a, b) => a - b);
  const [low, high] = [values[0] ?? 0, values.at(-1) ?? 1];
  const room = (high - low || 1) * MARGIN;
  const [from, to] = [low - room, high + room];
  const suffix = unit === '' || unit.startsWith('/') ? unit : ` ${unit}`;
  return {
    xTitle: path,
    x: {
      type: 'linear',
      domain: [from, to],
      ticks:
        values.length <= 10 ? values : linearAxis(high, 6, low).ticks.filter((tick) => tick <= to),
      position: (value) => (value - from) / (to - from),
    },
    writeX: (tick) => `${formatRound(tick)}${suffix}`,
  };
}
