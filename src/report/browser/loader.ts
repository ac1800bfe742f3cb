import { BLOCKS } from '../page/page-data.ts';
import { unpackBlock } from './unpack.ts';

/**
 * Runs the page's script, which the page carries packed. The security policy names its hash, so
 * that nothing else can be run this way. In a browser without decompression the page stays as it
 * is: complete, but still.
 */
async function load(): Promise<void> {
  if (!('DecompressionStream' in globalThis)) return;
  const script = document.createElement('script');
  script.textContent = await unpackBlock(BLOCKS.page);
  document.body.append(script);
}

void load();
