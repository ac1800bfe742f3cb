import bundledChromium from '@sparticuz/chromium';
import { chromium, type Browser } from 'playwright-core';

/**
 * Starts a real Chromium for tests of the page. `CKSIM_CHROMIUM` names a browser installed on the
 * system; without it the one that comes with the development packages is unpacked and used.
 *
 * The caller closes it.
 */
export async function launchBrowser(): Promise<Browser> {
  const installed = process.env['CKSIM_CHROMIUM'];
  if (installed !== undefined && installed !== '') {
    return chromium.launch({ executablePath: installed });
  }
  return chromium.launch({
    executablePath: await bundledChromium.executablePath(),
    // In a single process, closing one context ends the browser.
    args: bundledChromium.args.filter((argument) => argument !== '--single-process'),
  });
}
