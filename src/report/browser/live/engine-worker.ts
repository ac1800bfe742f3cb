import { LiveRun } from '../../../plan/index.ts';
import type { Reply, Request } from './engine-protocol.ts';

/**
 * The engine in the page: the planner's own code in a worker. It simulates one replication at a
 * time and listens in between, so that a new position of the knobs cancels the old one.
 */
let run: LiveRun | null = null;
let current = 0;

self.addEventListener('message', ({ data }: MessageEvent<Request>): void => {
  try {
    if (data.kind === 'start') {
      run = new LiveRun(data.live);
      reply({ kind: 'checked', fingerprint: run.fingerprint() });
      return;
    }
    const { number, position } = data;
    current = number;
    if (run === null) return;
    run.turn(position);
    reply({ kind: 'priced', number, price: run.price(position) });
    goOnLater(number);
  } catch (error) {
    fail(error);
  }
});

/** Positions that came meanwhile are heard first, so that nothing is simulated for old ones. */
function goOnLater(number: number): void {
  setTimeout(() => goOn(number), 0);
}

function goOn(number: number): void {
  if (run === null || number !== current) return;
  try {
    const answer = run.step();
    if (answer !== null) reply({ kind: 'answer', number, answer });
    if (answer?.isFinal !== true) goOnLater(number);
  } catch (error) {
    fail(error);
  }
}

function fail(error: unknown): void {
  reply({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
}

function reply(message: Reply): void {
  self.postMessage(message);
}
