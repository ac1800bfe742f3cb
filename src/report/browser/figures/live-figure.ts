import type { FigureMeta } from '../../charts/hidden-lines.ts';
import type { FigureData } from '../../page/page-data.ts';
import type { Tooltip } from './tooltip.ts';
import { createView, type View } from './vega-runtime.ts';

export type Series = FigureMeta['series'];

/** A figure that answers: it tells what a pointer touches, hides lines, and changes its axis. */
export class LiveFigure {
  readonly #drawing: HTMLElement;
  readonly #data: FigureData;
  readonly #tooltip: Tooltip;
  #view: View | null = null;
  #hidden: readonly string[] = [];
  #isOtherScale = false;

  constructor(drawing: HTMLElement, data: FigureData, tooltip: Tooltip) {
    this.#drawing = drawing;
    this.#data = data;
    this.#tooltip = tooltip;
  }

  /** Lines that can be hidden; none where there is one only. */
  get series(): Series {
    const { series } = (this.#data.spec.usermeta ?? { series: [] }) as unknown as FigureMeta;
    return series;
  }

  get otherScale(): FigureData['otherScale'] {
    return this.#data.otherScale;
  }

  /** Draws it, in the place of the still drawing once it is ready. */
  async draw(): Promise<void> {
    const container = document.createElement('div');
    const view = createView(this.#spec(), container);
    view.tooltip((_handler, event, _item, value) => this.#tell(event, value));
    if (this.#hidden.length > 0) view.signal('hidden', this.#hidden);
    await view.runAsync();
    // The drawing has one label as a whole; what its parts say of themselves would be noise.
    container.querySelector('svg')?.setAttribute('aria-hidden', 'true');
    this.#drawing.replaceChildren(...container.childNodes);
    this.#view?.finalize();
    this.#view = view;
  }

  async hide(names: readonly string[]): Promise<void> {
    this.#hidden = names;
    await this.#view?.signal('hidden', names).runAsync();
  }

  async switchScale(isOther: boolean): Promise<void> {
    this.#isOtherScale = isOther;
    await this.draw();
  }

  #spec(): FigureData['spec'] {
    const { spec, otherScale } = this.#data;
    return this.#isOtherScale && otherScale !== null ? otherScale.spec : spec;
  }

  #tell(event: unknown, value: unknown): void {
    if (typeof value !== 'string' || !(event instanceof MouseEvent)) this.#tooltip.hide();
    else this.#tooltip.show(value, event.clientX, event.clientY);
  }
}
