import { runOnce, type Job } from './run-once.ts';
import type { RunResult } from './run-result.ts';

/** Told as jobs finish: how many of how many, and the events simulated so far. */
export type OnProgress = (done: number, total: number, events: number) => void;

/**
 * Carries out jobs and gives their results in the order of the jobs, never of completion. Stopped
 * early, it gives the results of the first jobs, as far as they go without a gap.
 */
export type RunMany = (jobs: readonly Job[], onProgress: OnProgress) => Promise<RunResult[]>;

/** All jobs one after the other, here. */
export const runInProcess: RunMany = (jobs, onProgress) => {
  const results: RunResult[] = [];
  let events = 0;
  for (const job of jobs) {
    const result = runOnce(job);
    events += result.events;
    results.push(result);
    onProgress(results.length, jobs.length, events);
  }
  return Promise.resolve(results);
};
