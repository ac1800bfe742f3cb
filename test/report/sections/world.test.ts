import { describe, expect, it } from 'vitest';
import type { PointResult, Result } from '../../../src/plan/index.ts';
import { buildDocument } from '../../../src/report/build-document.ts';
import { figuresOf, tablesOf, type Table } from '../../../src/report/document.ts';
import { fixtureResult } from '../fixture.ts';

/** The fixture with every point changed. */
function changed(change: (point: PointResult) => Partial<PointResult>, base = fixtureResult()) {
  const stores = base.stores.map((store) => ({
    ...store,
    points: store.points.map((point) => ({ ...point, ...change(point) })),
  }));
  return { ...base, stores };
}

function section(result: Result, id: string) {
  return buildDocument(result).sections.find((each) => each.id === id) ?? null;
}

function table(result: Result, sectionId: string, id: string): Table {
  const found = section(result, sectionId);
  const tables = found ? [...tablesOf(found), ...figuresOf(found).map(({ data }) => data)] : [];
  const own = tables.find((each) => each.id === id);
  if (!own) throw new Error(`no table ${id} in ${sectionId}`);
  return own;
}

const textOf = ({ rows }: Table): string =>
  rows.map((row) => row.map((cell) => `${cell.text} ${cell.detail ?? ''}`).join('|')).join('\n');

describe('what users notice', () => {
  it('is said of user operations with the KMS calls each of them takes', () => {
    const found = section(fixtureResult(), 'user-operations');
    expect(found?.sentence).toMatch(/^With cks hsms=4, KMS adds at most .* GetOldObject/);
    const rows = table(fixtureResult(), 'user-operations', 'user-operations-data').rows;
    expect(rows).toHaveLength(8 * 2);
    expect(rows[0]?.[7]?.text).toBe('0.020');
  });

  it('shows how much the caches save', () => {
    const caches = table(fixtureResult(), 'user-operations', 'caches');
    expect(textOf(caches)).toMatch(/uploads \|7,200 \|98.*\|7,056/);
  });

  it('is left out where no workload is a service', () => {
    expect(section(fixtureResult({ hasServices: false }), 'user-operations')).toBe(null);
  });
});

describe('the control plane', () => {
  it('lists events in order, gathers repetitions and marks refusals', () => {
    const rows = table(fixtureResult(), 'control', 'control-events-4').rows;
    expect(rows.map((row) => [row[0]?.text, row[1]?.text, row[3]?.text])).toEqual([
      ['12 s before', 'Backup', '✓ ok'],
      ['0 s', 'KeySync', '✓ ok'],
      ['5 min 1 s', 'ConnectCustomKeyStore', 'started'],
      ['5 min 20 s', 'ConnectCustomKeyStore', '✗ INVALID_CREDENTIALS'],
    ]);
    expect(rows[1]?.[1]?.detail).toBe('2 times, the last at 1 min');
    expect(section(fixtureResult(), 'control')?.sentence).toMatch(
      /5 events; 1 of them failed: ConnectCustomKeyStore \(INVALID_CREDENTIALS\)/,
    );
  });

  it('is left out where nothing happened', () => {
    expect(section(fixtureResult({ hasControl: false }), 'control')).toBe(null);
  });

  it('says how many events are beyond what is listed', () => {
    const long = changed(() => ({ controlEventsLeftOut: 70 }));
    const [shown] = tablesOf(section(long, 'control')!);
    expect(shown?.caption).toContain('70 later ones are left out');
  });
});

describe('keys and data', () => {
  it('name the design that loses most, and the decrypts that really failed', () => {
    const found = section(fixtureResult(), 'durability');
    expect(found?.sentence).toMatch(/loses 12 keys for good, and with them 1,200 ciphertexts/);
    const row = table(fixtureResult(), 'durability', 'fates').rows[1]!;
    expect(row.map(({ text }) => text).slice(-2)).toEqual(['4,000', '1,200']);
    expect(row[3]).toMatchObject({ text: '✗ 12', tone: 'bad' });
  });

  it('say since when keys are in no backup', () => {
    expect(textOf(table(fixtureResult(), 'durability', 'windows-of-risk'))).toContain('20 h');
  });

  it('are left out where nothing could touch them', () => {
    const calm = fixtureResult({ hasControl: false, hasFaults: false });
    expect(section(calm, 'durability')).toBe(null);
  });
});

describe('errors', () => {
  it('are told apart by their cause', () => {
    const errors = table(fixtureResult(), 'throttling', 'errors');
    expect(errors.columns.map(({ title }) => title)).toContain('Cause');
    expect(textOf(errors)).toContain('KMSInvalidStateException |no HSM reachable');
  });
});

describe('the audit trail', () => {
  it('gives events a day and a month, and what a second trail costs', () => {
    // 900/s: 77.76 million a day; over 730 h 2.3652 billion at $2 per 100,000.
    expect(section(fixtureResult(), 'audit')?.sentence).toMatch(
      /2,365,200,000 CloudTrail events a month, 77,760,000 a day; .* \$47,304 a month/,
    );
  });

  it('says that CloudHSM used directly leaves no event', () => {
    const rows = table(fixtureResult(), 'audit', 'audit-events').rows;
    expect(rows.at(-1)?.[2]?.text).toBe('none');
  });

  it('is left out where nothing goes through KMS', () => {
    const silent = changed(({ audit }) => ({ audit: { ...audit, isLogged: false } }));
    expect(section(silent, 'audit')).toBe(null);
  });
});

describe('notes on designs', () => {
  it('stand beside the assumptions', () => {
    expect(textOf(table(fixtureResult(), 'question', 'design-notes'))).toMatch(
      /pkcs11 hsms=2 \|No AWS service can use CloudHSM directly/,
    );
  });
});

describe('a fault that comes again', () => {
  it('is told with the length of one occurrence and how often it came', () => {
    const often = changed(({ faults }) => ({
      faults: faults.map((fault) => ({ ...fault, count: 7, endMs: 500_000 })),
    }));
    const [prose] = section(often, 'faults')!.blocks;
    expect(prose?.kind === 'prose' && prose.paragraphs[0]).toMatch(
      /3 min into the measurement, for 2 min; it came 7 times/,
    );
  });
});

describe('the bill', () => {
  it('says how many KMS requests it takes for each user operation', () => {
    const volumes = table(fixtureResult(), 'money', 'volumes');
    expect(volumes.rows[0]?.[6]?.text).toBe('0.125');
    const plain = section(fixtureResult({ hasServices: false }), 'money')!;
    expect(tablesOf(plain).map(({ id }) => id)).not.toContain('volumes');
  });
});
