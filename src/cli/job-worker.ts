import { runOnce, type Job, type RunResult } from '../plan/index.ts';
import { nodeAesGcm } from './node-aes-gcm.ts';

/** What a worker thread does with the one message it takes; named for the pool. */
export function simulate(job: Job): RunResult {
  return runOnce(job, nodeAesGcm);
}
