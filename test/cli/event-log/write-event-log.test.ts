import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeEventLog } from '../../../src/cli/event-log/write-event-log.ts';
import { OutputFile } from '../../../src/cli/outputs.ts';
import { direct, SECOND, world } from '../../model/worlds.ts';
import { design, study } from '../../plan/studies.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cksim-events-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function write(limit: number) {
  const path = join(folder, 'events.jsonl');
  const summary = writeEventLog(
    study({
      designs: [
        ...study().designs,
        design('pkcs11', world({ durationNs: 5 * SECOND, store: direct() })),
      ],
    }),
    OutputFile.open(path),
    limit,
  );
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  const events = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  return { summary, events };
}

it('writes every request of each design that goes through KMS, one JSON object a line', () => {
  const { summary, events } = write(100_000);
  expect(summary).toEqual({ lines: events.length, cut: [] });
  // Two designs of 100 calls a second for 5 s; the same calls for both.
  const of = (name: string) => events.filter(({ cksimDesign }) => cksimDesign === name);
  expect(of('standard')).toHaveLength(of('cks').length);
  expect(of('cks').length).toBeGreaterThan(400);
  expect(of('pkcs11')).toEqual([]);
  expect(new Set(events.map(({ eventID }) => eventID)).size).toBe(events.length);
});

it('ends after so many lines of a design, and says of which', () => {
  const { summary, events } = write(20);
  expect(summary).toEqual({ lines: 40, cut: ['standard', 'cks'] });
  expect(events).toHaveLength(40);
});
