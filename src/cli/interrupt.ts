import { ExitCode } from './exit-codes.ts';

/** A process has one Ctrl-C, however many scenarios it answers one after the other. */
const interrupted = new AbortController();
const leavings = new Set<() => void>();
let isListening = false;

/**
 * Ctrl-C: the first asks the work to stop where that leaves something to keep, the second ends the
 * program at once, after every `onKill` so far; to be asked to end (SIGTERM) or to lose the terminal
 * (SIGHUP) is like a second. `onKill` may come after what it clears away is gone.
 */
export function listenForInterrupt(onKill: () => void): AbortSignal {
  leavings.add(onKill);
  if (!isListening) {
    isListening = true;
    process.on('SIGINT', () => {
      if (interrupted.signal.aborted) kill();
      interrupted.abort();
      process.stderr.write('\nstopping after the current replication; Ctrl-C again to kill\n');
    });
    process.on('SIGTERM', kill);
    process.on('SIGHUP', kill);
  }
  return interrupted.signal;
}

function kill(): never {
  for (const leave of leavings) leave();
  process.exit(ExitCode.killed);
}
