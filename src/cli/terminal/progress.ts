import cliProgress from 'cli-progress';
import type { OnProgress } from '../../plan/index.ts';

/** A progress line on standard error, and its end. */
export interface Progress {
  readonly update: OnProgress;
  readonly stop: () => void;
}

/** One line, redrawn at most ten times a second; silent where nobody watches. */
export function startProgress(isQuiet: boolean): Progress {
  if (isQuiet || !process.stderr.isTTY) return { update: () => {}, stop: () => {} };
  const bar = new cliProgress.SingleBar({
    format: 'simulating  {value}/{total} runs  {percentage}%  {millions} M events  ~{eta} s left',
    stream: process.stderr,
    fps: 10,
    clearOnComplete: true,
    hideCursor: true,
  });
  let isStarted = false;
  return {
    update: (done, total, events) => {
      const payload = { millions: (events / 1e6).toFixed(1) };
      if (isStarted) {
        // Further rounds and analyses add to what there is to do.
        bar.setTotal(total);
        bar.update(done, payload);
      } else bar.start(total, done, payload);
      isStarted = true;
    },
    stop: () => bar.stop(),
  };
}
