import type { Knob, LivePosition } from '../../../plan/index.ts';
import { BASELINE, stopOf } from './position.ts';

/**
 * What was turned as lines of the scenario, in YAML to paste at its end: settings as a variant, the
 * load as one of those to simulate; what is no setting is told in a comment.
 */
export function variantYaml(position: LivePosition, knobs: readonly Knob[]): string {
  const tree: Tree = new Map();
  const remarks: string[] = [];
  for (const knob of knobs) {
    const stop = stopOf(position, knob);
    if (stop === knob.at) continue;
    const { label, settings } = knob.stops[stop]!;
    const words = Object.entries(settings);
    if (words.length === 0) {
      remarks.push(
        `${knob.title}: ${label} from the start. Write that under faults, with its time.`,
      );
    }
    for (const [path, value] of words) put(tree, stepsOf(path), value);
  }
  const lines = [
    ...remarks.map((remark) => `# ${inOneLine(remark)}`),
    ...(position.load === BASELINE.load ? [] : loadLines(position.load)),
    ...(tree.size === 0 ? [] : ['variants:', '  from-the-report:', ...written(tree, '    ')]),
  ];
  return `${lines.join('\n')}\n`;
}

/** Variants are compared at load 1, so that the load is no part of one. */
function loadLines(load: number): readonly string[] {
  const loads = [...new Set([BASELINE.load, load])].sort((a, b) => a - b);
  return [
    '# The load is varied beside the variants; add it to vary where the scenario has one.',
    `vary: { load: [${loads.join(', ')}] }`,
  ];
}

type Tree = Map<string, Tree | { readonly value: unknown }>;

/** Facts have dots in their names. */
function stepsOf(path: string): readonly string[] {
  const [section = '', ...steps] = path.split('.');
  return section === 'assume' ? [section, steps.join('.')] : [section, ...steps];
}

function put(tree: Tree, [step, ...rest]: readonly string[], value: unknown): void {
  if (step === undefined) return;
  if (rest.length === 0) {
    tree.set(step, { value });
    return;
  }
  const inner = tree.get(step);
  const below: Tree = inner instanceof Map ? inner : new Map();
  tree.set(step, below);
  put(below, rest, value);
}

function written(tree: Tree, indent: string): readonly string[] {
  return [...tree].flatMap(([step, inner]) =>
    inner instanceof Map
      ? [`${indent}${word(step)}:`, ...written(inner, `${indent}  `)]
      : [`${indent}${word(step)}: ${scalar(inner.value)}`],
  );
}

/** YAML holds JSON: what is no plain word is written as JSON. */
function scalar(value: unknown): string {
  return typeof value === 'string' ? word(value) : json(value);
}

/** Begins with a letter or digit and holds nothing that YAML gives a meaning. */
const PLAIN = /^[A-Za-z0-9](?:[\w./% -]*[\w/%])?$/;
const HAS_LETTER = /[A-Za-z]/;
/** Words that some reader of YAML takes for a truth value or for nothing. */
const MEANT = /^(?:true|false|null|yes|no|on|off|y|n)$/i;

function word(text: string): string {
  const isPlain =
    PLAIN.test(text) && HAS_LETTER.test(text) && !MEANT.test(text) && Number.isNaN(Number(text));
  return isPlain ? text : json(text);
}

/** Characters that JSON leaves as they are and YAML does not admit, or takes for line breaks. */
const UNPRINTABLE = /[\u007f-\u009f\u2028\u2029\ufeff]/g;

function json(value: unknown): string {
  return JSON.stringify(value).replace(
    UNPRINTABLE,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function inOneLine(remark: string): string {
  return remark.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ');
}
