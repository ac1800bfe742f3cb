import { readFileSync } from 'node:fs';

/** The version in package.json; src/cli and dist/cli lie at the same depth. */
export function toolVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
