import { describe, expect, it } from 'vitest';
import { renderJson } from '../../../src/report/index.ts';
import { fixtureResult } from '../fixture.ts';

const small = fixtureResult({ loads: [1], hsmCounts: [2], windowCount: 5 });

describe('renderJson', () => {
  it('gives back the same result when read', () => {
    expect(JSON.parse(renderJson(small))).toEqual(small);
  });

  it('starts with format and version, then goes by the alphabet, at every depth', () => {
    const lines = renderJson(small).split('\n');
    expect(lines.slice(0, 3)).toEqual(['{', '  "format": "cksim-result",', '  "version": 1,']);
    const keys = lines.flatMap((line) => /^ {2}"(\w+)":/.exec(line)?.[1] ?? []).slice(2);
    expect(keys).toEqual([...keys].sort());
  });

  it('does not depend on the order in which keys were set', () => {
    // The same keys and values, so it is the same type; entries do not carry it.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const reversed = Object.fromEntries(Object.entries(small).reverse()) as unknown as typeof small;
    expect(renderJson(reversed)).toBe(renderJson(small));
  });

  it('indents by two, keeps lists of numbers on one line, and ends with a newline', () => {
    const text = renderJson(small);
    expect(text).toMatch(/\n {12}"startMs": \[0, 1000, 2000, 3000, 4000\],?\n/);
    expect(text.endsWith('\n}\n')).toBe(true);
  });

  it('writes null for a figure that there is none of', () => {
    const none = { low: 24, level: 0.95, method: 'not within the run' };
    const objectives = small.objectives.slice(0, 1).map((objective) => ({
      ...objective,
      measured: { ...none, value: Number.MAX_VALUE, high: Number.MAX_VALUE },
    }));
    const { objectives: written } = JSON.parse(renderJson({ ...small, objectives })) as {
      objectives: { measured: unknown }[];
    };
    expect(written[0]!.measured).toEqual({ ...none, value: null, high: null });
  });

  it('refuses a number that JSON would silently turn into null, and says where', () => {
    expect(() => renderJson({ ...small, run: { ...small.run, events: NaN } })).toThrow(
      'run.events is NaN',
    );
  });
});
