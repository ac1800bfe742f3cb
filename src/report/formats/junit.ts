import type { Check, ObjectiveResult, Result } from '../../plan/index.ts';
import { readResult, type DesignView } from '../designs.ts';
import { formatMeasured } from '../format-number.ts';
import { xmlText } from './xml.ts';

/**
 * The verdict as JUnit XML, for the dashboards of CI systems: one suite with the verdict and the
 * self-checks, then one a design with a test case for each objective.
 *
 * A run is good when one eligible design meets everything, and a dashboard is red when one test case
 * fails. So only the design of the verdict can fail; what others miss is told as skipped.
 */
export function renderJunit(result: Result): string {
  const { designs, spotlight } = readResult(result);
  const suites = [
    suite('verdict', [verdictCase(result), ...result.checks.map(checkCase)]),
    ...designs.map((design) => designSuite(design, design === spotlight)),
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${xmlText(result.title)}">\n${suites.join('')}</testsuites>\n`;
}

interface Case {
  readonly name: string;
  /** null: passed. */
  readonly problem: { readonly kind: 'failure' | 'skipped'; readonly message: string } | null;
}

function suite(name: string, cases: readonly Case[]): string {
  const count = (kind: string) => cases.filter(({ problem }) => problem?.kind === kind).length;
  const lines = cases.map((own) => testCase(name, own));
  return `  <testsuite name="${xmlText(name)}" tests="${cases.length}" failures="${count('failure')}" skipped="${count('skipped')}">\n${lines.join('')}  </testsuite>\n`;
}

function testCase(suiteName: string, { name, problem }: Case): string {
  const start = `    <testcase classname="${xmlText(suiteName)}" name="${xmlText(name)}"`;
  return problem === null
    ? `${start}/>\n`
    : `${start}>\n      <${problem.kind} message="${xmlText(problem.message)}"/>\n    </testcase>\n`;
}

function verdictCase({ verdict }: Result): Case {
  const { outcome, sentence } = verdict;
  const kind = outcome === 'missed' ? 'failure' : outcome === 'undecided' ? 'skipped' : null;
  return {
    name: 'an eligible design meets every objective',
    problem: kind === null ? null : { kind, message: sentence },
  };
}

function checkCase({ name, design, expected, observed, unit, holds }: Check): Case {
  const message = `expected ${expected} ${unit}, observed ${observed} ${unit}`;
  return { name: `${name} (${design})`, problem: holds ? null : { kind: 'failure', message } };
}

function designSuite({ name, objectives }: DesignView, decides: boolean): string {
  return suite(
    name,
    objectives.map((objective) => ({
      name: objective.expect,
      problem: problemOf(objective, decides),
    })),
  );
}

function problemOf(objective: ObjectiveResult, decides: boolean): Case['problem'] {
  const { verdict, level, measured, unit } = objective;
  if (verdict === 'met') return null;
  const fails = decides && verdict === 'missed' && level === 'fail';
  const remark = fails
    ? ''
    : level === 'warn'
      ? ', a warning only'
      : decides
        ? ''
        : ', of a design that the verdict does not name';
  return {
    kind: fails ? 'failure' : 'skipped',
    message: `${verdict}: ${formatMeasured(measured, unit)}${remark}`,
  };
}
