import { OPERATIONS, type OperationName } from '../model/index.ts';
import type { MetricName, Objective } from '../plan/index.ts';
import { readPhase, type PhaseNames } from './objective-phase.ts';
import { suggest } from './suggestions.ts';
import { parseDuration, parseMoney, parseRate, parseShare, type Parsed } from './units.ts';

/** What the words of an objective may refer to. */
export interface ObjectiveNames extends PhaseNames {
  /** By workload: KMS operations, and what users ask of the service if it is one. */
  readonly operations: ReadonlyMap<string, readonly string[]>;
}

/** What the text itself says; `level` and `stores` stand beside it. */
export type ParsedObjective = Omit<Objective, 'level' | 'stores'>;

/** Where in the text something is wrong, and what to write instead. */
export interface ObjectiveError {
  readonly offset: number;
  readonly length: number;
  readonly phrase: string;
  readonly hint: string | null;
}

interface Kind {
  readonly isLatency: boolean;
  readonly filters: readonly Filter[];
  readonly parse: (text: string) => Parsed<number>;
}

type Filter = 'op' | 'workload' | 'phase';

const CALLS: readonly Filter[] = ['op', 'workload', 'phase'];
const NS_PER_MS = 1e6;
const NS_PER_SECOND = 1e9;

const inUnitsOf =
  (ns: number) =>
  (text: string): Parsed<number> => {
    const result = parseDuration(text);
    return result.ok ? { ok: true, value: result.value / ns } : result;
  };

const LATENCY: Kind = { isLatency: true, filters: CALLS, parse: inUnitsOf(NS_PER_MS) };
const SHARE: Kind = { isLatency: false, filters: CALLS, parse: parseShare };

const KINDS: Readonly<Record<string, Kind>> = {
  mean: LATENCY,
  max: LATENCY,
  success: SHARE,
  throttled: SHARE,
  failed: SHARE,
  throughput: { isLatency: false, filters: CALLS, parse: parseRate },
  cost: { isLatency: false, filters: [], parse: (text) => parseMoney(text, 'month') },
  utilisation: { isLatency: false, filters: [], parse: parseShare },
  recovery: { isLatency: false, filters: ['phase'], parse: inUnitsOf(NS_PER_SECOND) },
};

const METRICS = ['p50', 'p90', 'p95', 'p99', 'p99.9', ...Object.keys(KINDS)];
const EXAMPLE = 'write such as p99(latency, op=Decrypt) < 50 ms, or success > 99.9 %';
const SHAPE = /^(\s*)([A-Za-z][\w.]*)(\s*)(\(([^()]*)\))?(\s*)(<=|>=|<|>)(\s*)(\S.*?)\s*$/;

class Refusal extends Error {
  readonly error: ObjectiveError;

  constructor(offset: number, length: number, phrase: string, hint: string | null) {
    super(phrase);
    this.error = { offset, length, phrase, hint };
  }
}

/** Reads `p99(latency, op=Decrypt) < 50 ms`; names in it must exist. */
export function parseObjective(
  text: string,
  names: ObjectiveNames,
):
  | { readonly ok: true; readonly value: ParsedObjective }
  | { readonly ok: false; readonly error: ObjectiveError } {
  try {
    return { ok: true, value: read(text, names) };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, error: error.error };
    throw error;
  }
}

function read(text: string, names: ObjectiveNames): ParsedObjective {
  const match = SHAPE.exec(text);
  if (match === null) {
    throw new Refusal(0, text.length, `is not an objective: ${text}`, EXAMPLE);
  }
  const [
    ,
    lead = '',
    word = '',
    gap = '',
    group,
    inner = '',
    space = '',
    sign = '',
    pad = '',
    limit = '',
  ] = match;
  const wordAt = lead.length;
  const innerAt = wordAt + word.length + gap.length + 1;
  const { metric, kind } = metricOf(word, wordAt);
  const seen = readArguments(inner, innerAt, word, kind, names);
  if (kind.isLatency && seen.of === null) {
    const at = group === undefined ? wordAt : innerAt;
    throw new Refusal(
      at,
      word.length,
      `does not say of what ${word} is meant`,
      `write ${word}(latency) or ${word}(addedLatency)`,
    );
  }
  if (metric === 'recovery' && names.phases.length === 0) {
    throw new Refusal(
      wordAt,
      word.length,
      'asks for recovery, but the scenario has no faults',
      'add faults:, such as - { zoneDown: a, at: 1 min, for: 30 s }',
    );
  }
  const limitAt = innerAt - 1 + (group?.length ?? 0) + space.length + sign.length + pad.length;
  const value = kind.parse(limit);
  if (!value.ok) {
    throw new Refusal(
      limitAt,
      limit.length,
      `needs as its limit ${value.expected}, not ${limit}`,
      null,
    );
  }
  return {
    expect: text.trim(),
    metric,
    of: seen.of,
    operation: isKmsOperation(seen.op) ? seen.op : null,
    userOperation: isKmsOperation(seen.op) ? null : seen.op,
    workload: seen.workload,
    during: seen.phase,
    comparison: sign as Objective['comparison'],
    limit: value.value,
  };
}

