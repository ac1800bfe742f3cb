import pc from 'picocolors';
import { formatMeasured, roomInWords } from '../../report/index.ts';
import { isUnmeasured, type ObjectiveResult } from '../../plan/index.ts';
import { hanging } from './lines.ts';
import { verdictSign } from './signs.ts';

/** What a terminal can show. */
export interface SummaryStyle {
  readonly hasColour: boolean;
  readonly hasSigns: boolean;
}

/** `✓ p99(latency) < 60 ms: 39.0 ± 1.4 ms (35 % to spare)`. */
export function judged(objective: ObjectiveResult, style: SummaryStyle, subject = ''): string[] {
  return hanging(signOf(objective.verdict, style), `${subject}${judgedInWords(objective)}`);
}

/** The same without the sign. */
export function judgedInWords({
  expect,
  measured,
  unit,
  margin,
  level,
  replicationsToDecide,
}: ObjectiveResult): string {
  const remarks = [
    ...(isUnmeasured(measured) ? [] : [roomInWords(margin)]),
    ...(replicationsToDecide === null ? [] : [`${replicationsToDecide} replications would decide`]),
    ...(level === 'warn' ? ['warning only'] : []),
  ];
  const suffix = remarks.length === 0 ? '' : ` (${remarks.join(', ')})`;
  return `${expect}: ${formatMeasured(measured, unit)}${suffix}`;
}

/** The sign of a verdict in its colour. */
export function signOf(
  verdict: ObjectiveResult['verdict'],
  { hasColour, hasSigns }: SummaryStyle,
): string {
  const colours = pc.createColors(hasColour);
  const paint = { met: colours.green, missed: colours.red, undecided: colours.yellow };
  return paint[verdict](verdictSign(verdict, hasSigns));
}
