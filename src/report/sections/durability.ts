import type { DurabilityResult } from '../../plan/index.ts';
import type { DesignView, Reading } from '../designs.ts';
import { cell, columns, tableBlock, type Cell, type Section, type Table } from '../document.ts';
import { formatCount, formatDuration } from '../format-number.ts';
import { plural } from '../phrases.ts';

interface Row {
  readonly design: DesignView;
  readonly durability: DurabilityResult;
}

/** Which keys, and which data, were lost; null when nothing could have touched them. */
export function durabilitySection(reading: Reading): Section | null {
  const rows = reading.designs.map((design): Row => ({
    design,
    durability: design.atReference.durability,
  }));
  if (!rows.some(isEventful)) return null;
  return {
    id: 'durability',
    title: 'Keys and data',
    sentence: sentenceOf(rows),
    blocks: [
      tableBlock(fatesTable(rows)),
      ...(rows.some(({ design }) => design.atReference.hsms > 0)
        ? [tableBlock(windowsTable(rows))]
        : []),
    ],
    howToRead: [
      'Readable: the key is on an HSM that the store can reach. Waiting: it is only on an HSM that is away, or in a backup, or the store is not connected. Lost: it is nowhere, and what was encrypted under it is gone.',
      'At the end of a run every ciphertext that was kept is really tried with whatever still holds its key, be it an HSM out of reach or a backup; “failed” counts those that really did not open.',
      'Keys made since the newest backup exist on HSMs only: if all HSMs go, those keys go with them.',
      'Where replications differ, the one that lost most is shown.',
    ],
  };
}

function isEventful({ design, durability }: Row): boolean {
  const { keys } = durability;
  const { faults, controlEvents } = design.atReference;
  const touched = keys.lost + keys.waiting + keys.orphaned + keys.deleted;
  return touched > 0 || faults.length > 0 || controlEvents.length > 0;
}

function sentenceOf(rows: readonly Row[]): string {
  const worst = [...rows].sort(
    (a, b) =>
      b.durability.keys.lost - a.durability.keys.lost ||
      b.durability.ciphertexts.lost - a.durability.ciphertexts.lost,
  )[0]!;
  const { keys, ciphertexts } = worst.durability;
  if (keys.lost + ciphertexts.lost > 0) {
    return `${worst.design.name} loses ${plural(keys.lost, formatCount(keys.lost), 'key')} for good, and with ${keys.lost === 1 ? 'it' : 'them'} ${plural(ciphertexts.lost, formatCount(ciphertexts.lost), 'ciphertext')}.`;
  }
  const waiting = rows.filter(({ durability }) => durability.keys.waiting > 0);
  return waiting.length === 0
    ? 'No key is lost in any design, and all data can be read at the end.'
    : 'No key is lost for good in any design; at the end some can only be read once an HSM, a backup or the connection is back.';
}

function fatesTable(rows: readonly Row[]): Table {
  const hasDeleted = rows.some(({ durability: { keys } }) => keys.deleted + keys.orphaned > 0);
  return {
    id: 'fates',
    caption: 'Keys and ciphertexts at the end of the run',
    columns: columns(
      'Design',
      '#Keys readable',
      '#Keys waiting',
      '#Keys lost',
      ...(hasDeleted ? ['#Keys deleted'] : []),
      '#Ciphertexts readable',
      '#Ciphertexts waiting',
      '#Ciphertexts lost',
      '#Decrypts really tried',
      '#Of these failed',
    ),
    rows: rows.map(({ design, durability }): readonly Cell[] => {
      const { keys, ciphertexts, tried, failed } = durability;
      return [
        cell(design.name),
        cell(formatCount(keys.readable)),
        cell(formatCount(keys.waiting)),
        lostCell(keys.lost),
        ...(hasDeleted
          ? [cell(formatCount(keys.deleted + keys.orphaned), orphansInWords(keys.orphaned))]
          : []),
        cell(formatCount(ciphertexts.readable)),
        cell(formatCount(ciphertexts.waiting)),
        lostCell(ciphertexts.lost),
        cell(formatCount(tried)),
        cell(formatCount(failed)),
      ];
    }),
    isFolded: false,
  };
}

function orphansInWords(count: number): string {
  return count === 0 ? 'none left on an HSM' : `${formatCount(count)} left on an HSM`;
}

function lostCell(count: number): Cell {
  return count === 0 ? cell('0') : { text: `✗ ${formatCount(count)}`, tone: 'bad' };
}

function windowsTable(rows: readonly Row[]): Table {
  return {
    id: 'windows-of-risk',
    caption: 'Windows of risk',
    columns: columns(
      'Design',
      '#Since the newest backup',
      '#Longest that a key was on fewer than two HSMs',
    ),
    rows: rows
      .filter(({ design }) => design.atReference.hsms > 0)
      .map(({ design, durability }): readonly Cell[] => {
        const { newestBackupAgeMs, longestUnderTwoHsmsMs } = durability;
        return [
          cell(design.name),
          cell(newestBackupAgeMs === null ? 'no backup' : lasting(newestBackupAgeMs)),
          cell(longestUnderTwoHsmsMs === 0 ? 'never' : lasting(longestUnderTwoHsmsMs)),
        ];
      }),
    isFolded: false,
  };
}

function lasting(ms: number): string {
  return ms === 0 ? '0 s' : formatDuration(ms);
}
