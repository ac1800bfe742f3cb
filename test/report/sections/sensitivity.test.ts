import { describe, expect, it } from 'vitest';
import { buildDocument } from '../../../src/report/build-document.ts';
import { readResult } from '../../../src/report/designs.ts';
import { figuresOf } from '../../../src/report/document.ts';
import { sensitivitySection } from '../../../src/report/sections/sensitivity.ts';
import { fixtureResult } from '../fixture.ts';
import { MOVED_RESULT, SENTENCE } from '../sensitivity-fixture.ts';

describe('the section on sensitivity', () => {
  it('is not there where nothing was moved', () => {
    expect(sensitivitySection(readResult(fixtureResult()))).toBeNull();
  });

  it('says first what the verdict hangs on, and so does the first screen', () => {
    expect(sensitivitySection(readResult(MOVED_RESULT))!.sentence).toBe(SENTENCE);
    const [verdict] = buildDocument(MOVED_RESULT).sections;
    expect(verdict!.blocks[0]).toEqual({ kind: 'prose', paragraphs: [SENTENCE] });
  });

  it('shows both ends of each fact, with a sign and the room, and where the verdict turns', () => {
    const [figure] = figuresOf(sensitivitySection(readResult(MOVED_RESULT))!);
    const words = figure!.data.rows.map((row) => row.map(({ text }) => text));
    expect(words[0]!.slice(1)).toEqual([
      '1,800/s',
      '✗ 900/s: 40 % beyond',
      '✓ 5,000/s: 50 % to spare',
      '1,300/s and 1,240/s',
    ]);
    expect(words[1]!.at(-1)).toBe('–');
    expect(figure!.caption).toContain('1 of the facts turns the verdict on cks hsms=4');
  });

  it('gives no percentage for a limit that is exceeded many times over', () => {
    const [row, ...others] = MOVED_RESULT.sensitivity;
    const far = { ...row!, low: { ...row!.low, margin: -224 } };
    const section = sensitivitySection(
      readResult({ ...MOVED_RESULT, sensitivity: [far, ...others] }),
    );
    const [figure] = figuresOf(section!);
    expect(figure!.data.rows[0]![2]!.text).toBe('✗ 900/s: far beyond');
  });

  it('draws a bar to each end that differs from where the fact stands', () => {
    const [figure] = figuresOf(sensitivitySection(readResult(MOVED_RESULT))!);
    const { values } = (figure!.spec as unknown as { data: { values: { text: string }[] } }).data;
    // Both ends of the slower round trip lie around 35 %: 36 % right of it, 30 % left.
    expect(values.map(({ text }) => text).sort()).toEqual(
      ['0.25 ms', '3.4 ms', '5,000/s', '900/s'].sort(),
    );
  });
});
