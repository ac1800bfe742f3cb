import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Tinypool } from 'tinypool';
import type { RunMany, RunResult } from '../plan/index.ts';

/** The worker as built: threads run JavaScript, whatever runs the program. */
const WORKER = fileURLToPath(new URL('./job-worker.js', import.meta.url));

/** Who runs jobs, until it is told to stop. */
export interface Runner {
  readonly runMany: RunMany;
  readonly close: () => Promise<void>;
}

/**
 * Carries out jobs on worker threads, one for each core, and gives the results in the order of the
 * jobs, so that their number changes nothing. When `interrupt` says so, jobs that have not begun
 * are left out, and what is returned ends before the first that is missing. Progress counts all
 * jobs that the runner was ever given.
 */
export function createRunner(interrupt: AbortSignal): Runner {
  let pool: Tinypool | null = null;
  let total = 0;
  let done = 0;
  let events = 0;
  const runMany: RunMany = async (jobs, onProgress) => {
    const own = (pool ??= createPool());
    const results: (RunResult | undefined)[] = Array.from({ length: jobs.length });
    total += jobs.length;
    let next = 0;
    const work = async (): Promise<void> => {
      while (next < jobs.length && !interrupt.aborted) {
        const index = next++;
        const result = (await own.run(jobs[index])) as RunResult;
        results[index] = result;
        done++;
        events += result.events;
        onProgress(done, total, events);
      }
    };
    await Promise.all(Array.from({ length: own.options.maxThreads }, work));
    const missing = results.indexOf(undefined);
    return results.slice(0, missing < 0 ? jobs.length : missing) as RunResult[];
  };
  return { runMany, close: async () => pool?.destroy() };
}

function createPool(): Tinypool {
  const threads = Math.max(1, availableParallelism());
  return new Tinypool({
    filename: WORKER,
    name: 'simulate',
    minThreads: threads,
    maxThreads: threads,
    isolateWorkers: false,
  });
}
