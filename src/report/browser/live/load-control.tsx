import { useRef, useState } from 'preact/hooks';
import { formatPerSecond, formatTimes } from '../../format-number.ts';
import { ControlHead } from './control-head.tsx';
import {
  LEAST_LOAD,
  LOAD_MARKS,
  LOAD_SLIDER,
  loadAt,
  MOST_LOAD,
  readLoad,
  sliderOf,
} from './load-scale.ts';

const ID = 'live-load';

/** A slider over the logarithm of the load, and the same as a number to type. */
export function LoadControl({
  load,
  callsPerSecond,
  onTurn,
}: {
  readonly load: number;
  /** At load 1; null until it has been measured. */
  readonly callsPerSecond: number | null;
  readonly onTurn: (load: number) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const calls = callsPerSecond === null ? '' : `, ${formatPerSecond(callsPerSecond * load)}`;
  const { min, max, step } = LOAD_SLIDER;
  return (
    <div class="live-control live-load">
      <ControlHead
        labelFor={ID}
        title="Load"
        value={`${formatTimes(load)}${calls}`}
        baseline="1×"
        onReset={
          load === 1
            ? null
            : () => {
                onTurn(1);
                input.current?.focus();
              }
        }
      />
      <input
        ref={input}
        id={ID}
        type="range"
        min={min}
        max={max}
        step={step}
        value={sliderOf(load)}
        aria-valuetext={`${load} times the scenario’s load${calls}`}
        onInput={(event) => onTurn(loadAt(Number(event.currentTarget.value)))}
      />
      <div class="live-scale live-marks" aria-hidden="true">
        <span class="live-mark" style={{ '--at': 0.5 }} />
        {LOAD_MARKS.map((mark) => (
          <span style={{ '--at': (sliderOf(mark) - min) / (max - min) }}>{formatTimes(mark)}</span>
        ))}
      </div>
      <div class="live-typed">
        <TypedLoad load={load} onTurn={onTurn} />
        <button type="button" class="live-button" onClick={() => onTurn(2)}>
          Twice the load
        </button>
      </div>
    </div>
  );
}

/** What is being typed stays as it is until it is done, whatever the simulation says meanwhile. */
function TypedLoad({
  load,
  onTurn,
}: {
  readonly load: number;
  readonly onTurn: (load: number) => void;
}) {
  const [draft, setDraft] = useState<string | null>(null);
  const take = (): void => {
    const typed = draft === null ? null : readLoad(draft);
    setDraft(null);
    if (typed !== null && typed !== load) onTurn(typed);
  };
  return (
    <label>
      <input
        type="text"
        inputMode="decimal"
        size={5}
        value={draft ?? String(load)}
        onInput={(event) => setDraft(event.currentTarget.value)}
        onChange={take}
        onBlur={take}
      />{' '}
      times the scenario’s load{' '}
      <span class="hidden">
        , from {LEAST_LOAD} to {MOST_LOAD}
      </span>
    </label>
  );
}
