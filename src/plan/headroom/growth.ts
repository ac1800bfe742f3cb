import { log } from '../../kernel/index.ts';

/**
 * The month in which a load that grows by `growthPerMonth` (0.04 for 4 %, compound) reaches `load`
 * times today's: 0 today, rounded up; null where it never does.
 */
export function monthOf(load: number, growthPerMonth: number): number | null {
  if (load <= 1) return 0;
  if (growthPerMonth <= 0) return null;
  // A whole number of months must not become one more by rounding.
  return Math.ceil(log(load) / log(1 + growthPerMonth) - 1e-9);
}
