import { describe, expect, it } from 'vitest';
import { factorOf, pairingRow, pairingTable, type PairingRow } from './pairing.ts';

const factor = { value: 4.193, low: 3.61, high: 4.87 };
const narrowing = {
  ms: [6.78, 6.71] as const,
  paired: factor,
  controlled: factor,
  fastServers: factor,
};
const ROW: PairingRow = { setup: 'plain', utilisation: 0.2, mean: narrowing, p99: narrowing };

describe('common random numbers', () => {
  const row = pairingRow('plain', 0.2, 40, 4000);

  it('narrow the interval of 2 against 3 HSMs at 0.2 at least threefold for the mean', () => {
    // Four times and more by the long form, whose interval begins above 3.5.
    expect(row.mean.paired.value).toBeGreaterThanOrEqual(3);
    expect(row.mean.ms[0]).toBeGreaterThan(row.mean.ms[1]);
  });

  it('narrow it further together with control variates that know more', () => {
    expect(row.mean.controlled.value).toBeGreaterThan(row.mean.paired.value * 0.95);
    expect(row.mean.fastServers!.value).toBeGreaterThan(row.mean.paired.value * 1.2);
  });
});

describe('the factor', () => {
  const even = Array.from({ length: 20 }, (_, i) => ((i * 7) % 20) - 9.5);
  const odd = even.map((own, i) => own + (i % 2 === 0 ? 1 : -1));

  it('is that of the standard deviations', () => {
    const variance = (values: readonly number[]) => {
      const mean = values.reduce((sum, own) => sum + own, 0) / values.length;
      return values.reduce((sum, own) => sum + (own - mean) ** 2, 0) / (values.length - 1);
    };
    const differences = odd.map((own, i) => own - even[i]!);
    const { value, low, high } = factorOf(even, odd, []);
    expect(value).toBeCloseTo(
      Math.sqrt((variance(even) + variance(odd)) / variance(differences)),
      9,
    );
    expect(low).toBeLessThan(value);
    expect(high).toBeGreaterThan(value);
  });

  it('grows with a control that explains the difference', () => {
    const almost = odd.map((own, i) => own - even[i]! + even[i]! / 100);
    const control = { values: almost, mean: 0 };
    expect(factorOf(even, odd, [control]).value).toBeGreaterThan(5 * factorOf(even, odd, []).value);
  });
});

describe('the table', () => {
  it('has a row for each utilisation, in the table of its setup', () => {
    const bare = { ...narrowing, fastServers: null };
    const shipped = { ...ROW, mean: bare, p99: bare };
    const lines = pairingTable([
      ROW,
      { ...shipped, setup: 'as shipped' },
      { ...shipped, setup: 'without connections' },
    ]).split('\n');
    const cells = '6.78 → 6.71 ms | 4.19 (3.6–4.9) | 4.19 (3.6–4.9)';
    expect(lines).toContain(`| 0.2 | ${cells} | 4.19 (3.6–4.9) | ${cells} | 4.19 (3.6–4.9) |`);
    expect(lines).toContain(`| 0.2 | ${cells} | ${cells} |`);
    expect(lines).toContain(`| 0.2, without connections | ${cells} | ${cells} |`);
  });
});
