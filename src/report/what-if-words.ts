import type {
  MetricDifference,
  ObjectiveChange,
  ObjectiveResult,
  SettingChange,
  VariantDesign,
} from '../plan/index.ts';
import { differenceInWords } from './difference-words.ts';
import { formatIn, formatMeasured, formatRoundShare, formatUsd } from './format-number.ts';

/** One line of what a variant does to a design, in pieces that each format puts together. */
export interface WhatIfLine {
  /** `p99 latency`, a rule, `bottleneck`, `cost`. */
  readonly what: string;
  /** `61.3 ms → 34.9 ms`; empty where there is nothing to compare. */
  readonly fromTo: string;
  /** `26.4 ± 1.1 ms less (−43 %)`. */
  readonly difference: string;
  /** Verdicts before and after; null where no rule is meant, or nothing was judged. */
  readonly before: ObjectiveResult['verdict'] | null;
  readonly after: ObjectiveResult['verdict'] | null;
}

/** `stores.two.hsms  2 → 3`, with its sign in front. */
export function changeInWords({ sign, path, before, after }: SettingChange): string {
  const values = before === null ? after : after === null ? before : `${before} → ${after}`;
  return `${sign} ${path}  ${values ?? ''}`;
}

/** What to tell of a design: what moved, the rules, the wall, and money last. */
export function linesOf(design: VariantDesign): readonly WhatIfLine[] {
  if (design.presence !== 'both') {
    const { before, after } = design.monthUsd;
    const cost = after ?? before;
    return [
      {
        ...PLAIN,
        what: design.presence === 'added' ? 'new' : 'gone',
        fromTo: cost === null ? '' : `${formatUsd(cost)} a month`,
        difference: '',
      },
      ...design.objectives.map(ruleLine),
    ];
  }
  const metrics = design.metrics.filter(({ metric }) => metric !== 'cost');
  const moved = metrics.filter(({ verdict }) => verdict === 'more' || verdict === 'less');
  const still = metrics.filter(({ verdict }) => verdict === 'none');
  return [
    ...moved.map(metricLine),
    ...(moved.length === 0 ? still.filter(({ metric }) => metric === 'p99 latency') : []).map(
      metricLine,
    ),
    ...design.objectives.map(ruleLine),
    ...wallLine(design),
    costLine(design),
  ];
}

const PLAIN = { before: null, after: null } as const;

function metricLine(metric: MetricDifference): WhatIfLine {
  const { baselineValue, value, unit } = metric;
  return {
    ...PLAIN,
    what: metric.metric,
    fromTo: `${formatIn(baselineValue, unit)} → ${formatIn(value, unit)}`,
    difference: `${differenceInWords(metric)}${relative(metric)}`,
  };
}

/** ` (−43 %)`; of shares the difference says it all. */
function relative({ baselineValue, difference, unit, verdict }: MetricDifference): string {
  if (unit === 'share' || baselineValue === 0 || verdict === 'none') return '';
  const share = difference.value / baselineValue;
  return ` (${share < 0 ? '−' : '+'}${formatRoundShare(Math.abs(share))})`;
}

function ruleLine({ expect, level, unit, before, after, difference }: ObjectiveChange): WhatIfLine {
  const value = (own: ObjectiveChange['before']) =>
    own === null ? 'not asked' : formatMeasured(own.measured, unit);
  const name = level === 'warn' ? `${expect} (warning only)` : expect;
  const isSame = before !== null && after !== null && value(before) === value(after);
  return {
    what: name,
    fromTo: isSame ? value(before) : `${value(before)} → ${value(after)}`,
    difference:
      difference === null
        ? ''
        : differenceInWords({
            metric: expect,
            unit,
            baselineValue: before?.measured.value ?? 0,
            value: after?.measured.value ?? 0,
            difference,
            verdict: verdictOf(difference),
            varianceReduction: null,
          }),
    before: before?.verdict ?? null,
    after: after?.verdict ?? null,
  };
}

function verdictOf({ low, high }: MetricDifference['difference']): MetricDifference['verdict'] {
  if (low === null || high === null) return 'unknown';
  if (low > 0) return 'more';
  return high < 0 ? 'less' : 'none';
}

function wallLine({ bottleneck: { before, after } }: VariantDesign): readonly WhatIfLine[] {
  const words = (own: typeof before) =>
    own === null || own.wall === null || own.usedShare === null
      ? 'none'
      : `${own.wall} ${formatRoundShare(own.usedShare)} used`;
  const [old, now] = [words(before), words(after)];
  if (old === now) return [];
  return [{ ...PLAIN, what: 'bottleneck', fromTo: `${old} → ${now}`, difference: '' }];
}

function costLine({ monthUsd: { before, after } }: VariantDesign): WhatIfLine {
  const [old, now] = [before ?? 0, after ?? 0];
  const by = now - old;
  const share = old === 0 ? '' : ` (${by < 0 ? '−' : '+'}${formatRoundShare(Math.abs(by) / old)})`;
  return {
    ...PLAIN,
    what: 'cost a month',
    fromTo: `${formatUsd(old)} → ${formatUsd(now)}`,
    difference:
      Math.abs(by) < 0.005
        ? 'the same'
        : `${formatUsd(Math.abs(by))} ${by < 0 ? 'less' : 'more'}${share}`,
  };
}
