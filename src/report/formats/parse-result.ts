import type { Result } from '../../plan/index.ts';

/** A text that is no result which this version could read: what it is, and what to do. */
export class NotAResult extends Error {
  override readonly name = 'NotAResult';
  readonly hint: string;

  /** @param message continues the name of the file: `is not JSON`. */
  constructor(message: string, hint: string) {
    super(message);
    this.hint = hint;
  }
}

const EXPECTED = 'give a JSON file that cksim run, plan, sweep or whatif has written';
const VERSION = 1;

/**
 * What `renderJson` wrote, as it was: figures that there are none of are told apart from intervals
 * that there are none of. Throws NotAResult.
 */
export function parseResult(text: string): Result {
  const data = parsed(text);
  refuseOthers(data);
  const missing = whatIsMissing(data);
  if (missing !== null) {
    throw new NotAResult(`lacks ${missing}, or it is not what it should be`, EXPECTED);
  }
  restoreUnmeasured(data);
  // Fields that came later than the first results of this version; the rest was looked at.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return { live: null, command: null, ...data } as unknown as Result;
}

type Data = Record<string, unknown>;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const start = text.trimStart().charAt(0);
    if (start === '{' && !text.trimEnd().endsWith('}')) {
      throw new NotAResult(
        'breaks off: it begins like a result and does not end',
        'it was written or copied only in part; copy it again, or run the scenario again',
      );
    }
    throw new NotAResult(
      start === '<'
        ? 'is a page, not the result behind it'
        : `is not JSON (${error instanceof Error ? error.message : String(error)})`,
      start === '<' ? 'give the JSON file that was written with it' : EXPECTED,
    );
  }
}

function refuseOthers(data: unknown): asserts data is Data {
  if (!isMap(data) || data['format'] !== 'cksim-result') {
    const format = isMap(data) ? data['format'] : undefined;
    throw new NotAResult(
      format === 'cksim-diff'
        ? 'holds the differences that cksim diff found, not a result'
        : `is not a result of cksim${typeof format === 'string' ? `: its format is ${JSON.stringify(format)}` : ''}`,
      EXPECTED,
    );
  }
  const { version } = data;
  if (version !== VERSION) {
    throw new NotAResult(
      `is a result of version ${JSON.stringify(version)}, and this cksim reads version ${VERSION}`,
      'use the cksim that wrote it or a later one, or run the scenario again with this one',
    );
  }
}

const LISTS = [
  'stores',
  'objectives',
  'notes',
  'warnings',
  'differences',
  'sensitivity',
  'availability',
  'assumptions',
  'checks',
];
const MAPS = ['run', 'verdict', 'plan'];
const TEXTS = ['tool', 'seed', 'fingerprint', 'title'];

function whatIsMissing(data: Data): string | null {
  return (
    LISTS.find((name) => !Array.isArray(data[name])) ??
    MAPS.find((name) => !isMap(data[name])) ??
    TEXTS.find((name) => typeof data[name] !== 'string') ??
    brokenPoint(data['stores'])
  );
}

/** Results written before points kept their replications can neither be compared nor shown. */
function brokenPoint(stores: unknown): string | null {
  const all: readonly unknown[] = Array.isArray(stores) ? stores : [];
  const points = all.flatMap((store): readonly unknown[] =>
    isMap(store) && Array.isArray(store['points']) ? store['points'] : [null],
  );
  return points.every(isWholePoint) ? null : 'stores.points.byReplication';
}

const MAPS_OF_POINT = ['byReplication', 'latencyMs', 'cost', 'stations', 'windows', 'crypto'];

function isWholePoint(point: unknown): boolean {
  return isMap(point) && MAPS_OF_POINT.every((name) => isMap(point[name]));
}

/** An estimate without a value is one that there is none of; its ends are none either. */
function restoreUnmeasured(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  if (isMap(value) && value['value'] === null && typeof value['method'] === 'string') {
    for (const end of ['value', 'low', 'high']) value[end] ??= Number.MAX_VALUE;
  }
  for (const inner of Object.values(value)) restoreUnmeasured(inner);
}

function isMap(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
