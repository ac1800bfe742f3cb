import { useRef } from 'preact/hooks';
import { ResetButton } from './control-head.tsx';
import type { KnobControlProps } from './stop-slider.tsx';

/** One of a few names: radio buttons, that of the report marked. */
export function StopChoice({ id, knob: { title, stops, at }, stop, onTurn }: KnobControlProps) {
  const own = useRef<HTMLInputElement>(null);
  return (
    <fieldset class="live-control live-choice">
      <legend>
        <bdi>{title}</bdi>
      </legend>
      <div class="live-options">
        {stops.map(({ label }, index) => (
          <label class={index === at ? 'live-own' : ''}>
            <input
              ref={index === at ? own : null}
              type="radio"
              name={id}
              value={index}
              checked={index === stop}
              onChange={() => onTurn(index)}
            />{' '}
            <bdi>{label}</bdi>
            {index === at && <span class="hidden"> (as in the report)</span>}
          </label>
        ))}
        {stop !== at && (
          <ResetButton
            title={title}
            baseline={stops[at]!.label}
            onReset={() => {
              onTurn(at);
              own.current?.focus();
            }}
          />
        )}
      </div>
    </fieldset>
  );
}
