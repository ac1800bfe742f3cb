import { isContainer, splitPath, valueAt, withoutValueAt, withValueAt } from './data-paths.ts';
import type { Findings } from './findings.ts';
import type { Layer, LayerEntry, Path } from './source.ts';
import { suggest } from './suggestions.ts';

/** A whole file as one layer. */
export function layerOfFile(file: Layer['file'], folder: string, value: unknown): Layer {
  return { file, folder, entries: [{ path: [], written: [], value }] };
}

/** A partial scenario as a layer: its words may be paths, such as `stores.cks.hsms`. */
export function partialLayer(
  file: Layer['file'],
  folder: string,
  written: Path,
  settings: Readonly<Record<string, unknown>>,
): Layer {
  const entries = Object.entries(settings).map(([key, value]): LayerEntry => ({
    path: splitPath(key),
    written: [...written, key],
    value,
  }));
  return { file, folder, entries };
}

/**
 * A layer laid over plain data, after RFC 7396 (JSON Merge Patch): maps merge by name, null takes
 * a setting out, everything else replaces what was there.
 */
export function laidOver(data: unknown, { entries }: Layer, findings: Findings): unknown {
  return entries.reduce((below, { path, value }) => {
    const merged = merge(valueAt(below, path), value, path, findings);
    if (path.length === 0) return merged;
    if (merged === undefined) return withoutValueAt(below, path) ?? below;
    const changed = withValueAt(below, path, merged);
    if (changed !== null) return changed;
    findings.add(path, 'is not a known setting', 'something on its way is no map');
    return below;
  }, data);
}

/** undefined: nothing is left. */
function merge(below: unknown, above: unknown, path: Path, findings: Findings): unknown {
  if (above === null) {
    if (below === undefined) {
      findings.add(
        path,
        'is taken out by null, but there is no such setting',
        'write the name of a setting that what lies below has, or leave the line out',
      );
    }
    return undefined;
  }
  if (!isMap(above)) return above;
  const merged: Record<string, unknown> = isMap(below) ? { ...below } : {};
  for (const [key, value] of Object.entries(above)) {
    const own = merge(
      Object.hasOwn(merged, key) ? merged[key] : undefined,
      value,
      [...path, key],
      findings,
    );
    if (own === undefined) delete merged[key];
    else merged[key] = own;
  }
  return merged;
}

export function isMap(value: unknown): value is Record<string, unknown> {
  return isContainer(value) && !Array.isArray(value);
}

/** Words that only a whole scenario can hold. */
const OF_WHOLE_SCENARIOS: Readonly<Record<string, string>> = {
  variants: 'put them into the scenario, or write one partial scenario here',
  extends: 'write the settings out here, or let the scenario itself extend a file',
};

/** Names that mean something to JavaScript objects. */
const FORBIDDEN: readonly unknown[] = ['__proto__', 'constructor', 'prototype'];

/** What is wrong with the words of a partial scenario, at the top of it. */
export function checkPartial(
  { entries }: Layer,
  known: readonly string[],
  findings: Findings,
): void {
  for (const { path } of entries) {
    const word = String(path[0]);
    const hint = OF_WHOLE_SCENARIOS[word];
    if (hint !== undefined) {
      findings.add(path, 'cannot stand within a variant or an overlay', hint, 'key');
    } else if (!known.includes(word)) {
      findings.add(path, 'is not a known setting', suggest(word, known), 'key');
    } else if (path.some((step) => step === '' || FORBIDDEN.includes(step))) {
      findings.add(path, 'is not a path', 'write names with a dot between them', 'key');
    }
  }
}
