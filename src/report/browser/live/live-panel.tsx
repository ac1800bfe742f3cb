import { useEffect, useRef } from 'preact/hooks';
import type { LivePart } from '../../../plan/index.ts';
import { LiveControls } from './live-controls.tsx';
import { LiveResults } from './live-results.tsx';
import { answerInWords, progressInWords, worldInWords } from './live-summary.ts';
import { OutLoud } from './out-loud.tsx';
import { SelfCheck } from './self-check.tsx';
import { useLiveSession } from './use-live-session.ts';
import { VariantCopy } from './variant-copy.tsx';

/** A bar at the foot of the screen that opens to the simulator. */
export function LivePanel({
  part,
  engine,
}: {
  readonly part: LivePart;
  readonly engine: () => Promise<string>;
}) {
  const { live, fingerprint } = part;
  const { state, isOpen, setOpen, turn } = useLiveSession(part, engine);
  const toggle = useRef<HTMLButtonElement>(null);
  const close = (): void => {
    setOpen(false);
    toggle.current?.focus();
  };
  useRoomBelow(isOpen);
  const summary = answerInWords(state, live);
  const progress = progressInWords(state);
  return (
    <section
      class={`live ${isOpen ? 'live-open' : ''}`}
      aria-labelledby="live-title"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && isOpen) close();
      }}
    >
      <div class="live-bar">
        <h2 id="live-title">
          <button
            ref={toggle}
            type="button"
            class="live-toggle"
            aria-expanded={isOpen}
            aria-controls="live-body"
            onClick={() => setOpen(!isOpen)}
          >
            <span aria-hidden="true" class="live-arrow" />
            And at twice the load? <span class="live-where">Simulate in this page</span>
          </button>
        </h2>
        {isOpen && (
          <button type="button" class="live-button" onClick={close}>
            Close
          </button>
        )}
      </div>
      <div id="live-body" class="live-body" hidden={!isOpen}>
        {state.failure === null ? (
          <p class="live-summary" aria-busy={state.isStale} dir="auto">
            {summary ?? 'The first figures are on their way.'}{' '}
            <span class="quiet live-progress">{progress}</span>
          </p>
        ) : (
          <p class="live-summary bad" role="alert">
            {state.failure.isForGood
              ? 'This viewer does not let the page simulate. The report itself is complete; save it and open the file in a browser to turn the knobs.'
              : 'This position cannot be simulated. Turn something back, or report it as a fault of the program.'}{' '}
            <span class="quiet">{state.failure.message}</span>
          </p>
        )}
        <div class="live-scroll">
          <div class="live-about">
            <p dir="auto">
              About {worldInWords(live)}{' '}
              {live.leftOut.length > 0 &&
                'Not judged here, since it takes the whole run of the report: '}
              {live.leftOut.map((expect, index) => (
                <>
                  {index > 0 && ', '}
                  <bdi class="live-rule">{expect}</bdi>
                </>
              ))}
            </p>
          </div>
          <LiveControls live={live} state={state} turn={turn} />
          <LiveResults state={state} />
          <VariantCopy live={live} position={state.position} />
          <SelfCheck fingerprint={fingerprint} isSame={state.isSame} failure={state.failure} />
        </div>
        {isOpen && <OutLoud state={state} summary={summary} />}
      </div>
    </section>
  );
}

/** What is jumped to must not end up below the panel, however high that is. */
function useRoomBelow(isOpen: boolean): void {
  useEffect(() => {
    document.documentElement.classList.toggle('live-is-open', isOpen);
    document.documentElement.classList.add('live-is-there');
  }, [isOpen]);
}
