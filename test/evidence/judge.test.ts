import { describe, expect, it } from 'vitest';
import type { EvidenceCase } from './case.ts';
import { rejectedByHolm, rowOf, type Row } from './judge.ts';

const row = (pValue: number) => ({ pValue }) as Row;

describe('rejectedByHolm', () => {
  it('holds the smallest p-value against the level over the number of rows, and so on', () => {
    // Holm at 5 % over four rows: limits 0.0125, 0.0167, 0.025, 0.05.
    const rows = [0.01, 0.04, 0.03, 0.005].map(row);
    expect(rejectedByHolm(rows, 0.05).map(({ pValue }) => pValue)).toEqual([0.005, 0.01]);
    expect(rejectedByHolm([0.02, 0.02].map(row), 0.05)).toHaveLength(2);
    expect(rejectedByHolm([0.5, 0.9].map(row), 0.05)).toEqual([]);
  });
});

describe('rowOf', () => {
  it('gives a p-value of 1 % where the 99 % interval just touches the expected value', () => {
    const of = { expected: 10 } as EvidenceCase;
    const touching = { value: 10.3, low: 10, high: 10.6, level: 0.99, method: '' };
    expect(rowOf(of, touching).pValue).toBeCloseTo(0.01, 6);
    expect(rowOf(of, touching).width).toBeCloseTo(0.03, 9);
    expect(rowOf(of, { ...touching, value: 10, low: 9.7, high: 10.3 }).pValue).toBeCloseTo(1, 9);
  });
});
