/** Between the pointer and what it tells, in pixels. */
const DISTANCE_PX = 14;

/** One small box for all figures, next to the pointer; plain text only. */
export class Tooltip {
  readonly #box: HTMLElement;

  constructor() {
    this.#box = document.createElement('div');
    this.#box.className = 'tip';
    this.#box.hidden = true;
    // What it says stands in the table below each figure as well.
    this.#box.setAttribute('aria-hidden', 'true');
    document.body.append(this.#box);
    document.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') this.hide();
    });
    document.addEventListener('scroll', () => this.hide(), { passive: true, capture: true });
  }

  /** @param x, y the pointer's place in the window, in pixels. */
  show(text: string, x: number, y: number): void {
    const box = this.#box;
    box.textContent = text;
    box.hidden = false;
    const { width, height } = box.getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    const right = x + DISTANCE_PX;
    const left = right + width > clientWidth ? x - DISTANCE_PX - width : right;
    const below = y + DISTANCE_PX;
    const top = below + height > clientHeight ? y - DISTANCE_PX - height : below;
    box.style.left = `${Math.max(0, left)}px`;
    box.style.top = `${Math.max(0, top)}px`;
  }

  hide(): void {
    this.#box.hidden = true;
  }
}
