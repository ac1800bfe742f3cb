import { useRef } from 'preact/hooks';
import type { Knob } from '../../../plan/index.ts';
import { ControlHead } from './control-head.tsx';

/** What every control of a knob is told. */
export interface KnobControlProps {
  readonly id: string;
  readonly knob: Knob;
  readonly stop: number;
  readonly onTurn: (stop: number) => void;
}

/** A slider over the stops of a knob; a mark below it shows the report's. */
export function StopSlider({ id, knob: { title, stops, at }, stop, onTurn }: KnobControlProps) {
  const input = useRef<HTMLInputElement>(null);
  const last = stops.length - 1;
  return (
    <div class="live-control">
      <ControlHead
        labelFor={id}
        title={title}
        value={stops[stop]!.label}
        baseline={stops[at]!.label}
        onReset={
          stop === at
            ? null
            : () => {
                onTurn(at);
                input.current?.focus();
              }
        }
      />
      <input
        ref={input}
        id={id}
        type="range"
        min={0}
        max={last}
        step={1}
        value={stop}
        aria-valuetext={`${stops[stop]!.label}${stop === at ? ', as in the report' : ''}`}
        onInput={(event) => onTurn(Number(event.currentTarget.value))}
      />
      <div class="live-scale" aria-hidden="true">
        <span class="live-mark" style={{ '--at': at / last }} />
        <span>{stops[0]!.label}</span>
        <span>{stops[last]!.label}</span>
      </div>
    </div>
  );
}
