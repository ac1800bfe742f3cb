// Bundles the scripts of the report's page into one file that the command line hands to the
// report. Part of `npm run build`.
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { gzipSync } from 'fflate';

const FOLDER = 'dist/report/browser';

/** One script from its entry, as it would stand in a page. */
async function bundle(entry) {
  const { outputFiles } = await build({
    entryPoints: [`src/report/browser/${entry}`],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  return outputFiles[0].text.trimEnd();
}

const hash = (text) => `sha256-${createHash('sha256').update(text).digest('base64')}`;

const pack = (text) =>
  Buffer.from(gzipSync(Buffer.from(text), { level: 9, mtime: 0 })).toString('base64');

const [loader, page, engine] = await Promise.all(
  ['loader.ts', 'page.ts', 'live/engine-worker.ts'].map(bundle),
);

mkdirSync(FOLDER, { recursive: true });
writeFileSync(
  `${FOLDER}/page-assets.json`,
  JSON.stringify({
    loader: { text: loader, hash: hash(loader) },
    page: { packed: pack(page), hash: hash(page) },
    engine: pack(engine),
  }),
);
