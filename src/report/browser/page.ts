import { BLOCKS, type PageData } from '../page/page-data.ts';
import { enlivenFigures } from './figures/enliven-figures.ts';
import { openPanel } from './live/open-panel.tsx';
import { markOldFacts } from './mark-old-facts.ts';
import { offerTables } from './save-tables.ts';
import { offerThemes } from './theme.ts';
import { unpackBlock } from './unpack.ts';

/** What the page can do beyond being read; without it, it still says everything. */
async function start(): Promise<void> {
  offerThemes();
  markOldFacts(Date.now());
  offerTables();
  const data = JSON.parse(await unpackBlock(BLOCKS.data)) as PageData;
  enlivenFigures(data.figures);
  if (data.live !== null) openPanel(data.live, () => unpackBlock(BLOCKS.engine));
}

void start();
