import { render } from 'preact';
import { useState } from 'preact/hooks';
import { saveSvg } from './save-svg.ts';
import type { LiveFigure, Series } from './live-figure.ts';

/** Puts the figure's buttons between its caption and its drawing. */
export function offerTools(figure: Element, live: LiveFigure): void {
  const place = document.createElement('div');
  place.className = 'tools';
  figure.querySelector('figcaption')?.after(place);
  render(
    <FigureTools
      live={live}
      save={() => saveSvg(figure.querySelector('.drawing svg'), figure.id)}
    />,
    place,
  );
}

function FigureTools({ live, save }: { readonly live: LiveFigure; readonly save: () => void }) {
  const { series, otherScale } = live;
  return (
    <>
      {series.length > 0 && <LineButtons series={series} live={live} />}
      {otherScale !== null && <ScaleButton name={otherScale.name} live={live} />}
      <button type="button" class="tool" onClick={save}>
        Save as SVG
      </button>
    </>
  );
}

/** A button a line: pressed while the line is shown. */
function LineButtons({ series, live }: { readonly series: Series; readonly live: LiveFigure }) {
  const [hidden, setHidden] = useState<readonly string[]>([]);
  const hide = (names: readonly string[]) => {
    setHidden(names);
    void live.hide(names);
  };
  const toggle = (name: string) =>
    hide(hidden.includes(name) ? hidden.filter((own) => own !== name) : [...hidden, name]);
  return (
    <div class="lines" role="group" aria-label="Lines shown">
      {series.map(({ name, colour, dash }) => (
        <button
          type="button"
          class="tool"
          aria-pressed={!hidden.includes(name)}
          title="Shows or hides this line; double click: only this one"
          onClick={() => toggle(name)}
          onDblClick={() => hide(series.map((own) => own.name).filter((own) => own !== name))}
        >
          <svg class="key" width="22" height="8" aria-hidden="true">
            <line
              x1="0"
              x2="22"
              y1="4"
              y2="4"
              stroke={colour}
              stroke-width="3"
              stroke-dasharray={dash.join(' ')}
            />
          </svg>{' '}
          <bdi>{name}</bdi>
        </button>
      ))}
      {hidden.length > 0 && (
        <button type="button" class="tool" onClick={() => hide([])}>
          Show all
        </button>
      )}
    </div>
  );
}

const SCALES = { linear: 'Linear axis', logarithmic: 'Logarithmic axis' } as const;

function ScaleButton({
  name,
  live,
}: {
  readonly name: keyof typeof SCALES;
  readonly live: LiveFigure;
}) {
  const [isOther, setIsOther] = useState(false);
  return (
    <button
      type="button"
      class="tool"
      aria-pressed={isOther}
      onClick={() => {
        setIsOther(!isOther);
        void live.switchScale(!isOther);
      }}
    >
      {SCALES[name]}
    </button>
  );
}
