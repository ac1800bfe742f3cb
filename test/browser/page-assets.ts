import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { PageAssets } from '../../src/report/index.ts';

/** The scripts of the page as the build made them. */
export const pageAssets = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../dist/report/browser/page-assets.json'), 'utf8'),
) as PageAssets;
