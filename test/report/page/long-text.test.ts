import { describe, expect, it } from 'vitest';
import { cutText, MOST_CHARACTERS } from '../../../src/report/page/long-text.tsx';

describe('cutText', () => {
  it('leaves a text that fits, counted in characters and not in their halves', () => {
    expect(cutText('short', 5)).toBe('short');
    expect(cutText('🔐'.repeat(5), 5)).toBe('🔐'.repeat(5));
  });

  it('cuts a longer one and says so', () => {
    expect(cutText('abcdefgh', 5)).toBe('abcde…');
    expect(cutText('abcd fgh', 5)).toBe('abcd…');
  });

  it('never takes an accent or a joined emoji apart', () => {
    // Two persons joined to one sign, then two letters.
    expect(cutText('abcd👩\u200d💻ef', 5)).toBe('abcd…');
    expect(cutText('abcde\u0301fgh', 5)).toBe('abcd…');
  });

  it('gives up on a text of nothing but accents, without taking long', () => {
    const text = cutText(`a${'\u0301'.repeat(1_000_000)}`, MOST_CHARACTERS.title);
    expect(text.length).toBeLessThanOrEqual(MOST_CHARACTERS.title + 1);
    expect(text.length).toBeGreaterThan(MOST_CHARACTERS.title / 3);
  });

  it('closes the isolation of a text that runs from right to left', () => {
    expect(cutText(`\u2068${'א'.repeat(20)}\u2069`, 10)).toBe(`\u2068${'א'.repeat(9)}…\u2069`);
  });
});
