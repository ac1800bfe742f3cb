import { scaleLaw } from '../kernel/index.ts';
import type { AvailabilityInputs, FailureInput } from '../plan/index.ts';
import { describeLaw } from './laws.ts';
import { formatLongDuration } from './units.ts';

const NS_PER_SECOND = 1e9;

/** The section `availability:` in full. */
export function availabilityIn({
  hsm,
  zone,
  store,
  years,
  needed,
  hasOneRepairer,
}: AvailabilityInputs): Record<string, unknown> {
  return {
    hsm: failureIn(hsm),
    zone: failureIn(zone),
    store: failureIn(store),
    years,
    needed: needed ?? 'by the load',
    oneRepairer: hasOneRepairer,
  };
}

function failureIn({ mtbfSeconds, repairSeconds }: FailureInput): Record<string, unknown> {
  return {
    mtbf: formatLongDuration(mtbfSeconds),
    repair: describeLaw(scaleLaw(repairSeconds, NS_PER_SECOND)),
  };
}
