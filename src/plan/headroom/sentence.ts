import type { Headroom } from '../result-plan.ts';

/** `cks carries 1.42 times today's load: beyond that "p99(latency) < 60 ms" is missed, …`. */
export function headroomSentence({
  design,
  limits,
  objectives,
  growthPerMonth,
}: Omit<Headroom, 'sentence'>): string {
  const [limit] = limits;
  const [broken] = objectives.filter(
    ({ level, missedFromLoad }) => level === 'fail' && missedFromLoad !== null,
  );
  const parts: string[] = [];
  if (broken !== undefined) {
    const { expect, metUpToLoad, missedFromLoad, month } = broken;
    parts.push(
      metUpToLoad === null
        ? `${design} misses "${expect}" at ${times(missedFromLoad!)} today's load already`
        : `${design} meets everything up to ${times(metUpToLoad)} today's load; "${expect}" is missed first, at ${times(missedFromLoad!)}${inMonth(month, growthPerMonth)}`,
    );
  } else parts.push(`${design} misses no objective at any load that was tried`);
  if (limit !== undefined) {
    parts.push(
      `its first limit, ${limit.name}, binds at ${times(limit.bindsAtLoad)}${inMonth(limit.month, growthPerMonth)}`,
    );
  }
  return `${parts.join('; ')}.`;
}

function inMonth(month: number | null, growthPerMonth: number | null): string {
  if (month === null || growthPerMonth === null) return '';
  const growth = `${Number((growthPerMonth * 100).toPrecision(3))} % growth a month`;
  return month === 0 ? ', which is now' : `, with ${growth} in month ${month}`;
}

function times(load: number): string {
  const short = Number(load.toPrecision(3));
  return `${short < 1000 ? short : short.toFixed(0).replace(/\B(?=(\d{3})+$)/g, ',')} times`;
}
