import { monthlyVolumes, type MonthlyVolume } from '../monthly-volume.ts';
import { billPoint } from '../point-bill.ts';
import { REFERENCE_LOAD } from '../point.ts';
import type { RunResult } from '../run-result.ts';
import type { Design, Study } from '../study.ts';

/**
 * Dollars a month of a design at `load`, from the calls that another one made at load 1: its HSMs,
 * keys and extras are its own, what a cache would save is not seen.
 */
export function monthUsd(
  study: Study,
  design: Design,
  load: number,
  measured: { readonly design: Design; readonly run: RunResult },
): number {
  const volumes = monthlyVolumes(study, measured.design, REFERENCE_LOAD, [measured.run]);
  return billPoint(
    study,
    design,
    volumes.map((volume) => scaled(volume, load)),
  ).monthUsd;
}

function scaled(volume: MonthlyVolume, load: number): MonthlyVolume {
  return {
    ...volume,
    perMonth: Math.round(volume.perMonth * load),
    callsPerMonth: volume.callsPerMonth * load,
    requestsPerMonth: Math.round(volume.requestsPerMonth * load),
    requestsByOperation: Object.fromEntries(
      Object.entries(volume.requestsByOperation).map(([name, count]) => [name, count * load]),
    ),
    throttledPerMonth: volume.throttledPerMonth * load,
  };
}
