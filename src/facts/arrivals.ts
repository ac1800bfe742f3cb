import type { Fact } from './fact.ts';
import { COMPILED_ON } from './sources.ts';

/** When people work: courses of rates over a day and a week. */
export const ARRIVALS: readonly Fact[] = [
  {
    name: 'arrivals.officeDay',
    title: 'Course of an office day, from midnight hour by hour, relative to its peak',
    value: [
      0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.15, 0.3, 0.6, 0.9, 1, 1, 0.85, 0.9, 1, 1, 0.9, 0.7, 0.45, 0.3,
      0.25, 0.2, 0.15, 0.1,
    ],
    unit: 'share',
    source: 'none published; two peaks with a lunch break between, a tenth of them at night',
    asOf: COMPILED_ON,
    confidence: 'assumption',
    note: 'No range: a property of the workload.',
  },
  {
    name: 'arrivals.officeWeek',
    title: 'Days of an office week, from Monday on, relative to a working day',
    value: [1, 1, 1, 1, 1, 0.3, 0.3],
    unit: 'share',
    source: 'none published; five working days and a quiet weekend',
    asOf: COMPILED_ON,
    confidence: 'assumption',
    note: 'No range: a property of the workload.',
  },
];
