import { BoundReached } from '../kernel/index.ts';
import { portableAesGcm, World, type AesGcm, type WorldConfig } from '../model/index.ts';
import { RunRecorder } from './recording/run-recorder.ts';
import type { RunResult } from './run-result.ts';

/** The unit of all planning work, and the only message a worker takes. */
export interface Job {
  readonly config: WorldConfig;
  readonly seed: string;
}

/**
 * Simulates one world once: warm-up, measured time, drain. Pure: the same job gives the same
 * result on any machine. `aesGcm` changes how fast the real cryptography runs and nothing else.
 */
export function runOnce({ config, seed }: Job, aesGcm: AesGcm = portableAesGcm): RunResult {
  let recorder!: RunRecorder;
  const world = new World(
    config,
    seed,
    aesGcm,
    (loop) => (recorder = new RunRecorder(config, loop)),
  );
  const { loop } = world;
  const endNs = config.warmUpNs + config.durationNs;
  let stoppedBy: string | null = null;
  let { durationNs: measuredNs } = config;
  let stations = world.accounts();
  try {
    loop.runUntil(config.warmUpNs);
    recorder.beginMeasure();
    world.store.restartAccounts();
    loop.runUntil(config.warmUpNs + Math.floor(config.durationNs / 2));
    recorder.passHalfWay();
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
    ...recorder.record(),
    stations,
    hsmZones: world.hsmZones,
    crypto: world.cryptography.counts,
    durability: world.durability(),
    userOperationsInProgress: world.userOperationsInProgress,
    stoppedBy,
  };
}
