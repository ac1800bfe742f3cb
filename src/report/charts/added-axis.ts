import { linearAxis, logAxis, type AxisPlan } from './scales.ts';

/** From this ratio of the highest to the lowest on, a linear axis would press the lowest together. */
const WIDE = 10;
/** A limit farther off than this would press everything else together. */
const FAR = 2.5;

/** A line across a figure, with its meaning. */
export interface Threshold {
  readonly y: number;
  readonly label: string;
}

/**
 * The axis of added latencies in ms: linear from zero, unless the highest is many times the lowest.
 * A limit that is far above everything is left out, and the title says so.
 *
 * @param values one or more.
 */
export function addedAxis(
  title: string,
  values: readonly number[],
  limit: Threshold | null,
): { readonly title: string; readonly y: AxisPlan; readonly threshold: Threshold | null } {
  const [lowest, top] = [Math.min(...values), Math.max(...values)];
  const isNear = limit !== null && limit.y <= FAR * top;
  const highest = Math.max(isNear ? limit.y : 0, top);
  const remarks = [
    ...(lowest > 0 && highest / lowest >= WIDE ? ['logarithmic'] : []),
    ...(limit !== null && !isNear ? [`the limit lies far above: ${limit.label}`] : []),
  ];
  return {
    title: remarks.length === 0 ? title : `${title} (${remarks.join('; ')})`,
    y:
      lowest > 0 && highest / lowest >= WIDE
        ? logAxis(lowest, highest)
        : linearAxis(Math.max(highest, 1e-3), 5),
    threshold: isNear ? limit : null,
  };
}
