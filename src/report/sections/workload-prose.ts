import { joinInWords } from '../phrases.ts';

/**
 * Says in prose what the workloads of a resolved scenario ask for. The scenario is somebody
 * else's data: what is not there, or not of the expected shape, is left out.
 */
export function workloadSentences(scenario: unknown): readonly string[] {
  const workloads = entriesOf(entryOf(scenario, 'workloads'));
  return workloads.map(([name, workload]) => {
    const arrivals = inWords(entryOf(workload, 'arrivals'));
    const operations = entriesOf(entryOf(workload, 'operations')).map(
      ([operation, share]) => `${inWords(share)} ${operation}`,
    );
    const client = entriesOf(entryOf(workload, 'client')).map(
      ([setting, value]) => `${spaced(setting)} ${inWords(value)}`,
    );
    return [
      `Workload ${name}: arrivals ${arrivals === '' ? 'as listed below' : arrivals}`,
      operations.length > 0 ? `; ${joinInWords(operations)}` : '',
      client.length > 0 ? `. Its clients: ${client.join(', ')}` : '',
      '.',
    ].join('');
  });
}

function entryOf(value: unknown, key: string): unknown {
  return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return isRecord(value) ? Object.entries(value) : [];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `{ poisson: '900/s' }` as `poisson 900/s`; lists and records joined. */
function inWords(value: unknown): string {
  if (value === null || value === undefined) return 'none';
  if (Array.isArray(value)) return value.map(inWords).join(', ');
  if (isRecord(value)) {
    return Object.entries(value)
      .map(([key, inner]) => `${spaced(key)} ${inWords(inner)}`)
      .join(', ');
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** `maxAttempts` as `max attempts`. */
function spaced(name: string): string {
  return name.replace(
    /([a-z])([A-Z])/g,
    (_, before: string, after: string) => `${before} ${after.toLowerCase()}`,
  );
}
