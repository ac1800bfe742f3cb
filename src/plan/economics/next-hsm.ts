import { pairedDifferences, type DesignRuns } from '../differences.ts';
import { REFERENCE_LOAD } from '../point.ts';
import type { MetricDifference } from '../result-analysis.ts';
import type { Economics } from '../result-plan.ts';
import type { Study } from '../study.ts';

/** Figures worth money, in the order in which people ask for them. */
const WORTH_MONEY = ['p99 latency', 'p99 added latency', 'success', 'throttled'];

/**
 * What one HSM more in each key store costs, and what it buys: paired differences between sizes of
 * one family, ascending by HSMs, which saw the same calls.
 */
export function nextHsms(
  study: Study,
  sizes: readonly (DesignRuns & { readonly monthUsd: number })[],
): Economics['nextHsm'] {
  return sizes.slice(1).map((to, index) => {
    const from = sizes[index]!;
    const [difference] = pairedDifferences(study, from.design.name, REFERENCE_LOAD, [from, to]);
    return {
      from: from.design.name,
      to: to.design.name,
      moreUsd: to.monthUsd - from.monthUsd,
      buys: boughtInWords(difference?.metrics ?? []),
    };
  });
}

function boughtInWords(metrics: readonly MetricDifference[]): string {
  const parts = WORTH_MONEY.flatMap((name) => {
    const metric = metrics.find((own) => own.metric === name);
    return metric === undefined || metric.verdict === 'none' || metric.verdict === 'unknown'
      ? []
      : [`${changeInWords(metric)} ${name}`];
  });
  if (parts.length > 0) return parts.join(', ');
  const p99 = metrics.find(({ metric }) => metric === 'p99 added latency');
  const most = p99 === undefined ? null : farther(p99);
  return most === null
    ? 'nothing that these runs can tell'
    : `no detectable difference in p99 added latency (less than ±${round(most)} ms)`;
}

/** `0.59 ± 0.03 ms less`. */
function changeInWords({ difference, unit }: MetricDifference): string {
  const { value, low, high } = difference;
  const factor = unit === 'share' ? 100 : 1;
  const half = low === null || high === null ? '' : ` ± ${round(((high - low) / 2) * factor)}`;
  const size = `${round(Math.abs(value) * factor)}${half} ${unit === 'share' ? 'percentage points' : unit}`;
  return `${size} ${value < 0 ? 'less' : 'more'}`;
}

function farther({ difference: { low, high } }: MetricDifference): number | null {
  return low === null || high === null ? null : Math.max(Math.abs(low), Math.abs(high));
}

function round(value: number): number {
  return Number(value.toPrecision(2));
}
