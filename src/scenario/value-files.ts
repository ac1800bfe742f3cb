import { isContainer, valueAt, withValueAt } from './data-paths.ts';
import type { Findings } from './findings.ts';
import { readRecordedTimes } from './recorded-times.ts';
import type { Path } from './source.ts';

/** Most values of one file; a law of more says nothing more. */
const MAX_VALUES = 100_000;

/** A setting that takes a file of values: how they are read, and what stands in for a bad one. */
interface FileSetting {
  /** Where the values go, beside or in place of `file`. */
  readonly field: string;
  readonly keepsFile: boolean;
  readonly standIn: readonly string[];
  /** What to write where no file can be read. */
  readonly instead: string;
  readonly whatToWrite: string;
  readonly read: (text: string, settings: Readonly<Record<string, unknown>>) => Read;
}

type Read =
  | { readonly ok: true; readonly values: readonly string[] }
  | { readonly ok: false; readonly phrase: string; readonly hint: string };

/** By the word that `file` stands under. */
const FILE_SETTINGS: Readonly<Record<string, FileSetting>> = {
  empirical: {
    field: 'values',
    keepsFile: false,
    standIn: ['1 ms'],
    instead: 'write empirical: { values: [1.2 ms, …] }',
    whatToWrite: 'write the name of a text file beside the scenario',
    read: readDurations,
  },
  replay: {
    field: 'times',
    keepsFile: true,
    standIn: ['0 s', '1 s'],
    instead: 'write replay: { times: [0 s, 0.4 s, …] }',
    whatToWrite: 'write the name of a CSV file beside the scenario',
    read: (text, { column, unit }) => {
      const recorded = readRecordedTimes(text, column, unit);
      if (recorded.ok) return { ok: true, values: recorded.times };
      const hint = 'write one call a line, its time in the column that column: names';
      return { ok: false, phrase: recorded.phrase, hint };
    },
  },
};

/**
 * Puts what each file named by `empirical: { file: … }` or `replay: { file: … }` holds in its
 * place. Only paths below the scenario's folder are asked for; `readFile` is also told where the
 * file is named.
 */
export function readValueFiles(
  data: unknown,
  readFile: ((name: string, path: Path) => string) | undefined,
  findings: Findings,
): unknown {
  let current = data;
  for (const { path, name, setting } of filesNamed(data, [])) {
    const refuse = (phrase: string, hint: string): void => {
      findings.add([...path, 'file'], phrase, hint);
      // Something valid in its place: one mistake is to be told once.
      current = withValues(current, path, setting, setting.standIn);
    };
    const settings = valueAt(data, path) as Record<string, unknown>;
    if (setting.keepsFile && settings[setting.field] !== undefined) {
      refuse(`is given beside ${setting.field}`, 'keep one of the two');
      continue;
    }
    if (!isInside(name)) {
      refuse(
        `must stay inside the folder of the scenario, not ${name}`,
        'put the file beside the scenario and write its name, such as file: service-times.txt',
      );
      continue;
    }
    if (readFile === undefined) {
      refuse('names a file, but files cannot be read here', setting.instead);
      continue;
    }
    let text: string;
    try {
      text = readFile(name, path);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      refuse(`cannot be read: ${reason}`, setting.whatToWrite);
      continue;
    }
    const result = setting.read(text, settings);
    if (result.ok) current = withValues(current, path, setting, result.values);
    else refuse(result.phrase, result.hint);
  }
  return current;
}

/** One duration a line; comments after #. */
function readDurations(text: string): Read {
  const lines = text.split(/\r?\n/).map((line) => line.replace(/#.*$/, '').trim());
  const values = lines.filter((line) => line !== '');
  if (values.length === 0 || values.length > MAX_VALUES) {
    return {
      ok: false,
      phrase: `holds ${values.length} values`,
      hint: `write 1 to ${MAX_VALUES} durations, one a line`,
    };
  }
  const bad = lines.findIndex(
    (line) => line !== '' && !/^\d[\d.]*\s*(ns|us|µs|ms|s|min|h|d)$/.test(line),
  );
  if (bad < 0) return { ok: true, values };
  return {
    ok: false,
    phrase: `holds on line ${bad + 1} something that is no duration: ${lines[bad]!.slice(0, 40)}`,
    hint: 'write one duration with its unit on each line, such as 1.2 ms',
  };
}

function withValues(
  data: unknown,
  path: Path,
  { field, keepsFile }: FileSetting,
  values: readonly string[],
): unknown {
  const { file, ...rest } = valueAt(data, path) as Record<string, unknown>;
  return withValueAt(data, path, { ...rest, ...(keepsFile ? { file } : {}), [field]: values });
}

interface NamedFile {
  readonly path: Path;
  readonly name: string;
  readonly setting: FileSetting;
}

function filesNamed(value: unknown, path: Path): NamedFile[] {
  if (!isContainer(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    const setting = Object.hasOwn(FILE_SETTINGS, key) ? FILE_SETTINGS[key]! : null;
    const name = isContainer(inner) && !Array.isArray(inner) ? inner['file'] : undefined;
    // Where no file is named, it may be a workload or store of that name.
    if (setting === null || typeof name !== 'string') return filesNamed(inner, at);
    return [{ path: at, name, setting }];
  });
}

/** Relative, with forward slashes, never upwards. */
export function isInside(name: string): boolean {
  return (
    name !== '' &&
    !name.startsWith('/') &&
    !/[\\:\0]/.test(name) &&
    !name.split('/').some((step) => step === '..' || step === '')
  );
}
