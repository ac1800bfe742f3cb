import type { AxisPlan } from './scales.ts';

/** The encoding of a numeric axis exactly as planned: its ends, its ticks and their words. */
export interface AxisEncoding {
  field: string;
  type: 'quantitative';
  scale: { type: 'linear' | 'log'; domain: number[]; nice: false; zero?: false };
  axis: {
    title: string | null;
    values: number[];
    labelExpr: string;
    labelOverlap: 'greedy';
  };
}

/**
 * Turns a planned axis into Vega-Lite's words. Ticks are labelled by a look-up, so that axes write
 * numbers as the rest of the page does; the labels come from format-number.ts, never from a user.
 */
export function encodeAxis(
  field: string,
  plan: AxisPlan,
  title: string | null,
  write: (tick: number) => string,
): AxisEncoding {
  const labels = Object.fromEntries(plan.ticks.map((tick) => [String(tick), write(tick)]));
  return {
    field,
    type: 'quantitative',
    scale: {
      type: plan.type,
      domain: [...plan.domain],
      nice: false,
      ...(plan.type === 'linear' ? { zero: false } : {}),
    },
    axis: {
      title,
      values: [...plan.ticks],
      labelExpr: `(${JSON.stringify(labels)})[datum.value]`,
      labelOverlap: 'greedy',
    },
  };
}
