import { render } from 'preact';
import type { LivePart } from '../../../plan/index.ts';
import { LivePanel } from './live-panel.tsx';

/**
 * Puts the panel into the page: sliders that simulate.
 *
 * @param engine gives the worker's script.
 */
export function openPanel(live: LivePart, engine: () => Promise<string>): void {
  const place = document.createElement('div');
  place.className = 'live-place';
  document.body.append(place);
  render(<LivePanel part={live} engine={engine} />, place);
}
