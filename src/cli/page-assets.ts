import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PageAssets } from '../report/index.ts';

/** The scripts of the page, which the build puts next to the compiled report. */
export function readPageAssets(): PageAssets {
  const path = join(import.meta.dirname, '../report/browser/page-assets.json');
  return JSON.parse(readFileSync(path, 'utf8')) as PageAssets;
}
