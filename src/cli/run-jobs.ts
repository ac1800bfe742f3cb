import { fileURLToPath } from 'node:url';
import type { Job, RunMany, RunResult } from '../plan/index.ts';
import { WorkerPool } from './worker-pool.ts';

/** The worker as built: processes run JavaScript, whatever runs the program. */
const WORKER = fileURLToPath(new URL('./job-worker.js', import.meta.url));

/** Who runs jobs, until it is told to stop. */
export interface Runner {
  readonly runMany: RunMany;
  readonly close: () => Promise<void>;
}

/**
 * Carries out jobs on so many worker processes and gives the results in the order of the jobs, so
 * that the number of workers changes nothing. When `interrupt` says so, jobs that have not begun
 * are left out, and what is returned ends before the first that is missing. Progress counts all
 * jobs that the runner was ever given.
 *
 * Jobs are begun in their order, though the longest first would leave workers idle for less: cut
 * short, the first jobs are what counts.
 */
export function createRunner(interrupt: AbortSignal, workers: number): Runner {
  const pool = new WorkerPool<Job, RunResult>({
    script: WORKER,
    size: workers,
    // Not onto the line of progress.
    onLost: (sentence) =>
      process.stderr.write(`${process.stderr.isTTY ? '\n' : ''}! ${sentence}\n`),
  });
  let total = 0;
  let done = 0;
  let events = 0;
  const runMany: RunMany = async (jobs, onProgress) => {
    const results: (RunResult | undefined)[] = Array.from({ length: jobs.length });
    total += jobs.length;
    let next = 0;
    const work = async (): Promise<void> => {
      while (next < jobs.length && !interrupt.aborted) {
        const index = next++;
        const result = await pool.run(jobs[index]!);
        results[index] = result;
        done++;
        events += result.events;
        onProgress(done, total, events);
      }
    };
    try {
      await Promise.all(Array.from({ length: Math.min(workers, jobs.length) }, work));
    } finally {
      // One that fails stops the others.
      next = jobs.length;
    }
    const missing = results.indexOf(undefined);
    return results.slice(0, missing < 0 ? jobs.length : missing) as RunResult[];
  };
  return { runMany, close: () => pool.close() };
}
