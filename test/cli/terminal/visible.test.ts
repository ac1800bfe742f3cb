import { afterAll, describe, expect, it } from 'vitest';
import { visible } from '../../../src/cli/terminal/visible.ts';
import { Desk } from '../cksim.ts';

const ESCAPE = String.fromCharCode(27);

describe('text of somebody else on a terminal', () => {
  const desk = new Desk();
  afterAll(() => desk.clear());

  it('shows control characters as signs and keeps lines and letters', () => {
    expect(visible(`a${ESCAPE}[31mb\r\n\u009bc\u0007é`)).toBe('a␛[31mb␍\n␡c␇é');
  });

  it('stays text in a summary and in complaints', () => {
    const scenario = (kind: string) => `title: "own\\e]0;ed\\a"
workloads:
  calls: { arrivals: { poisson: 100/s }, operations: { Decrypt: 100 % } }
stores:
  a: { kind: ${kind} }
run: { duration: 2 s, warmUp: 1 s, replications: 2 }
`;
    desk.write('good.yaml', scenario('standard'));
    desk.write('bad.yaml', scenario('"stan\\edard"'));
    for (const [name, code] of [
      ['good.yaml', 0],
      ['bad.yaml', 2],
    ] as const) {
      const ended = desk.cksim('run', name);
      expect(ended.code).toBe(code);
      expect(ended.stdout + ended.stderr).not.toContain(ESCAPE);
    }
  });
});
