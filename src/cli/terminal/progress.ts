import cliProgress from 'cli-progress';
import type { OnProgress } from '../../plan/index.ts';
import { TimeLeft } from './time-left.ts';

/** Progress on standard error, and its end. */
export interface Progress {
  readonly update: OnProgress;
  readonly stop: () => void;
}

/** Where no terminal redraws a line, such as in CI: a line that often at most. */
const LINE_PERIOD_MS = 30_000;

/** One line, redrawn at most ten times a second; where nobody watches, now and then a line. */
export function startProgress(
  isQuiet: boolean,
  stream: NodeJS.WriteStream = process.stderr,
  nowMs: () => number = () => performance.now(),
): Progress {
  if (isQuiet) return { update: () => {}, stop: () => {} };
  return stream.isTTY ? startBar(stream, nowMs) : startLines(stream, nowMs);
}

function startBar(stream: NodeJS.WriteStream, nowMs: () => number): Progress {
  const timeLeft = new TimeLeft(nowMs());
  const bar = new cliProgress.SingleBar({
    format: (_, { value, total }, { events }: { readonly events: number }) =>
      line(value, total, events, timeLeft.inWords(nowMs())),
    stream,
    fps: 10,
    clearOnComplete: true,
    hideCursor: true,
  });
  const stop = (): void => bar.stop();
  // The second Ctrl-C gives the cursor back too.
  process.once('exit', stop);
  let isStarted = false;
  return {
    update: (done, total, events) => {
      timeLeft.update(done, total, nowMs());
      if (isStarted) {
        // Further rounds and analyses add to what there is to do.
        bar.setTotal(total);
        bar.update(done, { events });
      } else bar.start(total, done, { events });
      isStarted = true;
    },
    stop: () => {
      stop();
      process.off('exit', stop);
    },
  };
}

function startLines(stream: NodeJS.WriteStream, nowMs: () => number): Progress {
  let lastMs = nowMs();
  const timeLeft = new TimeLeft(lastMs);
  return {
    update: (done, total, events) => {
      const now = nowMs();
      timeLeft.update(done, total, now);
      if (now - lastMs < LINE_PERIOD_MS) return;
      lastMs = now;
      stream.write(`${line(done, total, events, timeLeft.inWords(now))}\n`);
    },
    stop: () => {},
  };
}

function line(done: number, total: number, events: number, left: string): string {
  const percentage = Math.floor((100 * done) / Math.max(1, total));
  const millions = (events / 1e6).toFixed(1);
  return `simulating  ${done}/${total} runs  ${percentage}%  ${millions} M events  ${left}`.trimEnd();
}
