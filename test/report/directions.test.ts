import { describe, expect, it } from 'vitest';
import { tameDirections } from '../../src/report/directions.ts';

describe('tameDirections', () => {
  it('takes out controls that would turn the digits behind a name', () => {
    expect(tameDirections({ 'k\u202Eey': ['a\u202Eb', 7] })).toEqual({ key: ['ab', 7] });
  });

  it('isolates a text with right-to-left letters', () => {
    expect(tameDirections('עברית')).toBe('\u2068עברית\u2069');
  });

  it('shows control characters and halves of characters as signs, and keeps line feeds', () => {
    expect(tameDirections('a\0b\u001b[31mc\rd\u007fe\u0085f\ud83dg\nh\ti')).toBe(
      'a\u2400b\u241b[31mc\u240dd\u2421e\ufffdf\ufffdg\nh\ti',
    );
  });

  it('isolates right-to-left letters beyond the first plane', () => {
    expect(tameDirections('\u{1e900}')).toBe('\u2068\u{1e900}\u2069');
  });

  it('copies everything else as it is', () => {
    const data = { a: [1, 2, 3], b: null, c: { d: true, e: 'text 🔐', f: undefined } };
    expect(tameDirections(data)).toEqual(data);
  });
});
