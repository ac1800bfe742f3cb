import type { FigureData, PageData } from '../../page/page-data.ts';
import { offerTools } from './figure-tools.tsx';
import { LiveFigure } from './live-figure.ts';
import { Tooltip } from './tooltip.ts';

/** Figures come to life this far before they are scrolled into view. */
const AHEAD = '600px';

/**
 * Makes each figure interactive shortly before it scrolls into view, one at a time, so that the page
 * answers meanwhile; until then it is a drawing.
 */
export function enlivenFigures(figures: PageData['figures']): void {
  const tooltip = new Tooltip();
  let queue = Promise.resolve();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        const data = figures[target.id];
        if (!isIntersecting || data === undefined) continue;
        observer.unobserve(target);
        queue = queue.then(nextFrame).then(() => enliven(target, data, tooltip));
      }
    },
    { rootMargin: AHEAD },
  );
  for (const id of Object.keys(figures)) {
    const figure = document.getElementById(id);
    if (figure !== null) observer.observe(figure);
  }
}

async function enliven(figure: Element, data: FigureData, tooltip: Tooltip): Promise<void> {
  const drawing = figure.querySelector<HTMLElement>('.drawing');
  if (drawing === null) return;
  const live = new LiveFigure(drawing, data, tooltip);
  await live.draw();
  offerTools(figure, live);
}

/** Lets the browser show and hear things first; a page in the background draws no frames. */
function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}
