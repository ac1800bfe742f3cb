import { growthInWords, type PointResult } from '../../plan/index.ts';
import { indented, wrapped } from './lines.ts';

/** Designs that the load is too much for: at the load that is compared, or else the lowest such. */
export function overload(points: readonly PointResult[], reference: number): string[] {
  const shown = new Map<string, PointResult>();
  for (const point of points.filter(({ stable }) => !stable)) {
    const load = shown.get(point.design)?.load ?? Infinity;
    const isBetter = point.load === reference || (load !== reference && point.load < load);
    if (isBetter) shown.set(point.design, point);
  }
  const lines = [...shown.values()].flatMap(({ design, load, growthPerSecond }) =>
    growthPerSecond === null
      ? []
      : wrapped(`${design} at load ${load}: grows by ${growthInWords(growthPerSecond)}`),
  );
  if (lines.length === 0) return [];
  return [
    '',
    'Unstable, calls in flight keep growing, so there is no latency to report:',
    ...indented(lines),
  ];
}

/** Calls that have neither an answer nor an error: they are not among the latencies. */
export function inFlight(points: readonly PointResult[]): string[] {
  const lines = points.flatMap(({ design, calls }) =>
    calls.inFlight === 0
      ? []
      : wrapped(
          `${design}: ${calls.inFlight.toLocaleString('en-US')} of ${calls.offered.toLocaleString('en-US')} calls were still in flight when the run ended`,
        ),
  );
  return lines.length === 0 ? [] : ['', ...lines];
}
