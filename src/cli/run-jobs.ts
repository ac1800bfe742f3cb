import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Tinypool } from 'tinypool';
import type { RunMany, RunResult } from '../plan/index.ts';

/** The worker as built: threads run JavaScript, whatever runs the program. */
const WORKER = fileURLToPath(new URL('./job-worker.js', import.meta.url));

/**
 * Carries out jobs on worker threads, one for each core, and gives the results in the order of the
 * jobs, so that their number changes nothing. When `interrupt` says so, jobs that have not begun
 * are left out, and what is returned ends before the first that is missing.
 */
export function createRunner(interrupt: AbortSignal): RunMany {
  return async (jobs, onProgress) => {
    const threads = Math.max(1, Math.min(availableParallelism(), jobs.length));
    const pool = new Tinypool({
      filename: WORKER,
      name: 'simulate',
      minThreads: threads,
      maxThreads: threads,
      isolateWorkers: false,
    });
    const results: (RunResult | undefined)[] = Array.from({ length: jobs.length });
    let next = 0;
    let done = 0;
    let events = 0;
    const work = async (): Promise<void> => {
      while (next < jobs.length && !interrupt.aborted) {
        const index = next++;
        const result = (await pool.run(jobs[index])) as RunResult;
        results[index] = result;
        done++;
        events += result.events;
        onProgress(done, jobs.length, events);
      }
    };
    try {
      await Promise.all(Array.from({ length: threads }, work));
    } finally {
      await pool.destroy();
    }
    const missing = results.indexOf(undefined);
    return results.slice(0, missing < 0 ? jobs.length : missing) as RunResult[];
  };
}
