import { describe, expect, it } from 'vitest';
import { textWidthPx } from '../../../src/report/charts/text-width.ts';

describe('textWidthPx', () => {
  it('has Helvetica’s advance widths: 278 for a space, 556 for a digit, 667 for A, 222 for i', () => {
    expect(textWidthPx(' ', 1000)).toBe(278);
    expect(textWidthPx('7', 1000)).toBe(556);
    expect(textWidthPx('A', 1000)).toBe(667);
    expect(textWidthPx('i', 1000)).toBe(222);
  });

  it('knows every printable ASCII character', () => {
    for (let code = 32; code < 127; code += 1) {
      // 600 is the guess for characters outside the table; Helvetica has no such width.
      expect(textWidthPx(String.fromCharCode(code), 1000)).not.toBe(600);
    }
  });

  it('counts an emoji outside the basic plane once, a full em wide', () => {
    expect(textWidthPx('🔐', 10)).toBe(10);
  });
});
