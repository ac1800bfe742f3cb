import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { outline } from '../../../src/report/sections/outline.ts';

describe('outline', () => {
  it('writes plain data so that a YAML reader gets it back', () => {
    const data = {
      title: 'SnowyBank: "loans" & more # not a comment',
      list: ['900/s', '70 %', 'true', '12', 12, true, null],
      nested: { empty: {}, none: [], deep: [{ a: 1, b: { c: 'x' } }, { a: 2 }] },
      'odd key: yes': 'multi\nline',
      laws: '2..6',
    };
    expect(parse(outline(data))).toEqual(data);
  });
});
