import { ExitCode } from './exit-codes.ts';

/**
 * Ctrl-C: the first asks the work to stop where that leaves something to keep, the second ends the
 * program at once, after `onKill`.
 */
export function listenForInterrupt(onKill: () => void): AbortSignal {
  const controller = new AbortController();
  process.on('SIGINT', () => {
    if (controller.signal.aborted) {
      onKill();
      process.exit(ExitCode.killed);
    }
    controller.abort();
    process.stderr.write('\nstopping after the current replication; Ctrl-C again to kill\n');
  });
  return controller.signal;
}
