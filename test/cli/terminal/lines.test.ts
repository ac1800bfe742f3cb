import { expect, it } from 'vitest';
import { indented, wrapped } from '../../../src/cli/terminal/lines.ts';

it('sentences break between words, in lines that leave room to indent them', () => {
  const words = Array.from({ length: 60 }, (_, i) => 'x'.repeat(1 + (i % 9)));
  const lines = wrapped(words.join(' '));
  expect(lines.join(' ').split(' ')).toEqual(words);
  expect(Math.max(...indented(lines).map((line) => line.length))).toBeLessThanOrEqual(80);
  // No line could have taken the first word of the next.
  lines.slice(1).forEach((line, index) => {
    expect(`${lines[index]} ${line.split(' ')[0]}`.length).toBeGreaterThan(78);
  });
});

it('nothing makes no line', () => {
  expect(wrapped('  ')).toEqual([]);
  expect(indented(['a', 'b'])).toEqual(['  a', '  b']);
});
