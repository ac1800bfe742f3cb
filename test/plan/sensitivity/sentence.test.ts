import { describe, expect, it } from 'vitest';
import type { Bracket } from '../../../src/plan/sensitivity/flips.ts';
import type { Moved } from '../../../src/plan/sensitivity/measure-ends.ts';
import type { Standing } from '../../../src/plan/sensitivity/moved-design.ts';
import { sentenceOf } from '../../../src/plan/sensitivity/sentence.ts';
import type { MovableFact } from '../../../src/plan/study.ts';

const RATE: MovableFact = {
  name: 'hsm.rate.aes',
  title: 'AES commands per second of one HSM',
  unit: '1/s',
  confidence: 'assumption',
  value: 1800,
  low: 900,
  high: 5000,
};
const ATTEMPTS: MovableFact = {
  name: 'service.attempts',
  title: 'Attempts of a service',
  unit: 'count',
  confidence: 'inferred',
  value: 2,
  low: 1,
  high: 5,
};

const standing = (margin: number, rule = 'success > 99.9 %'): Standing => ({
  outcome: margin > 0 ? 'met' : 'missed',
  margin,
  expect: rule,
  measured: { value: 1, low: 1, high: 1, level: 0.95, method: 'test' },
  unit: 'share',
});

function bracket(fact: MovableFact, inside: number, outside: number, isMet = true): Bracket {
  const side = (value: number, margin: number, rule: string) => ({
    value,
    standing: standing(margin, rule),
  });
  return {
    fact,
    inside: side(inside, isMet ? 0.1 : -0.1, 'inner'),
    outside: side(outside, isMet ? -0.1 : 0.1, 'outer'),
    end: standing(isMet ? -0.5 : 0.5),
  };
}

function moved(fact: MovableFact, low: Standing, high: Standing): Moved {
  const end = (value: number) => ({ value, point: null });
  return { candidate: { fact, low: end(fact.low), high: end(fact.high) }, low, high };
}

describe('the sentence for the first screen', () => {
  it('names the fact that is nearest to turning the verdict, its range, and the others', () => {
    // 1,030 is 86 % of the way from 1,800 down to 900; 3 of 2 to 5 attempts is less.
    const flips = [bracket(RATE, 1050, 1010), bracket(ATTEMPTS, 2, 3)];
    expect(sentenceOf('cks', standing(0.2), [], flips)).toBe(
      'The verdict hangs on an assumption: cks no longer meets "outer" with service.attempts of 3 or more. ' +
        'It is inferred to be 2, plausible from 1 to 5: attempts of a service. ' +
        'One more fact turns it within the plausible range: hsm.rate.aes.',
    );
    expect(sentenceOf('cks', standing(0.2), [], flips.slice(0, 1))).toBe(
      'The verdict hangs on an assumption: cks no longer meets "outer" with hsm.rate.aes below about 1,000/s. ' +
        'It is assumed to be 1,800/s, plausible from 900/s to 5,000/s: AES commands per second of one HSM.',
    );
  });

  it('says of a whole number at the end of its range only that number', () => {
    const sentence = sentenceOf('cks', standing(0.2), [], [bracket(ATTEMPTS, 2, 1)]);
    expect(sentence).toContain('with service.attempts of 1. It is');
  });

  it('says what would make the closest design meet, where none does', () => {
    const sentence = sentenceOf('cks', standing(-0.2), [], [bracket(RATE, 2980, 3020, false)]);
    expect(sentence).toContain(
      'cks, which comes closest, would meet every objective with hsm.rate.aes above about 3,000/s.',
    );
  });

  it('does not call a verdict met that is undecided', () => {
    const base: Standing = { ...standing(0.01), outcome: 'undecided' };
    expect(sentenceOf('cks', base, [], [bracket(RATE, 1050, 1010)])).toContain(
      'cks would no longer seem to meet "outer"',
    );
  });

  it('says what moves the room most where nothing turns it, and what could not be told', () => {
    const rate = moved(RATE, standing(0.05, 'p99(latency) < 60 ms'), standing(0.4));
    const attempts = moved(ATTEMPTS, standing(0.2), { ...standing(0.15), outcome: 'undecided' });
    expect(sentenceOf('cks', standing(0.2), [rate], [])).toBe(
      'No assumed fact, moved alone over its plausible range, changes the verdict on cks. ' +
        'hsm.rate.aes (assumed to be 1,800/s, plausible from 900/s to 5,000/s) moves it most: at 900/s, ' +
        '"p99(latency) < 60 ms" has 5 % to spare, where the closest objective now has 20 % to spare.',
    );
    expect(sentenceOf('cks', standing(0.2), [rate, attempts], [])).toMatch(
      /At an end of its range the simulation cannot tell any more: service\.attempts\.$/,
    );
    expect(sentenceOf('cks', standing(0.2), [], [])).toBe(
      'No assumed fact, moved alone over its plausible range, changes the verdict on cks.',
    );
  });
});
