import { workerData } from 'node:worker_threads';

/** How often to look. Without a parent, a worker lasts so long at most. */
const PERIOD_MS = 500;

const parent = Number(workerData);

// A killed parent cannot say that it ends; its orphans get another parent.
setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
}, PERIOD_MS);
