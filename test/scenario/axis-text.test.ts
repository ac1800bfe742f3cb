import { describe, expect, it } from 'vitest';
import { readAxis } from '../../src/scenario/index.ts';

describe('readAxis', () => {
  it.each([
    ['stores.cks.hsms=2..5', ['stores', 'cks', 'hsms'], [2, 3, 4, 5]],
    ['load=0.5,1,2', ['load'], [0.5, 1, 2]],
    ['stores.cks.quota=900/s, 1800/s', ['stores', 'cks', 'quota'], ['900/s', '1800/s']],
    ['assume.hsm.rate.aes=900/s', ['assume', 'hsm.rate.aes'], ['900/s']],
    [
      'stores.x.roundTrip={uniform: [1 ms, 2 ms]},5 ms',
      ['stores', 'x', 'roundTrip'],
      [{ uniform: ['1 ms', '2 ms'] }, '5 ms'],
    ],
    ['workloads.a.bucketKeys=false,true', ['workloads', 'a', 'bucketKeys'], [false, true]],
    ['region="us-east-1",eu-central-1', ['region'], ['us-east-1', 'eu-central-1']],
  ])('reads %s', (text, path, values) => {
    expect(readAxis(text)).toEqual({ ok: true, path, values });
  });

  it.each([
    ['hsms', 'is not path=values'],
    ['=2..3', 'is not path=values'],
    ['a..b=1', 'is not path=values'],
    ['stores.__proto__.x=1', 'is not path=values'],
    ['load=', 'gives load no values'],
    ['stores.cks.hsms=5..2', 'runs backwards'],
    ['load=~,2', 'empty value'],
    ['load=1,,2', 'are not YAML'],
    ['load=[1', 'are not YAML'],
  ])('refuses %s, and says what to write', (text, phrase) => {
    const read = readAxis(text);
    expect(read.ok).toBe(false);
    if (read.ok) return;
    expect(read.phrase).toContain(phrase);
    expect(read.hint.length).toBeGreaterThan(10);
  });
});
