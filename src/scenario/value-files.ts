import { isContainer, valueAt, withValueAt } from './data-paths.ts';
import type { Findings } from './findings.ts';
import type { Path } from './source.ts';

/** Most values of one file; a law of more says nothing more. */
const MAX_VALUES = 100_000;

/**
 * Puts the lines of each file named by `empirical: { file: … }` in its place as `values`. Only
 * paths below the scenario's folder are asked for.
 */
export function readValueFiles(
  data: unknown,
  readFile: ((name: string) => string) | undefined,
  findings: Findings,
): unknown {
  let current = data;
  for (const { path, name } of filesNamed(data, [])) {
    const refuse = (phrase: string, hint: string): void => {
      findings.add([...path, 'file'], phrase, hint);
      // Something valid in its place: one mistake is to be told once.
      current = withValues(current, path, ['1 ms']);
    };
    if (!isInside(name)) {
      refuse(
        `must stay inside the folder of the scenario, not ${name}`,
        'put the file beside the scenario and write its name, such as file: service-times.txt',
      );
      continue;
    }
    if (readFile === undefined) {
      refuse(
        'names a file, but files cannot be read here',
        'write empirical: { values: [1.2 ms, …] }',
      );
      continue;
    }
    let text: string;
    try {
      text = readFile(name);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      refuse(`cannot be read: ${reason}`, 'write the name of a text file beside the scenario');
      continue;
    }
    const lines = text.split(/\r?\n/).map((line) => line.replace(/#.*$/, '').trim());
    const values = lines.filter((line) => line !== '');
    const bad = lines.findIndex(
      (line) => line !== '' && !/^\d[\d.]*\s*(ns|us|µs|ms|s|min|h|d)$/.test(line),
    );
    if (values.length === 0 || values.length > MAX_VALUES) {
      refuse(`holds ${values.length} values`, `write 1 to ${MAX_VALUES} durations, one a line`);
    } else if (bad >= 0) {
      refuse(
        `holds on line ${bad + 1} something that is no duration: ${lines[bad]!.slice(0, 40)}`,
        'write one duration with its unit on each line, such as 1.2 ms',
      );
    } else {
      current = withValues(current, path, values);
    }
  }
  return current;
}

function withValues(data: unknown, path: Path, values: readonly string[]): unknown {
  const { file: _, ...rest } = valueAt(data, path) as Record<string, unknown>;
  return withValueAt(data, path, { ...rest, values });
}

function filesNamed(value: unknown, path: Path): { readonly path: Path; readonly name: string }[] {
  if (!isContainer(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    if (key !== 'empirical' || !isContainer(inner) || Array.isArray(inner)) {
      return filesNamed(inner, at);
    }
    return typeof inner['file'] === 'string' ? [{ path: at, name: inner['file'] }] : [];
  });
}

/** Relative, with forward slashes, never upwards. */
function isInside(name: string): boolean {
  return (
    name !== '' &&
    !name.startsWith('/') &&
    !/[\\:\0]/.test(name) &&
    !name.split('/').some((step) => step === '..' || step === '')
  );
}
