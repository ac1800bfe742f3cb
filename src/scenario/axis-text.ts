import { parse } from 'yaml';
import { splitPath } from './data-paths.ts';
import { rangeEnds } from './schema/section.ts';

/** What a sweep varies, read from text; or what is wrong with it and what to write. */
export type ReadAxis =
  | { readonly ok: true; readonly path: readonly string[]; readonly values: readonly unknown[] }
  | { readonly ok: false; readonly phrase: string; readonly hint: string };

const EXAMPLE =
  'write path=values, such as stores.cks.hsms=2..8, load=0.5,1,2 or workloads.app.client.retryMode=none,standard';

/** Names that mean something to JavaScript objects. */
const FORBIDDEN = ['__proto__', 'constructor', 'prototype'];

/**
 * Reads `stores.cks.hsms=2..8` or `load=0.5,1,2`: a range of whole numbers, or values as YAML has them
 * between commas; commas within brackets and quotes belong to a value.
 */
export function readAxis(text: string): ReadAxis {
  const [, name = '', written = ''] = /^\s*([^=]*?)\s*=\s*(.*?)\s*$/s.exec(text) ?? [];
  const path = splitPath(name);
  if (name === '' || path.some((step) => step === '' || FORBIDDEN.includes(step))) {
    return refuse('is not path=values');
  }
  if (written === '') return refuse(`gives ${name} no values`);
  const ends = rangeEnds(written);
  if (ends !== null) {
    const [low, high] = ends;
    return { ok: true, path, values: Array.from({ length: high - low + 1 }, (_, i) => low + i) };
  }
  if (/^\d+\s*\.\.\s*\d+$/.test(written)) {
    return refuse(`has a range that runs backwards: ${written}`, 'write the lower end first');
  }
  let values: unknown;
  try {
    values = parse(`[${written}]`, { maxAliasCount: 0 });
  } catch {
    return refuse(`has values that are not YAML: ${written}`);
  }
  if (!Array.isArray(values) || values.length === 0) return refuse(`gives ${name} no values`);
  const plain: readonly unknown[] = values;
  if (plain.some((value) => value === null || value === undefined)) {
    return refuse(`has an empty value: ${written}`, 'write a value between all commas');
  }
  return { ok: true, path, values: plain };
}

function refuse(phrase: string, hint = EXAMPLE): ReadAxis {
  return { ok: false, phrase, hint };
}
