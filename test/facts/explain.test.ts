import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import {
  confidenceInWords,
  explainFact,
  FACTS,
  findFact,
  isOverridable,
  suggestFacts,
} from '../../src/facts/index.ts';

const HSM_RATE = `hsm.rate.aes
AES commands of weight 1 per second that saturate one HSM

value       1,800/s
range       900/s to 5,000/s
confidence  assumption: Nobody publishes it. Measure it or replace it.
source      none published; AWS allows 1,800/s on clusters of any size; lighter
            than an RSA operation, per-command overhead may dominate
as of       2026-11-22
note        AWS publishes no AES throughput. Measure it, or read the result at
            both ends of the range.

Override in a scenario: assume: { hsm.rate.aes: 1800/s }
`;

const HANDLING = `kms.customStoreHandling
Extra time KMS spends on a request to a custom key store

value       p50 2 ms, p99 28 ms
range       0 ms to 5 ms
confidence  assumption: Nobody publishes it. Measure it or replace it.
source      none published; exists only to meet the placeholder of 8 ms at the
            median and 40 ms at p99
as of       2026-11-22
note        Without it a CloudHSM key store would be about as fast as the
            standard one. The range is that of the median; that of p99 is 0 to
            60 ms.

Override in a scenario:
  assume:
    kms.customStoreHandling: { lognormal: { median: 2 ms, p99: 28 ms } }
`;

function packed(text: string): string {
  return text.replaceAll(/\s/g, '');
}

describe('the explanation of a fact', () => {
  it('shows an assumed rate with range, reason and override (golden)', () => {
    expect(explainFact(findFact('hsm.rate.aes')!)).toBe(HSM_RATE);
  });

  it('shows an assumed law, its override on lines of its own (golden)', () => {
    expect(explainFact(findFact('kms.customStoreHandling')!)).toBe(HANDLING);
  });

  it('keeps every line of every fact within 80 columns', () => {
    const long = FACTS.flatMap((fact) => explainFact(fact).split('\n')).filter(
      (line) => line.length > 80,
    );
    expect(long).toEqual([]);
  });

  it('loses no word of source and note by wrapping', () => {
    for (const fact of FACTS) {
      const text = packed(explainFact(fact));
      expect(text).toContain(packed(fact.source));
      expect(text).toContain(packed(fact.note ?? ''));
    }
  });

  it('offers an override that is YAML, names the fact and starts from its value', () => {
    for (const fact of FACTS) {
      const [, example] = explainFact(fact).split('Override in a scenario:');
      expect(example !== undefined).toBe(isOverridable(fact));
      if (example === undefined) continue;
      const overrides: [string, unknown][] = Object.entries(parse(example.trim()).assume);
      expect(overrides.map(([name]) => name)).toEqual([fact.name]);
      if (typeof fact.value !== 'number') continue;
      const written = Number.parseFloat(String(overrides[0]?.[1]).replace('$', ''));
      expect(written).toBeCloseTo(fact.unit === 'share' ? fact.value * 100 : fact.value, 12);
    }
  });

  it('says of each confidence something else, in a sentence', () => {
    const confidences = [...new Set(FACTS.map((fact) => fact.confidence))];
    expect(confidences).toHaveLength(6);
    const sentences = confidences.map(confidenceInWords);
    expect(new Set(sentences).size).toBe(6);
    for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].+\.$/);
  });
});

describe('suggestions', () => {
  it('find names by any part, upper and lower case alike', () => {
    expect(suggestFacts('HSM.RATE').map((fact) => fact.name)).toEqual([
      'hsm.rate.aes',
      'hsm.rate.ecP256Sign',
      'hsm.rate.rsa2048Sign',
    ]);
  });

  it('find titles too, after names', () => {
    const names = suggestFacts('kmsuser').map((fact) => fact.name);
    expect(names).toContain('keyStore.lockoutAfterBadLogins');
    expect(names).toContain('operator.passwordReset');
    expect(suggestFacts('retransmit')[0]?.name).toBe('network.lossRetransmit');
  });

  it('stop at ten, and are none for what no fact speaks of', () => {
    expect(suggestFacts('e')).toHaveLength(10);
    expect(suggestFacts('quantum teapot')).toEqual([]);
  });
});
