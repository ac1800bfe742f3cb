import { joinInWords } from '../phrases.ts';

/**
 * Says in prose what the workloads of a resolved scenario ask for. The scenario is somebody
 * else's data: what is not there, or not of the expected shape, is left out.
 */
export function workloadSentences(scenario: unknown): readonly string[] {
  const workloads = entriesOf(entryOf(scenario, 'workloads'));
  const clients = workloads.map(([, workload]) => clientInWords(workload));
  // Most scenarios give all their workloads the same clients: said once, they can be read.
  const areAlike = clients.length > 1 && clients[0] !== '' && new Set(clients).size === 1;
  const sentences = workloads.map(([name, workload], index) => {
    const arrivals = inWords(entryOf(workload, 'arrivals'));
    const operations = entriesOf(entryOf(workload, 'operations')).map(
      ([operation, share]) => `${inWords(share)} ${operation}`,
    );
    return [
      `Workload ${name}: arrivals ${arrivals === '' ? 'as listed below' : arrivals}`,
      operations.length > 0 ? `; ${joinInWords(operations)}` : '',
      clients[index] === '' || areAlike ? '' : `. Its clients: ${clients[index]!}`,
      '.',
    ].join('');
  });
  return areAlike ? [...sentences, `The clients of each workload: ${clients[0]!}.`] : sentences;
}

function clientInWords(workload: unknown): string {
  return entriesOf(entryOf(workload, 'client'))
    .map(([setting, value]) => settingInWords(setting, value))
    .join(', ');
}

/** A setting with several of its own stands in brackets, so that its neighbours keep apart from it. */
function settingInWords(name: string, value: unknown): string {
  return isRecord(value) && Object.keys(value).length > 1
    ? `${spaced(name)} (${inWords(value)})`
    : `${spaced(name)} ${inWords(value)}`;
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
      .map(([key, inner]) => settingInWords(key, inner))
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
