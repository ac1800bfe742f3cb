import { setImmediate } from 'node:timers/promises';
import { runOnce, type RunMany, type RunResult } from '../plan/index.ts';
import { nodeAesGcm } from './node-aes-gcm.ts';

/**
 * Carries out jobs one after the other in this process, with Node's own cryptography. Stops
 * between two jobs when `interrupt` says so.
 */
export function interruptibleRunner(interrupt: AbortSignal): RunMany {
  return async (jobs, onProgress) => {
    const results: RunResult[] = [];
    let events = 0;
    for (const job of jobs) {
      await setImmediate(); // signals are heard here, between two runs
      if (interrupt.aborted) break;
      const result = runOnce(job, nodeAesGcm);
      events += result.events;
      results.push(result);
      onProgress(results.length, jobs.length, events);
    }
    return results;
  };
}
