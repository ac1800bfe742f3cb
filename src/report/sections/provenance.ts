import type { Reading } from '../designs.ts';
import { cell, columns, tableBlock, type Section } from '../document.ts';
import { outline } from './outline.ts';

/** What it takes to get exactly these numbers again. */
export function provenanceSection(reading: Reading): Section {
  const { result } = reading;
  return {
    id: 'provenance',
    title: 'Provenance',
    sentence:
      'The same scenario, seed and version give the same numbers, bit by bit, on any machine; the fingerprint below tells whether they did.',
    blocks: [
      tableBlock({
        id: 'provenance-facts',
        caption: 'Identity of this result',
        columns: columns('What', 'Value'),
        rows: [
          [cell('Version of cksim'), cell(result.tool)],
          [cell('Seed'), cell(result.seed)],
          [cell('Fingerprint of all runs'), cell(result.fingerprint)],
          [cell('Format of the result'), cell(`${result.format} ${result.version}`)],
        ],
        isFolded: false,
      }),
      {
        kind: 'listing',
        caption: 'To repeat it, with the scenario file',
        text: result.command ?? 'cksim run SCENARIO.yaml',
      },
      {
        kind: 'listing',
        caption: 'The scenario as it was understood: every default filled in',
        text: outline(result.scenario),
      },
    ],
    howToRead: [
      'All numbers of this page are in the JSON file that the same command writes, unrounded, or follow by arithmetic from numbers there.',
      'From that file cksim report makes this page again, byte for byte, and every other format: cksim report RESULT.json --md - prints it as Markdown, --csv FOLDER writes its tables, --svg FOLDER its figures.',
      'This page loads nothing and cannot talk to any server: its security policy forbids it.',
    ],
  };
}
