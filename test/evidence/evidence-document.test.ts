import { expect, it } from 'vitest';
import { withSections, type SectionName } from './evidence-document.ts';

const sections = (...entries: [SectionName, string][]) => new Map(entries);

it('makes a part anew and keeps the others, in their order', () => {
  const first = withSections('', sections(['coverage', '## Coverage\n\nold']));
  const both = withSections(first, sections(['known', '## Known\n\none']));
  expect(both.indexOf('## Known')).toBeLessThan(both.indexOf('## Coverage'));
  const anew = withSections(both, sections(['known', '## Known\n\ntwo']));
  expect(anew).toContain('two');
  expect(anew).toContain('old');
  expect(anew).not.toContain('one\n\n<!--');
  // The same parts again: the same document.
  expect(withSections(anew, sections())).toBe(anew);
});

it('forgets what stood outside of its parts', () => {
  expect(withSections('# Something else\n', sections(['pairing', 'x']))).not.toContain('else');
});
