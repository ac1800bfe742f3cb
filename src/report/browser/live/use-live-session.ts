import { useEffect, useMemo, useState } from 'preact/hooks';
import type { LivePart, LivePosition } from '../../../plan/index.ts';
import { isOfPanel, readFragment, writeFragment } from './fragment.ts';
import { LiveSession, type LiveState } from './live-session.ts';
import { BASELINE } from './position.ts';

/** After so long at the latest the engine is started, so that it has checked itself when needed. */
const IDLE_MS = 2000;

/** The panel's state: what the engine says, whether it is open, and the address that says so. */
export function useLiveSession(
  part: LivePart,
  engine: () => Promise<string>,
): {
  readonly state: LiveState;
  readonly isOpen: boolean;
  readonly setOpen: (isOpen: boolean) => void;
  readonly turn: (position: LivePosition) => void;
} {
  const { knobs } = part.live;
  const [state, setState] = useState<LiveState | null>(null);
  const session = useMemo(
    () => new LiveSession(part, engine, readFragment(location.hash, knobs) ?? BASELINE, setState),
    [],
  );
  const [isOpen, setOpen] = useState(() => isOfPanel(location.hash));

  useEffect(() => whenIdle(() => void session.start()), []);

  // The first look asks; later ones find what is known.
  useEffect(() => {
    const { answer, isStale, failure } = session.state;
    if (isOpen && failure === null && (answer === null || isStale)) {
      void session.turn(session.state.position);
    }
  }, [isOpen]);

  useEffect(() => {
    const follow = (): void => {
      const position = readFragment(location.hash, knobs);
      if (position === null) return;
      setOpen(true);
      void session.turn(position);
    };
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);

  const turn = (position: LivePosition): void => {
    void session.turn(position);
    rememberInAddress(writeFragment(position, knobs));
  };
  return { state: state ?? session.state, isOpen, setOpen, turn };
}

/** Sandboxed viewers forbid it; the position is then only in the page. */
function rememberInAddress(fragment: string): void {
  try {
    if (fragment === '' && !isOfPanel(location.hash)) return;
    const address = fragment === '' ? location.pathname + location.search : fragment;
    history.replaceState(null, '', address);
  } catch {
    // Nothing is lost but a link to this position.
  }
}

/** Runs a task when the page has drawn itself, at the latest after two seconds. */
function whenIdle(task: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(task, { timeout: IDLE_MS });
  else setTimeout(task, IDLE_MS / 4);
}
