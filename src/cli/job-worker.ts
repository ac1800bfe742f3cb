import { Worker } from 'node:worker_threads';
import { runOnce, type Job, type RunResult } from '../plan/index.ts';
import { nodeAesGcm } from './node-aes-gcm.ts';
import type { Reply } from './worker-pool.ts';

/**
 * What a worker process does: simulates the jobs it is sent, and ends with its parent. While it
 * simulates it hears nothing, so that a thread watches over the parent.
 */
new Worker(new URL('./parent-watch.js', import.meta.url), { workerData: process.argv[2] }).unref();

process.on('message', (job: Job) => {
  process.send!(simulate(job));
});

function simulate(job: Job): Reply<RunResult> {
  try {
    return { result: runOnce(job, nodeAesGcm) };
  } catch (error) {
    return { error };
  }
}
