/** Parts of reports/evidence.md in their order; each can be made anew without the others. */
export const SECTIONS = ['known', 'pairing', 'coverage'] as const;
export type SectionName = (typeof SECTIONS)[number];

const HEAD = `# Evidence

What the program gives where the answer is known, how much common random numbers narrow a
difference, and how often its intervals contain the truth. Regenerate with \`npm run evidence\`, or a
part of it with \`npm run evidence -- --only known\` (or \`pairing\`, or \`coverage\`).
`;

const begin = (name: SectionName) => `<!-- ${name} -->`;
const end = (name: SectionName) => `<!-- end of ${name} -->`;

/** The document with these sections replaced; `before` is what it was, empty for none. */
export function withSections(before: string, sections: ReadonlyMap<SectionName, string>): string {
  const parts = SECTIONS.flatMap((name) => {
    const text = sections.get(name) ?? sectionOf(before, name);
    return text === null ? [] : [`${begin(name)}\n\n${text.trim()}\n\n${end(name)}\n`];
  });
  return [HEAD, ...parts].join('\n');
}

/** What stands between the marks of a section; null where it is not there. */
function sectionOf(document: string, name: SectionName): string | null {
  const from = document.indexOf(begin(name));
  const to = document.indexOf(end(name));
  return from < 0 || to < from ? null : document.slice(from + begin(name).length, to);
}
