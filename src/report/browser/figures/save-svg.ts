import { saveText } from '../save-text.ts';

/** The drawing as a file of its own, in its light colours. */
export function saveSvg(drawing: Element | null, name: string): void {
  if (drawing === null) return;
  const text = new XMLSerializer().serializeToString(drawing);
  saveText(`<?xml version="1.0" encoding="UTF-8"?>\n${text}\n`, `${name}.svg`, 'image/svg+xml');
}
