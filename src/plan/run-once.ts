import { BoundReached } from '../kernel/index.ts';
import { portableAesGcm, World, type AesGcm, type WorldConfig } from '../model/index.ts';
import { RunRecorder } from './recording/run-recorder.ts';
import type { RunResult } from './run-result.ts';

/** The unit of all planning work, and the only message a worker takes. */
export interface Job {
  readonly config: WorldConfig;
  readonly seed: string;
  /** Watch the warm-up in so many equal bins; 0 where it is not given. */
  readonly warmUpBins?: number;
  /** Keep the latencies of equal parts of the measured time: one run has to give intervals. */
  readonly keepsBatches?: boolean;
}

/**
 * Simulates one world once: warm-up, measured time, drain. Pure: the same job gives the same
 * result on any machine. `aesGcm` changes how fast the real cryptography runs and nothing else.
 */
export function runOnce(
  { config, seed, warmUpBins = 0, keepsBatches = false }: Job,
  aesGcm: AesGcm = portableAesGcm,
): RunResult {
  let recorder!: RunRecorder;
  const world = new World(
    config,
    seed,
    aesGcm,
    (loop) => (recorder = new RunRecorder(config, loop, keepsBatches)),
  );
  const { loop } = world;
  const endNs = config.warmUpNs + config.durationNs;
  let stoppedBy: string | null = null;
  let { durationNs: measuredNs } = config;
  let stations = world.accounts();
  const meanPresent: number[] = [];
  try {
    for (let bin = 1; bin <= warmUpBins; bin++) {
      const before = recorder.presentAreaNs();
      loop.runUntil(Math.floor((config.warmUpNs * bin) / warmUpBins));
      const lengthNs = config.warmUpNs / warmUpBins;
      meanPresent.push((recorder.presentAreaNs() - before) / lengthNs);
    }
    loop.runUntil(config.warmUpNs);
    recorder.beginMeasure();
    world.store.restartAccounts();
    loop.runUntil(endNs);
    recorder.endMeasure();
    stations = world.accounts();
    loop.runUntil(endNs + config.drainNs);
  } catch (error) {
    if (!(error instanceof BoundReached)) throw error;
    stoppedBy = error.message;
    recorder.endMeasure();
    stations = world.accounts();
    measuredNs = Math.max(1, Math.min(config.durationNs, loop.now - config.warmUpNs));
  }
  return {
    seed,
    fingerprint: world.fingerprint(recorder.outcomesDigest()),
    events: loop.events,
    measuredNs,
    meanPresentInWarmUp: meanPresent,
    ...recorder.record(),
    stations,
    hsmZones: world.hsmZones,
    crypto: world.cryptography.counts,
    durability: world.durability(),
    userOperationsInProgress: world.userOperationsInProgress,
    stoppedBy,
  };
}
