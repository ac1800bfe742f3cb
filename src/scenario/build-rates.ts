import type { DesignContext } from './design-context.ts';
import { WEEKDAYS } from './schema/arrivals.ts';
import type { WorkloadInput } from './schema/scenario.ts';

type Daily = NonNullable<WorkloadInput['arrivals']['daily']>;
type Weekly = NonNullable<WorkloadInput['arrivals']['weekly']>;

const HOURS_OF_A_DAY = 24;
const HOURS_OF_A_WEEK = 168;

/** What repeats every day or every week, hour by hour. */
interface Cycle {
  /** At the beginning of each hour, from midnight (of Monday) on. */
  readonly ratesPerSecond: readonly number[];
  /** Hour of the cycle at the start of the measured time. */
  readonly startHour: number;
}

/** The rates of `arrivals: { daily }` or `{ weekly }` of workload `name`. */
export function buildRates(
  name: string,
  { daily, weekly }: { readonly daily: Daily | undefined; readonly weekly: Weekly | undefined },
  context: DesignContext,
): Cycle {
  const path = ['workloads', name, 'arrivals', daily === undefined ? 'weekly' : 'daily'];
  const { findings } = context;
  const input = (daily ?? weekly)!;
  const { mean, peak } = input;
  const hours = daily === undefined ? weekOf(weekly!, path, context) : dayOf(daily.shape, context);
  const startDay = daily === undefined ? WEEKDAYS.indexOf(weekly!.startDay ?? 'mon') : 0;
  const startHour = startDay * HOURS_OF_A_DAY + (input.startHour ?? 0);
  if (hours.areRates) {
    if (mean !== undefined || peak !== undefined) {
      findings.add(
        [...path, mean === undefined ? 'peak' : 'mean'],
        'has no meaning with a shape of rates',
        'leave it out, or write the shape in plain numbers',
        'key',
      );
    }
    return { ratesPerSecond: hours.values, startHour };
  }
  if ((mean === undefined) === (peak === undefined)) {
    findings.add(path, 'needs mean or peak, one of the two', 'write mean: 200/s or peak: 900/s');
    return { ratesPerSecond: hours.values, startHour };
  }
  const most = hours.values.reduce((a, b) => Math.max(a, b), 0);
  const sum = hours.values.reduce((a, b) => a + b, 0);
  const factor = peak === undefined ? (mean! * hours.values.length) / sum : peak / most;
  return { ratesPerSecond: hours.values.map((value) => value * factor), startHour };
}

interface Hours {
  readonly values: readonly number[];
  /** false: relative to each other. */
  readonly areRates: boolean;
}

function dayOf(shape: Daily['shape'], { facts }: DesignContext): Hours {
  if (shape === 'flat') return { values: Array(HOURS_OF_A_DAY).fill(1), areRates: false };
  if (shape === undefined || shape === 'office') {
    return { values: facts.numbers('arrivals.officeDay'), areRates: false };
  }
  return shape;
}

function weekOf(
  { shape, days }: Weekly,
  path: readonly (string | number)[],
  context: DesignContext,
): Hours {
  const hours = dayOf(shape, context);
  if (hours.values.length === HOURS_OF_A_WEEK) {
    if (days !== undefined) {
      context.findings.add(
        [...path, 'days'],
        'has no meaning with a shape of 168 hours',
        'leave it out, or write a shape of 24 hours',
        'key',
      );
    }
    return hours;
  }
  const factors = days ?? context.facts.numbers('arrivals.officeWeek');
  if (factors.every((factor) => factor === 0)) {
    context.findings.add(
      [...path, 'days'],
      'needs a day above zero',
      'write [1, 1, 1, 1, 1, 0, 0]',
    );
  }
  const values = factors.flatMap((factor) => hours.values.map((value) => value * factor));
  return { values, areRates: hours.areRates };
}
