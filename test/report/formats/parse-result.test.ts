import { describe, expect, it } from 'vitest';
import { NotAResult, parseResult, renderHtml, renderJson } from '../../../src/report/index.ts';
import type { Result } from '../../../src/plan/index.ts';
import { fixtureResult } from '../fixture.ts';
import { plannedResult } from '../plan-fixture.ts';

const small = fixtureResult({ loads: [1], hsmCounts: [2], windowCount: 5 });
const none = { low: 24, level: 0.95, method: 'not within the run' };

function withMeasured(measured: Result['objectives'][number]['measured']): Result {
  return { ...small, objectives: small.objectives.map((own) => ({ ...own, measured })) };
}

describe('parseResult', () => {
  it.each([
    ['a result', small],
    ['a plan', plannedResult()],
    [
      'a figure that exceeds every limit',
      withMeasured({
        ...none,
        low: Number.MAX_VALUE,
        value: Number.MAX_VALUE,
        high: Number.MAX_VALUE,
      }),
    ],
    [
      'a figure of which only a lower end is known',
      withMeasured({ ...none, value: Number.MAX_VALUE, high: Number.MAX_VALUE }),
    ],
    ['a figure without an interval', withMeasured({ ...none, low: null, value: 3, high: null })],
  ])('gives back %s as it was, down to the page', (_, result) => {
    const read = parseResult(renderJson(result));
    expect(read).toEqual(result);
    expect(renderJson(read)).toBe(renderJson(result));
    expect(renderHtml(read)).toBe(renderHtml(result));
  });

  it('keeps names of the scenario in its order: the page lists them so', () => {
    const scenario = { stores: { z: { hsms: 2 }, a: { hsms: 3 } }, b: 1 };
    const read = parseResult(renderJson({ ...small, scenario }));
    expect(JSON.stringify(read.scenario)).toBe(JSON.stringify(scenario));
  });

  it('reads results of this version that were written before a field was added', () => {
    const { live: _live, command: _command, ...older } = small;
    expect(parseResult(JSON.stringify(older))).toEqual({ ...small, live: null, command: null });
  });

  const text = renderJson(small);
  it.each([
    ['', /is not JSON/],
    ['title: x', /is not JSON/],
    ['<!doctype html>', /is a page/],
    [text.slice(0, text.length / 2), /breaks off/],
    ['[]', /is not a result of cksim/],
    ['null', /is not a result of cksim/],
    ['{ "format": "k6" }', /its format is "k6"/],
    ['{ "format": "cksim-diff", "version": 1 }', /cksim diff found/],
    ['{ "format": "cksim-result", "version": 2 }', /of version 2, and this cksim reads version 1/],
    ['{ "format": "cksim-result" }', /of version undefined/],
    ['{ "format": "cksim-result", "version": 1 }', /lacks stores/],
    [text.replace('"byReplication"', '"other"'), /lacks stores\.points\.byReplication/],
    [text.replace(/"seed": "[^"]*"/, '"seed": 7'), /lacks seed/],
  ])('refuses %.40j and says what it is', (bad, message) => {
    expect(() => parseResult(bad)).toThrow(NotAResult);
    expect(() => parseResult(bad)).toThrow(message);
  });
});
