import { describe, expect, it } from 'vitest';
import { formatProblems, type Problem } from '../../src/scenario/index.ts';
import { loadScenario, ScenarioError } from '../../src/scenario/index.ts';

function problemsOf(text: string): readonly Problem[] {
  try {
    loadScenario({ text, fileName: 'scenarios/peak.yaml' });
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems;
    throw error;
  }
  return [];
}

const TEXT = `workloads:
  app:
    arrivals: { poisson: 1200/s }
    arival: poisson
stores: { standard: { kind: standard } }
`;

describe('a problem on the terminal', () => {
  it('shows file, line, column, the lines around, carets and a suggestion', () => {
    expect(formatProblems(problemsOf(TEXT))).toBe(
      [
        'scenarios/peak.yaml:4:5  workloads.app.arival is not a known setting',
        '   2 |   app:',
        '   3 |     arrivals: { poisson: 1200/s }',
        '   4 |     arival: poisson',
        '     |     ^^^^^^ did you mean "arrivals"? (one of: service, arrivals, perMonth, operations, keys, keySkew, client, account, usesKeysOf, keyPolicy, grants, iam, keySpec, payload, wrongContext, principals, …)',
      ].join('\n'),
    );
  });

  it('is coloured only when asked', () => {
    const problems = problemsOf(TEXT);
    expect(formatProblems(problems)).not.toContain('\u001b');
    expect(formatProblems(problems, { color: true })).toContain('\u001b[31m');
  });
});
