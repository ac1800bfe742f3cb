import type { Knob, LivePosition, LiveStudy } from '../../../plan/index.ts';
import { LoadControl } from './load-control.tsx';
import type { LiveState } from './live-session.ts';
import { BASELINE, countTurned, stopOf, withStop } from './position.ts';
import { StopChoice } from './stop-choice.tsx';
import { StopSlider } from './stop-slider.tsx';

/** The load and whatever else of the design the page can turn. */
export function LiveControls({
  live: { knobs },
  state: { position, answer, failure },
  turn,
}: {
  readonly live: LiveStudy;
  readonly state: LiveState;
  readonly turn: (position: LivePosition) => void;
}) {
  const turned = countTurned(position, knobs);
  return (
    <fieldset class="live-controls" disabled={failure?.isForGood === true}>
      <legend class="live-title">What to change</legend>
      <LoadControl
        load={position.load}
        callsPerSecond={answer?.baseline.point.offeredPerSecond.value ?? null}
        onTurn={(load) => turn({ ...position, load })}
      />
      {knobs.map((knob) => {
        const Control = isScale(knob) ? StopSlider : StopChoice;
        return (
          <Control
            key={knob.id}
            id={`live-${knobs.indexOf(knob)}`}
            knob={knob}
            stop={stopOf(position, knob)}
            onTurn={(stop) => turn(withStop(position, knob, stop))}
          />
        );
      })}
      <button
        type="button"
        class="live-button"
        aria-disabled={turned === 0}
        onClick={() => turned > 0 && turn(BASELINE)}
      >
        Reset all
      </button>
    </fieldset>
  );
}

/** Three or more amounts stand on a scale; names, and two of anything, are chosen from. */
function isScale({ stops }: Knob): boolean {
  return stops.length > 2 && stops.every(({ label }) => /^[\d$]/.test(label));
}