function metricOf(word: string, at: number): { readonly metric: MetricName; readonly kind: Kind } {
  const percent = /^p(\d+(?:\.\d+)?)$/.exec(word)?.[1];
  if (percent !== undefined) {
    const value = Number(percent);
    if (value > 0 && value < 100) {
      return { metric: { percentile: Number((value / 100).toPrecision(12)) }, kind: LATENCY };
    }
    throw new Refusal(
      at,
      word.length,
      `names a percentile that does not exist: ${word}`,
      'write p50 to p99.99; for the largest value max(latency)',
    );
  }
  if (!Object.hasOwn(KINDS, word)) {
    throw new Refusal(at, word.length, `names no known metric: ${word}`, suggest(word, METRICS));
  }
  return { metric: word as Exclude<MetricName, object>, kind: KINDS[word]! };
}

interface Arguments {
  of: 'latency' | 'addedLatency' | null;
  op: string | null;
  workload: string | null;
  phase: string | null;
}

function readArguments(
  inner: string,
  innerAt: number,
  metric: string,
  kind: Kind,
  names: ObjectiveNames,
): Arguments {
  const seen: Arguments = { of: null, op: null, workload: null, phase: null };
  let offset = innerAt;
  for (const part of inner.trim() === '' ? [] : inner.split(',')) {
    const word = part.trim();
    const at = offset + part.indexOf(word);
    offset += part.length + 1;
    const filter = /^(\w+)\s*=\s*(\S.*)$/.exec(word);
    if (filter !== null) {
      readFilter(seen, filter[1]!, filter[2]!, at, metric, kind, names);
    } else if (kind.isLatency && (word === 'latency' || word === 'addedLatency')) {
      seen.of = word;
    } else {
      const known = [
        ...(kind.isLatency ? ['latency', 'addedLatency'] : []),
        ...kind.filters.map((name) => `${name}=…`),
      ];
      const phrase =
        known.length === 0
          ? `takes nothing in brackets after ${metric}`
          : `has a word it does not know: ${word}`;
      throw new Refusal(
        at,
        word.length,
        phrase,
        known.length === 0 ? `write ${metric} alone` : suggest(word, known),
      );
    }
  }
  const { op, workload } = seen;
  if (seen.of === 'addedLatency' && op !== null && !isKmsOperation(op)) {
    throw new Refusal(
      innerAt,
      inner.length,
      `asks for the added latency of ${op}, which is measured for KMS calls only`,
      `write latency: a service's own time is not simulated, so all of it is added by KMS`,
    );
  }
  if (op !== null && workload !== null && !names.operations.get(workload)!.includes(op)) {
    throw new Refusal(
      innerAt,
      inner.length,
      `asks for ${op}, which workload ${workload} never calls`,
      `it calls ${names.operations.get(workload)!.join(', ')}`,
    );
  }
  return seen;
}

function readFilter(
  seen: Arguments,
  name: string,
  value: string,
  at: number,
  metric: string,
  kind: Kind,
  names: ObjectiveNames,
): void {
  const refuse = (phrase: string, hint: string): never => {
    throw new Refusal(at, name.length + 1 + value.length, phrase, hint);
  };
  if (!kind.filters.some((each) => each === name)) {
    const hint =
      kind.filters.length === 0 ? `${metric} takes no filter` : suggest(name, kind.filters);
    refuse(`has a filter that ${metric} does not take: ${name}`, hint);
  }
  if (name === 'op') {
    const called = [...new Set([...names.operations.values()].flat())];
    if (!called.includes(value))
      refuse(`asks for an operation that no workload calls: ${value}`, suggest(value, called));
    seen.op = value;
  } else if (name === 'workload') {
    const known = [...names.operations.keys()];
    if (!known.includes(value)) refuse(`names no workload: ${value}`, suggest(value, known));
    seen.workload = value;
  } else {
    const phase = readPhase(value, metric === 'recovery', names);
    if (!phase.ok) return refuse(phase.phrase, phase.hint);
    seen.phase = phase.name;
  }
}

function isKmsOperation(name: string | null): name is OperationName {
  return OPERATIONS.some((each) => each === name);
}
