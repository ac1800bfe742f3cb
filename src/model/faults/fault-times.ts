import { createSampler, toDelayNs, type RandomStreams } from '../../kernel/index.ts';
import type { FaultConfig } from '../config.ts';

/** When a fault happens, and for how long. */
export interface FaultTimes {
  /** Until its next beginning, from the end of the last or from the start; null: never again. */
  nextDelayNs(): number | null;
  /** null: for ever, or until AWS has replaced what was lost. */
  durationNs(): number | null;
}

/**
 * A drawn fault is up for an exponential time, down for one of its repair law, and so on, with a
 * stream of its own; any other happens once. Times count from `startNs`.
 */
export function faultTimes(
  fault: FaultConfig,
  startNs: number,
  streams: RandomStreams,
): FaultTimes {
  if (fault.drawn === null) {
    let isDue = true;
    return {
      nextDelayNs: () => {
        if (!isDue) return null;
        isDue = false;
        return fault.atNs - startNs;
      },
      durationNs: () => fault.forNs,
    };
  }
  const { mtbfNs, repairNs } = fault.drawn;
  const stream = streams.stream(`fault/${fault.name}`);
  const up = createSampler({ kind: 'exponential', mean: mtbfNs }, stream);
  const down = repairNs === null ? null : createSampler(repairNs, stream);
  return {
    nextDelayNs: () => toDelayNs(up.sample()),
    durationNs: () => (down === null ? null : toDelayNs(down.sample())),
  };
}
